import JSON
import Schema

/// Turns the tree of a file into JSON: expands variables, settles the types of scalars, makes paths absolute.
///
/// The schema is used only where it makes people's notation right: a bare number is a size in bytes, nothing behind the
/// colon is an empty block or list, or an optional value left out. What does not fit is left as it is, for the check.
struct Resolver {
    let source: Source
    /// The folder at which relative paths start; absolute.
    let folder: String
    let environment: (String) -> String?
    private(set) var mistakes: [Mistake] = []
    /// The values that are not what the file says, because that was refused.
    private(set) var refused: Set<Pointer> = []
    private(set) var origins: [Pointer: Origin] = [:]

    init(source: Source, folder: String, environment: @escaping (String) -> String?) {
        self.source = source
        self.folder = folder
        self.environment = environment
    }

    /// The value of `node`; `nil` for a member that is left out.
    mutating func value(of node: Node, _ schema: Schema?, at pointer: Pointer) -> JSON? {
        switch node.content {
        case .scalar(let scalar): return value(of: scalar, node, schema, at: pointer)
        case .list(let nodes):
            let item = schema?.alternatives.lazy.compactMap(\.item).first
            var items: [JSON] = []
            for (index, node) in nodes.enumerated() {
                items.append(value(of: node, item, at: pointer.appending(index)) ?? .null)
            }
            origins[pointer] = origin(of: node)
            return .array(items)
        case .mapping(let entries):
            let object = schema?.alternatives.first { $0.isForKind(of: [:]) }
            var members = Members()
            for entry in entries {
                let place = pointer.appending(entry.key)
                guard let value = value(of: entry.value, object?.member(entry.key), at: place) else {
                    let property = object?.properties.first { $0.name == entry.key }
                    let isLeftOut = property.map { !$0.isRequired && $0.fallback == nil } ?? false
                    if isLeftOut { origins[place] = nil } else { members.append(entry.key, .null) }
                    continue
                }
                members.append(entry.key, value)
            }
            origins[pointer] = origin(of: node)
            return .object(members)
        }
    }

    private mutating func value(of scalar: Scalar, _ node: Node, _ schema: Schema?, at pointer: Pointer) -> JSON? {
        let expansion = Expansion(scalar.text, environment: environment)
        report(expansion, in: node)
        if !expansion.faults.isEmpty { refused.insert(pointer) }
        origins[pointer] = expansion.names.isEmpty ? origin(of: node) : .environment(expansion.names)
        let isTyped = scalar.isPlain && (expansion.isWhole || expansion.text == scalar.text)
        let settled = Scalar(text: expansion.text, isPlain: isTyped, tag: scalar.tag)
        do throws(CoreSchema.Refusal) {
            return noted(try CoreSchema.value(settled), settled, schema)
        } catch {
            mistakes.append(source.mistake(error.message, at: node.range))
            refused.insert(pointer)
            return .string(settled.text)
        }
    }

    /// The value in the notation of the schema.
    private func noted(_ value: JSON, _ scalar: Scalar, _ schema: Schema?) -> JSON? {
        guard let schema, schema.kind != .any, !schema.accepts(value) || schema.alternatives.contains(where: isPath)
        else { return value }
        switch value {
        case .null:
            if schema.alternatives.contains(where: { $0.isForKind(of: [:]) }) { return [:] }
            if schema.alternatives.contains(where: { $0.isForKind(of: []) }) { return [] }
            return nil
        case .integer(let number) where number >= 0:
            return schema.alternatives.contains { $0.format == .byteCount } ? .string(String(number)) : value
        case .string(let text):
            // Where a path is not the only thing that may stand here, a word that means something else is none.
            let isWord = schema.alternatives.contains { !isPath($0) && $0.accepts(value) }
            return !isWord && schema.alternatives.contains(where: isPath) ? .string(absolute(text)) : value
        default: return value
        }
    }

    private func isPath(_ schema: Schema) -> Bool { schema.format == .path }

    private func absolute(_ path: String) -> String {
        PathText.absolute(path, in: folder, home: environment("HOME"))
    }

    private mutating func report(_ expansion: Expansion, in node: Node) {
        var begin = node.range.lowerBound
        for fault in expansion.faults where mistakes.count < Mistakes.maximumCount {
            // An escape in double quotes may hide the place; then the whole value is meant.
            let range = source.find(fault.excerpt, in: begin..<node.range.upperBound)
            if let range { begin = range.upperBound }
            mistakes.append(source.mistake(fault.message, at: range ?? node.range, hint: fault.hint))
        }
    }

    private func origin(of node: Node) -> Origin {
        .file(source.name, line: source.place(of: node.range.lowerBound).line)
    }
}
