import JSON

/// textDocument/codeLens: a summary of the text and of its long sections, and the division where a sentence names a
/// formula.
extension LanguageServer {
    /// Sections with fewer sentences get no lens.
    private static let fewSentences = 6

    static let codeLens = Capability(
        "textDocument/codeLens",
        announcing: ["codeLensProvider": ["resolveProvider": false]]
    ) {
        server,
        request in
        guard let buffer = server.buffer(of: request, otherwise: []), !server.isConfiguration(buffer) else {
            return server.reply(request, [])
        }
        server.outline(of: buffer, for: request, otherwise: []) { outline in
            let lenses = server.summaryLenses(outline, buffer)
            guard buffer.bytes.count <= Buffer.mostLookedThrough else { return server.reply(request, .array(lenses)) }
            let revision = buffer.revision
            server.ask("summary.positions", ["text": .string(buffer.text)], for: request) { outcome in
                guard buffer.revision == revision else {
                    return server.fail(request, .contentModified, "the text has changed")
                }
                var rows: [JSON] = []
                if case .success(let result) = outcome { rows = result["positions"]?.array ?? [] }
                server.reply(request, .array(lenses + server.formulaLenses(rows, buffer)))
            }
        }
    }

    private func summaryLenses(_ outline: TextOutline, _ buffer: Buffer) -> [JSON] {
        guard outline.blocks.contains(where: { !$0.sentences.isEmpty }) else { return [] }
        var counts = [Int](repeating: 0, count: outline.sections.count)
        for block in outline.blocks {
            var section = block.section
            while let index = section {
                counts[index] += block.sentences.count
                section = outline.sections[index].parent
            }
        }
        let whole = lens("Summary", "caspian.summary", ["uri": .string(buffer.uri)], at: 0..<0, buffer)
        let parts = outline.sections.enumerated().filter { counts[$0.offset] >= Self.fewSentences }.map { _, section in
            lens(
                "Summary of this section",
                "caspian.summary",
                ["uri": .string(buffer.uri), "range": buffer.json(section.range)],
                at: section.titleRange,
                buffer
            )
        }
        return [whole] + parts
    }

    /// One for each sentence, whoever holds the position that it states.
    private func formulaLenses(_ rows: [JSON], _ buffer: Buffer) -> [JSON] {
        var seen: Set<Int> = []
        return rows.compactMap { row in
            guard let formula = row["formula"], let rule = formula["rule"]?.string,
                let method = formula["method"]?.string, let range = TextOutline.range(row["byteRange"]),
                seen.insert(range.lowerBound).inserted
            else { return nil }
            return lens(
                "Divide by this: \(rule)",
                Self.commandPrefix + method,
                ["rule": .string(rule)],
                at: range,
                buffer
            )
        }
    }

    private func lens(_ title: String, _ command: String, _ argument: JSON, at range: Range<Int>, _ buffer: Buffer)
        -> JSON
    {
        [
            "range": buffer.json(range),
            "command": ["title": .string(title), "command": .string(command), "arguments": [argument]],
        ]
    }
}
