import Analysis

/// Joins short lines that follow each other into passages of a size that can be read, ranked and cited.
///
/// A page that was scraped, a listing, a menu or a verse comes as hundreds of lines of a few words each. Taken alone none of
/// them says what it is about, and each would cost as much as a paragraph.
struct LineRuns {
    /// A passage before it has a number.
    struct Piece {
        let kind: TextBlock.Kind
        var range: Range<Int>
        var sentences: Range<Int>
    }

    /// Characters of a line that is no paragraph by itself.
    private static let shortLine = 80
    /// Two short lines may be a heading and a name; more are a run.
    private static let leastLines = 3
    /// Characters of a joined passage: some 120 words.
    private static let passageSize = 720

    /// Lines that most runs don't have more of.
    private static let shortRun = 64

    private let text: UnsafeBufferPointer<UInt8>
    private var joined: [Piece] = []
    private var run: [Piece] = []
    private var sizes: [Int] = []

    private init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    /// `pieces`, with the runs of short lines among them joined.
    ///
    /// - Complexity: O(n) for n bytes.
    static func join(_ pieces: [Piece], _ text: UnsafeBufferPointer<UInt8>) -> [Piece] {
        var runs = LineRuns(text)
        runs.joined.reserveCapacity(pieces.count)
        runs.run.reserveCapacity(min(pieces.count, shortRun))
        runs.sizes.reserveCapacity(min(pieces.count, shortRun))
        for piece in pieces { runs.add(piece) }
        runs.close()
        return runs.joined
    }

    private mutating func add(_ piece: Piece) {
        let size = piece.kind == .line ? characterCount(piece.range) : .max
        if let last = run.last, size > Self.shortLine || !isNextLine(piece, last) { close() }
        guard size <= Self.shortLine else { return joined.append(piece) }
        run.append(piece)
        sizes.append(size)
    }

    private mutating func close() {
        defer {
            run.removeAll(keepingCapacity: true)
            sizes.removeAll(keepingCapacity: true)
        }
        guard run.count >= Self.leastLines else { return joined.append(contentsOf: run) }
        let count = (sizes.reduce(0, +) + Self.passageSize - 1) / Self.passageSize
        joined += run.joined(into: count, sizes, atNearest: false)
    }

    private func characterCount(_ range: Range<Int>) -> Int {
        guard range.count <= 4 * Self.shortLine else { return range.count }
        return UTF8Reading.characterCount(text, in: range)
    }

    /// Whether nothing but the end of a line stands between them, and no sentence goes from one to the other.
    private func isNextLine(_ next: Piece, _ last: Piece) -> Bool {
        guard next.range.lowerBound >= last.range.upperBound, next.sentences.lowerBound == last.sentences.upperBound
        else {
            return false
        }
        var lineEnds = 0
        var place = last.range.upperBound
        while place < next.range.lowerBound {
            let byte = text[place]
            if byte == 10 || byte == 13 {
                lineEnds += 1
                if byte == 13, place + 1 < next.range.lowerBound, text[place + 1] == 10 { place += 1 }
            } else {
                guard byte == 32 || byte == 9 else { return false }
            }
            place += 1
        }
        return lineEnds == 1
    }
}
