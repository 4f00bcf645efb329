import Corpus
import JSON
public import PluginKit
import Wire

extension SearchPlugin {
    public static let methods: [Method<SearchPlugin>] = [
        Method(
            SearchMethod.description,
            writing: { (plugin, call, writer) throws(Failure) in
                try plugin.search(SearchMethod.Request(call), call: call, into: &writer)
            }
        ),
        Method(CompleteMethod.description) { (plugin, call) throws(Failure) in
            try plugin.onIntactIndex(call) { (plugin, _) throws(Failure) in try plugin.complete(call) }
        },
        Method(
            SimilarMethod.description,
            writing: { (plugin, call, writer) throws(Failure) in
                try plugin.onIntactIndex(call) { (plugin, isAgain) throws(Failure) in
                    if isAgain { writer = call.writer }
                    try plugin.similar(call, into: &writer)
                }
            }
        ),
    ]

    func search(
        _ request: SearchMethod.Request,
        call: Call,
        into writer: inout ResultWriter
    ) throws(Failure) {
        try onIntactIndex(call) { (plugin, isAgain) throws(Failure) in
            if isAgain { writer = call.writer }
            try plugin.answer(request, call: call, into: &writer)
        }
    }

    private func answer(
        _ request: SearchMethod.Request,
        call: Call,
        into writer: inout ResultWriter
    ) throws(Failure) {
        if !request.isOfEarlierCorpus, let text = request.cursor,
            case let hash = try ResultCursor(text).corpus, hash != index.corpusHash, let kept = paged.corpus(of: hash)
        {
            var request = request
            request.isOfEarlierCorpus = true
            return try SearchPlugin(on: kept, paged).search(request, call: call, into: &writer)
        }
        if request.looksTwice(in: index) { try call.needsTime() }
        let start = ContinuousClock.now
        let query = try understood(request)
        let understanding = ContinuousClock.now
        let found = try evaluate(query, request, call: call)
        let finding = ContinuousClock.now
        writer.beginObject()
        try write(found, request, into: &writer)
        let end = ContinuousClock.now
        if request.tellsTimings, writer.begins("timings") {
            writer.write([
                "understand": Self.microseconds(from: start, to: understanding),
                "find": Self.microseconds(from: understanding, to: finding),
                "show": Self.microseconds(from: finding, to: end), "all": Self.microseconds(from: start, to: end),
            ])
        }
        writer.endObject()
    }

    private static func microseconds(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> JSON {
        let duration = (end - start).components
        let microseconds = Double(duration.seconds) * 1e6 + Double(duration.attoseconds) / 1e12
        return .number((microseconds * 10).rounded() / 10)
    }

    private func understood(_ request: SearchMethod.Request) throws(Failure) -> Query {
        let query = try understood(request.query, isPlain: request.isPlain)
        guard let filter = request.filter else { return query }
        do throws(Failure) {
            return query.filtered(by: try understood(filter, isPlain: false))
        } catch {
            var failure = error
            let pointer = failure.details["pointer"]?.string ?? "/query"
            failure.details["pointer"] = .string("/filter" + pointer.dropFirst("/query".utf8.count))
            throw failure
        }
    }

    func understood(_ json: JSON, isPlain: Bool) throws(Failure) -> Query {
        guard let text = json.string else { return try StructuredQuery.read(json, fieldNames: index.fieldNames) }
        return isPlain ? try QueryParser.literal(text) : try QueryParser.parse(text, fieldNames: index.fieldNames)
    }

    /// The best passages for a query, in the corpus or in one of its documents.
    func evaluate(_ query: Query, _ request: SearchMethod.Request, call: Call) throws(Failure) -> Found {
        var place: (part: Int, number: Int)?
        if let document = request.document {
            guard let found = corpus.place(ofDocumentNamed: document) else { throw corpus.unknownDocument(document) }
            place = found
        }
        let query = query.expanded(by: synonyms, in: index)
        let mostTerms = request.isDeep ? LeafResolver.mostTerms : LeafResolver.mostTermsFast
        let evaluation = try Evaluation(query, in: index, document: place, mostTerms: mostTerms, call: call)
        return Found(call: call, evaluation: evaluation, page: try ResultPage(evaluation, request, call: call))
    }

    struct Found {
        let call: Call
        let evaluation: Evaluation
        let page: ResultPage
    }
}

extension Snapshot {
    /// The segment, and the number in it, of the document that `name` names: its id, its path or its absolute file, or
    /// whatever else it can be called by.
    func place(ofDocumentNamed name: String) -> (part: Int, number: Int)? {
        let found =
            documents.firstIndex { $0.id == name } ?? documents.firstIndex { $0.path == name || $0.file == name }
            ?? document(named: name).flatMap { named in documents.firstIndex { $0.id == named.id } }
        return found.map { index in
            let place = documents.place(of: index)
            return (place.segment, place.number)
        }
    }
}
