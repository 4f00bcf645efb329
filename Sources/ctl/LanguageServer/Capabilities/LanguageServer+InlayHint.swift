import JSON

/// textDocument/inlayHint: nautical miles in kilometres.
extension LanguageServer {
    static let inlayHint = Capability("textDocument/inlayHint", announcing: ["inlayHintProvider": true]) {
        server,
        request in
        guard let buffer = server.buffer(of: request, otherwise: []) else { return }
        let positions = buffer.positions
        let range = request.parameters["range"].flatMap { EditorRange($0) }
        let start = range.map { positions.offset(of: $0.start) } ?? 0
        let end = range.map { max(start, positions.offset(of: $0.end)) } ?? buffer.bytes.count
        let hints = NauticalMiles.all(in: buffer.bytes, start..<end).map { found -> JSON in
            [
                "position": positions.position(of: found.range.upperBound).json,
                "label": .string("= " + found.kilometres),
                "paddingLeft": true, "tooltip": "1 nautical mile is 1.852 km exactly",
            ]
        }
        server.reply(request, .array(hints))
    }
}
