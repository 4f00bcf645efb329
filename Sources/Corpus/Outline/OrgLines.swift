/// Tells the lines of Org apart, by the syntax of https://orgmode.org/worg/org-syntax.html.
struct OrgLines: MarkupReader {
    /// What closes the block that is open, in small letters.
    private var end: (line: String, kind: Outline.Block.Kind)?

    /// Blocks whose words are prose: only their first and last lines are marks.
    private static let prose = ["quote", "verse", "center"]
    private static let states = ["TODO", "DONE", "NEXT", "WAITING", "CANCELLED", "COMMENT"]

    mutating func kind(of line: MarkupLine, next: MarkupLine?, afterNext: MarkupLine?) -> LineKind {
        if let end {
            if line.first == UInt8(ascii: "#") || line.first == UInt8(ascii: ":"), line.words.lowercased() == end.line {
                self.end = nil
            }
            return .verbatim(end.kind)
        }
        if line.isBlank { return .blank }
        if line.indentation == 0, line.first == UInt8(ascii: "*") { return heading(line) ?? .text }
        if line.first == UInt8(ascii: "#") { return keyword(line) }
        if line.first == UInt8(ascii: ":") {
            let word = line.words.lowercased()
            if word == ":properties:" || word == ":logbook:" {
                end = (":end:", .metadata)
                return .verbatim(.metadata)
            }
            if line.content.count == 1 || line.hasPrefix(": ") { return .verbatim(.code) }
        }
        if line.first == UInt8(ascii: "|") { return .verbatim(.table) }
        if line.isRule(of: "-", least: 5) { return .directive }
        let isBullet = "-+*".utf8.contains(line.first)
        if let content = line.itemContent(bullets: "-+*"), !isBullet || line.runLength == 1 {
            return .item(content: content)
        }
        return .text
    }

    private func heading(_ line: MarkupLine) -> LineKind? {
        let level = line.runLength
        let start = line.content.lowerBound + level
        guard start < line.content.upperBound, MarkupLine.isSpace(line.text[start]) else { return nil }
        var title = line.rest(from: start)
        for state in Self.states where line.text[title].starts(with: (state + " ").utf8) {
            title = line.rest(from: title.lowerBound + state.utf8.count)
            break
        }
        return .heading(level: level, title: Self.withoutTags(title, line.text))
    }

    /// A title without `:tag:tag:` at its end.
    private static func withoutTags(_ title: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        guard title.count > 2, text[title.upperBound - 1] == UInt8(ascii: ":"),
            let space = text[title].lastIndex(where: { MarkupLine.isSpace($0) }), text[space + 1] == UInt8(ascii: ":"),
            space + 2 < title.upperBound
        else { return title }
        return MarkupLine(text, title.lowerBound..<space).content
    }

    private mutating func keyword(_ line: MarkupLine) -> LineKind {
        if line.content.count == 1 || line.hasPrefix("# ") { return .verbatim(.comment) }
        guard line.hasPrefix("#+") else { return .text }
        let word = line.words.lowercased().prefix { $0 != " " && $0 != "\t" }
        guard word.hasPrefix("#+begin_") else {
            return word.hasPrefix("#+end_") ? .directive : .verbatim(.metadata)
        }
        let name = String(word.dropFirst("#+begin_".utf8.count))
        if Self.prose.contains(name) { return .directive }
        end = ("#+end_" + name, name == "comment" ? .comment : .code)
        return .verbatim(name == "comment" ? .comment : .code)
    }
}
