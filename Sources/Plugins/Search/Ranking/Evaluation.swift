import Corpus
import PluginKit
import Synchronization
import Wire

/// Finds the passages that match a query, and scores them.
///
/// A class, because whoever shows hits holds it: a copy of a struct of so many parts costs a reference count for each.
final class Evaluation: Sendable {
    let index: Index
    let query: Query
    /// The query's tree, with what it repeats once.
    private let root: Query.Node
    /// All leaves, in the order of the tree.
    private let leaves: [WeightedTerm]
    /// The leaves that are wanted, in the order of the query.
    let terms: [WeightedTerm]
    /// What the words add that match nothing by themselves.
    private let extras: [WeightedTerm]
    /// Everything that scores consist of.
    var scoredTerms: [WeightedTerm] { terms + extras }
    /// The document that alone is looked into, and its part.
    private let document: (part: Int, units: Range<Int>)?
    private let call: Call
    /// At most so many terms are looked up for a prefix, pattern or fuzzy word.
    let mostTerms: Int

    /// What a word counts that matches nothing by itself: see docs/ranking.md.
    private static let extraWeight: Float = 0.25

    /// Up to so many postings all matches are looked at and counted; of more, only those that may be among the best.
    static let mostCounted = 100_000
    /// The same while somebody types, who waits for hits and not for their number.
    static let mostCountedFast = 1_000

    /// - Throws: why the call ended, when nobody waits for it any more; `invalidParams` for a pattern that needs too
    ///   much memory.
    init(
        _ query: Query,
        in index: Index,
        document: (part: Int, number: Int)? = nil,
        mostTerms: Int = LeafResolver.mostTerms,
        call: Call
    ) throws(Failure) {
        self.query = query
        root = query.root.withoutRepetitions(in: query.bytes)
        self.index = index
        self.call = call
        self.mostTerms = mostTerms
        self.document = document.map { ($0.part, index.parts[$0.part].segment.units(ofDocument: $0.number)) }
        var collector = Collector(index: index, resolver: LeafResolver(query, in: index, mostTerms: mostTerms))
        try collector.collect(root, boost: 1, isWanted: true, call)
        leaves = collector.leaves
        terms = collector.wanted
        var added: [WeightedTerm] = []
        for leaf in query.extras {
            let term = WeightedTerm(try collector.resolver.resolve(leaf), boost: Self.extraWeight, in: index)
            if !term.resolved.isUnknown { added.append(term) }
        }
        extras = added
    }

    /// Looks up and weighs the leaves, one after the other.
    private struct Collector {
        let index: Index
        let resolver: LeafResolver
        var leaves: [WeightedTerm] = []
        /// The numbers of those that are not wanted, which few queries have.
        private var unwanted: Set<Int> = []

        init(index: Index, resolver: LeafResolver) {
            self.index = index
            self.resolver = resolver
        }

        var wanted: [WeightedTerm] {
            unwanted.isEmpty ? leaves : leaves.indices.filter { !unwanted.contains($0) }.map { leaves[$0] }
        }

        mutating func collect(_ node: Query.Node, boost: Float, isWanted: Bool, _ call: Call) throws(Failure) {
            switch node {
            case .leaf(let leaf):
                if index.isLongWalk(for: leaf.matcher) { try call.needsTime() }
                try call.checkpoint()
                let term = WeightedTerm(try resolver.resolve(leaf), boost: boost * leaf.boost, in: index)
                if !isWanted { unwanted.insert(leaves.count) }
                leaves.append(term)
            case .everything: break
            case .any(let nodes), .all(let nodes):
                for node in nodes { try collect(node, boost: boost, isWanted: isWanted, call) }
            case .not(let node): try collect(node, boost: 0, isWanted: false, call)
            case .boost(let node, let factor): try collect(node, boost: boost * factor, isWanted: isWanted, call)
            case .constant(let node, _): try collect(node, boost: 0, isWanted: isWanted, call)
            }
        }
    }

    /// What was found.
    struct Found {
        /// The best, best first.
        let hits: [Hit]
        /// How many passages match, or how many do at least.
        let total: Int
        let isTotalExact: Bool
    }

    /// The best `count` passages.
    ///
    /// - Parameter mostCounted: up to so many postings all matches are counted; below 0 the total says nothing but whether
    ///   there is any.
    func best(_ count: Int, mostCounted: Int = mostCounted) throws(Failure) -> Found {
        let threadCount = threadCount
        if threadCount > 1 {
            try call.needsTime()
            let others = index.threadedSearches.add(1, ordering: .relaxed).oldValue
            defer { index.threadedSearches.subtract(1, ordering: .relaxed) }
            // Those who search at the same time share the processors: each thread less has fewer hits to learn anew.
            let hits = try bestHits(count, threadCount: max(1, min(threadCount, Parallel.threadCount / (others + 1))))
            return Found(hits: hits, total: hits.count, isTotalExact: hits.count < count)
        }
        var top = TopHits(capacity: count)
        if mostCounted < 0 {
            // Of one part after the other, so that all use the same memory: that which may have the best hits first.
            for (number, most) in partsByMostScore()
            where top.mayTake(most, from: Hit(segment: number, unit: 0, score: most).place) {
                try find(source(ofMatchingPart: number), &top)
            }
        } else {
            let sources = sources()
            if sources.reduce(0, { $0 + $1.source.cost }) <= mostCounted { return try all(of: sources, &top) }
            for search in sources { try find(search, &top) }
        }
        let hits = top.sorted
        return Found(hits: hits, total: hits.count, isTotalExact: hits.count < count)
    }

    /// The best of all matches, which are counted.
    private func all(of sources: [SegmentSearch], _ top: inout TopHits) throws(Failure) -> Found {
        var total = 0
        for search in sources {
            try search.forEach(
                checkpoint: { () throws(Failure) in try call.checkpoint() },
                body: { unit, score in
                    total += 1
                    top.offer(Hit(segment: search.number, unit: unit, score: score))
                }
            )
        }
        return Found(hits: top.sorted, total: total, isTotalExact: true)
    }

    private func find(_ search: SegmentSearch, _ top: inout TopHits) throws(Failure) {
        try search.find(into: &top, checkpoint: { () throws(Failure) in try call.checkpoint() })
    }

    /// How many passages match.
    func count() throws(Failure) -> Int {
        var total = 0
        try visit { _ in total += 1 }
        return total
    }

    /// Calls `body` with every match, in the order of the corpus.
    func visit(_ body: (Hit) -> Void) throws(Failure) {
        for search in sources() {
            try search.forEach(
                checkpoint: { () throws(Failure) in try call.checkpoint() },
                body: { unit, score in body(Hit(segment: search.number, unit: unit, score: score)) }
            )
        }
    }

    private func sources() -> [SegmentSearch] { index.parts.indices.compactMap(source) }

    private func source(ofPart number: Int) -> SegmentSearch? {
        mostScore(inPart: number).map { _ in source(ofMatchingPart: number) }
    }

    private func source(ofMatchingPart number: Int) -> SegmentSearch {
        let part = index.parts[number]
        let memory = QueryMemory(index.memory, holding: index)
        var builder = SourceBuilder(leaves, of: index, part: number, memory: memory)
        var source = builder.source(of: root)
        if !extras.isEmpty {
            var added = SourceBuilder(extras, of: index, part: number, memory: memory)
            source = added.source(source, withScoresOf: extras.map(\.resolved.leaf))
        }
        if let document { source = builder.restricted(source, to: document.units) }
        return SegmentSearch(
            segment: part.segment,
            number: number,
            live: part.live?.base,
            source: source,
            memory: memory
        )
    }

    /// The parts of the index that may match anything, and what a passage of each scores at most, highest first.
    private func partsByMostScore() -> [(number: Int, most: Float)] {
        var parts: [(number: Int, most: Float)] = []
        parts.reserveCapacity(index.parts.count)
        for number in index.parts.indices {
            if let most = mostScore(inPart: number) { parts.append((number, most)) }
        }
        if !extras.isEmpty || document != nil { return parts.map { ($0.number, .infinity) } }
        return parts.sorted { $0.most > $1.most }
    }

    /// What a passage of a part scores at most, as far as its dictionary tells; `nil` where it lacks the words that it takes
    /// to match anything, or the document that is asked about.
    private func mostScore(inPart number: Int) -> Float? {
        guard document == nil || document?.part == number else { return nil }
        var leaf = 0
        return mostScore(of: root, inPart: number, &leaf)
    }

    private func mostScore(of node: Query.Node, inPart number: Int, _ leaf: inout Int) -> Float? {
        switch node {
        case .leaf:
            defer { leaf += 1 }
            return leaves[leaf].mostScore(inPart: number, of: index)
        case .everything: return 0
        case .any(let nodes):
            // All of them are gone through, for their leaves are counted.
            return nodes.reduce(nil) { sum, node in
                mostScore(of: node, inPart: number, &leaf).map { $0 + (sum ?? 0) } ?? sum
            }
        case .all(let nodes):
            return nodes.reduce(0) { sum, node in
                let most = mostScore(of: node, inPart: number, &leaf)
                return sum.flatMap { sum in most.map { $0 + sum } }
            }
        case .not(let node):
            _ = mostScore(of: node, inPart: number, &leaf)
            return 0
        case .boost(let node, _): return mostScore(of: node, inPart: number, &leaf)
        case .constant(let node, _): return mostScore(of: node, inPart: number, &leaf).map { _ in .infinity }
        }
    }

    // MARK: Several threads

    /// A thread more is worth its start where it has so many postings to look at.
    private static let postingsPerThread = 200_000
    private static let mostThreads = 8

    /// How many threads the query keeps busy.
    private var threadCount: Int {
        guard document == nil, index.parts.count > 1 else { return 1 }
        var leaf = 0
        let most = min(index.parts.count, Self.mostThreads, Parallel.threadCount)
        return min(postingCount(of: root, &leaf) / Self.postingsPerThread + 1, most)
    }

    /// How many postings a part of the query has to read, at most.
    private func postingCount(of node: Query.Node, _ leaf: inout Int) -> Int {
        switch node {
        case .leaf:
            defer { leaf += 1 }
            return leaves[leaf].resolved.readings.reduce(0) { $0 + $1.leastPostingCount }
        case .everything: return index.passageCount
        case .any(let nodes): return nodes.reduce(0) { $0 + postingCount(of: $1, &leaf) }
        case .all(let nodes):
            var least = Int.max
            for node in nodes {
                let count = postingCount(of: node, &leaf)
                if case .not = node { continue }
                least = min(least, count)
            }
            return least == .max ? index.passageCount : least
        case .not(let node), .boost(let node, _), .constant(let node, _): return postingCount(of: node, &leaf)
        }
    }

    /// The best hits of all segments, of which each thread takes one after the other.
    func bestHits(_ count: Int, threadCount: Int) throws(Failure) -> [Hit] {
        let shared = SharedThreshold()
        let next = Atomic<Int>(0)
        let found = Parallel.map(threadCount) { _ -> Result<[Hit], Failure> in
            var top = TopHits(capacity: count, shared: shared)
            while true {
                let number = next.add(1, ordering: .relaxed).oldValue
                guard number < index.parts.count else { return .success(top.sorted) }
                do throws(Failure) {
                    if let search = source(ofPart: number) { try find(search, &top) }
                } catch {
                    return .failure(error)
                }
            }
        }
        var hits: [Hit] = []
        for found in found { hits += try found.get() }
        hits.sort { $0.precedes($1) }
        return Array(hits.prefix(count))
    }

    /// What each of the scored terms adds to the score of a passage; `nil` for one that doesn't occur in it.
    func shares(of hit: Hit) -> [LeafShare?] {
        scoredTerms.map { term in
            let memory = QueryMemory(index.memory, holding: index)
            var builder = SourceBuilder([term], of: index, part: hit.segment, memory: memory)
            let source = builder.source(of: .leaf(term.resolved.leaf))
            let sums = WindowScores(memory)
            let window = hit.unit >> Window.shift
            let slot = hit.unit & (Window.size - 1)
            return withExtendedLifetime(memory) {
                guard source.evaluate(window, sums).has(slot) else { return nil }
                let frequencies = source.frequencies(in: UInt32(hit.unit))
                return LeafShare(
                    titleFrequency: frequencies.title,
                    textFrequency: frequencies.text,
                    score: sums.scores[slot]
                )
            }
        }
    }

    struct LeafShare {
        let titleFrequency: Int
        let textFrequency: Int
        let score: Float
    }
}
