public import JSON
public import Schema

/// The members of a result that a client wants: `["total", "hits.path", "hits.line"]`. A name selects the whole value
/// below it; lists are walked through.
public struct FieldMask: Sendable {
    private indirect enum Node: Sendable {
        case whole
        case members([Member])
    }

    /// There are so few that to compare names is sooner done than to hash one.
    private struct Member: Sendable {
        let name: String
        var node: Node
    }

    private let root: Node

    /// Wants all.
    static let everything = FieldMask(root: .whole)

    private init(root: Node) { self.root = root }

    /// Throws `invalidParams` for a path that the result can't have.
    public init(_ paths: [String], of schema: Schema) throws(Failure) {
        var root = Node.members([])
        for (index, path) in paths.enumerated() {
            let names = path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map {
                String(Substring($0))
            }
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
            guard let below = Self.below(name, among: wanted) else { return false }
            node = below
        }
        return true
    }

    /// What is wanted of a member; `nil` for nothing.
    func below(_ name: StaticString) -> FieldMask? {
        guard case .members(let wanted) = root else { return self }
        let bytes = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        return wanted.first { $0.name.utf8.count == bytes.count && $0.name.utf8.elementsEqual(bytes) }
            .map { FieldMask(root: $0.node) }
    }

    private static func below(_ name: String, among wanted: [Member]) -> Node? {
        wanted.first { $0.name.isExactly(name) }?.node
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
                below(property.name, among: wanted).map { below in
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
            let more = wanted.filter { !own.contains($0.name) }.sorted { $0.name < $1.name }.compactMap { member in
                others.map { Property(member.name, apply(member.node, to: $0), isRequired: false) }
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
                if let below = below(key, among: wanted) { kept.append(key, apply(below, to: value)) }
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
        let place = members.firstIndex { $0.name.isExactly(name) } ?? members.count
        if place == members.count { members.append(Member(name: name, node: .members([]))) }
        insert(names.dropFirst(), into: &members[place].node)
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
