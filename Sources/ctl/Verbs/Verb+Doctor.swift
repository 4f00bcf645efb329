import JSON

extension Verb {
    static let doctor = Verb(
        name: "doctor",
        summary: "Looks for what is wrong, and says what to do about it.",
        details: "Starts no daemon. Exits with 3 when something fails; a warning is no failure.",
        examples: [
            Example("doctor", "Socket, lock, daemon, configuration, corpus, plugins, filters, limits."),
            Example("doctor --format jsonl | jq 'select(.state != \"ok\")'", "What is not well, for a script."),
        ]
    ) { (invocation) throws(Exit) in
        let findings = Doctor(session: invocation.session.withoutSpawning).findings()
        let rows = JSON.array(findings.map(\.json))
        try invocation.session.print(Answer(method: "doctor", whole: ["checks": rows]))
        return findings.contains { $0.state == .fail } ? .failed : .answered
    }
}

extension Rendering {
    /// One line a check, and below it what to do.
    static let doctor: Rendering = {
        let draw: @Sendable (Answer, Canvas) -> Void = { answer, canvas in
            let rows = answer.rows ?? []
            let width = rows.map { DisplayWidth.of($0["name"]?.string ?? "") }.max() ?? 0
            for row in rows {
                let state = Finding.State(rawValue: row["state"]?.string ?? "") ?? .fail
                canvas.line(
                    Span(DisplayWidth.padded(state.rawValue, to: 6), state.style),
                    .strong(DisplayWidth.padded(row["name"]?.string ?? "", to: width + 2)),
                    Span(row["message"]?.string ?? "")
                )
                guard let advice = row["advice"]?.string else { continue }
                canvas.line(Span(String(repeating: " ", count: width + 8)), .faint("do: " + advice))
            }
        }
        return Rendering(table: draw, plain: draw)
    }()
}
