import Analysis
import Wire

/// Looks up what the leaves of a query stand for.
struct LeafResolver {
    let index: Index
    let query: Query
    /// One for each of the index's languages.
    let analyzers: [Analyzer]

    /// The terms of a prefix, pattern or fuzzy word are all found, but only so many are looked up, the most frequent.
    static let mostTerms = 1000

    init(_ query: Query, in index: Index) {
        self.query = query
        self.index = index
        analyzers = index.languages.map { Analyzer(language: $0) }
    }

    /// - Throws: `invalidParams` for a pattern that needs too much memory.
    func resolve(_ leaf: Query.Leaf) throws(Failure) -> ResolvedLeaf {
        let number = if case .named(let number) = leaf.field { number + 1 } else { Index.passageField }
        let key = Index.key(field: number)
        switch leaf.matcher {
        case .values: return ResolvedLeaf(leaf: leaf, readings: [], uncut: nil)
        case .word(let word) where word.isLonelyGram:
            return described(
                leaf,
                query.bytes.withUnsafeBufferPointer { bytes in
                    var term = key
                    analyzers.first?.folding.fold(bytes, word.range, into: &term)
                    return index.vocabulary.numbers(startingWith: term)
                }
            )
        case .word, .phrase, .near:
            var readings: [ResolvedLeaf.Reading] = []
            for analyzer in analyzers {
                for words in spellings(of: leaf, analyzer) {
                    let numbers = words.compactMap { index.vocabulary.find(key + $0) }.map { [$0] }
                    let reading = ResolvedLeaf.Reading(words: numbers)
                    if numbers.count == words.count, !readings.contains(reading) { readings.append(reading) }
                }
            }
            return ResolvedLeaf(leaf: leaf, readings: readings, uncut: nil)
        case .prefix, .pattern, .fuzzy:
            var all: Set<Int> = []
            for analyzer in analyzers { all.formUnion(try terms(behind: key, of: leaf, analyzer)) }
            return described(leaf, all.sorted())
        }
    }

    /// A leaf that stands for each of these terms.
    private func described(_ leaf: Query.Leaf, _ terms: [Int]) -> ResolvedLeaf {
        guard !terms.isEmpty else { return ResolvedLeaf(leaf: leaf, readings: [], uncut: nil) }
        let kept = mostFrequent(terms, leaf.field)
        return ResolvedLeaf(
            leaf: leaf,
            readings: [ResolvedLeaf.Reading(words: [kept])],
            uncut: terms.count > kept.count ? terms.count : nil
        )
    }

    /// The terms of a leaf's words one after the other, in each way to write them. A compound by itself is looked up
    /// whole as well as by its parts; among words that are near each other it counts as one.
    private func spellings(of leaf: Query.Leaf, _ analyzer: Analyzer) -> [[[UInt8]]] {
        var parts: [[UInt8]] = []
        var wholes: [[UInt8]] = []
        var units: [[UInt8]] = []
        query.bytes.withUnsafeBufferPointer { bytes in
            for word in leaf.words {
                analyzer.read(bytes, in: word.range.lowerBound..<word.end) { surface, terms in
                    guard surface.range.lowerBound == word.range.lowerBound else { return }
                    let inner = terms.entries.filter { !$0.isWhole }
                    let own = (inner.isEmpty ? terms.entries : inner).map { Array(terms[$0]) }
                    parts.append(contentsOf: own)
                    if let entry = terms.entries.first(where: \.isWhole) {
                        wholes.append(Array(terms[entry]))
                        units.append(Array(terms[entry]))
                    } else {
                        units.append(contentsOf: own)
                    }
                }
            }
        }
        switch leaf.matcher {
        case .near: return [units]
        default: return leaf.words.count == 1 && !wholes.isEmpty && parts != wholes ? [wholes, parts] : [parts]
        }
    }

    /// The terms behind `key` that a leaf describes.
    private func terms(behind key: [UInt8], of leaf: Query.Leaf, _ analyzer: Analyzer) throws(Failure) -> [Int] {
        switch leaf.matcher {
        case .prefix(let word):
            let prefix = key + folded(word, analyzer)
            // Inflected words are indexed by a stem that is shorter than they are.
            let stem = key + stem(of: word, analyzer)
            return index.vocabulary.indices.filter {
                index.vocabulary[$0].starts(with: prefix) || index.vocabulary[$0].elementsEqual(stem)
            }
        case .pattern(let pattern):
            return try terms(behind: key, that: PatternMachine(pattern.folded(analyzer.folding)), leaf)
        case .fuzzy(let word, let edits):
            let stem = String(decoding: stem(of: word, analyzer), as: UTF8.self)
            return try terms(behind: key, that: PatternMachine(near: Array(stem.unicodeScalars), edits: edits), leaf)
        case .word, .phrase, .near, .values: return []
        }
    }

    private func folded(_ word: Surface, _ analyzer: Analyzer) -> [UInt8] {
        var folded: [UInt8] = []
        query.bytes.withUnsafeBufferPointer { analyzer.folding.fold($0, word.range, into: &folded) }
        return folded
    }

    private func stem(of word: Surface, _ analyzer: Analyzer) -> [UInt8] {
        var stem: [UInt8] = []
        query.bytes.withUnsafeBufferPointer { bytes in
            analyzer.read(bytes, in: word.range) { surface, terms in
                if stem.isEmpty, let entry = terms.entries.first(where: \.isWhole) ?? terms.entries.first {
                    stem = Array(terms[entry])
                }
            }
        }
        return stem
    }

    private func terms(
        behind key: [UInt8],
        that machine: PatternMachine?,
        _ leaf: Query.Leaf
    ) throws(Failure) -> [Int] {
        guard let machine else { throw tooComplex(leaf) }
        var automaton = TermAutomaton(machine)
        var found: [Int] = []
        for term in index.vocabulary.indices where index.vocabulary[term].starts(with: key) {
            if automaton.matches(index.vocabulary[term].dropFirst(key.count)) { found.append(term) }
        }
        guard !automaton.isExhausted else { throw tooComplex(leaf) }
        return found
    }

    private func tooComplex(_ leaf: Query.Leaf) -> Failure {
        QueryMistake.tooComplex(leaf.range).failure(in: query.bytes)
    }

    private func mostFrequent(_ terms: [Int], _ field: Query.Field) -> [Int] {
        guard terms.count > Self.mostTerms else { return terms }
        let postings = if case .named = field { index.fields } else { index.passages }
        let sorted = terms.sorted {
            let (left, right) = (postings[$0].count, postings[$1].count)
            return left != right ? left > right : $0 < $1
        }
        return sorted.prefix(Self.mostTerms).sorted()
    }
}

extension Surface {
    /// Behind everything that its term says.
    var end: Int { range.upperBound + reach }

    /// Whether it is a single character of a script without spaces, which is found as the first one of pairs.
    var isLonelyGram: Bool { kind == .gram && reach == 0 }
}
