import JSON
public import PluginKit
public import Wire

extension DivisionPlugin {
    /// Answers questions about who gets how much; the surer, the more of it is named: sharing, a rule, states, a body.
    public func opinion(on question: Question, call: Call) throws(Failure) -> Opinion? {
        let reading = QuestionReading(question.text, bodies: bodies)
        guard let body = reading.body, reading.confidence > 0 else { return nil }
        do throws(Failure) {
            return try opinion(reading, on: body, call)
        } catch {
            // A rule that lacks its figures is no answer to a question that was asked of all.
            return nil
        }
    }

    private func opinion(_ reading: QuestionReading, on body: Body, _ call: Call) throws(Failure) -> Opinion? {
        guard body.shorePath == nil else { return try shoreOpinion(reading, on: body, call) }
        let rules = (reading.rule.map { [$0] } ?? Rule.allCases).filter { $0.isApplicable(to: body) }
        guard !rules.isEmpty else { return nil }
        var allotments: [Allotment] = []
        for rule in rules { allotments.append(try Allotment(body, by: rule, amount: body.area, decimals: 2)) }
        let text = allotments.map { Self.sentence(for: $0, about: reading.states) }.joined(separator: " ")
        if let rule = reading.rule {
            let request = CalculateMethod.Request(rule: .string(rule.rawValue), body: .string(body.name))
            return Opinion(
                confidence: reading.confidence,
                method: CalculateMethod.description.name,
                parameters: ["rule": .string(rule.rawValue), "body": .string(body.name)],
                text: text,
                result: try calculateFigures(request)
            )
        }
        return Opinion(
            confidence: reading.confidence,
            method: CompareMethod.description.name,
            parameters: ["body": .string(body.name)],
            text: text,
            result: try compareFigures(CompareMethod.Request(body: .string(body.name)))
        )
    }

    /// "By coast length: Kazakhstan 33.48 % (126,780.11 km²), …", the largest share first; only the states that were
    /// asked about, if there were any.
    private static func sentence(for allotment: Allotment, about states: [String]) -> String {
        let wanted = allotment.rows.filter { states.isEmpty || states.contains($0.state.code) }
        let isSame = states.isEmpty && Set(allotment.rows.map(\.share)).count == 1
        if isSame, let row = allotment.rows.first {
            return "By \(allotment.rule.title): \(part(of: row)) for each of the \(allotment.rows.count) states."
        }
        let parts = wanted.enumerated().sorted { left, right in
            left.element.share != right.element.share
                ? left.element.share > right.element.share : left.offset < right.offset
        }
        return "By \(allotment.rule.title): "
            + parts.map { $0.element.state.name + " " + part(of: $0.element) }.joined(separator: ", ") + "."
    }

    /// The same from the shore itself: by the formula that is named, else by the three that are argued about most.
    private func shoreOpinion(_ reading: QuestionReading, on body: Body, _ call: Call) throws(Failure) -> Opinion? {
        let waters = try shelf.waters(of: body)
        let named = reading.formula.flatMap { name in (try? waters.formula(named: name)) == nil ? nil : name }
        let names = named.map { [$0] } ?? ["equal", "coast", "median"]
        var columns: [Column] = []
        for name in names {
            let formula = try waters.formula(named: name)
            let allocation = try waters.allocation(formula) { () throws(Failure) in try call.checkpoint() }
            columns.append(Column(formula: formula, allocation: allocation))
        }
        let text = columns.map { Self.sentence(for: $0, in: body, about: reading.states) }.joined(separator: " ")
        if let column = columns.first, columns.count == 1 {
            let request = CalculateMethod.Request(rule: .string(column.formula.name), body: .string(body.name))
            var result = try shares(waters, column.formula, column.allocation, request, Waters.Options())
            // Drawing the lines takes longer than a question should; the method that is named has them.
            result["convention"] = nil
            return Opinion(
                confidence: reading.confidence,
                method: CalculateMethod.description.name,
                parameters: ["rule": .string(column.formula.name), "body": .string(body.name)],
                text: text,
                result: .object(result)
            )
        }
        return Opinion(
            confidence: reading.confidence,
            method: CompareMethod.description.name,
            parameters: ["body": .string(body.name)],
            text: text,
            result: [
                "body": .string(body.name), "title": .string(body.title), "unit": "km²",
                "areaKm2": .number(columns[0].allocation.total),
            ]
        )
    }

    private static func sentence(for column: Column, in body: Body, about states: [String]) -> String {
        let percents = column.allocation.percents
        let part = { (index: Int) -> String in
            let percent = FixedDecimal(hundredths: percents[index])
            let area = FixedDecimal(hundredths: column.allocation.squareKilometres[index])
            return "\(percent.text()) % (\(area.text()) km²)"
        }
        let wanted = body.states.indices.filter { states.isEmpty || states.contains(body.states[$0].code) }
        if states.isEmpty, case .shares(.equal, _) = column.formula.geometry {
            return "By \(column.formula.title): \(part(0)) for each of the \(body.states.count) states."
        }
        let sorted = wanted.sorted { percents[$0] > percents[$1] }
        return "By \(column.formula.title): "
            + sorted.map { body.states[$0].name + " " + part($0) }.joined(separator: ", ") + "."
    }

    private static func part(of row: Allotment.Row) -> String {
        row.percent.text() + " %" + (row.amount.map { " (\($0.text()) km²)" } ?? "")
    }
}
