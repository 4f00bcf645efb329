import Corpus
import JSON
public import PluginKit
import Schema
public import Wire

extension SummaryPlugin {
    /// Answers when a summary is asked for; less surely when the question is about something particular, which this
    /// summary of everything only touches.
    public func opinion(on question: Question, call: Call) throws(Failure) -> Opinion? {
        let confidence = SummaryQuestion.confidence(question.text)
        guard !corpus.documents.isEmpty else { return nil }
        guard confidence > 0 else { return try positions(on: question, call: call) }
        let count = min(max(question.limit, 1), 3)
        let result = try summarise(SummaryMethod.Request(budget: .sentences(count)), call: call)
        let texts = result["sentences"]?.array?.compactMap { $0["text"]?.string } ?? []
        guard !texts.isEmpty else { return nil }
        return Opinion(
            confidence: confidence,
            method: SummaryMethod.description.name,
            parameters: ["sentences": .integer(count)],
            text: texts.joined(separator: " "),
            result: result
        )
    }

    /// Answers when it is asked who wants what.
    private func positions(on question: Question, call: Call) throws(Failure) -> Opinion? {
        guard let asked = PositionQuestion(question.text, aliases: aliases) else { return nil }
        var parameters: Members = ["limit": .integer(max(question.limit, 1))]
        if let actor = asked.actor { parameters.append("actor", .string(actor)) }
        let result = try positions(Call(arguments: Arguments(checked: parameters), control: call.control))
        let rows = result["positions"]?.array ?? []
        guard !rows.isEmpty else { return nil }
        let lines = rows.map { row in
            let stance = row["stance"]?.string ?? ""
            // What one should do is said in the verb, and several favour where one favours.
            let isVerb = stance == Stance.should.rawValue
            let said = isVerb ? row["verb"]?.string ?? "" : row["several"] == true ? String(stance.dropLast()) : stance
            return [row["actor"]?.string ?? "", said, row["object"]?.string ?? ""].joined(separator: " ")
        }
        return Opinion(
            confidence: asked.actor == nil ? 0.9 : 0.8,
            method: PositionsMethod.description.name,
            parameters: parameters,
            text: lines.joined(separator: "; "),
            result: result
        )
    }
}
