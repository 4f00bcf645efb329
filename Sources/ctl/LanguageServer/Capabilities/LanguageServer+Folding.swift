import JSON

/// textDocument/foldingRange: sections, and every block of more than one line.
extension LanguageServer {
    static let foldingRange = Capability("textDocument/foldingRange", announcing: ["foldingRangeProvider": true]) {
        server,
        request in
        guard let buffer = server.buffer(of: request, otherwise: []), !server.isConfiguration(buffer) else {
            return server.reply(request, [])
        }
        server.outline(of: buffer, for: request, otherwise: []) { outline in
            let sections = outline.sections.map { ($0.range, "region" as String?) }
            let blocks = outline.blocks.map { ($0.range, $0.kind == "comment" ? "comment" : nil) }
            let ranges = (sections + blocks).compactMap { server.fold($0.0, kind: $0.1, in: buffer) }
            server.reply(request, .array(ranges))
        }
    }

    private func fold(_ range: Range<Int>, kind: String?, in buffer: Buffer) -> JSON? {
        let start = buffer.positions.position(of: range.lowerBound)
        let end = buffer.positions.position(of: range.upperBound)
        guard end.line > start.line else { return nil }
        var members: Members = ["startLine": .integer(start.line), "endLine": .integer(end.line)]
        if !abilities.foldsLinesOnly {
            let line = buffer.positions.line(start.line)
            members["startCharacter"] = .integer(buffer.positions.position(of: line.upperBound).character)
            members["endCharacter"] = .integer(end.character)
        }
        if let kind { members["kind"] = .string(kind) }
        return .object(members)
    }
}
