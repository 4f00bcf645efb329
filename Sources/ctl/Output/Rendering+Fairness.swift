import JSON

extension Rendering {
    /// Rules below each other, one column for each party: names are few, rules are many.
    static let fairness = Rendering(
        table: { answer, canvas in
            let rules = answer.result["rules"]?.array ?? []
            let rows = answer.result["rows"]?.array ?? []
            switch answer.result["kind"]?.string {
            case "vote": drawVote(rules, rows, canvas)
            case "body":
                drawBody(answer.result, canvas)
            default: drawAwards(answer.result, rules, rows, canvas)
            }
            for one in answer.result["unavailable"]?.array ?? [] {
                canvas.paragraph([.faint("\(one["rule"]?.string ?? ""): \(one["reason"]?.string ?? "")")])
            }
        },
        plain: division.plain
    )

    /// What every row says beside its awards, such as claims, comes first; the rules follow with their meaning.
    private static func drawAwards(_ result: JSON, _ rules: [JSON], _ rows: [JSON], _ canvas: Canvas) {
        let names = rows.map { $0["name"]?.string ?? "" }
        var lines: [[[Span]]] = []
        for key in rows.first?.object?.keys ?? [] where !["name", "awards", "exact"].contains(key) {
            lines.append([[.faint(words(of: key))]] + rows.map { [Span(short($0[key]))] })
        }
        for rule in rules {
            let name = rule["rule"]?.string ?? ""
            lines.append(
                [[Span(rule["title"]?.string ?? name)]] + rows.map { [Span(short($0["awards"]?[name]))] }
            )
        }
        table(("", names), lines).draw(on: canvas)
        let known: Set<String> = ["kind", "rules", "rows", "unavailable", "exactMixture"]
        let facts = (result.object ?? Members()).filter { !known.contains($0.key) }
        if !facts.isEmpty {
            canvas.line()
            Outline(canvas: canvas).draw(Members(facts.map { (words(of: $0.key), $0.value) }))
        }
        guard !rules.isEmpty else { return }
        canvas.line()
        drawMeanings(rules, canvas)
    }

    private static func drawVote(_ rules: [JSON], _ rows: [JSON], _ canvas: Canvas) {
        let names = rows.map { $0["name"]?.string ?? "" }
        let lines = rules.map { rule -> [[Span]] in
            let name = rule["rule"]?.string ?? ""
            let winners = Set((rule["winners"]?.array ?? []).compactMap(\.string))
            let cells = rows.map { row -> [Span] in
                let score = short(row["scores"]?[name])
                let wins = winners.contains(row["name"]?.string ?? "")
                return [Span(score.isEmpty ? (wins ? "●" : "·") : score, wins ? .match : .plain)]
            }
            let shown = winners.isEmpty ? "nobody" : names.filter(winners.contains).joined(separator: " = ")
            return [[Span(rule["title"]?.string ?? name)], [Span(shown, .strong)]] + cells
        }
        var table = table(("", ["wins"] + names), lines)
        table = Table(
            columns: table.columns.enumerated().map { Table.Column(title: $1.title, isNumber: $0 > 1) },
            rows: table.rows
        )
        table.draw(on: canvas)
        canvas.line()
        drawMeanings(rules, canvas)
    }

    /// What each state would make of the formulas, how they would vote, and what lies between them.
    private static func drawBody(_ result: JSON, _ canvas: Canvas) {
        let formulas = result["formulas"]?.array ?? []
        let states = result["states"]?.array ?? []
        canvas.line(.strong("Each state's order of the formulas; what it would veto is in brackets"))
        for state in states {
            let order = (state["ranking"]?.array ?? []).map { tier -> String in
                (tier.array ?? []).map { formula -> String in
                    let name = formula.string ?? ""
                    let isVetoed = state["vetoes"]?.array?.contains(formula) ?? false
                    return isVetoed ? "(\(name))" : name
                }.joined(separator: " = ")
            }
            canvas.paragraph([.strong(state["name"]?.string ?? ""), Span("  " + order.joined(separator: " > "))])
        }
        if let reference = result["reference"]?.string {
            canvas.line()
            canvas.line(.strong("Gain or loss against \(reference), in percentage points"))
            let lines = states.map { state -> [[Span]] in
                [[Span(state["name"]?.string ?? "")]]
                    + formulas.map { formula in
                        let gain = state["gains"]?[formula["formula"]?.string ?? ""]?.number ?? 0
                        let style: Span.Style = gain > 0.005 ? .good : gain < -0.005 ? .bad : .plain
                        return [Span((gain > 0.005 ? "+" : "") + hundredths(gain), style)]
                    }
            }
            table(("", formulas.map { $0["formula"]?.string ?? "" }), lines).draw(on: canvas)
        }
        canvas.line()
        canvas.line(.strong("How they would vote"))
        let votes = (result["votes"]?.array ?? []).map { vote -> [[Span]] in
            let winners = (vote["winners"]?.array ?? []).compactMap(\.string)
            return [
                [Span(vote["title"]?.string ?? "")],
                [Span(winners.isEmpty ? "none" : winners.joined(separator: " = "), .strong)],
                [.faint(vote["meaning"]?.string ?? "")],
            ]
        }
        Table(
            columns: ["rule", "wins", "because it is"].map { Table.Column(title: $0, isNumber: false) },
            rows: votes
        ).draw(on: canvas)
        canvas.line()
        canvas.line(.strong("What lies between them, in percent"))
        let names = states.map { $0["state"]?.string ?? "" }
        let rows = result["rows"]?.array ?? []
        let lines = (result["rules"]?.array ?? []).map { rule -> [[Span]] in
            let name = rule["rule"]?.string ?? ""
            return [[Span(rule["title"]?.string ?? name)]]
                + rows.map { [Span($0["percents"]?[name]?.number.map(hundredths) ?? "")] }
        }
        table(("", names), lines).draw(on: canvas)
        let mixture = (result["mixture"]?.object ?? Members()).map {
            "\(hundredths(($0.value.number ?? 0) * 100)) % \($0.key)"
        }
        canvas.line()
        canvas.paragraph([.strong("Least regret: "), Span(mixture.joined(separator: " + "))])
        canvas.paragraph([.faint(result["convention"]?.string ?? "")])
    }

    private static func drawMeanings(_ rules: [JSON], _ canvas: Canvas) {
        for rule in rules {
            canvas.paragraph([
                .faint(
                    "\(rule["title"]?.string ?? ""): \(rule["meaning"]?.string ?? "") (\(rule["source"]?.string ?? ""))"
                )
            ])
        }
    }

    private static func table(_ titles: (String, [String]), _ lines: [[[Span]]]) -> Table {
        Table(
            columns: [Table.Column(title: titles.0, isNumber: false)]
                + titles.1.map { Table.Column(title: $0, isNumber: true) },
            rows: lines
        )
    }

    /// `fairShare` as people write it.
    private static func words(of key: String) -> String {
        key.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
    }

    /// Four decimals at most; what has parts as words.
    private static func short(_ value: JSON?) -> String {
        switch value {
        case .number(let number)?: trimmed(number)
        case .object(let members)?:
            members.map { $0.value == 1 ? $0.key : "\(short($0.value)) \($0.key)" }.joined(separator: ", ")
        case .array(let items)?: items.map { short($0) }.joined(separator: ", ")
        default: Grid.text(value)
        }
    }

    private static func trimmed(_ number: Double) -> String {
        guard number.magnitude < 1e12 else { return number.description }
        var text = decimals(number, 4)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    static func hundredths(_ value: Double) -> String { decimals(value, 2) }

    static func decimals(_ value: Double, _ count: Int) -> String {
        guard value.magnitude < 1e12 else { return value.description }
        let power = (0..<count).reduce(1) { power, _ in power * 10 }
        let units = Int((value * Double(power)).rounded())
        let fraction = String(abs(units) % power)
        let padding = String(repeating: "0", count: count - fraction.utf8.count)
        return (units < 0 ? "-" : "") + "\(abs(units) / power).\(padding)\(fraction)"
    }
}
