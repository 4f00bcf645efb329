import JSON

/// textDocument/hover: what a term means, how often it stands in the corpus, and what the section is about.
extension LanguageServer {
    /// A section with fewer sentences is read as quickly as its summary.
    private static let fewSentences = 4

    static let hover = Capability("textDocument/hover", announcing: ["hoverProvider": true]) { server, request in
        if let buffer = request.uri.flatMap({ server.buffers[$0] }), server.isConfiguration(buffer) {
            return server.hoverConfiguration(buffer, request)
        }
        guard let (buffer, word) = server.word(of: request) else { return }
        server.lookUp(word, in: buffer, for: request) { term in
            server.sumUpSection(around: word.lowerBound, in: buffer, for: request) { gist in
                server.reply(request, server.hover(term, gist, in: buffer))
            }
        }
    }

    /// One sentence about the innermost section around a byte, or about the whole text; `nil` where that is short.
    private func sumUpSection(
        around offset: Int,
        in buffer: Buffer,
        for request: EditorRequest,
        _ then: @escaping (String?) -> Void
    ) {
        outline(of: buffer, for: request, otherwise: .null) { [unowned self] outline in
            let range = outline.section(at: offset).map { outline.sections[$0].range } ?? 0..<buffer.bytes.count
            let blocks = outline.blocks.filter { range.contains($0.range.lowerBound) && !$0.sentences.isEmpty }
            guard blocks.reduce(0, { $0 + $1.sentences.count }) >= Self.fewSentences,
                range.count <= Buffer.mostLookedThrough
            else { return then(nil) }
            // Only the prose: code and tables have no sentences to choose from.
            let prose = blocks.map { String(decoding: buffer.bytes[$0.range], as: UTF8.self) }
            let parameters: Members = ["text": .string(prose.joined(separator: "\n\n")), "sentences": 1]
            ask("summary", parameters, for: request) { outcome in
                guard case .success(let result) = outcome else { return then(nil) }
                then(result["text"]?.string)
            }
        }
    }

    private func hover(_ term: Term, _ gist: String?, in buffer: Buffer) -> JSON {
        let isMarkdown = abilities.hasMarkdownHover
        let strong = isMarkdown ? "**" : ""
        let plain = { (text: String) in isMarkdown ? MarkdownText.escaped(text) : text }
        let total = term.found["total"]?.integer ?? 0
        let least = term.found["isTotalExact"]?.bool == false ? "at least " : ""
        let count =
            total == 0 ? "not in the corpus" : "in \(least)\(total) passage\(total == 1 ? "" : "s") of the corpus"
        var parts = [strong + plain(term.word) + strong + " — " + count]
        for row in term.definitions.prefix(3) {
            let place = row["path"]?.string.map { path -> String in
                let name = "\(ShownPath.of(path)):\(row["line"]?.integer ?? 1)"
                return isMarkdown ? " ([\(MarkdownText.escaped(name))](\(FileURI.of(path))))" : " (\(name))"
            }
            let (name, meaning) = (row["term"]?.string ?? "", row["meaning"]?.string ?? "")
            parts.append(strong + plain(name) + strong + ": " + plain(meaning) + (place ?? ""))
        }
        if let gist, !gist.isEmpty { parts.append((isMarkdown ? "*Here:* " : "Here: ") + plain(gist)) }
        return [
            "contents": [
                "kind": isMarkdown ? "markdown" : "plaintext", "value": .string(parts.joined(separator: "\n\n")),
            ],
            "range": buffer.json(term.range),
        ]
    }
}

/// Text that Markdown must show as it is.
enum MarkdownText {
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "\\`*_{}[]<>#|".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
