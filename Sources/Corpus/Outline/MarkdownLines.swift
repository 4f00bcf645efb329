/// Tells the lines of Markdown apart, by CommonMark 0.31 as far as an outline needs it.
struct MarkdownLines: MarkupReader {
    /// The mark and length of the fence that is open.
    private var fence: (mark: UInt8, length: Int)?
    private var isInComment = false
    private var isInFrontMatter = false
    private var isFirst = true
    private var isAfterBlank = true
    private var isInList = false

    mutating func kind(of line: MarkupLine, next: MarkupLine?, afterNext: MarkupLine?) -> LineKind {
        let (wasFirst, wasAfterBlank) = (isFirst, isAfterBlank)
        isFirst = false
        isAfterBlank = line.isBlank
        if let kind = inside(line, wasFirst: wasFirst) { return kind }
        if line.isBlank { return .blank }
        if line.indentation >= 4, wasAfterBlank, !isInList { return .verbatim(.code) }
        if opensFence(line) { return .verbatim(.code) }
        if line.hasPrefix("<!--") {
            isInComment = !line.words.contains("-->")
            return .verbatim(.comment)
        }
        if let heading = heading(line, next) { return heading }
        return leaf(line, wasAfterBlank: wasAfterBlank)
    }

    /// What goes on until its end.
    private mutating func inside(_ line: MarkupLine, wasFirst: Bool) -> LineKind? {
        if isInFrontMatter {
            isInFrontMatter = line.words != "---" && line.words != "..."
            return .verbatim(.metadata)
        }
        if wasFirst, line.words == "---" {
            isInFrontMatter = true
            return .verbatim(.metadata)
        }
        if let fence {
            if line.first == fence.mark, line.runLength >= fence.length, line.runLength == line.content.count {
                self.fence = nil
            }
            return .verbatim(.code)
        }
        if isInComment {
            isInComment = !line.words.contains("-->")
            return .verbatim(.comment)
        }
        return nil
    }

    private mutating func opensFence(_ line: MarkupLine) -> Bool {
        guard line.first == UInt8(ascii: "`") || line.first == UInt8(ascii: "~"), line.runLength >= 3 else {
            return false
        }
        let info = line.rest(from: line.content.lowerBound + line.runLength)
        // Code inside a line begins with backticks, too, and ends with them.
        if line.first == UInt8(ascii: "`"), line.text[info].contains(UInt8(ascii: "`")) { return false }
        fence = (line.first, line.runLength)
        return true
    }

    private func heading(_ line: MarkupLine, _ next: MarkupLine?) -> LineKind? {
        if line.first == UInt8(ascii: "#"), line.runLength <= 6 {
            let start = line.content.lowerBound + line.runLength
            if start == line.content.upperBound || MarkupLine.isSpace(line.text[start]) {
                return .heading(level: line.runLength, title: Self.withoutClosing(line.rest(from: start), line.text))
            }
        }
        guard let next, next.indentation < 4, next.isRule(of: "=-", least: 1),
            next.first == UInt8(ascii: "=") || next.content.count >= 2,
            line.first != UInt8(ascii: ">"), line.first != UInt8(ascii: "|"),
            line.itemContent(bullets: "-*+") == nil, !line.isRule(of: "-*_=", least: 3)
        else { return nil }
        return .heading(level: next.first == UInt8(ascii: "=") ? 1 : 2, title: line.content, lines: 2)
    }

    private mutating func leaf(_ line: MarkupLine, wasAfterBlank: Bool) -> LineKind {
        if line.isRule(of: "-*_", least: 3) { return .directive }
        if let content = line.itemContent(bullets: "-*+"), "-*+".utf8.contains(line.first) ? line.runLength == 1 : true
        {
            isInList = true
            return .item(content: content)
        }
        if wasAfterBlank, line.indentation == 0 { isInList = false }
        if line.first == UInt8(ascii: ">") {
            var content = line.content.lowerBound
            while content < line.content.upperBound,
                line.text[content] == UInt8(ascii: ">") || MarkupLine.isSpace(line.text[content])
            { content += 1 }
            return content < line.content.upperBound ? .quotation(content: content) : .directive
        }
        return line.first == UInt8(ascii: "|") ? .verbatim(.table) : .text
    }

    /// A title without the number signs that may close it.
    private static func withoutClosing(_ range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, text[end - 1] == UInt8(ascii: "#") { end -= 1 }
        guard end > range.lowerBound else { return range.lowerBound..<range.lowerBound }
        guard end < range.upperBound, MarkupLine.isSpace(text[end - 1]) else { return range }
        return MarkupLine(text, range.lowerBound..<end).content
    }
}
