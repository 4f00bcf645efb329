import Corpus
import JSON
public import PluginKit
public import Wire

extension SearchPlugin {
    /// Hits are about half an answer: they are cited and on the subject, but nobody has read them. The more words of
    /// the question the best one has, the surer it is.
    public func opinion(on question: Question, call: Call) throws(Failure) -> Opinion? {
        try onIntactIndex(call) { (plugin, _) throws(Failure) in try plugin.answer(to: question, call: call) }
    }

    private func answer(to question: Question, call: Call) throws(Failure) -> Opinion? {
        guard let query = understood(question.text), !RequestWords.areAll(of: query) else { return nil }
        let request = SearchMethod.Request(query: .string(question.text), limit: max(question.limit, 1))
        let found = try evaluate(query, request, call: call)
        guard let best = found.page.items.first?.best.hit else { return nil }
        let shares = found.evaluation.shares(of: best)
        var writer = call.writer
        writer.beginObject()
        try write(found, request, into: &writer)
        writer.endObject()
        let result = try writer.value()
        return Opinion(
            confidence: 0.5 * Double(shares.count { $0 != nil }) / Double(max(shares.count, 1)),
            method: SearchMethod.description.name,
            parameters: ["query": .string(question.text), "limit": .integer(request.limit)],
            text: warning(of: found.evaluation) + text(of: found),
            result: result
        )
    }

    /// A question may ask for more than one sentence says.
    private static let mostSentences = 3
    /// A further sentence has so much of the question, by weight, that none before it has.
    private static let leastAdded: Float = 0.2

    /// Says which words of the question stand nowhere, if most do: what the others find is then hardly an answer.
    private func warning(of evaluation: Evaluation) -> String {
        let terms = evaluation.terms
        let unknown = terms.filter(\.resolved.isUnknown)
            .map { "'" + String(decoding: evaluation.query.bytes[$0.resolved.leaf.range], as: UTF8.self) + "'" }
        return unknown.count * 2 > terms.count
            ? "Nothing says " + unknown.joined(separator: " or ") + "; the closest: " : ""
    }

    /// What the best hit says, and behind it what answers another part of the question.
    private func text(of found: Found) -> String {
        let terms = found.evaluation.terms
        let highlighter = Highlighter(index: index, terms: terms)
        let least = terms.reduce(0) { $0 + $1.rarity } * Self.leastAdded
        var isSaid = [Bool](repeating: false, count: terms.count)
        var texts: [String] = []
        for hit in found.page.items.lazy.map(\.best.hit) where texts.count < Self.mostSentences {
            let (document, number) = index.place(of: hit)
            let language = index.language(of: hit)
            let (snippet, marks) = highlighter.snippet(of: document.passages[number], in: document, language: language)
            let said = Set(marks.filter { snippet.range.contains($0.range.lowerBound) }.map(\.term))
            let added = said.reduce(0) { isSaid[$1] ? $0 : $0 + terms[$1].rarity }
            guard texts.isEmpty || added > least else { continue }
            texts.append(snippet.text(of: document))
            for term in said { isSaid[term] = true }
        }
        return texts.joined(separator: " ")
    }

    /// A question is no query: what would be a mistake in the query language is taken as words.
    private func understood(_ text: String) -> Query? {
        do throws(Failure) {
            return try QueryParser.parse(text, fieldNames: index.fieldNames)
        } catch {
            return try? QueryParser.literal(text)
        }
    }
}
