import Analysis

extension Query.Node {
    /// So many words are not looked through for some that stand there twice.
    private static let few = 32

    /// The same, with each word of a long list once and how often it is there: each would be looked up and read by itself
    /// else, and marked in every hit.
    func withoutRepetitions(in bytes: [UInt8]) -> Query.Node {
        switch self {
        case .any(let nodes): Self.united(nodes, in: bytes) { .any($0) }
        case .all(let nodes): Self.united(nodes, in: bytes) { .all($0) }
        case .boost(let node, let factor): .boost(node.withoutRepetitions(in: bytes), by: factor)
        case .constant(let node, let score): .constant(node.withoutRepetitions(in: bytes), score: score)
        case .leaf, .not, .everything: self
        }
    }

    private static func united(
        _ nodes: [Query.Node],
        in bytes: [UInt8],
        _ list: ([Query.Node]) -> Query.Node
    ) -> Query.Node {
        guard nodes.count > few else { return list(nodes.map { $0.withoutRepetitions(in: bytes) }) }
        var kept: [Query.Node] = []
        var places: [Word: Int] = [:]
        for node in nodes {
            guard case .leaf(let leaf) = node, let word = Word(leaf, in: bytes) else {
                kept.append(node.withoutRepetitions(in: bytes))
                continue
            }
            if let place = places[word], case .leaf(var first) = kept[place] {
                first.count += 1
                kept[place] = .leaf(first)
            } else {
                places[word] = kept.count
                kept.append(node)
            }
        }
        return kept.count == 1 ? kept[0] : list(kept)
    }

    /// What makes two leaves the same.
    private struct Word: Hashable {
        let bytes: ArraySlice<UInt8>
        let kind: Kind
        let field: Query.Field
        let boost: Float

        enum Kind: Hashable {
            case word, prefix
            case phrase(slop: Int)
            case near(distance: Int)
            case fuzzy(edits: Int)
        }

        init?(_ leaf: Query.Leaf, in bytes: [UInt8]) {
            let (words, kind): ([Surface], Kind)
            switch leaf.matcher {
            case .word(let word): (words, kind) = ([word], .word)
            case .prefix(let word): (words, kind) = ([word], .prefix)
            case .phrase(let all, let slop): (words, kind) = (all, .phrase(slop: slop))
            case .near(let all, let distance): (words, kind) = (all, .near(distance: distance))
            case .fuzzy(let word, let edits): (words, kind) = ([word], .fuzzy(edits: edits))
            case .pattern, .values: return nil
            }
            guard let first = words.first, let last = words.last else { return nil }
            self.bytes = bytes[first.range.lowerBound..<last.end]
            self.kind = kind
            field = leaf.field
            boost = leaf.boost
        }
    }
}
