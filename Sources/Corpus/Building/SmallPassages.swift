import Analysis

/// Joins small passages of one kind that follow each other, across blank lines too: the statements of a program, the items
/// of a list, stanzas and remarks of a line.
///
/// What was read is cut where its source leaves a line empty. A piece of a program so becomes a dozen passages of a line or
/// two, of which none says what it is about, and each of which costs as much as a paragraph. Paragraphs of prose stay as
/// they are in a file, where they are places that people go to. A record is a text of its own in a file of many: there
/// paragraphs are joined, too, because what a text says of a question in two paragraphs would count less than what another
/// one says in one; to some 120 words where a title tells of each passage what it belongs to, to some 600 where none does.
struct SmallPassages {
    /// What becomes of the paragraphs of a document.
    enum Joining {
        /// Those of prose stay as they are: a file.
        case fragments
        /// All small ones are joined: a record with a title.
        case paragraphs
        /// As much as can be read at once is one passage: a record without a title.
        case pages

        /// Characters of a joined passage: as of a run of lines, or some 600 words.
        fileprivate var passageSize: Int { self == .pages ? 3600 : 720 }
        /// Characters from which a piece stands by itself, whatever it is.
        fileprivate var large: Int { self == .pages ? 3600 : 560 }
    }

    /// Characters of the shortest paragraph that may stand by itself: a sentence of some eight words.
    private static let leastProse = 40
    /// Of a hundred characters of prose so many are letters or spaces.
    private static let proseShare = 88

    /// Pieces that most passages don't have more of.
    private static let shortRun = 32

    private let text: UnsafeBufferPointer<UInt8>
    private let joining: Joining
    private var joined: [LineRuns.Piece] = []
    private var run: [LineRuns.Piece] = []
    private var sizes: [Int] = []

    private init(_ text: UnsafeBufferPointer<UInt8>, _ joining: Joining) {
        self.text = text
        self.joining = joining
    }

    /// `pieces`, with the small ones joined.
    ///
    /// - Complexity: O(n) for n bytes.
    static func join(
        _ pieces: [LineRuns.Piece],
        _ text: UnsafeBufferPointer<UInt8>,
        _ joining: Joining
    ) -> [LineRuns.Piece] {
        guard pieces.count > 1 else { return pieces }
        var passages = SmallPassages(text, joining)
        passages.joined.reserveCapacity(pieces.count)
        passages.run.reserveCapacity(min(pieces.count, shortRun))
        passages.sizes.reserveCapacity(min(pieces.count, shortRun))
        for piece in pieces { passages.add(piece) }
        passages.close()
        return passages.joined
    }

    private mutating func add(_ piece: LineRuns.Piece) {
        guard let size = smallSize(piece) else {
            close()
            return joined.append(piece)
        }
        if let last = run.last, !follows(piece, last) { close() }
        run.append(piece)
        sizes.append(size)
    }

    private mutating func close() {
        defer {
            run.removeAll(keepingCapacity: true)
            sizes.removeAll(keepingCapacity: true)
        }
        guard !run.isEmpty else { return }
        let count = max(1, (sizes.reduce(0, +) + joining.passageSize / 2) / joining.passageSize)
        joined += run.joined(into: count, sizes, atNearest: true)
    }

    /// The characters of a piece that doesn't stand by itself.
    private func smallSize(_ piece: LineRuns.Piece) -> Int? {
        switch piece.kind {
        case .line, .paragraph, .listItem, .code, .table: break
        case .heading, .quotation: return nil
        }
        guard piece.range.count < 4 * joining.large else { return nil }
        let size = UTF8Reading.characterCount(text, in: piece.range)
        return size >= joining.large || joining == .fragments && isProse(piece, size) ? nil : size
    }

    /// Whether a piece reads like sentences of a language: it begins and ends as they do, and has little but letters and
    /// spaces.
    private func isProse(_ piece: LineRuns.Piece, _ size: Int) -> Bool {
        guard size >= Self.leastProse, piece.kind != .code, TextBlock.endsSentence(text, piece.range),
            Characters.kind(text, piece.range.lowerBound, piece.range.upperBound) != .lower
        else { return false }
        return letterCount(piece.range) * 100 >= size * Self.proseShare
    }

    /// The letters and spaces of a range, eight bytes at a time: 1 in the highest bit of a byte says yes to a question.
    private func letterCount(_ range: Range<Int>) -> Int {
        var letters = 0
        var index = range.lowerBound
        if let base = text.baseAddress {
            while index + 8 <= range.upperBound {
                let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
                let small = (word | 0x2020_2020_2020_2020) & 0x7F7F_7F7F_7F7F_7F7F
                let isLetter = (small &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(small &+ 0x0505_0505_0505_0505)
                let isOther = ((word ^ 0x2020_2020_2020_2020) & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F
                let isASCII = (isLetter | ~isOther) & ~word
                let isCounted = (isASCII | word & (word &<< 1)) & 0x8080_8080_8080_8080
                // A product adds up the ones of all bytes in the highest one.
                letters &+= Int(truncatingIfNeeded: ((isCounted &>> 7) &* 0x0101_0101_0101_0101) &>> 56)
                index += 8
            }
        }
        while index < range.upperBound {
            let byte = text[index]
            if byte >= 0xC0 || (byte | 0x20) &- 0x61 < 26 || byte == 0x20 { letters &+= 1 }
            index += 1
        }
        return letters
    }

    /// Whether nothing but white space stands between two pieces of one kind, and no sentence goes from one to the other.
    private func follows(_ next: LineRuns.Piece, _ last: LineRuns.Piece) -> Bool {
        guard Self.isAlike(next.kind, last.kind), next.range.lowerBound >= last.range.upperBound,
            next.sentences.lowerBound == last.sentences.upperBound
        else { return false }
        return text[last.range.upperBound..<next.range.lowerBound].allSatisfy { $0 <= 0x20 }
    }

    private static func isAlike(_ left: TextBlock.Kind, _ right: TextBlock.Kind) -> Bool {
        func plain(_ kind: TextBlock.Kind) -> TextBlock.Kind { kind == .paragraph ? .line : kind }
        return plain(left) == plain(right)
    }
}
