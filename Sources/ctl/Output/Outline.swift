import JSON

/// Draws any value for people: members below each other, lists of objects as tables.
struct Outline {
    let canvas: Canvas

    func draw(_ members: Members, indentation: Int = 0) {
        let margin = String(repeating: " ", count: indentation)
        let simple = members.filter { !Self.hasParts($0.value) }
        let width = simple.map { DisplayWidth.of($0.key) }.max() ?? 0
        for (key, value) in members {
            switch value {
            case .object(let inner) where !inner.isEmpty:
                canvas.line(Span(margin), .strong(key))
                draw(inner, indentation: indentation + 2)
            case .array(let items) where items.contains { $0.object != nil }:
                canvas.line(Span(margin), .strong(key))
                draw(items, indentation: indentation + 2)
            default:
                let label = DisplayWidth.padded(key, to: width) + "  "
                let indent = indentation + DisplayWidth.of(label)
                drawText(Grid.text(value), behind: [Span(margin), .faint(label)], indentation: indent)
            }
        }
    }

    private func draw(_ items: [JSON], indentation: Int) {
        for (index, item) in items.enumerated() {
            if index > 0, item.object?.contains(where: { Self.hasParts($0.value) }) ?? false { canvas.line() }
            if let members = item.object {
                draw(members, indentation: indentation)
            } else {
                canvas.line(Span(String(repeating: " ", count: indentation) + Grid.text(item)))
            }
            if index < items.count - 1, item.object.map({ $0.count > 1 }) ?? false { canvas.line() }
        }
    }

    /// A text of several lines keeps them, below each other.
    private func drawText(_ text: String, behind label: [Span], indentation: Int) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let head = index == 0 ? label : [Span(String(repeating: " ", count: indentation))]
            canvas.line(head + [Span(String(line))])
        }
    }

    private static func hasParts(_ value: JSON) -> Bool {
        switch value {
        case .object(let members): !members.isEmpty
        case .array(let items): items.contains { $0.object != nil }
        default: false
        }
    }
}
