import Corpus
import JSON
public import PluginKit
public import Wire

extension SummaryPlugin {
    /// Answers when a summary is asked for; less surely when the question is about something particular, which this
    /// summary of everything only touches.
    public func opinion(on question: Question, call: Call) throws(Failure) -> Opinion? {
        let confidence = SummaryQuestion.confidence(question.text)
        guard confidence > 0, !corpus.documents.isEmpty else { return nil }
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
}
