import JSON

extension Rendering {
    /// What each state would get: one line a state, and two columns for each rule where several are compared.
    static let division = Rendering(
        table: { answer, canvas in
            guard let rules = answer.result["rules"]?.array?.compactMap({ $0["rule"]?.string }), let rows = answer.rows,
                rows.contains(where: { $0["shares"] != nil })
            else { return drawRows(answer, canvas, text: figure) }
            if rows.contains(where: { $0["shares"]?[rules.first ?? ""]?["km2"] != nil }) {
                return drawComparison(answer.result, rows, canvas)
            }
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

    /// One line a formula: they are many, and states are few.
    private static func drawComparison(_ result: JSON, _ rows: [JSON], _ canvas: Canvas) {
        let formulas = result["rules"]?.array ?? []
        let hasCommon = formulas.contains { $0["common"] != nil }
        func draw(_ title: String, common: String?, _ text: (Double) -> String, _ cell: (JSON) -> String) {
            canvas.paragraph([.strong(title)])
            let names = ["by"] + rows.map { $0["state"]?.string ?? "" } + (hasCommon && common != nil ? ["common"] : [])
            let lines = formulas.map { formula -> [[Span]] in
                let name = formula["rule"]?.string ?? ""
                var cells = [[Span(formula["title"]?.string ?? name)]]
                cells += rows.map { row in [Span(row["shares"]?[name].map(cell) ?? "")] }
                if hasCommon, let common { cells.append([Span(formula["common"]?[common]?.number.map(text) ?? "")]) }
                return cells
            }
            let columns = names.enumerated().map { Table.Column(title: $1, isNumber: $0 > 0) }
            Table(columns: columns, rows: lines).draw(on: canvas)
            canvas.line()
        }
        draw("Percent of \(result["title"]?.string ?? "the water")", common: "percent", hundredths) { share in
            share["percent"]?.number.map(hundredths) ?? ""
        }
        draw("Square kilometres", common: "km2", grouped) { share in share["km2"]?.number.map(grouped) ?? "" }
        if rows.contains(where: { $0["shares"]?.object?.contains { $0.value["range"] != nil } ?? false }) {
            draw("Percent at least and at most, by islands, ruler and lagoon", common: nil, tenths) { share in
                guard let least = share["range"]?[0]?.number, let most = share["range"]?[1]?.number else { return "" }
                return "\(tenths(least))–\(tenths(most))"
            }
        }
        for row in rows {
            let vetoes = (row["vetoes"]?.array ?? []).compactMap(\.string)
            guard !vetoes.isEmpty, let against = result["against"]?.string else { continue }
            canvas.paragraph([
                .strong(row["name"]?.string ?? ""),
                Span(" gets less than by \(against): \(vetoes.joined(separator: ", "))"),
            ])
        }
        drawClaims(result, canvas)
        for one in result["unavailable"]?.array ?? [] {
            canvas.paragraph([.faint("\(one["rule"]?.string ?? ""): \(one["reason"]?.string ?? "")")])
        }
        let conventions = (result["conventions"]?.array ?? []).compactMap(\.string)
        canvas.paragraph([.faint(conventions.joined(separator: "; "))])
    }

    /// Where what is said and the numbers disagree, one line a claim.
    private static func drawClaims(_ result: JSON, _ canvas: Canvas) {
        let wrong = (result["claims"]?.array ?? []).filter { $0["agrees"] == false }
        guard !wrong.isEmpty else { return }
        canvas.line()
        canvas.line(.strong("Said, but not borne out by the numbers"))
        for claim in wrong {
            let state = claim["state"]?.string ?? ""
            let rule = claim["rule"]?.string ?? ""
            let percent = claim["percent"]?.number.map(hundredths) ?? ""
            let place =
                claim["source"]?.string
                ?? "\(claim["path"]?.string ?? ""):\(claim["line"]?.integer.map(String.init) ?? "")"
            let text =
                if let claimed = claim["claimed"]?.number {
                    "\(state) \(claimed) % by \(rule), which comes to \(percent) %"
                } else {
                    "\(state) favours \(rule), which gives it \(percent) %, "
                        + "less than the \(claim["reference"]?.number.map(hundredths) ?? "") % by "
                        + "\(result["against"]?.string ?? "")"
                }
            canvas.paragraph([Span("\(text) "), .faint("(\(place))")])
        }
        canvas.line()
    }

    /// Figures as people read them: `14.48` percent, `54,830` square kilometres, degrees to a metre. What has few digits,
    /// as `--decimals` makes it, keeps them.
    private static func figure(_ key: String, _ value: JSON?) -> String {
        switch value {
        case .array(let items)? where !items.allSatisfy({ $0.string != nil }):
            let texts = items.map { $0 == .null ? "–" : figure(key, $0) }
            return texts.joined(separator: items.contains { $0.object != nil } ? "; " : ", ")
        case .object(let members)?:
            return members.map { "\($0.key) \(figure(key, $0.value))" }.joined(separator: ", ")
        case let value?:
            guard let number = value.number, value.integer == nil else { return Grid.text(value) }
            if key == "lon" || key == "lat" { return decimals(number, 5) }
            if key.lowercased().hasSuffix("km2"), number.magnitude >= 100 { return grouped(number) }
            let millionths = number * 1e6
            let isShort = millionths == millionths.rounded() && (number * 100).rounded() != number * 100
            return isShort ? number.description : hundredths(number)
        case nil: return ""
        }
    }

    /// `75,730`
    private static func grouped(_ value: Double) -> String {
        guard value.magnitude < 1e15 else { return value.description }
        var digits = String(Int(value.magnitude.rounded()))
        var groups: [String] = []
        while digits.utf8.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }

    static func tenths(_ value: Double) -> String { String(hundredths((value * 10).rounded() / 10).dropLast()) }

    static func drawRemarks(_ answer: Answer, _ canvas: Canvas) {
        let remarks = answer.remarks.filter { $0.key != "rules" && $0.value != [] && $0.value != .null }
        guard !remarks.isEmpty else { return }
        canvas.line()
        Outline(canvas: canvas).draw(Members(remarks.map { ($0.key, $0.value) }))
    }
}
