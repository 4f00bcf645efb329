/// Tells the lines of LaTeX apart.
struct LaTeXLines: MarkupReader {
    /// The environment without prose that is open.
    private var environment: (name: String, kind: Outline.Block.Kind)?
    /// Whether `\begin{document}` has yet to come; `nil` until it is known whether there is one.
    private var isInPreamble: Bool?

    private static let levels = [
        "part": 1, "chapter": 2, "section": 3, "subsection": 4, "subsubsection": 5, "paragraph": 6, "subparagraph": 7,
    ]
    private static let verbatim = [
        "verbatim", "lstlisting", "minted", "equation", "align", "displaymath", "math", "tikzpicture", "gather",
        "multline", "eqnarray", "alltt", "filecontents", "algorithmic",
    ]
    private static let tables = ["tabular", "tabularx", "longtable", "array"]

    mutating func kind(of line: MarkupLine, next: MarkupLine?, afterNext: MarkupLine?) -> LineKind {
        if isInPreamble == nil, !line.isBlank, line.first != UInt8(ascii: "%") {
            isInPreamble = line.hasPrefix("\\documentclass") || line.hasPrefix("\\documentstyle")
        }
        if isInPreamble == true {
            guard line.hasPrefix("\\begin{document}") else { return .verbatim(.metadata) }
            isInPreamble = false
            return .directive
        }
        if let environment {
            if line.words.contains("\\end{\(environment.name)}") { self.environment = nil }
            return .verbatim(environment.kind)
        }
        if line.isBlank { return .blank }
        if line.first == UInt8(ascii: "%") { return .verbatim(.comment) }
        guard line.first == UInt8(ascii: "\\") else { return .text }
        return command(line)
    }

    private mutating func command(_ line: MarkupLine) -> LineKind {
        let bytes = line.text
        var index = line.content.lowerBound + 1
        let begin = index
        while index < line.content.upperBound, Self.isLetter(bytes[index]) { index += 1 }
        let name = String(decoding: bytes[begin..<index], as: UTF8.self)
        if let level = Self.levels[name] {
            if index < line.content.upperBound, bytes[index] == UInt8(ascii: "*") { index += 1 }
            if let title = Self.argument(bytes, index..<line.content.upperBound) {
                return .heading(level: level, title: title)
            }
        }
        switch name {
        case "item":
            let content = line.rest(from: index)
            return .item(content: content.isEmpty ? line.content.lowerBound : content.lowerBound)
        case "begin":
            let argument = Self.argument(bytes, index..<line.content.upperBound).map {
                String(decoding: bytes[$0], as: UTF8.self)
            }
            guard let argument else { return .directive }
            let plain = argument.hasSuffix("*") ? String(argument.dropLast()) : argument
            let isTable = Self.tables.contains(plain)
            guard isTable || Self.verbatim.contains(plain) else { return .directive }
            if !line.words.contains("\\end{\(argument)}") { environment = (argument, isTable ? .table : .code) }
            return .verbatim(isTable ? .table : .code)
        case "[":
            return .verbatim(.code)
        case "end", "label", "maketitle", "tableofcontents", "newpage", "clearpage", "centering", "bibliography",
            "bibliographystyle", "appendix", "printbibliography", "input", "include", "includegraphics", "vspace":
            return .directive
        default: return .text
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

    /// What stands in the first braces, behind an optional argument in brackets.
    private static func argument(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        var index = range.lowerBound
        if index < range.upperBound, text[index] == UInt8(ascii: "[") {
            guard let close = text[index..<range.upperBound].firstIndex(of: UInt8(ascii: "]")) else { return nil }
            index = close + 1
        }
        guard index < range.upperBound, text[index] == UInt8(ascii: "{") else { return nil }
        let start = index + 1
        var depth = 0
        while index < range.upperBound {
            if text[index] == UInt8(ascii: "{") { depth += 1 }
            if text[index] == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { return start..<index }
            }
            if text[index] == UInt8(ascii: "\\") { index += 1 }
            index += 1
        }
        return nil
    }
}
