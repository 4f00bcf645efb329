import JSON

extension Rendering {
    /// The sentences as they stand in their source, each with its place.
    static let summary = Rendering(
        table: { answer, canvas in
            for (index, sentence) in (answer.rows ?? []).enumerated() {
                if index > 0 { canvas.line() }
                canvas.paragraph([Span(sentence["text"]?.string ?? Grid.text(sentence))])
                let place = place(of: sentence)
                if !place.isEmpty { canvas.line(.faint("  " + place)) }
            }
            let remarks = answer.remarks.filter { $0.value != .null && $0.value != [] }
            guard !remarks.isEmpty else { return }
            canvas.line()
            Outline(canvas: canvas).draw(Members(remarks.map { ($0.key, $0.value) }))
        },
        plain: { answer, canvas in
            for sentence in answer.rows ?? [] { canvas.line(Span(sentence["text"]?.string ?? Grid.text(sentence))) }
        }
    )

    /// The answers of all plugins, best first.
    static let query = Rendering(
        table: { answer, canvas in
            for (index, one) in (answer.rows ?? []).enumerated() {
                if index > 0 { canvas.line() }
                let plugin = one["plugin"]?.string ?? ""
                let sureness = one["confidence"]?.number.map { "  \(rounded($0))" } ?? ""
                canvas.line(.strong(plugin), .faint("  " + (one["method"]?.string ?? "") + sureness))
                canvas.paragraph([Span(one["text"]?.string ?? "")], indentation: 2)
            }
        },
        plain: { answer, canvas in
            for one in answer.rows ?? [] {
                canvas.line(Span((one["plugin"]?.string ?? "") + "\t" + Grid.escaped(one["text"]?.string ?? "")))
            }
        }
    )

    /// Everything, below each other.
    static let status = Rendering(
        table: { answer, canvas in
            Outline(canvas: canvas).draw(
                Members((answer.result.object ?? Members()).filter { $0.value != .null }.map { ($0.key, $0.value) })
            )
        },
        plain: generic.plain
    )

    /// One line a check.
    static let health = Rendering(
        table: { answer, canvas in
            for check in answer.rows ?? [] {
                let isGood = check["ok"] == true
                canvas.line(
                    Span(isGood ? "ok    " : "fail  ", isGood ? .good : .bad),
                    Span(check["name"]?.string ?? ""),
                    .faint("  " + (check["message"]?.string ?? ""))
                )
            }
            canvas.line(.strong(answer.result["status"]?.string ?? ""))
        },
        plain: { answer, canvas in canvas.line(Span(answer.result["status"]?.string ?? "")) }
    )
}
