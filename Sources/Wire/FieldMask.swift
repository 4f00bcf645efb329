public import JSON
public import Schema

/// The members of a result that a client wants: `["total", "hits.path", "hits.line"]`. A name selects the whole value
/// below it; lists are walked through.
public struct FieldMask: Sendable {
    private indirect enum Node {
        case whole
        case members([String: Node])
    }

    private let root: Node

    /// Throws `invalidParams` for a path that the result can't have.
    public init(_ paths: [String], of schema: Schema) throws(Failure) {
        var root = Node.members([:])
        for (index, path) in paths.enumerated() {
            let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            if let message = Self.mistake(names[...], schema) {
                let pointer = Pointer(["_meta", "fields", String(index)])
                throw Failure(.invalidParams, message, details: ["pointer": .string(pointer.description)])
            }
            Self.insert(names[...], into: &root)
        }
        self.root = root
    }

    /// Whether a member, or something inside it, is wanted.
    public func selects(_ path: [String]) -> Bool {
        var node = root
        for name in path {
            guard case .members(let wanted) = node else { return true }
            guard let below = wanted[name] else { return false }
            node = below
        }
        return true
    }

    public func apply(to result: JSON) -> JSON { Self.apply(root, to: result) }

    /// What the results are like that are left.
    public func apply(to schema: Schema) -> Schema { Self.apply(root, to: schema) }

    private static func apply(_ node: Node, to schema: Schema) -> Schema {
        guard case .members(let wanted) = node else { return schema }
        var kept = schema
        switch schema.kind {
        case .list(let item, let count): kept.kind = .list(of: apply(node, to: item), count: count)
        case .either(let alternatives): kept.kind = .either(alternatives.map { apply(node, to: $0) })
        case .object(let properties, let others):
            let left = properties.compactMap { property in
                wanted[property.name].map { below in
                    Property(
                        property.name,
                        apply(below, to: property.schema),
                        isRequired: property.isRequired,
                        fallback: property.fallback
                    )
                }
            }
            // A name that is nobody's property is one of the others.
            let own = Set(properties.map(\.name))
            let names = wanted.keys.filter { !own.contains($0) }.sorted()
            let more = names.compactMap { name in
                others.flatMap { other in
                    wanted[name].map { Property(name, apply($0, to: other), isRequired: false) }
                }
            }
            kept.kind = .object(left + more, others: nil)
        default: break
        }
        return kept
    }

    private static func apply(_ node: Node, to value: JSON) -> JSON {
        guard case .members(let wanted) = node else { return value }
        switch value {
        case .array(let items): return .array(items.map { apply(node, to: $0) })
        case .object(let members):
            var kept = Members()
            for (key, value) in members {
                if let below = wanted[key] { kept.append(key, apply(below, to: value)) }
            }
            return .object(kept)
        default: return value
        }
    }

    private static func insert(_ names: ArraySlice<String>, into node: inout Node) {
        guard case .members(var members) = node else { return }
        guard let name = names.first else {
            node = .whole
            return
        }
        var below = members[name] ?? .members([:])
        insert(names.dropFirst(), into: &below)
        members[name] = below
        node = .members(members)
    }

    /// Why `names` lead nowhere in a value of `schema`; `nil` when they may lead somewhere.
    private static func mistake(_ names: ArraySlice<String>, _ schema: Schema) -> String? {
        guard let name = names.first else { return nil }
        switch schema.kind {
        case .any: return nil
        case .list(let item, _): return mistake(names, item)
        case .either(let alternatives):
            let mistakes = alternatives.map { mistake(names, $0) }
            // An alternative that has members knows better what was meant than one that has none.
            return mistakes.contains(nil) ? nil : mistakes.first { $0?.hasPrefix("unknown") == true } ?? mistakes[0]
        case .object(let properties, let others):
            if let below = properties.first(where: { $0.name == name })?.schema ?? others {
                return mistake(names.dropFirst(), below)
            }
            let known = properties.map(\.name).sorted()
            let hint = Suggestion.hint(Suggestion.nearest(to: name, among: known))
            return "unknown field '\(name.clipped)'\(hint); known: \(known.joined(separator: ", "))"
        default: return "nothing called '\(name.clipped)' is inside \(schema.expectation)"
        }
    }
}
