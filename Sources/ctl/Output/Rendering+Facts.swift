import JSON

extension Rendering {
    /// Who wants what: the actor, the stance and its object, then on whose word and where.
    static let positions = Rendering(
        table: { answer, canvas in
            for (index, row) in (answer.rows ?? []).enumerated() {
                if index > 0 { canvas.line() }
                let (actor, named) = (text(row, "actor"), text(row, "named"))
                let shown = actor == named ? actor : "\(actor) (\(named))"
                // What one should do is said in the verb: "must adopt". Several favour where one favours.
                let stance = text(row, "stance")
                let said = row["several"] == true ? String(stance.dropLast()) : stance
                canvas.paragraph(
                    [
                        .strong(shown), Span(" "),
                        Span(stance == "should" ? text(row, "verb") : said, style(of: stance)),
                        Span(" " + text(row, "object")),
                    ]
                )
                let around = circumstances(of: row).map { $0 + " · " }.joined()
                canvas.paragraph([.faint(around), linked(row)], indentation: 2)
            }
            drawTotal(answer, on: canvas, "position", "positions")
        },
        plain: { answer, canvas in
            for row in answer.rows ?? [] {
                let cells = [
                    text(row, "actor"), text(row, "stance"), text(row, "object"),
                    circumstances(of: row).joined(separator: "; "), place(of: row),
                ]
                canvas.line(Span(cells.map(Grid.escaped).joined(separator: "\t")))
            }
        }
    )

    /// Facts that are a word or two: one line each, with the first place.
    static func facts(_ keys: [String]) -> Rendering {
        Rendering(
            table: { answer, canvas in
                let rows = answer.rows ?? []
                if !rows.isEmpty {
                    let columns = keys + ["where"]
                    Table(
                        columns: columns.map { key in
                            Table.Column(
                                title: key,
                                isNumber: rows.allSatisfy { $0[key]?.number != nil },
                                keepsEnd: key == "where"
                            )
                        },
                        rows: rows.map { row in
                            keys.map { [Span(Grid.text(row[$0]))] } + [[linked(row)]]
                        }
                    )
                    .draw(on: canvas)
                }
                drawTotal(answer, on: canvas, "found", "found")
            },
            plain: { answer, canvas in
                for row in answer.rows ?? [] {
                    let cells = keys.map { Grid.text(row[$0]) } + [place(of: row)]
                    canvas.line(Span(cells.map(Grid.escaped).joined(separator: "\t")))
                }
            }
        )
    }

    /// Facts that want their sentence: what they are, then the sentence and its place.
    static func quoted(_ keys: [String]) -> Rendering {
        Rendering(
            table: { answer, canvas in
                for (index, row) in (answer.rows ?? []).enumerated() {
                    if index > 0 { canvas.line() }
                    let facts = keys.map { Grid.text(row[$0]) }.filter { !$0.isEmpty }
                    canvas.line([.strong(facts.first ?? "")] + facts.dropFirst().map { Span("  " + $0) })
                    canvas.paragraph([Span(text(row, "text"))], indentation: 2)
                    canvas.line(.faint("  "), linked(row))
                }
                drawTotal(answer, on: canvas, "found", "found")
            },
            plain: facts(keys + ["text"]).plain
        )
    }

    private static func text(_ row: JSON, _ key: String) -> String { row[key]?.string ?? "" }

    private static func style(of stance: String) -> Span.Style {
        switch stance {
        case "favours": .good
        case "opposes": .bad
        default: .plain
        }
    }

    /// "reported by Azeri media", "seem", "judged: unfairly", "see 'caspianctl division calculate coast'".
    private static func circumstances(of row: JSON) -> [String] {
        let isDenied = row["negated"]?.bool == true
        var facts = [(isDenied ? "not " : "") + text(row, "verb"), text(row, "basis")].filter { !$0.isEmpty }
        for one in row["attribution"]?.array ?? [] { facts.append("\(text(one, "verb")): \(text(one, "who"))") }
        let hedges = row["hedges"]?.array?.compactMap(\.string) ?? []
        if !hedges.isEmpty { facts.append("hedged: " + hedges.joined(separator: ", ")) }
        let judgements = row["judgements"]?.array?.compactMap(\.string) ?? []
        if !judgements.isEmpty { facts.append("judged: " + judgements.joined(separator: ", ")) }
        if let rule = row["formula"]?["rule"]?.string { facts.append("see 'caspianctl division calculate \(rule)'") }
        return facts
    }

    static func drawTotal(_ answer: Answer, on canvas: Canvas, _ one: String, _ many: String) {
        let shown = answer.rows?.count ?? 0
        guard let total = answer.result["total"]?.integer else { return }
        if shown > 0 { canvas.line() }
        let what = "\(total) " + (total == 1 ? one : many)
        canvas.line(.faint(shown < total && shown > 0 ? "\(shown) of \(what)" : what))
    }
}
