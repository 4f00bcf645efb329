/// A piece of a source that stands by itself: a line, a paragraph, an element of HTML.
public struct TextBlock: Sendable, Hashable {
    /// What a block is in its source.
    public enum Kind: Sendable, Hashable {
        case line, paragraph, listItem, quotation, table, code
        /// A heading; level 1 is the highest.
        case heading(level: Int)
    }

    /// Bytes of the text; may have white space at its ends.
    public let range: Range<Int>
    public let kind: Kind

    public init(range: Range<Int>, kind: Kind) {
        self.range = range
        self.kind = kind
    }

    /// The blocks of plain text: paragraphs where lines are wrapped to a width, else every line by itself.
    ///
    /// - Complexity: O(n).
    public static func blocks(ofPlainText text: UnsafeBufferPointer<UInt8>) -> [TextBlock] {
        var blocks: [TextBlock] = []
        var group: [Range<Int>] = []
        func close() {
            if group.count > 1, isWrapped(text, group) {
                let range = group[0].lowerBound..<group[group.count - 1].upperBound
                blocks.append(TextBlock(range: range, kind: .paragraph))
            } else {
                for line in group { blocks.append(TextBlock(range: line, kind: .line)) }
            }
            group.removeAll(keepingCapacity: true)
        }
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 10, text[end] != 13 { end += 1 }
            if let line = Characters.trimmed(text, start..<end) { group.append(line) } else { close() }
            let isPair = end + 1 < text.count && text[end] == 13 && text[end + 1] == 10
            start = end + (isPair ? 2 : 1)
        }
        close()
        return blocks
    }

    /// Whether `lines` are one text wrapped to a width: none is long, few end with a sentence, and the first word of most
    /// had no room on the line before.
    private static func isWrapped(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Range<Int>]) -> Bool {
        let width = lines.reduce(0) { max($0, $1.count) }
        guard width <= 240 else { return false }
        var full = 0
        var ended = 0
        for (line, next) in zip(lines, lines.dropFirst()) {
            var word = next.lowerBound
            while word < next.upperBound, Characters.spaceLength(text, word, next.upperBound) == 0 { word += 1 }
            if line.count + 1 + word - next.lowerBound + 6 >= width { full += 1 }
            let last = Characters.characterStart(text, before: line.upperBound, from: line.lowerBound)
            let closes = SentenceMarks.closerLength(text, last, line.upperBound) > 0
            if closes || SentenceMarks.mark(text, last, line.upperBound) != nil { ended += 1 }
        }
        let breaks = lines.count - 1
        return full * 10 >= breaks * 6 && ended * 2 < breaks + 1
    }
}
