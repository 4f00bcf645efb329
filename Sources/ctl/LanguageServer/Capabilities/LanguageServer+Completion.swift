import JSON

/// textDocument/completion: words of the corpus, and keys and values of a configuration.
extension LanguageServer {
    private static let limit = 50

    static let completion = Capability(
        "textDocument/completion",
        announcing: ["completionProvider": ["triggerCharacters": [":", " "]]]
    ) { server, request in
        guard let buffer = server.buffer(of: request), let offset = buffer.offset(request.parameters["position"]) else {
            return server.reply(request, .null)
        }
        if server.isConfiguration(buffer) { return server.completeConfiguration(buffer, offset, request) }
        // The signs that configurations wait for stand in every text.
        guard request.parameters["context"]?["triggerKind"]?.integer != 2 else { return server.reply(request, .null) }
        server.completeWord(buffer, offset, request)
    }

    private func completeWord(_ buffer: Buffer, _ offset: Int, _ request: EditorRequest) {
        let start = Word.start(before: offset, in: buffer.bytes)
        guard start < offset else { return reply(request, .null) }
        let begun = String(decoding: buffer.bytes[start..<offset], as: UTF8.self)
        let parameters: Members = ["text": .string(begun), "limit": .integer(Self.limit)]
        ask("search.complete", parameters, for: request, otherwise: .null) { [unowned self] result in
            let items = (result["completions"]?.array ?? []).enumerated().compactMap { place, item -> JSON? in
                guard let word = item["word"]?.string else { return nil }
                let passages = item["passages"]?.integer ?? 0
                // What was typed keeps its letters: at the start of a sentence a word of the corpus gets a capital.
                let text = begun.first?.isUppercase == true ? word.prefix(1).uppercased() + word.dropFirst() : word
                return [
                    "label": .string(text), "kind": 1, "filterText": .string(text),
                    "detail": .string(passages == 1 ? "in 1 passage" : "in \(passages) passages"),
                    "sortText": .string(Self.order(place)),
                    "textEdit": ["range": buffer.json(start..<offset), "newText": .string(text)],
                ]
            }
            reply(request, ["isIncomplete": true, "items": .array(items)])
        }
    }

    /// Keeps the daemon's order, which editors would change to that of the alphabet.
    static func order(_ place: Int) -> String {
        let digits = String(place)
        return String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
    }
}
