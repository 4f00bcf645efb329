import Config
import JSON
import Schema

/// `caspian.yaml` in an editor: mistakes, keys, values and what they mean.
extension LanguageServer {
    /// By its name, or because it is the file that a daemon would read.
    func isConfiguration(_ buffer: Buffer) -> Bool {
        let path = buffer.path ?? buffer.uri
        guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return false }
        if path.split(separator: "/").last.map({ $0.hasPrefix("caspian.") }) == true { return true }
        let own = ConfigurationPath.resolve(explicit: session.settings.config, environment: session.environment)
        return own.map(ShownPath.absolute) == buffer.path
    }

    /// Whether it is YAML that has nothing to do with the daemon.
    func isForeign(_ buffer: Buffer) -> Bool { buffer.language.hasPrefix("yaml") && !isConfiguration(buffer) }

    private var help: ConfigurationHelp {
        if let configurationSchema { return configurationSchema }
        let help = ConfigurationHelp(daemon: session.companion.daemon)
        configurationSchema = help
        return help
    }

    // MARK: Mistakes

    func configurationFindings(_ buffer: Buffer) -> [Finding] {
        let reader = ConfigurationReader(plugins: help.plugins, environment: session.environment)
        do throws(Mistakes) {
            _ = try reader.read(buffer.bytes, name: buffer.path ?? "caspian.yaml")
            return []
        } catch {
            return error.list.map { finding($0, in: buffer) }
        }
    }

    private func finding(_ mistake: Mistake, in buffer: Buffer) -> Finding {
        var range = 0..<0
        if mistake.line > 0, mistake.line <= buffer.positions.lineCount {
            let start = min(buffer.positions.line(mistake.line - 1).lowerBound + mistake.column - 1, buffer.bytes.count)
            range = start..<min(start + mistake.length, buffer.bytes.count)
        }
        let message = mistake.message + (mistake.hint.map { "; " + $0 } ?? "")
        let fixes = replacement(for: mistake, String(decoding: buffer.bytes[range], as: UTF8.self)).map { text in
            [Finding.Fix(title: "Write \(text)", range: range, text: text)]
        }
        return Finding(range: range, severity: .error, code: "config", message: message, fixes: fixes ?? [])
    }

    /// What to write in place of what is marked, where that is known.
    private func replacement(for mistake: Mistake, _ written: String) -> String? {
        if let suggestion = mistake.suggestion { return suggestion }
        guard let hint = mistake.hint else { return nil }
        let quotes = "put it in quotes: "
        if hint.hasPrefix(quotes) { return String(hint.dropFirst(quotes.count)) }
        if hint.hasPrefix("write [") { return String(hint.dropFirst("write ".count)) }
        guard hint == "write the number without quotes", written.count > 2 else { return nil }
        return String(written.dropFirst().dropLast())
    }

    // MARK: Completion

    func completeConfiguration(_ buffer: Buffer, _ offset: Int, _ request: EditorRequest) {
        let place = ConfigurationPlace(buffer.bytes, buffer.positions, at: offset)
        let items = place.isValue ? values(place, buffer) : keys(place, offset, buffer)
        reply(request, ["isIncomplete": false, "items": .array(items)])
    }

    private func keys(_ place: ConfigurationPlace, _ offset: Int, _ buffer: Buffer) -> [JSON] {
        let range = buffer.json(place.keyRange.lowerBound..<max(place.keyRange.lowerBound, offset))
        let properties = help.properties(at: place.path).filter { !place.siblings.contains($0.name) }
        return properties.enumerated().map { number, property in
            let isBlock: Bool
            switch property.schema.kind {
            case .object: isBlock = true
            default: isBlock = false
            }
            let text = property.name + (isBlock ? ":\n" + String(repeating: " ", count: place.indentation + 2) : ": ")
            return [
                // `CompletionItemKind.Property`
                "label": .string(property.name), "kind": 10, "detail": .string(property.schema.typeName),
                "documentation": .string(Self.words(property)), "sortText": .string(Self.order(number)),
                "textEdit": ["range": range, "newText": .string(text)],
            ]
        }
    }

    private func values(_ place: ConfigurationPlace, _ buffer: Buffer) -> [JSON] {
        let path = place.path + [place.key]
        var values: [String] = []
        for schema in help.schemas(at: path) {
            switch schema.kind {
            case .choice(let choices): values += choices
            case .boolean: values += ["true", "false"]
            default: break
            }
        }
        let fallback = help.properties(at: place.path).first { $0.name == place.key }?.fallback
        if let text = fallback.map({ $0.string ?? $0.description }), !values.contains(text), !text.isEmpty {
            values.append(text)
        }
        return values.enumerated().map { number, value in
            [
                // `CompletionItemKind.Value`
                "label": .string(value), "kind": 12, "sortText": .string(Self.order(number)),
                "textEdit": ["range": buffer.json(place.valueRange), "newText": .string(value)],
            ]
        }
    }

    // MARK: Hover

    func hoverConfiguration(_ buffer: Buffer, _ request: EditorRequest) {
        guard let offset = buffer.offset(request.parameters["position"]) else { return reply(request, .null) }
        let place = ConfigurationPlace(buffer.bytes, buffer.positions, at: offset)
        let property = help.properties(at: place.path).first { $0.name == place.key }
        let schema = help.schemas(at: place.path + [place.key]).first
        guard !place.key.isEmpty, let property = property ?? schema.map({ Property(place.key, $0, isRequired: false) })
        else {
            return reply(request, .null)
        }
        let isMarkdown = abilities.hasMarkdownHover
        let name = isMarkdown ? "**\(MarkdownText.escaped(place.key))**" : place.key
        let words = Self.words(property)
        let text = name + "\n\n" + (isMarkdown ? MarkdownText.escaped(words) : words)
        reply(
            request,
            [
                "contents": ["kind": isMarkdown ? "markdown" : "plaintext", "value": .string(text)],
                "range": buffer.json(place.keyRange),
            ]
        )
    }

    private static func words(_ property: Property) -> String {
        var parts: [String] = []
        if !property.schema.summary.isEmpty { parts.append(property.schema.summary) }
        var rule = "Must be \(property.schema.expectation)"
        if property.isRequired { rule += "; it may not be left out" }
        if let fallback = property.fallback { rule += "; without it: \(fallback.string ?? fallback.description)" }
        return (parts + [rule + "."]).joined(separator: "\n\n")
    }
}
