import JSON

extension Rendering {
    /// Each plugin with its state, what it does, its methods, and what has gone wrong.
    static let plugins = Rendering(
        table: { answer, canvas in
            for (index, row) in (answer.rows ?? []).enumerated() {
                if index > 0 { canvas.line() }
                let state = row["state"]?.string ?? ""
                canvas.paragraph([
                    .strong(row["name"]?.string ?? ""), Span(" (\(row["kind"]?.string ?? "")): "),
                    Span(state, state == "ready" ? .good : .bad), .faint(circumstances(of: row)),
                ])
                for key in ["summary", "methods"] {
                    let text = Grid.text(row[key])
                    if !text.isEmpty { canvas.paragraph([Span(text)], indentation: 2) }
                }
                if let error = row["lastError"]?.string {
                    canvas.paragraph([Span("last error: ", .bad), Span(error)], indentation: 2)
                }
            }
        },
        plain: generic.plain
    )

    /// ", process 4711, restarts 2, calls 10, failures 3".
    private static func circumstances(of row: JSON) -> String {
        let named = [
            ("pid", "process"), ("restarts", "restarts"), ("calls", "calls"), ("failures", "failures"),
            ("waiting", "waiting"), ("nonsense", "senseless lines"),
        ]
        return named.compactMap { key, name -> String? in
            guard let count = row[key]?.integer, count > 0 else { return nil }
            return ", \(name) \(count)"
        }
        .joined()
    }
}
