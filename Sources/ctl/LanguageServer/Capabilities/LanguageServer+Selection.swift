import JSON

/// textDocument/selectionRange: from word to sentence to paragraph to section to the whole text.
extension LanguageServer {
    static let selectionRange = Capability("textDocument/selectionRange", announcing: ["selectionRangeProvider": true])
    {
        server,
        request in
        guard let buffer = server.buffer(of: request) else { return }
        let offsets = (request.parameters["positions"]?.array ?? []).compactMap { buffer.offset($0) }
        if server.isConfiguration(buffer) {
            return server.reply(request, .array(offsets.map { nested([word(at: $0, buffer)], buffer) }))
        }
        server.outline(of: buffer, for: request, otherwise: .null) { outline in
            server.reply(request, .array(offsets.map { nested(ranges(around: $0, outline, buffer), buffer) }))
        }
    }

    private static func word(at offset: Int, _ buffer: Buffer) -> Range<Int> {
        Word.range(at: offset, in: buffer.bytes) ?? offset..<offset
    }

    private static func ranges(around offset: Int, _ outline: TextOutline, _ buffer: Buffer) -> [Range<Int>] {
        var ranges = [word(at: offset, buffer)]
        if let block = outline.blocks.first(where: { touches($0.range, offset) }) {
            if let sentence = block.sentences.last(where: { touches($0, offset) }) { ranges.append(sentence) }
            ranges.append(block.range)
        }
        var section = outline.section(at: offset)
        while let index = section {
            if outline.sections[index].titleRange.contains(offset) { ranges.append(outline.sections[index].titleRange) }
            ranges.append(outline.sections[index].range)
            section = outline.sections[index].parent
        }
        return ranges
    }

    private static func touches(_ range: Range<Int>, _ offset: Int) -> Bool {
        range.lowerBound <= offset && offset <= range.upperBound
    }

    /// Each holds the one before it; what doesn't, or is the same, is left out.
    private static func nested(_ ranges: [Range<Int>], _ buffer: Buffer) -> JSON {
        var steps: [Range<Int>] = []
        for range in ranges + [0..<buffer.bytes.count] {
            guard let last = steps.last else {
                steps.append(range)
                continue
            }
            let holds = range.lowerBound <= last.lowerBound && last.upperBound <= range.upperBound
            if holds, range != last { steps.append(range) }
        }
        var result: JSON?
        for step in steps.reversed() {
            var members: Members = ["range": buffer.json(step)]
            if let outer = result { members["parent"] = outer }
            result = .object(members)
        }
        return result ?? .null
    }
}
