import JSON
import Wire

/// Says on standard error why there is no answer.
struct ErrorReport {
    let canvas: Canvas
    let isJSON: Bool

    func write(_ exit: Exit) {
        guard !exit.message.isEmpty else { return }
        if isJSON {
            canvas.json(json(exit).description)
            return
        }
        let lines = exit.message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        canvas.line(Span("caspianctl: ", .bad), Span(lines.first ?? ""))
        for line in lines.dropFirst() { canvas.line(Span(line)) }
        pointAtMistake(exit)
        if let hint = exit.hint, !hint.isEmpty { canvas.line(.faint("  hint: "), Span(hint)) }
    }

    /// Shows the place that the daemon stumbled over: by the lines that it sends for that, or by a caret under the
    /// question.
    private func pointAtMistake(_ exit: Exit) {
        if let lines = exit.failure?.details["caret"]?.array?.compactMap(\.string), !lines.isEmpty {
            canvas.line(Span("  " + lines[0]))
            if lines.count > 1 { point(lines[1], under: lines[0]) }
            return
        }
        guard let details = exit.failure?.details, let offset = details["offset"]?.integer,
            let question = details["query"]?.string ?? exit.question, !question.isEmpty, offset >= 0
        else { return }
        let bytes = Array(question.utf8)
        let before = String(decoding: bytes[..<min(offset, bytes.count)], as: UTF8.self)
        canvas.line(Span("  " + question))
        let column = DisplayWidth.of(Neutral.text(before))
        canvas.line(Span("  " + String(repeating: " ", count: column)), Span("^", .bad))
    }

    /// Draws a line of carets that counts characters, under characters that may be two columns wide.
    private func point(_ carets: String, under text: String) {
        let before = text.prefix(carets.prefix { $0 == " " }.count)
        let marked = text.dropFirst(before.count).prefix(carets.count - before.count)
        let column = DisplayWidth.of(Neutral.text(String(before)))
        let width = max(DisplayWidth.of(Neutral.text(String(marked))), 1)
        let mark = "^" + String(repeating: "~", count: width - 1)
        canvas.line(Span("  " + String(repeating: " ", count: column)), Span(mark, .bad))
    }

    private func json(_ exit: Exit) -> JSON {
        if let failure = exit.failure { return ["error": failure.json, "exit": .integer(Int(exit.status.rawValue))] }
        var error: Members = ["message": .string(exit.message)]
        if let hint = exit.hint { error["data"] = ["hint": .string(hint)] }
        return ["error": .object(error), "exit": .integer(Int(exit.status.rawValue))]
    }
}
