import JSON
import Schema

/// The file as it was read, to say where in it something is wrong.
struct ConfigurationDocument: Sendable {
    let source: Source
    /// `nil` for an empty file.
    let root: Node?
    let overrides: [Override]

    /// The bytes of a value and of the key before it, where it has one.
    private struct Location {
        var value: Range<Int>
        var key: Range<Int>?
    }

    /// The place of a value; or of the innermost value around it that stands in the file.
    private func location(of pointer: Pointer) -> Location {
        guard var node = root else { return Location(value: source.start..<source.start) }
        var location = Location(value: node.range)
        for token in pointer.tokens {
            switch node.content {
            case .mapping(let entries):
                guard let entry = entries.first(where: { $0.key == token }) else { return location }
                node = entry.value
                location = Location(value: node.range, key: entry.keyRange)
            case .list(let nodes):
                guard let index = Int(token), nodes.indices.contains(index) else { return location }
                node = nodes[index]
                location = Location(value: node.range)
            case .scalar: return location
            }
        }
        return location
    }

    private func node(at pointer: Pointer) -> Node? {
        var node = root
        for token in pointer.tokens {
            switch node?.content {
            case .mapping(let entries): node = entries.first { $0.key == token }?.value
            case .list(let nodes): node = Int(token).flatMap { nodes.indices.contains($0) ? nodes[$0] : nil }
            default: return nil
            }
        }
        return node
    }

    /// Wrong values are shown where they stand; what a block lacks, and values of many lines, at the key of the block.
    func mistake(
        _ message: String,
        at pointer: Pointer,
        isAboutKey: Bool = false,
        suggestion: String? = nil,
        hint: String? = nil
    ) -> Mistake {
        if let override = overrides.last(where: { $0.pointer == pointer }) {
            return Mistake(file: override.option, message: message, suggestion: suggestion, hint: hint)
        }
        let location = location(of: pointer)
        let isBlock = location.value.isEmpty || node(at: pointer)?.scalar == nil
        // A block without a key, such as the whole file, is shown by its first byte.
        let begin = location.value.lowerBound
        let range = isAboutKey || isBlock ? location.key ?? begin..<begin + 1 : location.value
        return source.mistake(message, at: range, suggestion: suggestion, hint: hint)
    }

    /// A problem that a schema has with `value`, which was read from here.
    func mistake(_ problem: Problem, value: JSON, schema: Schema) -> Mistake {
        switch problem.kind {
        case .unknownKey(let meant):
            return mistake(problem.description, at: problem.pointer, isAboutKey: true, suggestion: meant)
        case .missingKey:
            return mistake(problem.description, at: problem.pointer, isAboutKey: true)
        case .wrongValue:
            return mistake(
                problem.description,
                at: problem.pointer,
                suggestion: problem.suggestion,
                hint: hint(for: problem.pointer, value: value, schema: schema)
            )
        }
    }

    /// What people often write instead of what is due.
    private func hint(for pointer: Pointer, value root: JSON, schema: Schema) -> String? {
        guard let value = root[pointer], let due = schema.schema(at: pointer, in: root) else { return nil }
        let scalar = node(at: pointer)?.scalar
        switch (due.kind, value) {
        case (.boolean, .string(let text)):
            switch text.lowercased() {
            case "yes", "on", "y", "no", "off", "n", "true", "false": return "write true or false, without quotes"
            default: return nil
            }
        case (.integer, .string(let text)), (.number, .string(let text)):
            let number = try? CoreSchema.plain(text)
            return scalar?.isPlain == false && number?.number != nil ? "write the number without quotes" : nil
        case (.string(_, nil), .integer), (.string(_, nil), .number), (.string(_, nil), .bool), (.choice, .bool):
            return scalar.map { "put it in quotes: '\($0.text)'" }
        case (.list(let item, _), .string(let text)):
            let isShort = text.utf8.count <= 40 && !text.contains { ",[]{}:#\n".contains($0) }
            guard isShort, item.alternatives.contains(where: { $0.isForKind(of: "") }) else { return nil }
            // A star alone would be YAML's sign for something else.
            return scalar?.isPlain == true ? "write [\(text)]" : "write [\"\(text)\"]"
        case (.object(_, _?), .array(let items)):
            let names = items.compactMap(\.string)
            guard names.count == items.count, (1...5).contains(names.count) else { return nil }
            return "write {\(names.map { $0 + ": {}" }.joined(separator: ", "))}"
        case (.object(_, nil), .string), (.object(_, nil), .bool):
            return "write {} where every key may have its default"
        default: return nil
        }
    }
}
