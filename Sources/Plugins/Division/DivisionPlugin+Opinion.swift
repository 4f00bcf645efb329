import JSON
public import PluginKit
public import Wire

extension DivisionPlugin {
    /// Answers questions about who gets how much; the surer, the more of it is named: sharing, a rule, states, a body.
    public func opinion(on question: Question, call: Call) throws(Failure) -> Opinion? {
        let reading = QuestionReading(question.text, bodies: bodies)
        guard let body = reading.body, reading.confidence > 0 else { return nil }
        do throws(Failure) {
            return try opinion(reading, on: body)
        } catch {
            // A rule that lacks its figures is no answer to a question that was asked of all.
            return nil
        }
    }

    private func opinion(_ reading: QuestionReading, on body: Body) throws(Failure) -> Opinion? {
        let rules = (reading.rule.map { [$0] } ?? Rule.allCases).filter { $0.isApplicable(to: body) }
        guard !rules.isEmpty else { return nil }
        var allotments: [Allotment] = []
        for rule in rules { allotments.append(try Allotment(body, by: rule, amount: body.area, decimals: 2)) }
        let text = allotments.map { Self.sentence(for: $0, about: reading.states) }.joined(separator: " ")
        if let rule = reading.rule {
            let request = CalculateMethod.Request(rule: rule.rawValue, body: body.name)
            return Opinion(
                confidence: reading.confidence,
                method: CalculateMethod.description.name,
                parameters: ["rule": .string(rule.rawValue), "body": .string(body.name)],
                text: text,
                result: try calculate(request)
            )
        }
        return Opinion(
            confidence: reading.confidence,
            method: CompareMethod.description.name,
            parameters: ["body": .string(body.name)],
            text: text,
            result: try compare(CompareMethod.Request(body: body.name))
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

    private static func part(of row: Allotment.Row) -> String {
        row.percent.text() + " %" + (row.amount.map { " (\($0.text()) km²)" } ?? "")
    }
}
