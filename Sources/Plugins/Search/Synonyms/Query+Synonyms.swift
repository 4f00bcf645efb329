import Analysis

extension Query {
    /// The query with what its words mean besides beside them, at a lower weight; only what the index knows.
    ///
    /// Words in quotation marks and words that must not occur stay as they are, and so do prefixes and patterns. The
    /// meanings are written behind the query's own bytes.
    func expanded(by synonyms: Synonyms, in index: Index) -> Query {
        guard !synonyms.isEmpty else { return self }
        var expansion = SynonymExpansion(self, synonyms, index)
        let root = expansion.expanded(root)
        guard expansion.count > 0 else { return self }
        var query = self
        query.bytes = expansion.bytes
        query.root = root
        return query
    }
}

private struct SynonymExpansion {
    let synonyms: Synonyms
    let index: Index
    private let lease: AnalyzerLease
    private var analyzers: [Analyzer] { lease.ofQueries }
    private(set) var bytes: [UInt8]
    private(set) var count = 0

    /// A query gets no more than so many words and phrases.
    private static let most = 100

    init(_ query: Query, _ synonyms: Synonyms, _ index: Index) {
        self.synonyms = synonyms
        self.index = index
        bytes = query.bytes
        lease = index.analyzerLease()
    }

    mutating func expanded(_ node: Query.Node) -> Query.Node {
        switch node {
        case .leaf(let leaf):
            guard let word = plainWord(node) else { return node }
            let meanings = meanings(of: [word], leaf)
            return meanings.isEmpty ? node : .any([node] + meanings)
        case .any(let nodes):
            // The meanings of a word stand beside it, and not in parentheses of their own.
            var all: [Query.Node] = []
            for node in nodes {
                if plainWord(node) != nil, case .any(let alternatives) = expanded(node) {
                    all.append(contentsOf: alternatives)
                } else {
                    all.append(expanded(node))
                }
            }
            for run in runs(nodes) { all.append(contentsOf: meanings(of: run.words, run.leaf)) }
            return .any(all)
        case .all(let nodes):
            var rest = nodes.map { expanded($0) }
            // Only the longest phrases that don't overlap: each takes the place of its words.
            var end = nodes.count
            for run in runs(nodes).reversed() where run.range.upperBound <= end {
                let meanings = meanings(of: run.words, run.leaf)
                guard !meanings.isEmpty else { continue }
                let words = Query.Node.all(Array(rest[run.range]))
                rest.replaceSubrange(run.range, with: [.any([words] + meanings)])
                end = run.range.lowerBound
            }
            return rest.count == 1 ? rest[0] : .all(rest)
        case .boost(let inner, let factor): return .boost(expanded(inner), by: factor)
        case .constant(let inner, let score): return .constant(expanded(inner), score: score)
        case .not, .everything: return node
        }
    }

    /// The word of a leaf that is nothing but a word of passages.
    private func plainWord(_ node: Query.Node) -> Surface? {
        guard case .leaf(let leaf) = node, case .word(let word) = leaf.matcher else { return nil }
        if case .named = leaf.field { return nil }
        return word
    }

    private struct Run {
        let range: Range<Int>
        let words: [Surface]
        let leaf: Query.Leaf
    }

    /// Words that stand side by side, two at least, as many as a phrase has; by their starts, the longest last.
    private func runs(_ nodes: [Query.Node]) -> [Run] {
        var runs: [Run] = []
        for start in nodes.indices {
            guard case .leaf(let first) = nodes[start] else { continue }
            var words: [Surface] = []
            for end in start..<min(nodes.count, start + synonyms.longestPhrase) {
                guard let word = plainWord(nodes[end]), case .leaf(let leaf) = nodes[end], leaf.field == first.field
                else { break }
                words.append(word)
                if words.count > 1 { runs.append(Run(range: start..<end + 1, words: words, leaf: first)) }
            }
        }
        return runs
    }

    private mutating func meanings(of words: [Surface], _ leaf: Query.Leaf) -> [Query.Node] {
        let found = bytes.withUnsafeBufferPointer { synonyms.meanings(of: words, $0, analyzers) }
        return found.compactMap { count < Self.most ? node(for: $0, like: leaf) : nil }
    }

    /// A meaning as a part of the query; `nil` if the index lacks it.
    private mutating func node(for meaning: String, like leaf: Query.Leaf) -> Query.Node? {
        let start = bytes.count
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: meaning.utf8)
        let words = bytes.withUnsafeBufferPointer { buffer in
            var words: [Surface] = []
            var scanner = SurfaceScanner(buffer, in: start..<buffer.count, folding: Folding(isTurkic: false))
            while let word = scanner.next() { words.append(word) }
            return words
        }
        guard let first = words.first else { return nil }
        let new = Query.Leaf(
            matcher: words.count == 1 ? .word(first) : .phrase(words, slop: 0),
            field: leaf.field,
            boost: leaf.boost * Synonyms.weight,
            range: start + 1..<bytes.count
        )
        let resolver = LeafResolver(Query(bytes: bytes, root: .leaf(new)), in: index)
        guard let resolved = try? resolver.resolve(new), !resolved.isUnknown else {
            bytes.removeSubrange(start...)
            return nil
        }
        count += 1
        return .leaf(new)
    }
}
