import Analysis

extension Query {
    /// The passages of this query that match `filter` as well, with the scores that they have without it.
    func filtered(by filter: Query) -> Query {
        let restriction = Node.constant(filter.root.moved(by: bytes.count + 1), score: 0)
        var query = self
        query.bytes = bytes + [UInt8(ascii: "\n")] + filter.bytes
        query.root = .all([root, restriction])
        return query
    }
}

extension Query.Node {
    /// The same node of a text that has so many bytes before it.
    fileprivate func moved(by distance: Int) -> Query.Node {
        switch self {
        case .leaf(let leaf):
            let range = leaf.range.lowerBound + distance..<leaf.range.upperBound + distance
            let matcher = leaf.matcher.moved(by: distance)
            return .leaf(Query.Leaf(matcher: matcher, field: leaf.field, boost: leaf.boost, range: range))
        case .everything: return self
        case .any(let nodes): return .any(nodes.map { $0.moved(by: distance) })
        case .all(let nodes): return .all(nodes.map { $0.moved(by: distance) })
        case .not(let node): return .not(node.moved(by: distance))
        case .boost(let node, let factor): return .boost(node.moved(by: distance), by: factor)
        case .constant(let node, let score): return .constant(node.moved(by: distance), score: score)
        }
    }
}

extension Query.Matcher {
    fileprivate func moved(by distance: Int) -> Query.Matcher {
        switch self {
        case .word(let word): .word(word.moved(by: distance))
        case .phrase(let words, let slop): .phrase(words.map { $0.moved(by: distance) }, slop: slop)
        case .near(let words, let steps): .near(words.map { $0.moved(by: distance) }, distance: steps)
        case .prefix(let word): .prefix(word.moved(by: distance))
        case .fuzzy(let word, let edits): .fuzzy(word.moved(by: distance), edits: edits)
        case .pattern, .values: self
        }
    }
}

extension Surface {
    fileprivate func moved(by distance: Int) -> Surface {
        Surface(range: range.lowerBound + distance..<range.upperBound + distance, kind: kind, reach: reach)
    }
}
