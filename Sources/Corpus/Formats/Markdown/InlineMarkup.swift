/// Takes the marks inside Markdown's lines away: emphasis, code, links, images, HTML tags, escapes and entities.
struct InlineMarkup {
    private let bytes: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Appends the text of `lines`, with a space between them.
    ///
    /// - Complexity: O(bytes), but for what may follow a link's bracket: that is looked through for up to
    ///   `InlineScan.targetLimit` bytes each time.
    func append(_ lines: [Range<Int>], to text: inout MappedText) {
        var scan = InlineScan(bytes, lines)
        scan.run()
        let start = text.count
        var pendingBreak: Int?
        for piece in scan.pieces where piece.start < piece.end {
            switch piece.kind {
            case .dropped: continue
            case .lineBreak:
                // A line of which nothing is shown needs no space.
                if text.count > start, pendingBreak == nil { pendingBreak = piece.start }
                continue
            case .plain, .delimiter, .character: break
            }
            if let place = pendingBreak { text.append(UInt8(ascii: " "), at: place) }
            pendingBreak = nil
            if piece.kind == .character {
                text.append(piece.scalar, at: piece.start, sourceWidth: piece.end - piece.start)
            } else {
                text.append(bytes, piece.start..<piece.end)
            }
        }
    }
}

/// One paragraph, cut into what is text and what is a mark.
struct InlineScan {
    enum Kind { case plain, character, lineBreak, delimiter, dropped }

    struct Piece {
        var kind: Kind
        /// For a delimiter, `start..<end` are those of its marks that have no partner, and so are text.
        var start: Int
        var end: Int
        var scalar: Unicode.Scalar = " "
    }

    /// How far the target of a link is looked for, in bytes.
    static let targetLimit = 4096

    private(set) var pieces: [Piece] = []
    private let bytes: UnsafeBufferPointer<UInt8>
    private let lines: [Range<Int>]
    /// Where the plain text begins that no piece holds yet.
    private var plainStart = 0
    private var emphasis = EmphasisStack()
    /// Pieces that are opening brackets.
    private var brackets: [Int] = []
    /// The closing backticks of the code span being read, if one is.
    private var codeEnd: Range<Int>?
    /// The lengths of runs of backticks that nothing closes.
    private var unclosed: Set<Int> = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ lines: [Range<Int>]) {
        self.bytes = bytes
        self.lines = lines
    }

    private var end: Int { lines.last?.upperBound ?? 0 }

    mutating func run() {
        plainStart = lines.first?.lowerBound ?? 0
        for (number, line) in lines.enumerated() {
            if number > 0 { breakLine(behind: lines[number - 1], before: line) }
            var index = max(line.lowerBound, plainStart)
            while index < line.upperBound {
                if let code = codeEnd {
                    guard code.lowerBound < line.upperBound else { break }
                    mark(.dropped, code)
                    codeEnd = nil
                    index = plainStart
                } else if Self.isSpecial[Int(bytes[index])] {
                    readSpecial(index, line)
                    index = max(index + 1, plainStart)
                } else {
                    index += 1
                }
            }
            flush(line.upperBound)
        }
    }

    private static let isSpecial: [Bool] = (0..<256).map { "\\`*_~[]!<&".utf8.contains(UInt8($0)) }

    /// A target of a link may have reached into the next line; then no space is due.
    private mutating func breakLine(behind last: Range<Int>, before line: Range<Int>) {
        guard plainStart <= line.lowerBound else { return }
        pieces.append(Piece(kind: .lineBreak, start: last.upperBound, end: last.upperBound + 1))
        plainStart = line.lowerBound
    }

    private mutating func flush(_ end: Int) {
        guard plainStart < end else { return }
        pieces.append(Piece(kind: .plain, start: plainStart, end: end))
        plainStart = end
    }

    private mutating func mark(_ kind: Kind, _ range: Range<Int>, _ scalar: Unicode.Scalar = " ") {
        flush(range.lowerBound)
        pieces.append(Piece(kind: kind, start: range.lowerBound, end: range.upperBound, scalar: scalar))
        plainStart = range.upperBound
    }

    /// Reads what begins at `index`; where it is a mark, `plainStart` moves behind it.
    private mutating func readSpecial(_ index: Int, _ line: Range<Int>) {
        let next = index + 1 < line.upperBound ? bytes[index + 1] : 0
        switch bytes[index] {
        case UInt8(ascii: "\\"): readEscape(index, next, line)
        case UInt8(ascii: "`"): readBackticks(index, line)
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): readEmphasis(index, line)
        case UInt8(ascii: "!"): if next == UInt8(ascii: "[") { openBracket(index..<(index + 2)) }
        case UInt8(ascii: "["): readBracket(index, next, line)
        case UInt8(ascii: "]"): closeBracket(index)
        case UInt8(ascii: "<"): readAngle(index, next, line)
        case UInt8(ascii: "&"):
            if let (scalar, length) = HTMLEntities.character(bytes, at: index, until: line.upperBound) {
                mark(.character, index..<(index + length), scalar)
            }
        default: break
        }
    }

    private mutating func readEscape(_ index: Int, _ next: UInt8, _ line: Range<Int>) {
        if index + 1 == line.upperBound { return mark(.dropped, index..<(index + 1)) }
        guard next.isASCIIPunctuation else { return }
        mark(.dropped, index..<(index + 1))
        // The character behind it is text, whatever it is.
        flush(index + 2)
    }

    private mutating func readBackticks(_ index: Int, _ line: Range<Int>) {
        var length = 1
        while index + length < line.upperBound, bytes[index + length] == UInt8(ascii: "`") { length += 1 }
        guard !unclosed.contains(length), let close = closingBackticks(length, from: index + length) else {
            unclosed.insert(length)
            return flush(index + length)
        }
        mark(.dropped, index..<(index + length))
        codeEnd = close
    }

    private func closingBackticks(_ length: Int, from start: Int) -> Range<Int>? {
        var index = start
        while index < end {
            guard bytes[index] == UInt8(ascii: "`") else {
                index += 1
                continue
            }
            let first = index
            while index < end, bytes[index] == UInt8(ascii: "`") { index += 1 }
            if index - first == length { return first..<index }
        }
        return nil
    }

    // MARK: Emphasis

    private mutating func readEmphasis(_ index: Int, _ line: Range<Int>) {
        let byte = bytes[index]
        var close = index + 1
        while close < line.upperBound, bytes[close] == byte { close += 1 }
        let before = index > line.lowerBound ? bytes[index - 1] : 0x20
        let after = close < line.upperBound ? bytes[close] : 0x20
        // Left- and right-flanking runs (CommonMark 0.31, section 6.2).
        let isLeft =
            !after.isHTMLSpace && (!after.isASCIIPunctuation || before.isHTMLSpace || before.isASCIIPunctuation)
        let isRight =
            !before.isHTMLSpace && (!before.isASCIIPunctuation || after.isHTMLSpace || after.isASCIIPunctuation)
        let isLine = byte == UInt8(ascii: "_")
        let opens = isLeft && (!isLine || !isRight || before.isASCIIPunctuation)
        let closes = isRight && (!isLine || !isLeft || after.isASCIIPunctuation)
        guard opens || closes, byte != UInt8(ascii: "~") || close - index == 2 else { return flush(close) }
        mark(.delimiter, index..<close)
        if closes { emphasis.close(byte, pieces.count - 1, &pieces) }
        if opens, pieces[pieces.count - 1].start < close { emphasis.open(byte, pieces.count - 1) }
    }

    // MARK: Links

    private mutating func openBracket(_ range: Range<Int>) {
        mark(.plain, range)
        brackets.append(pieces.count - 1)
    }

    private mutating func readBracket(_ index: Int, _ next: UInt8, _ line: Range<Int>) {
        // The number of a note.
        if next == UInt8(ascii: "^"), let close = bytes[index..<line.upperBound].firstIndex(of: UInt8(ascii: "]")) {
            let isDefinition = close + 1 < line.upperBound && bytes[close + 1] == UInt8(ascii: ":")
            return mark(.dropped, index..<(close + (isDefinition ? 2 : 1)))
        }
        openBracket(index..<(index + 1))
    }

    private mutating func closeBracket(_ index: Int) {
        guard let opening = brackets.popLast(), let target = targetEnd(index + 1) else { return }
        pieces[opening].kind = .dropped
        mark(.dropped, index..<target)
    }

    /// Where `(target)` or `[name]` ends that begins at `start`; `nil` when there is none.
    private func targetEnd(_ start: Int) -> Int? {
        guard start < end else { return nil }
        let limit = min(end, start + Self.targetLimit)
        if bytes[start] == UInt8(ascii: "[") {
            return bytes[start..<limit].firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 }
        }
        guard bytes[start] == UInt8(ascii: "(") else { return nil }
        var depth = 0
        var index = start
        while index < limit {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
            index += 1
        }
        return nil
    }

    /// `<https://…>` and `<name@host>` show what is between the brackets, a tag shows nothing.
    private mutating func readAngle(_ index: Int, _ next: UInt8, _ line: Range<Int>) {
        guard next.isASCIILetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "!"),
            let close = bytes[index..<line.upperBound].firstIndex(of: UInt8(ascii: ">"))
        else { return }
        let inner = bytes[(index + 1)..<close]
        let isLink = !inner.contains(0x20) && (inner.contains(UInt8(ascii: "@")) || inner.contains(UInt8(ascii: ":")))
        if isLink {
            mark(.dropped, index..<(index + 1))
            mark(.plain, (index + 1)..<close)
            mark(.dropped, close..<(close + 1))
        } else {
            mark(.dropped, index..<(close + 1))
        }
    }
}

/// The runs of emphasis marks that wait for their partner.
private struct EmphasisStack {
    private var openers: [(mark: UInt8, piece: Int)] = []
    private var counts = [Int](repeating: 0, count: 128)

    mutating func open(_ mark: UInt8, _ piece: Int) {
        openers.append((mark, piece))
        counts[Int(mark & 0x7F)] += 1
    }

    /// Pairs the marks of `pieces[piece]` with those of openers; both lose what they pair. Openers in between are
    /// text from then on.
    mutating func close(_ mark: UInt8, _ piece: Int, _ pieces: inout [InlineScan.Piece]) {
        while counts[Int(mark & 0x7F)] > 0, pieces[piece].start < pieces[piece].end, let last = openers.last {
            if last.mark == mark {
                let opener = last.piece
                let left = pieces[opener].end - pieces[opener].start
                let paired = min(left, pieces[piece].end - pieces[piece].start)
                pieces[opener].end -= paired
                pieces[piece].start += paired
                if paired < left { return }
            }
            openers.removeLast()
            counts[Int(last.mark & 0x7F)] -= 1
        }
    }
}

extension UInt8 {
    var isASCIIPunctuation: Bool { (0x21...0x7E).contains(self) && !isASCIILetterOrDigit }
}
