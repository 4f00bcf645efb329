import Analysis
import Corpus
import Wire

/// Looks up what the leaves of a query stand for.
struct LeafResolver {
    let index: Index
    let query: Query
    private let lease: AnalyzerLease
    /// One for each of the index's languages.
    private var analyzers: [Analyzer] { lease.ofQueries }

    /// How the languages fold words, each way once: there are two at most.
    private var foldings: [Folding] {
        var foldings: [Folding] = []
        for analyzer in analyzers where !foldings.contains(analyzer.folding) { foldings.append(analyzer.folding) }
        return foldings
    }

    /// The terms of a prefix, pattern or fuzzy word are all found, but only so many are looked up, the most frequent.
    private let mostTerms: Int
    static let mostTerms = 1000
    /// The same while somebody types, whose word will soon be longer.
    static let mostTermsFast = 250

    init(_ query: Query, in index: Index, mostTerms: Int = mostTerms) {
        self.query = query
        self.mostTerms = mostTerms
        self.index = index
        lease = index.analyzerLease()
    }

    /// How the default language folds words.
    static func folding(of index: Index) -> Folding { index.analyzerLease().ofQueries[0].folding }

    /// - Throws: `invalidParams` for a pattern that needs too much memory.
    func resolve(_ leaf: Query.Leaf) throws(Failure) -> ResolvedLeaf {
        let key =
            if case .named(let number) = leaf.field { TermKey.fieldWord(index.fieldNames[number], []) } else {
                TermKey.word([])
            }
        switch leaf.matcher {
        case .values: return ResolvedLeaf(leaf: leaf, readings: [], uncut: nil)
        case .word(let word) where word.isLonelyGram:
            var terms = GatheredTerms(partCount: index.parts.count, limit: mostTerms)
            if let analyzer = analyzers.first {
                gather(startingWith: folded(word, analyzer.folding), behind: key, into: &terms)
            }
            return described(leaf, terms)
        case .word, .phrase, .near:
            return ResolvedLeaf(leaf: leaf, readings: readings(of: leaf, behind: key), uncut: nil)
        case .prefix(let word):
            var terms = GatheredTerms(partCount: index.parts.count, limit: mostTerms)
            let prefixes = Set(foldings.map { folded(word, $0) })
            for prefix in prefixes { gather(startingWith: prefix, behind: key, into: &terms) }
            // Inflected words are indexed by a stem that is shorter than they are.
            for stem in stems(of: word) { gather(stem, behind: key, into: &terms) }
            var further: Set<ArraySlice<UInt8>> = []
            for part in index.parts {
                for prefix in prefixes {
                    part.segment.forms.forEachTerm(ofPrefixAlone: prefix) { further.insert($0) }
                }
            }
            for stem in further { gather(Array(stem), behind: key, into: &terms) }
            return described(leaf, terms)
        case .pattern(let pattern):
            var terms = GatheredTerms(partCount: index.parts.count, limit: mostTerms)
            for folded in Set(foldings.map { pattern.folded($0) }) {
                try gather(that: PatternMachine(folded), behind: key, leaf, into: &terms)
            }
            return described(leaf, terms)
        case .fuzzy(let word, let edits):
            var terms = GatheredTerms(partCount: index.parts.count, limit: mostTerms)
            let words = stems(of: word).map { Array(String(decoding: $0, as: UTF8.self).unicodeScalars) }
            if let near = NearTerms(words, edits: edits) {
                gather(near, behind: key, into: &terms)
            } else {
                for word in words {
                    if let near = NearTerms([word], edits: edits) {
                        gather(near, behind: key, into: &terms)
                    } else {
                        try gather(that: PatternMachine(near: word, edits: edits), behind: key, leaf, into: &terms)
                    }
                }
            }
            // A slip may keep a word from being cut to its stem. As one types, that is looked at only if nothing else is near.
            if terms.isEmpty || mostTerms >= Self.mostTerms {
                let written = Set(foldings.map { folded(word, $0) })
                let words = written.map { Array(String(decoding: $0, as: UTF8.self).unicodeScalars) }
                if var near = NearTerms(words, edits: edits) { gatherForms(that: &near, behind: key, into: &terms) }
            }
            return described(leaf, terms)
        }
    }

    /// Whether a leaf is words of unmarked Latin letters and digits.
    private func isPlain(_ leaf: Query.Leaf) -> Bool {
        leaf.words.allSatisfy { word in
            word.kind == .word && query.bytes[word.range].allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 }
        }
    }

    /// A leaf that stands for each of these terms.
    private func described(_ leaf: Query.Leaf, _ gathered: consuming GatheredTerms) -> ResolvedLeaf {
        let (terms, count) = gathered.most()
        guard !terms.isEmpty else { return ResolvedLeaf(leaf: leaf, readings: [], uncut: nil) }
        return ResolvedLeaf(
            leaf: leaf,
            readings: [ResolvedLeaf.Reading(words: [terms])],
            uncut: count > terms.count ? count : nil
        )
    }

    /// What the index has of a leaf's words, in each way that a language has to write them.
    private func readings(of leaf: Query.Leaf, behind key: [UInt8]) -> [ResolvedLeaf.Reading] {
        var typed: [UInt8] = []
        typed.reserveCapacity(Self.mostRemembered)
        switch leaf.matcher {
        case .near: typed.append(1)
        // How many terms a phrase may end with is not the same for every query.
        case .phrase where leaf.words.last?.isLonelyGram == true: return newReadings(of: leaf, behind: key)
        default: typed.append(0)
        }
        typed.append(contentsOf: key)
        for word in leaf.words {
            typed.append(0)
            typed.append(contentsOf: query.bytes[word.range.lowerBound..<word.end])
        }
        guard typed.count <= Self.mostRemembered else { return newReadings(of: leaf, behind: key) }
        return lease.readings(by: typed) { newReadings(of: leaf, behind: key) }
    }

    private static let mostRemembered = 128

    private func newReadings(of leaf: Query.Leaf, behind key: [UInt8]) -> [ResolvedLeaf.Reading] {
        var readings: [ResolvedLeaf.Reading] = []
        for words in spellings(of: leaf) {
            var wanted = words[...]
            var last: [KnownTerm] = []
            if case .phrase = leaf.matcher, leaf.words.last?.isLonelyGram == true, let begun = wanted.popLast() {
                // The text may go on behind it.
                var terms = GatheredTerms(partCount: index.parts.count, limit: mostTerms)
                gather(startingWith: begun, behind: key, into: &terms)
                last = terms.most().terms
            }
            var known: [[KnownTerm]] = []
            known.reserveCapacity(words.count)
            var wholeKey = key
            for word in wanted {
                wholeKey.replaceSubrange(key.count..., with: word)
                guard let term = KnownTerm(word, key: wholeKey, in: index) else { break }
                known.append([term])
            }
            if !last.isEmpty { known.append(last) }
            if known.count == words.count { readings.append(ResolvedLeaf.Reading(words: known)) }
        }
        return readings
    }

    /// The terms of a leaf's words one after the other, in each way that a language has to write them.
    private func spellings(of leaf: Query.Leaf) -> [[[UInt8]]] {
        var found: [[[UInt8]]] = []
        var terms = Terms()
        var keys: [Bool: [SurfaceKey]] = [:]
        for analyzer in isPlain(leaf) ? lease.ofPlainWords : analyzers {
            let folding = analyzer.folding
            let own = keys[folding.isTurkic] ?? surfaceKeys(of: leaf, folding)
            keys[folding.isTurkic] = own
            for words in spellings(of: own, leaf, analyzer, &terms) where !found.contains(words) { found.append(words) }
        }
        return found
    }

    /// What the terms of a surface depend on.
    private struct SurfaceKey {
        let bytes: [UInt8]
        let kind: Surface.Kind
        let length: Int
    }

    /// Languages with the same folding read the same surfaces.
    private func surfaceKeys(of leaf: Query.Leaf, _ folding: Folding) -> [SurfaceKey] {
        var keys: [SurfaceKey] = []
        query.bytes.withUnsafeBufferPointer { bytes in
            for word in leaf.words {
                var scanner = SurfaceScanner(bytes, in: word.range.lowerBound..<word.end, folding: folding)
                guard let surface = scanner.next(), surface.range.lowerBound == word.range.lowerBound else { continue }
                keys.append(SurfaceKey(bytes: Array(scanner.key), kind: surface.kind, length: surface.range.count))
            }
        }
        return keys
    }

    /// In one language. A compound by itself is looked up whole as well as by its parts; among words that are near each
    /// other it counts as one.
    private func spellings(
        of keys: [SurfaceKey],
        _ leaf: Query.Leaf,
        _ analyzer: Analyzer,
        _ terms: inout Terms
    ) -> [[[UInt8]]] {
        var parts: [[UInt8]] = []
        var wholes: [[UInt8]] = []
        var units: [[UInt8]] = []
        for key in keys {
            key.bytes.withUnsafeBufferPointer { analyzer.terms(of: $0, key.kind, length: key.length, into: &terms) }
            let whole = terms.entries.first(where: \.isWhole).map { Array(terms[$0]) }
            let hasParts = whole == nil || !terms.entries.allSatisfy(\.isWhole)
            let wanted = terms.entries.filter { !hasParts || !$0.isWhole }
            let own = wanted.map { Array(terms[$0]) }
            parts.append(contentsOf: own)
            if let whole {
                wholes.append(whole)
                units.append(whole)
            } else {
                units.append(contentsOf: own)
            }
        }
        switch leaf.matcher {
        case .near: return [units]
        default: return leaf.words.count == 1 && !wholes.isEmpty && parts != wholes ? [wholes, parts] : [parts]
        }
    }

    private func gather(startingWith prefix: [UInt8], behind key: [UInt8], into terms: inout GatheredTerms) {
        terms.beginWay()
        for (number, part) in index.parts.enumerated() {
            part.segment.dictionary.forEach(withPrefix: key + prefix) { term, entry in
                terms.add(UnsafeBufferPointer(rebasing: term[key.count...]), entry, ofPart: number)
                return true
            }
        }
    }

    private func folded(_ word: Surface, _ folding: Folding) -> [UInt8] {
        var folded: [UInt8] = []
        query.bytes.withUnsafeBufferPointer { folding.fold($0, word.range, into: &folded) }
        return folded
    }

    /// What the languages make of a word, each once.
    private func stems(of word: Surface) -> [[UInt8]] {
        let bytes = query.bytes[word.range]
        return lease.stems(by: Array(bytes)) {
            let isPlain = bytes.allSatisfy { ($0 | 0x20) &- 0x61 < 26 }
            return Array(Set((isPlain ? lease.ofPlainWords : analyzers).map { stem(of: word, $0) }))
        }
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

    private func gather(
        that machine: PatternMachine?,
        behind key: [UInt8],
        _ leaf: Query.Leaf,
        into terms: inout GatheredTerms
    ) throws(Failure) {
        guard let machine else { throw tooComplex(leaf) }
        var automaton = TermAutomaton(machine)
        gather(that: &automaton, behind: key, into: &terms)
        gatherForms(that: &automaton, behind: key, into: &terms)
        guard !automaton.isExhausted else { throw tooComplex(leaf) }
    }

    private func gather(_ near: NearTerms, behind key: [UInt8], into terms: inout GatheredTerms) {
        guard key == TermKey.word([]) else {
            var near = near
            return gather(that: &near, behind: key, into: &terms)
        }
        terms.beginWay()
        @Sendable
        func words(of part: IndexPart) -> [(term: [UInt8], entry: TermDictionary.Entry)] {
            var found: [(term: [UInt8], entry: TermDictionary.Entry)] = []
            part.segment.forEachWord(near) { found.append((Array($0[key.count...]), $1)) }
            return found
        }
        let parts = index.parts
        let found = index.hasManyWords ? Parallel.map(parts.count) { words(of: parts[$0]) } : parts.map(words)
        for (number, found) in found.enumerated() {
            for (term, entry) in found { term.withUnsafeBufferPointer { terms.add($0, entry, ofPart: number) } }
        }
    }

    private func gather<Shape: TermAcceptor>(
        that shape: inout Shape,
        behind key: [UInt8],
        into terms: inout GatheredTerms
    ) {
        terms.beginWay()
        for (number, part) in index.parts.enumerated() {
            part.segment.dictionary.forEach(behind: key, accepting: &shape) { term, entry in
                terms.add(UnsafeBufferPointer(rebasing: term[key.count...]), entry, ofPart: number)
                return true
            }
        }
    }

    /// Adds a term, if it isn't there.
    private func gather(_ term: [UInt8], behind key: [UInt8], into terms: inout GatheredTerms) {
        terms.beginWay()
        for (number, part) in index.parts.enumerated() {
            guard let entry = part.segment.dictionary.find(key + term) else { continue }
            term.withUnsafeBufferPointer { terms.add($0, entry, ofPart: number) }
        }
    }

    /// Adds the terms of the words that are written so.
    private func gatherForms<Shape: TermAcceptor>(
        that shape: inout Shape,
        behind key: [UInt8],
        into terms: inout GatheredTerms
    ) {
        var stems: Set<ArraySlice<UInt8>> = []
        for part in index.parts { part.segment.forms.forEachTerm(accepting: &shape) { stems.insert($0) } }
        for stem in stems { gather(Array(stem), behind: key, into: &terms) }
    }

    private func tooComplex(_ leaf: Query.Leaf) -> Failure {
        QueryMistake.tooComplex(leaf.range).failure(in: query.bytes)
    }
}

extension Surface {
    /// Behind everything that its term says.
    var end: Int { range.upperBound + reach }

    /// Whether it is a single character of a script without spaces, which is found as the first one of pairs.
    var isLonelyGram: Bool { kind == .gram && reach == 0 }
}
