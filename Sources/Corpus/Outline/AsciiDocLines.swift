/// Tells the lines of AsciiDoc apart, by https://docs.asciidoctor.org/asciidoc/latest/.
struct AsciiDocLines: MarkupReader {
    /// The line that closes the block without prose that is open.
    private var end: (line: String, kind: Outline.Block.Kind)?

    mutating func kind(of line: MarkupLine, next: MarkupLine?, afterNext: MarkupLine?) -> LineKind {
        if let end {
            if line.words == end.line { self.end = nil }
            return .verbatim(end.kind)
        }
        if line.isBlank { return .blank }
        if let kind = delimited(line) {
            end = (line.words, kind)
            return .verbatim(kind)
        }
        // Examples, sidebars and quotations hold prose; only their edges are marks.
        if line.isRule(of: "=*_", least: 4) || line.words == "--" || line.isRule(of: "'", least: 3) {
            return .directive
        }
        if line.hasPrefix("//") { return .verbatim(.comment) }
        if let heading = heading(line) { return heading }
        if isAttribute(line) { return .verbatim(.metadata) }
        let last = line.text[line.content.upperBound - 1]
        if line.first == UInt8(ascii: "["), last == UInt8(ascii: "]") { return .directive }
        if line.first == UInt8(ascii: "."), line.content.count > 1, line.runLength == 1,
            !MarkupLine.isSpace(line.text[line.content.lowerBound + 1])
        {
            return .directive
        }
        if line.words == "+" { return .directive }
        if let content = line.itemContent(bullets: "*-.", closers: ".") { return .item(content: content) }
        return .text
    }

    private func delimited(_ line: MarkupLine) -> Outline.Block.Kind? {
        if line.isRule(of: "-.+", least: 4) { return .code }
        if line.isRule(of: "/", least: 4) { return .comment }
        if ["|===", ",===", ":===", "!==="].contains(where: line.hasPrefix) { return .table }
        return line.hasPrefix("```") ? .code : nil
    }

    private func heading(_ line: MarkupLine) -> LineKind? {
        guard line.indentation == 0, line.first == UInt8(ascii: "=") || line.first == UInt8(ascii: "#"),
            line.runLength <= 6
        else { return nil }
        let start = line.content.lowerBound + line.runLength
        guard start < line.content.upperBound, MarkupLine.isSpace(line.text[start]) else { return nil }
        return .heading(level: line.runLength, title: line.rest(from: start))
    }

    /// `:name: value` or `:!name:`.
    private func isAttribute(_ line: MarkupLine) -> Bool {
        guard line.indentation == 0, line.first == UInt8(ascii: ":"),
            let close = line.text[line.content].dropFirst().firstIndex(of: UInt8(ascii: ":"))
        else { return false }
        let name = line.text[line.content.lowerBound + 1..<close]
        return !name.isEmpty && !name.contains(where: { MarkupLine.isSpace($0) })
    }
}
