import Glibc

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
        append(blocksOfPlainText: text, from: 0, to: &blocks)
        return blocks
    }

    /// Appends those of the text behind the first `first` bytes.
    static func append(
        blocksOfPlainText text: UnsafeBufferPointer<UInt8>,
        from first: Int,
        to blocks: inout [TextBlock]
    ) {
        blocks.reserveCapacity(blocks.count + (text.count - first) / shortBlock + 2)
        var group: [Range<Int>] = []
        group.reserveCapacity(fewLines)
        func close() {
            if group.count > 1, isWrapped(text, group[...]) || isBrokenSentence(text, group[...]) {
                blocks.append(paragraph(of: group[...]))
            } else {
                appendLines(text, group, to: &blocks)
            }
            group.removeAll(keepingCapacity: true)
        }
        var start = first
        while start < text.count {
            let end = lineEnd(text, from: start)
            if let line = Characters.trimmed(text, start..<end) { group.append(line) } else { close() }
            let isPair = end + 1 < text.count && text[end] == 13 && text[end + 1] == 10
            start = end + (isPair ? 2 : 1)
        }
        close()
    }

    /// Bytes of a block, and lines of a group, that most are longer than and few have more of: for them is room at once.
    private static let shortBlock = 48
    private static let fewLines = 16

    private static func paragraph(of lines: ArraySlice<Range<Int>>) -> TextBlock {
        TextBlock(range: lines[lines.startIndex].lowerBound..<lines[lines.endIndex - 1].upperBound, kind: .paragraph)
    }

    /// Adds lines that are no paragraph as a whole: each by itself, but for the runs among them that are one, such as what
    /// stands indented below the name of an option.
    private static func appendLines(
        _ text: UnsafeBufferPointer<UInt8>,
        _ lines: [Range<Int>],
        to blocks: inout [TextBlock]
    ) {
        var start = 0
        while start < lines.count {
            var end = start + 1
            while end < lines.count, goesOn(text, lines, from: start, at: end) { end += 1 }
            let run = lines[start..<end]
            if run.count >= fewestWrapped && isWrapped(text, run) || run.count > 1 && isBrokenSentence(text, run) {
                blocks.append(paragraph(of: run))
            } else {
                for line in run { blocks.append(TextBlock(range: line, kind: .line)) }
            }
            start = end
        }
    }

    /// Whether line `next` may be one text with those before it, from line `first` on: it stands below them, the first one
    /// perhaps further left or right, and nothing shows that it begins something.
    private static func goesOn(
        _ text: UnsafeBufferPointer<UInt8>,
        _ lines: [Range<Int>],
        from first: Int,
        at next: Int
    ) -> Bool {
        let (line, last) = (lines[next], lines[next - 1])
        if text[last.upperBound - 1] == UInt8(ascii: ":") || "-*+#|>".utf8.contains(text[line.lowerBound]) {
            return false
        }
        guard hasWord(text, line), hasWord(text, last) else { return false }
        return next - 1 == first || indentation(text, line) == indentation(text, last)
    }

    private static func hasWord(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Bool {
        line.contains { text[$0] >= 0x80 || (text[$0] | 0x20) &- 0x61 < 26 || text[$0] &- 0x30 < 10 }
    }

    /// The bytes of white space before a line.
    private static func indentation(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Int {
        var start = line.lowerBound
        while start > 0, text[start - 1] == 0x20 || text[start - 1] == 0x09 { start -= 1 }
        return line.lowerBound - start
    }

    /// Among lines that are no paragraph as a whole, so many are a wrapped one; two might be anything.
    private static let fewestWrapped = 3

    /// Where the first line feed or carriage return stands from `start` on; the end of the text if none does.
    private static func lineEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = text.baseAddress else { return text.count }
        func first(_ byte: Int32, before end: Int) -> Int {
            memchr(base + start, byte, end - start).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? end
        }
        return first(0x0D, before: first(0x0A, before: text.count))
    }

    /// Whether `lines` are one text wrapped to a width: none is long, few end with a sentence, and the first word of most
    /// had no room on the line before.
    private static func isWrapped(_ text: UnsafeBufferPointer<UInt8>, _ lines: ArraySlice<Range<Int>>) -> Bool {
        let width = lines.reduce(0) { max($0, $1.count) }
        guard width <= 240, width >= narrowest else { return false }
        var full = 0
        var ended = 0
        for (line, next) in zip(lines, lines.dropFirst()) {
            // A word that is longer than the room left, a space before it and six bytes more.
            let missing = width - line.count - 7
            let end = min(next.upperBound, next.lowerBound + max(missing, 0))
            var word = next.lowerBound
            while word < end, text[word] &- 0x21 < 0x5E || Characters.spaceLength(text, word, next.upperBound) == 0 {
                word += 1
            }
            if word - next.lowerBound >= missing { full += 1 }
            if endsSentence(text, line) { ended += 1 }
        }
        let breaks = lines.count - 1
        return full * 10 >= breaks * 6 && ended * 2 < breaks + 1
    }

    /// Nobody wraps text to fewer bytes than this: such lines are a signature, an address, a verse.
    private static let narrowest = 24

    /// Whether `lines` are one sentence that something has broken: each goes on in small letters, and only the last one
    /// ends it.
    private static func isBrokenSentence(_ text: UnsafeBufferPointer<UInt8>, _ lines: ArraySlice<Range<Int>>) -> Bool {
        guard lines.count <= 12, let last = lines.last, endsSentence(text, last) else { return false }
        return zip(lines, lines.dropFirst()).allSatisfy { line, next in
            !endsSentence(text, line) && text[line.upperBound - 1] != 0x3A
                && Characters.kind(text, next.lowerBound, next.upperBound) == .lower
        }
    }

    /// Whether a mark that ends a sentence stands at the end of `line`.
    static func endsSentence(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Bool {
        let last = Characters.characterStart(text, before: line.upperBound, from: line.lowerBound)
        return SentenceMarks.closerLength(text, last, line.upperBound) > 0
            || SentenceMarks.mark(text, last, line.upperBound) != nil
    }
}
