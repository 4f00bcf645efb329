/// Tells the lines of reStructuredText apart, by docutils' specification of it.
struct RestructuredTextLines: MarkupReader {
    private struct Style: Equatable {
        let mark: UInt8
        let isOverlined: Bool
    }

    /// The ways in which titles are underlined; their order is their level.
    private var styles: [Style] = []
    /// A block without prose goes on while lines are indented deeper than this.
    private var region: (kind: Outline.Block.Kind, indentation: Int)?
    private var isLiteralNext = false
    private var isAfterBlank = true

    private static let marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    /// Directives whose body is prose.
    private static let prose = [
        "note", "warning", "tip", "important", "caution", "danger", "attention", "hint", "error", "admonition",
        "epigraph", "pull-quote", "topic", "sidebar", "abstract", "versionadded", "versionchanged", "deprecated",
        "seealso",
    ]

    mutating func kind(of line: MarkupLine, next: MarkupLine?, afterNext: MarkupLine?) -> LineKind {
        let wasAfterBlank = isAfterBlank
        isAfterBlank = line.isBlank
        if let region {
            if line.isBlank || line.indentation > region.indentation { return .verbatim(region.kind) }
            self.region = nil
        }
        if line.isBlank { return .blank }
        if isLiteralNext, wasAfterBlank {
            isLiteralNext = false
            // The literal block is what is indented below the paragraph that ended with two colons.
            if line.indentation > 0 {
                region = (.code, line.indentation - 1)
                return .verbatim(.code)
            }
        }
        if let heading = heading(line, next, afterNext) { return heading }
        if line.hasPrefix("..") { return directive(line) }
        if line.hasPrefix(">>> ") { return .verbatim(.code) }
        if line.first == UInt8(ascii: ":"), let close = line.text[line.content].dropFirst().firstIndex(of: 0x3A),
            close + 1 == line.content.upperBound || MarkupLine.isSpace(line.text[close + 1]), wasAfterBlank
        {
            return .verbatim(.metadata)
        }
        if line.first == UInt8(ascii: "+"), line.isRule(of: "+", least: 1) || line.hasPrefix("+-") {
            return .verbatim(.table)
        }
        if line.first == UInt8(ascii: "|"), line.words.hasSuffix("|") { return .verbatim(.table) }
        isLiteralNext = line.words.hasSuffix("::")
        let isBullet = "-*+".utf8.contains(line.first)
        if let content = line.itemContent(bullets: "-*+#"), !isBullet || line.runLength == 1 {
            return .item(content: content)
        }
        if line.hasPrefix("#. ") { return .item(content: line.rest(from: line.content.lowerBound + 2).lowerBound) }
        if line.isRule(of: Self.marks, least: 4) { return .directive }
        return .text
    }

    private mutating func heading(_ line: MarkupLine, _ next: MarkupLine?, _ afterNext: MarkupLine?) -> LineKind? {
        guard let next, !next.isBlank else { return nil }
        if line.isRule(of: Self.marks, least: 2), let under = afterNext, under.first == line.first,
            under.isRule(of: Self.marks, least: 2), Self.covers(line, next)
        {
            let level = level(of: Style(mark: line.first, isOverlined: true))
            return .heading(level: level, title: next.content, lines: 3)
        }
        guard line.indentation == 0, next.isRule(of: Self.marks, least: 2), next.indentation == 0,
            !line.isRule(of: Self.marks, least: 2), Self.covers(next, line)
        else { return nil }
        return .heading(level: level(of: Style(mark: next.first, isOverlined: false)), title: line.content, lines: 2)
    }

    /// A rule shorter than its title is none, unless it is long enough to be meant as one.
    private static func covers(_ rule: MarkupLine, _ title: MarkupLine) -> Bool {
        let letters = title.text[title.content].reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        return rule.content.count >= min(letters, 4)
    }

    private mutating func level(of style: Style) -> Int {
        if let known = styles.firstIndex(of: style) { return known + 1 }
        styles.append(style)
        return styles.count
    }

    /// A directive, a target, a footnote or a comment: what begins with two dots.
    private mutating func directive(_ line: MarkupLine) -> LineKind {
        guard line.content.count == 2 || MarkupLine.isSpace(line.text[line.content.lowerBound + 2]) else {
            return .text
        }
        let words = line.words.dropFirst(2).drop { $0 == " " || $0 == "\t" }
        guard let colons = words.firstIndex(of: ":"), words[colons...].hasPrefix("::") else {
            region = (.comment, line.indentation)
            return .verbatim(.comment)
        }
        let name = String(words[..<colons]).lowercased()
        if Self.prose.contains(name) { return .directive }
        region = (name == "table" || name == "list-table" ? .table : .code, line.indentation)
        return .verbatim(region?.kind ?? .code)
    }
}
