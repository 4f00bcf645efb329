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

    /// The blocks of plain text: paragraphs where lines are wrapped by hand, else every line by itself.
    ///
    /// Lines belong together when no blank line is between them and none is longer than 120 bytes, for then they were
    /// wrapped to a width. A longer line is a paragraph, as scrapers write them.
    ///
    /// - Complexity: O(n).
    public static func blocks(ofPlainText text: UnsafeBufferPointer<UInt8>) -> [TextBlock] {
        var blocks: [TextBlock] = []
        var group: [Range<Int>] = []
        var isWrapped = true
        func close() {
            if isWrapped, let first = group.first, let last = group.last {
                blocks.append(TextBlock(range: first.lowerBound..<last.upperBound, kind: .paragraph))
            } else {
                for line in group { blocks.append(TextBlock(range: line, kind: .line)) }
            }
            group.removeAll(keepingCapacity: true)
            isWrapped = true
        }
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 10, text[end] != 13 { end += 1 }
            if let line = Characters.trimmed(text, start..<end) {
                group.append(line)
                isWrapped = isWrapped && line.count <= 120
            } else if end == text.count || text[end] == 13 || end == 0 || text[end - 1] != 13 {
                close()
            }
            start = end + 1
        }
        close()
        return blocks
    }
}
