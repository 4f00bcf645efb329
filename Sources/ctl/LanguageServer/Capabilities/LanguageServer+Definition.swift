import JSON
import Wire

/// textDocument/definition and references: where a term is explained, and where else it stands.
extension LanguageServer {
    /// Documents that are looked through for an explanation.
    private static let mostDocuments = 8
    private static let mostReferences = 1000

    /// A term of the text and what is known about it.
    struct Term {
        let word: String
        let range: Range<Int>
        /// What `search` says about it.
        let found: JSON
        /// Rows of `summary.definitions`, those of the corpus first.
        let definitions: [JSON]
    }

    static let definition = Capability("textDocument/definition", announcing: ["definitionProvider": true]) {
        server,
        request in
        guard let (buffer, word) = server.word(of: request) else { return }
        server.lookUp(word, in: buffer, for: request) { term in
            let explained = term.definitions.compactMap { server.location(ofDefinition: $0, in: buffer) }
            let best = (term.found["hits"]?.array ?? []).prefix(1).compactMap { hit in
                Citation(hit, place: hit["place"]).flatMap(server.location)
            }
            server.reply(request, .array(explained.isEmpty ? best : explained))
        }
    }

    static let references = Capability("textDocument/references", announcing: ["referencesProvider": true]) {
        server,
        request in
        guard let (buffer, word) = server.word(of: request) else { return }
        let parameters: Members = [
            "query": .string(quoted(word, in: buffer)), "limit": .integer(mostReferences), "positions": true,
            "sort": "path",
        ]
        server.ask("search", parameters, for: request, otherwise: []) { result in
            let hits = result["hits"]?.array ?? []
            server.reply(request, .array(hits.flatMap { citations(of: $0) }.compactMap(server.location)))
        }
    }

    /// Each place of a hit that matches; the whole snippet where nothing in it does.
    private static func citations(of hit: JSON) -> [Citation] {
        let snippet = Array((hit["snippet"]?.string ?? "").utf8)
        let places = hit["places"]?.array ?? []
        let citations = zip(places, hit["highlights"]?.array ?? []).compactMap { place, highlight -> Citation? in
            guard let range = TextOutline.range(highlight), range.upperBound <= snippet.count else { return nil }
            return Citation(
                ["path": hit["path"] ?? .null, "text": .string(String(decoding: snippet[range], as: UTF8.self))],
                place: place
            )
        }
        return citations.isEmpty ? [Citation(hit, place: hit["place"])].compactMap(\.self) : citations
    }

    private static func quoted(_ word: Range<Int>, in buffer: Buffer) -> String {
        "\"" + String(decoding: buffer.bytes[word], as: UTF8.self) + "\""
    }

    /// The word that a request is about; answers `null` where there is none.
    func word(of request: EditorRequest) -> (Buffer, Range<Int>)? {
        guard let buffer = buffer(of: request) else { return nil }
        guard !isConfiguration(buffer), let offset = buffer.offset(request.parameters["position"]),
            let word = Word.range(at: offset, in: buffer.bytes)
        else {
            reply(request, .null)
            return nil
        }
        return (buffer, word)
    }

    /// Asks where a word stands and which of those documents, or the text itself, explain it.
    func lookUp(
        _ word: Range<Int>,
        in buffer: Buffer,
        for request: EditorRequest,
        _ then: @escaping (Term) -> Void
    ) {
        let text = String(decoding: buffer.bytes[word], as: UTF8.self)
        let line = buffer.positions.line(buffer.positions.line(of: word.lowerBound))
        let around = max(line.lowerBound, word.lowerBound - 200)..<min(line.upperBound, word.upperBound + 200)
        let context = String(decoding: buffer.bytes[around], as: UTF8.self).lowercased()
        let parameters: Members = [
            "query": .string(Self.quoted(word, in: buffer)), "limit": 20, "mode": "fast", "positions": true,
        ]
        ask("search", parameters, for: request, otherwise: .null) { [unowned self] found in
            var documents: [JSON] = []
            for case let document? in (found["hits"]?.array ?? []).map({ $0["document"] })
            where documents.count < Self.mostDocuments && !documents.contains(document) { documents.append(document) }
            var sources: [Members] = documents.isEmpty ? [] : [["documents": .array(documents), "limit": 1000]]
            let isInCorpus = documents.contains { buffer.path != nil && $0.string == buffer.path }
            if !isInCorpus, buffer.bytes.count <= Buffer.mostLookedThrough {
                sources.append(["text": .string(buffer.text), "limit": 1000])
            }
            collectDefinitions(from: sources, for: request) { rows in
                let explaining = rows.filter { row in
                    let term = (row["term"]?.string ?? "").lowercased()
                    return !term.isEmpty
                        && (term == text.lowercased()
                            || term.contains(" ") && context.contains(term)
                                && term.split(separator: " ").contains { $0 == text.lowercased() })
                }
                then(Term(word: text, range: word, found: found, definitions: explaining))
            }
        }
    }

    /// A daemon without that method explains nothing, and says the rest all the same.
    private func collectDefinitions(
        from sources: [Members],
        for request: EditorRequest,
        _ found: [JSON] = [],
        _ then: @escaping ([JSON]) -> Void
    ) {
        guard let source = sources.first else { return then(found) }
        ask("summary.definitions", source, for: request) { [unowned self] outcome in
            var rows = found
            if case .success(let result) = outcome { rows += result["definitions"]?.array ?? [] }
            collectDefinitions(from: Array(sources.dropFirst()), for: request, rows, then)
        }
    }

    private func location(ofDefinition row: JSON, in buffer: Buffer) -> JSON? {
        if let citation = Citation(row) { return location(citation) }
        guard let range = TextOutline.range(row["byteRange"]) else { return nil }
        return ["uri": .string(buffer.uri), "range": buffer.json(range)]
    }
}
