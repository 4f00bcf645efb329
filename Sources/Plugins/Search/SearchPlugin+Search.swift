import Corpus
import JSON
public import PluginKit
import Schema
import Wire

extension SearchPlugin {
    public static let methods: [Method<SearchPlugin>] = [
        Method(SearchMethod.description) { (plugin, call) throws(Failure) in
            try plugin.search(SearchMethod.Request(call), call: call)
        }
    ]

    func search(_ request: SearchMethod.Request, call: Call) throws(Failure) -> JSON {
        let query = try understood(request)
        return result(of: try evaluate(query, document: request.document, call: call), request)
    }

    private func understood(_ request: SearchMethod.Request) throws(Failure) -> Query {
        guard request.isPlain else { return try QueryParser.parse(request.query, fieldNames: index.fieldNames) }
        guard let query = QueryParser.literal(request.query) else {
            throw Failure(.invalidParams, "the query has no word in it", details: ["pointer": "/query"])
        }
        return query
    }

    /// What a query matches, in the corpus or in one of its documents.
    func evaluate(_ query: Query, document: String?, call: Call) throws(Failure) -> Found {
        let evaluation = try Evaluation(query, in: index, of: corpus, call: call)
        guard let document else { return Found(evaluation: evaluation, matches: evaluation.matches) }
        guard let number = corpus.number(ofDocumentNamed: document) else {
            throw corpus.unknownDocument(document)
        }
        let passages = index.passages(ofDocument: number)
        return Found(evaluation: evaluation, matches: evaluation.matches.filter { passages.contains($0.passage) })
    }

    struct Found {
        let evaluation: Evaluation
        /// In the order of the corpus.
        let matches: [Match]
    }

    func result(of found: Found, _ request: SearchMethod.Request) -> JSON {
        let evaluation = found.evaluation
        let ranked = Matches.ranked(found.matches, request.offset..<request.offset + request.limit)
        let highlighter = Highlighter(index: index, terms: evaluation.terms)
        var hits: [JSON] = []
        hits.reserveCapacity(ranked.count)
        for match in ranked { hits.append(hit(match, highlighter, explained: request.explains)) }
        var members = Members()
        members.reserveCapacity(4)
        members.append("query", .string(evaluation.query.description(fieldNames: index.fieldNames)))
        members.append("total", .integer(found.matches.count))
        members.append("hits", .array(hits))
        if let suggestion = Speller(index: index, corpus: corpus).suggestion(
            for: evaluation.query,
            terms: evaluation.terms
        ) {
            members.append("suggestion", .string(suggestion))
        }
        return .object(members)
    }

    private func hit(_ match: Match, _ highlighter: Highlighter, explained: Bool) -> JSON {
        let documentNumber = Int(index.documents[Int(match.passage)])
        let document = corpus.documents[documentNumber]
        let number = Int(match.passage - index.firstPassages[documentNumber])
        let passage = document.passages[number]
        let marks = highlighter.marks(in: passage, number: match.passage, of: document.text)
        let snippet = Snippet(of: passage, in: document, marks: marks, terms: highlighter.terms)
        var members = Members()
        members.reserveCapacity(15)
        Citation.write(snippet.range, of: document, into: &members)
        members.append("score", .number(Self.rounded(match.score)))
        members.append("snippet", .string(snippet.text))
        members.append(
            "highlights",
            .array(snippet.highlights.map { [.integer($0.lowerBound), .integer($0.upperBound)] })
        )
        members.append("title", .string(document.title))
        members.append("passage", .integer(number))
        if let heading = passage.heading, document.passages.indices.contains(heading) {
            members.append("heading", .string(Self.oneLine(document.text[document.passages[heading].range])))
        }
        if explained { members.append("explanation", explanation(of: match.passage, highlighter.terms)) }
        return .object(members)
    }

    /// What each term adds to the score of a passage.
    private func explanation(of passage: UInt32, _ terms: [WeightedTerm]) -> JSON {
        var parts: [JSON] = []
        for term in terms {
            guard let occurrence = index.occurrence(of: term.resolved, in: passage) else { continue }
            parts.append([
                "term": .string(name(of: term.resolved)),
                "titleFrequency": .integer(Int(occurrence.titleFrequency)),
                "textFrequency": .integer(Int(occurrence.textFrequency)),
                "documentFrequency": .integer(term.documentFrequency),
                "collectionFrequency": .integer(term.collectionFrequency),
                "rarity": .number(Self.rounded(term.rarity)),
                "score": .number(Self.rounded(index.score(occurrence, weight: term.weight))),
            ])
        }
        return .array(parts)
    }

    /// A leaf as it is indexed; for one that stands for several terms, the first of them and how many follow.
    private func name(of resolved: ResolvedLeaf) -> String {
        let words = resolved.readings.first?.words ?? []
        return words.map { terms in
            let first = terms.first.map { String(decoding: index.vocabulary[$0].dropFirst(), as: UTF8.self) } ?? ""
            return terms.count > 1 ? first + " +\(terms.count - 1)" : first
        }.joined(separator: " ")
    }

    private static func oneLine(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
    }

    /// Four decimals: more would only be noise of the arithmetic.
    static func rounded(_ value: Float) -> Double { (Double(value) * 10_000).rounded() / 10_000 }
}

extension Snapshot {
    /// The number of the document that `name` names: its id, its path or its absolute file.
    func number(ofDocumentNamed name: String) -> Int? {
        documents.firstIndex { $0.id == name } ?? documents.firstIndex { $0.path == name || $0.file == name }
    }

    func unknownDocument(_ name: String) -> Failure {
        let meant = Suggestion.nearest(to: name, among: documents.prefix(1000).map(\.id))
        let hint = meant.map { " (did you mean '\($0)'?)" } ?? ""
        return Failure(.notFound, "there is no document '\(name)'\(hint)", details: ["pointer": "/document"])
    }
}
