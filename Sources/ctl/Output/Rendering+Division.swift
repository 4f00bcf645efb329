import JSON

extension Rendering {
    /// What each state would get: one line a state, and two columns for each rule where several are compared.
    static let division = Rendering(
        table: { answer, canvas in
            guard let rules = answer.result["rules"]?.array?.compactMap({ $0["rule"]?.string }), let rows = answer.rows,
                rows.contains(where: { $0["shares"] != nil })
            else { return generic.table(answer, canvas) }
            let unit = answer.result["unit"]?.string ?? ""
            let flat = rows.map { row in
                var members: Members = ["state": row["name"] ?? row["state"] ?? .null]
                for rule in rules {
                    let share = row["shares"]?[rule]
                    members[rule] = share?["share"] ?? .null
                    members[rule + " %"] = share?["percent"] ?? .null
                    if let amount = share?["amount"] { members["\(rule) \(unit)"] = amount }
                }
                return JSON.object(members)
            }
            Grid(flat, schema: nil).table().draw(on: canvas)
            drawRemarks(answer, canvas)
        },
        plain: { answer, canvas in
            for row in Grid.flattened(answer.rows ?? [], schema: answer.rowSchema).rows {
                canvas.line(Span(row.map { Grid.escaped(Grid.text($0)) }.joined(separator: "\t")))
            }
        }
    )

    private static func drawRemarks(_ answer: Answer, _ canvas: Canvas) {
        let remarks = answer.remarks.filter { $0.key != "rules" && $0.value != [] && $0.value != .null }
        guard !remarks.isEmpty else { return }
        canvas.line()
        Outline(canvas: canvas).draw(Members(remarks.map { ($0.key, $0.value) }))
    }
}
