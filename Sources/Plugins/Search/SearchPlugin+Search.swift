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
        return result(of: try evaluate(query, request, call: call), request)
    }

    private func understood(_ request: SearchMethod.Request) throws(Failure) -> Query {
        request.isPlain
            ? try QueryParser.literal(request.query)
            : try QueryParser.parse(request.query, fieldNames: index.fieldNames)
    }

    /// The best passages for a query, in the corpus or in one of its documents.
    func evaluate(_ query: Query, _ request: SearchMethod.Request, call: Call) throws(Failure) -> Found {
        var place: (part: Int, number: Int)?
        if let document = request.document {
            guard let found = corpus.place(ofDocumentNamed: document) else { throw corpus.unknownDocument(document) }
            place = found
        }
        let query = query.expanded(by: synonyms, in: index)
        let evaluation = try Evaluation(query, in: index, document: place, call: call)
        return Found(evaluation: evaluation, found: try evaluation.best(request.offset + request.limit))
    }

    struct Found {
        let evaluation: Evaluation
        let found: Evaluation.Found
    }

    func result(of found: Found, _ request: SearchMethod.Request) -> JSON {
        let evaluation = found.evaluation
        let highlighter = Highlighter(index: index, terms: evaluation.terms)
        var hits: [JSON] = []
        for hit in found.found.hits.dropFirst(request.offset) {
            hits.append(self.hit(hit, evaluation, highlighter, explained: request.explains))
        }
        var members = Members()
        members.reserveCapacity(4)
        members.append("query", .string(evaluation.query.description(fieldNames: index.fieldNames)))
        members.append("total", .integer(found.found.total))
        if !found.found.isTotalExact { members.append("isTotalExact", .bool(false)) }
        members.append("hits", .array(hits))
        if let suggestion = Speller(index: index).suggestion(for: evaluation.query, terms: evaluation.terms) {
            members.append("suggestion", .string(suggestion))
        }
        return .object(members)
    }

    private func hit(_ hit: Hit, _ evaluation: Evaluation, _ highlighter: Highlighter, explained: Bool) -> JSON {
        let (document, number) = index.place(of: hit)
        let passage = document.passages[number]
        let marks = highlighter.marks(in: passage, of: document)
        let snippet = Snippet(of: passage, in: document, marks: marks, terms: highlighter.terms)
        var members = Members()
        members.reserveCapacity(15)
        Citation.write(snippet.range, of: document, into: &members)
        members.append("score", .number(Self.rounded(hit.score)))
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
        if explained { members.append("explanation", explanation(of: hit, evaluation)) }
        return .object(members)
    }

    /// What each term adds to the score of a passage.
    private func explanation(of hit: Hit, _ evaluation: Evaluation) -> JSON {
        var parts: [JSON] = []
        for (term, share) in zip(evaluation.terms, evaluation.shares(of: hit)) {
            guard let share else { continue }
            parts.append([
                "term": .string(name(of: term.resolved)),
                "titleFrequency": .integer(share.titleFrequency),
                "textFrequency": .integer(share.textFrequency),
                "documentFrequency": .integer(term.documentFrequency),
                "collectionFrequency": .integer(term.collectionFrequency),
                "rarity": .number(Self.rounded(term.rarity)),
                "score": .number(Self.rounded(share.score)),
            ])
        }
        return .array(parts)
    }

    /// A leaf as it is indexed; for one that stands for several terms, the first of them and how many follow.
    private func name(of resolved: ResolvedLeaf) -> String {
        let words = resolved.readings.first?.words ?? []
        return words.map { terms in
            let first = terms.first.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
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
    /// The segment, and the number in it, of the document that `name` names: its id, its path or its absolute file.
    func place(ofDocumentNamed name: String) -> (part: Int, number: Int)? {
        let found =
            documents.firstIndex { $0.id == name } ?? documents.firstIndex { $0.path == name || $0.file == name }
        return found.map { index in
            let place = documents.place(of: index)
            return (place.segment, place.number)
        }
    }

    func unknownDocument(_ name: String) -> Failure {
        let meant = Suggestion.nearest(to: name, among: documents.prefix(1000).map(\.id))
        let hint = meant.map { " (did you mean '\($0)'?)" } ?? ""
        return Failure(.notFound, "there is no document '\(name)'\(hint)", details: ["pointer": "/document"])
    }
}
