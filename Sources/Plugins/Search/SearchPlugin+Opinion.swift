import JSON
public import PluginKit
public import Wire

extension SearchPlugin {
    /// Hits are about half an answer: they are cited and on the subject, but nobody has read them. The more words of
    /// the question the best one has, the surer it is.
    public func opinion(on question: Question, call: Call) throws(Failure) -> Opinion? {
        guard let query = understood(question.text), !RequestWords.areAll(of: query) else { return nil }
        let request = SearchMethod.Request(query: .string(question.text), limit: max(question.limit, 1))
        let found = try evaluate(query, request, call: call)
        guard let best = found.page.items.first?.hits.first else { return nil }
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
            text: result["hits"]?[0]?["snippet"]?.string ?? "",
            result: result
        )
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
