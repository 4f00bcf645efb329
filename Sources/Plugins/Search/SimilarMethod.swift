import Analysis
import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// What `search.similar` takes and returns.
enum SimilarMethod {
    static let text = Parameter<String?>("text", .string(length: 1...1_048_576), "A text; or give 'document'.")
    static let document = Parameter<String?>(
        "document",
        .string(length: 1...4096).named(by: .documents),
        "A document of the corpus: its id, its path or its file. It is not among the hits. With a place behind it, such as :12 or :12:5, its passage there."
    )
    static let passage = Parameter<Int?>(
        "passage",
        .integer(0...Int.max),
        "One passage of the document, by its number; the whole document when left out."
    )
    static let limit = Parameter<Int>("limit", .integer(0...1000), "At most so many hits.", fallback: 10)

    static let description = MethodDescription(
        "search.similar",
        "Finds passages that are about the same as a passage, a document or any text.",
        parameters: [text.property, document.property, passage.property, limit.property],
        result: .object([
            Property(
                "query",
                .string.described("The words that the text was taken to be about, each with its weight.")
            ),
            Property("hits", .list(of: .object(SearchMethod.hit)).described("Best first.")),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "like a text",
                ["text": "exploitation of disputed resources in favor of Baku", "limit": 1],
                result: ["hits": [["passage": 8]]]
            )
        ],
        tool: .tool(tool)
    )

    /// So many words stand for a text, the most telling ones.
    static let mostWords = 30
}

extension SearchPlugin {
    func similar(_ call: Call, into writer: inout ResultWriter) throws(Failure) {
        let source = try source(call)
        guard let query = query(likeThat: source.texts) else {
            return writer.write(["query": "", "hits": []])
        }
        let limit = call[SimilarMethod.limit]
        let evaluation = try Evaluation(query, in: index, call: call)
        let found = try evaluation.best(limit + source.own)
        let hits = found.hits.filter { hit in
            guard let id = source.document else { return true }
            let (document, passage) = index.place(of: hit)
            return document.id != id || source.passage.map { $0 != passage } ?? false
        }
        let request = SearchMethod.Request(query: "", limit: limit)
        let highlighter = Highlighter(index: index, terms: evaluation.terms)
        writer.beginObject()
        if writer.begins("query") { writer.write(query.description(fieldNames: index.fieldNames)) }
        if writer.begins("hits") {
            writer.beginList()
            for hit in hits.prefix(limit) { write(hit, evaluation, highlighter, request, into: &writer) }
            writer.endList()
        }
        writer.endObject()
    }

    private struct SimilarSource {
        var texts: [String]
        var document: String?
        var passage: Int?
        /// How many passages of its own may be among the hits.
        var own = 0
    }

    private func source(_ call: Call) throws(Failure) -> SimilarSource {
        switch (call[SimilarMethod.text], call[SimilarMethod.document]) {
        case (let text?, nil): return SimilarSource(texts: [text])
        case (nil, let name?):
            let (document, placed) = try documentAndPassage(name)
            guard let passage = call[SimilarMethod.passage] ?? placed else {
                let texts = document.passages.map { document.text[$0.range] }
                return SimilarSource(
                    texts: [document.title] + texts,
                    document: document.id,
                    own: document.passages.count
                )
            }
            guard document.passages.indices.contains(passage) else {
                throw Failure(
                    .notFound,
                    "'\(name.clipped)' has no passage \(passage); it has \(document.passages.count), counted from 0",
                    details: ["pointer": "/passage"]
                )
            }
            let text = document.text[document.passages[passage].range]
            return SimilarSource(texts: [text], document: document.id, passage: passage, own: 1)
        case (nil, nil), (.some, .some):
            throw Failure(
                .invalidParams,
                "exactly one of 'text' and 'document' must be given",
                details: ["pointer": ""]
            )
        }
    }

    /// What `name` names: a document, and one of its passages where it says a place in it.
    private func documentAndPassage(_ name: String) throws(Failure) -> (Document, passage: Int?) {
        if let place = corpus.place(ofDocumentNamed: name) {
            let document = index.parts[place.part].corpus.segment[place.number]
            return (document, Address(parsing: name)?.place.flatMap { document.passage(at: $0) })
        }
        guard let (path, place) = Address.Place.behindPath(name),
            // Of the records of a file, the last one that begins up to there.
            case let documents = corpus.documents(named: path),
            let document = documents.last(where: { $0.position(of: 0).line <= place.line }) ?? documents.first
        else { throw corpus.unknownDocument(name, hint: "to find what is like a text, give it as 'text'") }
        guard let passage = document.passage(at: place) else {
            throw Failure(
                .notFound,
                "'\(path.clipped)' has no text at line \(place.line) or behind it",
                details: ["pointer": "/document"]
            )
        }
        return (document, passage)
    }

    /// The words that tell most of the texts: often in them, and rare elsewhere; `nil` if the corpus knows none.
    private func query(likeThat texts: [String]) -> Query? {
        let bytes = Array(texts.joined(separator: "\n").utf8)
        let words = bytes.withUnsafeBufferPointer { QueryParser.words(of: $0, in: 0..<$0.count, atMost: 100_000) }
        var weights: [[UInt8]: (word: Surface, count: Int)] = [:]
        for word in words where word.range.count <= 64 {
            weights[Array(bytes[word.range.lowerBound..<word.end]), default: (word, 0)].count += 1
        }
        let probe = Query(bytes: bytes, root: .everything)
        let resolver = LeafResolver(probe, in: index)
        var telling: [(word: Surface, boost: Float, weight: Float)] = []
        for (_, entry) in weights {
            let leaf = Query.Leaf(matcher: .word(entry.word), field: .anywhere, range: entry.word.range)
            guard let resolved = try? resolver.resolve(leaf), !resolved.isUnknown else { continue }
            let boost = Float(entry.count).squareRoot()
            let rarity = WeightedTerm(resolved, boost: 1, in: index).rarity
            telling.append((entry.word, boost, boost * rarity))
        }
        telling.sort { left, right in
            left.weight != right.weight
                ? left.weight > right.weight : left.word.range.lowerBound < right.word.range.lowerBound
        }
        let leaves = telling.prefix(SimilarMethod.mostWords).map { entry in
            Query.Node.word(entry.word).boosted(by: (entry.boost * 100).rounded() / 100)
        }
        guard let first = leaves.first else { return nil }
        return Query(bytes: bytes, root: leaves.count == 1 ? first : .any(Array(leaves)))
    }
}
