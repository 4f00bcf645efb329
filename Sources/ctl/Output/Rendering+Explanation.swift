import JSON

extension Rendering {
    /// How a file was read, and what cleaning removed: where it stood, why, where its copy is, and how it begins.
    static let explanation = Rendering(
        table: { answer, canvas in
            for document in answer.result["documents"]?.array ?? [] {
                let facts = (document.object ?? Members()).filter { $0.key != "removed" && $0.value != .null }
                Outline(canvas: canvas).draw(Members(facts.map { ($0.key, $0.value) }))
                canvas.line()
            }
            let removals = answer.rows ?? []
            for removed in removals {
                let head = [Span.strong(span(of: removed))] + reason(of: removed)
                let isTooWide = canvas.output.isTerminal && head.width > canvas.columns
                canvas.line(isTooWide ? Array(head.dropLast()) : head)
                if isTooWide, let survivor = head.last { canvas.line(Span("   "), survivor) }
                let excerpt = Neutral.text(removed["excerpt"]?.string ?? "")
                canvas.line(.faint("    " + DisplayWidth.prefix(of: excerpt, columns: max(20, canvas.columns - 4))))
            }
            if removals.isEmpty { canvas.line(Span("nothing was removed")) }
            if let problems = answer.result["problems"], problems != [] {
                canvas.line()
                Outline(canvas: canvas).draw(["problems": problems])
            }
        },
        plain: { answer, canvas in
            for removed in answer.rows ?? [] { canvas.line([Span(span(of: removed))] + reason(of: removed)) }
        }
    )

    /// What reading made of a file: its parts below each other on a terminal; else one JSON object, because byte ranges
    /// are what programs want of it.
    static let inspection = Rendering(
        table: { answer, canvas in
            for (name, list) in answer.result.object ?? Members() {
                guard let items = list.array, items.contains(where: { $0.object != nil }) else { continue }
                canvas.line(.strong("\(name) (\(items.count))"))
                for item in items {
                    let facts = [item["kind"], item["reason"]].compactMap { $0?.string }.joined(separator: " ")
                    canvas.line(.faint("  " + lines(of: item) + "  " + facts))
                    canvas.paragraph([Span(item["text"]?.string ?? "")], indentation: 4)
                }
                canvas.line()
            }
            let remarks = answer.remarks.filter { $0.value.array == nil && $0.value != .null && $0.value != "" }
            Outline(canvas: canvas).draw(Members(remarks.map { ($0.key, $0.value) }))
        },
        plain: { answer, canvas in canvas.json(answer.result.pretty()) }
    )

    /// `3:1-3:80`
    private static func lines(of item: JSON) -> String {
        let numbers = ["line", "column", "endLine", "endColumn"].map { item[$0]?.integer ?? 0 }
        return "\(numbers[0]):\(numbers[1])-\(numbers[2]):\(numbers[3])"
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
