import JSON

/// Draws any value for people: members below each other, short objects on a line, lists of objects as tables.
struct Outline {
    let canvas: Canvas
    /// How a member and its value read.
    var text: (String, JSON?) -> String = { _, value in Grid.text(value) }

    func draw(_ members: Members, indentation: Int = 0) {
        let margin = String(repeating: " ", count: indentation)
        let room = canvas.columns - indentation
        let labelled = members.filter { line($0.key, $0.value, room: room) != nil }
        let width = labelled.map { DisplayWidth.of($0.key) }.max() ?? 0
        for (key, value) in members {
            if let text = line(key, value, room: room) {
                let label = DisplayWidth.padded(key, to: width) + "  "
                drawText(
                    text,
                    behind: [Span(margin), .faint(label)],
                    indentation: indentation + DisplayWidth.of(label)
                )
                continue
            }
            canvas.line(Span(margin), .strong(key))
            if let inner = value.object { draw(inner, indentation: indentation + 2) }
            if let items = value.array { draw(items, indentation: indentation + 2) }
        }
    }

    private func draw(_ items: [JSON], indentation: Int) {
        let isFlat = items.allSatisfy { $0.object?.allSatisfy { $0.value.object == nil } ?? false }
        if isFlat {
            var table = Grid(items, schema: nil).table(text: text)
            table.indentation = indentation
            return table.draw(on: canvas)
        }
        for (index, item) in items.enumerated() {
            if index > 0 { canvas.line() }
            guard let members = item.object else {
                canvas.line(Span(String(repeating: " ", count: indentation) + text("", item)))
                continue
            }
            draw(members, indentation: indentation)
        }
    }

    /// A text of several lines keeps them, below each other.
    private func drawText(_ text: String, behind label: [Span], indentation: Int) {
        let margin = [Span(String(repeating: " ", count: indentation))]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let rows = rows(of: Span(String(line)), columns: canvas.columns - indentation)
            for (number, row) in rows.enumerated() { canvas.line((index + number == 0 ? label : margin) + row) }
        }
    }

    /// On a terminal that is too narrow for it, a line is broken between its words.
    private func rows(of line: Span, columns: Int) -> [[Span]] {
        guard canvas.output.isTerminal, [line].width > columns else { return [[line]] }
        return Wrapping.rows([line], columns: max(20, columns))
    }

    /// The value in one line of its label; `nil` for what needs lines of its own.
    private func line(_ key: String, _ value: JSON, room: Int) -> String? {
        switch value {
        case .object(let members):
            guard members.allSatisfy({ $0.value.object == nil && $0.value.array == nil }) else { return nil }
            let text = members.map { "\($0.key) \(self.text($0.key, $0.value))" }.joined(separator: ", ")
            return DisplayWidth.of(text) <= room - 16 || members.isEmpty ? text : nil
        case .array(let items): return items.contains { $0.object != nil } ? nil : text(key, value)
        default: return text(key, value)
        }
    }
}
