/// Writes styled lines. The only place that emits escape sequences; whatever else looks like one is neutralised when a
/// terminal would obey it.
struct Canvas {
    let output: Output
    let hasColor: Bool
    /// How places in files are linked; `nil` for not at all.
    var links: Links?

    var columns: Int { output.columns }

    func line(_ spans: Span...) { line(spans) }

    func line(_ spans: [Span]) {
        var text = ""
        for span in spans where !span.text.isEmpty {
            // A tab or a line feed would break the line for a program that reads it too.
            let plain = output.isTerminal ? Neutral.text(span.text) : Self.oneLine(span.text)
            let address = span.link.flatMap { links?.address(of: $0) }
            if let address { text += "\u{1B}]8;;\(address)\u{1B}\\" }
            defer { if address != nil { text += "\u{1B}]8;;\u{1B}\\" } }
            if hasColor, span.style != .plain {
                text += "\u{1B}[\(span.style.code)m\(plain)\u{1B}[0m"
            } else {
                text += plain
            }
        }
        while !hasColor, text.hasSuffix(" ") { text.removeLast() }
        output.write(text + "\n")
    }

    /// Writes words, broken at the width of the terminal; in one line where no terminal is.
    func paragraph(_ spans: [Span], indentation: Int = 0) {
        let margin = Span(String(repeating: " ", count: indentation))
        let width = output.isTerminal ? max(20, columns - indentation) : Int.max
        for row in Wrapping.rows(spans, columns: width) { line([margin] + row) }
    }

    /// Writes a line as it is where it fits, spaces and all, and else as a paragraph.
    func fitted(_ spans: [Span], indentation: Int = 0) {
        if output.isTerminal, spans.width + indentation > columns { return paragraph(spans, indentation: indentation) }
        line([Span(String(repeating: " ", count: indentation))] + spans)
    }

    /// Writes JSON as it is, but for what a terminal would obey.
    func json(_ text: String) { output.write((output.isTerminal ? Neutral.json(text) : text) + "\n") }

    private static func oneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 }))
    }
}
