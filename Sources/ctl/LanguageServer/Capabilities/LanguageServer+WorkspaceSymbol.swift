import JSON
import Wire

/// workspace/symbol: a search at every key.
extension LanguageServer {
    /// `SymbolKind.String`: what is found is text.
    private static let kind = 15
    /// As many as a list shows without scrolling far; each costs the daemon a snippet.
    private static let limit = 25
    /// Signs by which a query says that it is one, rather than words being typed.
    private static let signs = "\"*?~:^()[]{}/+"

    static let workspaceSymbol = Capability("workspace/symbol", announcing: ["workspaceSymbolProvider": true]) {
        server,
        request in
        // Nobody waits for what was typed before.
        for open in server.requests.values where open !== request && open.method == request.method {
            server.cancel(open)
        }
        let typed = request.parameters["query"]?.string ?? ""
        let words = typed.split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { return server.reply(request, []) }
        let isQuery = typed.contains { signs.contains($0) } || words.contains { ["AND", "OR", "NOT"].contains($0) }
        server.search(typed: isQuery ? typed : finishing(typed), for: request, isPlain: false)
    }

    /// The last word may be the beginning of one. A single letter begins so many that looking for them all takes longer
    /// than the next key; it is left out where there are other words.
    private static func finishing(_ typed: String) -> String {
        guard let last = typed.last, last.isLetter || last.isNumber else { return typed }
        let words = typed.split(whereSeparator: \.isWhitespace)
        guard words.last?.count == 1 else { return typed + "*" }
        return words.count == 1 ? typed : words.dropLast().joined(separator: " ")
    }

    private func search(typed: String, for request: EditorRequest, isPlain: Bool) {
        var parameters: Members = [
            "query": .string(typed), "limit": .integer(Self.limit), "mode": "fast",
            "positions": .bool(encoding != .utf8),
        ]
        if isPlain { parameters["syntax"] = "plain" }
        ask("search", parameters, for: request) { [unowned self] outcome in
            switch outcome {
            case .success(let result):
                reply(request, .array((result["hits"]?.array ?? []).compactMap(symbol)))
            case .failure(let reason) where reason.failure?.code == .invalidParams && !isPlain:
                // A quote that isn't closed yet.
                search(typed: typed, for: request, isPlain: true)
            case .failure(let reason):
                explain(reason, of: "search")
                fail(request, .requestFailed, reason.message)
            }
        }
    }

    private func symbol(_ hit: JSON) -> JSON? {
        guard let location = place(of: hit) else { return nil }
        let snippet = (hit["snippet"]?.string ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var symbol: Members = ["name": .string(snippet), "kind": .integer(Self.kind), "location": location]
        let container = [hit["title"]?.string, hit["heading"]?.string].compactMap(\.self).filter { !$0.isEmpty }
        if !container.isEmpty { symbol["containerName"] = .string(container.joined(separator: " › ")) }
        return .object(symbol)
    }

    /// Where a hit's snippet stands. The daemon counts bytes, and UTF-16 where the file's line is the text's; everything
    /// else takes a look at the file, and so does a file that has changed since the daemon read it.
    private func place(of hit: JSON) -> JSON? {
        guard let citation = Citation(hit, place: hit["place"]) else { return nil }
        let isOpen = buffers.values.contains { $0.path == citation.path }
        guard !isOpen, isAsRead(citation.path), let (start, end) = characters(of: hit),
            let line = hit["line"]?.integer, let endLine = hit["endLine"]?.integer
        else { return location(citation) }
        let range: JSON = [
            "start": EditorPosition(line: line - 1, character: start).json,
            "end": EditorPosition(line: endLine - 1, character: end).json,
        ]
        return ["uri": .string(FileURI.of(citation.path)), "range": range]
    }

    private func characters(of hit: JSON) -> (start: Int, end: Int)? {
        switch encoding {
        case .utf8:
            guard let start = hit["column"]?.integer, let end = hit["endColumn"]?.integer else { return nil }
            return (start - 1, end - 1)
        case .utf16:
            let place = hit["place"]
            guard let start = place?["utf16Column"]?.integer, let end = place?["utf16EndColumn"]?.integer else {
                return nil
            }
            return (start, end)
        case .utf32: return nil
        }
    }
}
