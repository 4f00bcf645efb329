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
        guard let citation = Citation(hit), let location = location(citation) else { return nil }
        let snippet = (hit["snippet"]?.string ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var symbol: Members = ["name": .string(snippet), "kind": .integer(Self.kind), "location": location]
        let container = [hit["title"]?.string, hit["heading"]?.string].compactMap(\.self).filter { !$0.isEmpty }
        if !container.isEmpty { symbol["containerName"] = .string(container.joined(separator: " › ")) }
        return .object(symbol)
    }
}
