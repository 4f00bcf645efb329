import JSON

/// textDocument/documentSymbol: sections, and inside them sentences.
extension LanguageServer {
    /// Beyond that a list of sentences helps nobody; the sections stay.
    private static let mostSentences = 5000

    private enum Kind: Int {
        /// `SymbolKind.Module`, `SymbolKind.String`
        case section = 2
        case sentence = 15
    }

    private struct Symbol {
        let name: String
        let kind: Kind
        let range: Range<Int>
        let selection: Range<Int>
        let parent: Int?
    }

    static let documentSymbol = Capability("textDocument/documentSymbol", announcing: ["documentSymbolProvider": true])
    {
        server,
        request in
        guard let buffer = server.buffer(of: request, otherwise: []), !server.isConfiguration(buffer) else {
            return server.reply(request, [])
        }
        server.outline(of: buffer, for: request, otherwise: []) { outline in
            let symbols = symbols(outline, buffer)
            server.reply(
                request,
                server.abilities.hasSymbolTree ? tree(symbols, buffer) : list(symbols, buffer)
            )
        }
    }

    private static func symbols(_ outline: TextOutline, _ buffer: Buffer) -> [Symbol] {
        var symbols = outline.sections.map { section in
            let title = section.title.isEmpty ? "—" : section.title
            return Symbol(
                name: title,
                kind: .section,
                range: section.range,
                selection: section.titleRange,
                parent: section.parent
            )
        }
        let count = outline.blocks.reduce(0) { $0 + $1.sentences.count }
        guard count <= mostSentences else { return symbols }
        for block in outline.blocks {
            for sentence in block.sentences {
                let words = String(decoding: buffer.bytes[sentence.prefix(400)], as: UTF8.self)
                    .split(whereSeparator: \.isWhitespace).joined(separator: " ")
                symbols.append(
                    Symbol(name: words, kind: .sentence, range: sentence, selection: sentence, parent: block.section)
                )
            }
        }
        return symbols
    }

    private static func tree(_ symbols: [Symbol], _ buffer: Buffer) -> JSON {
        var children: [Int: [Int]] = [:]
        for (index, symbol) in symbols.enumerated() { children[symbol.parent ?? -1, default: []].append(index) }
        func level(_ parent: Int) -> JSON {
            let inside = (children[parent] ?? []).sorted { symbols[$0].range.lowerBound < symbols[$1].range.lowerBound }
            return .array(
                inside.map { index in
                    let symbol = symbols[index]
                    var members: Members = [
                        "name": .string(symbol.name), "kind": .integer(symbol.kind.rawValue),
                        "range": buffer.json(symbol.range), "selectionRange": buffer.json(symbol.selection),
                    ]
                    if children[index] != nil { members["children"] = level(index) }
                    return .object(members)
                }
            )
        }
        return level(-1)
    }

    private static func list(_ symbols: [Symbol], _ buffer: Buffer) -> JSON {
        .array(
            symbols.sorted { $0.range.lowerBound < $1.range.lowerBound }.map { symbol in
                var members: Members = [
                    "name": .string(symbol.name), "kind": .integer(symbol.kind.rawValue),
                    "location": ["uri": .string(buffer.uri), "range": buffer.json(symbol.range)],
                ]
                if let parent = symbol.parent { members["containerName"] = .string(symbols[parent].name) }
                return .object(members)
            }
        )
    }
}
