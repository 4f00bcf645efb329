import JSON

extension Rendering {
    /// What cleaning removed: where it stood, why, where its copy is, and how it begins.
    static let explanation = Rendering(
        table: { answer, canvas in
            for removed in rows(of: answer) {
                canvas.line([.strong(span(of: removed))] + reason(of: removed))
                let text = removed["text"]?.string ?? ""
                let room = max(20, canvas.columns - 4)
                canvas.line(.faint("    " + DisplayWidth.prefix(of: Neutral.text(text), columns: room)))
            }
            let remarks = answer.remarks.filter { $0.value != .null && $0.value != [] }
            guard !remarks.isEmpty else { return }
            if !(answer.rows ?? []).isEmpty { canvas.line() }
            Outline(canvas: canvas).draw(Members(remarks.map { ($0.key, $0.value) }))
        },
        plain: { answer, canvas in
            for removed in rows(of: answer) {
                canvas.line([Span(span(of: removed))] + reason(of: removed))
            }
        }
    )

    /// With the path of the document, where a row leaves it out.
    private static func rows(of answer: Answer) -> [JSON] {
        (answer.rows ?? []).map { row in
            guard var members = row.object, members["path"] == nil else { return row }
            members["path"] = answer.result["path"]
            return .object(members)
        }
    }

    /// `seeds/a.txt:3:1-3:80`
    private static func span(of removed: JSON) -> String {
        var text = place(of: removed)
        if let line = removed["endLine"]?.integer, let column = removed["endColumn"]?.integer {
            text += "-\(line):\(column)"
        }
        return text
    }

    private static func reason(of removed: JSON) -> [Span] {
        let survivor = removed["survivor"].map { " → " + place(of: $0) } ?? ""
        return [Span("  " + (removed["reason"]?.string ?? "")), .faint(survivor)]
    }
}
