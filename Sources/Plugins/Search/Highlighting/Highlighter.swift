import Analysis
import Corpus

/// Finds the words of a passage that a query matches, by reading its text again.
///
/// Used by one thread; it keeps its memory from one passage to the next.
final class Highlighter {
    /// What a place of each term counts for a sentence.
    let weights: [Float]
    /// The ways to write the terms, in their order.
    private let ways: [Way]
    /// What each term of the index is in the query.
    private let roles: RoleTable
    /// How many words two of them can be apart that belong together, at most; 0 where each stands for itself.
    private let reach: Int
    private let lease: VocabularyLease
    private let pairs: ClusterPairs

    // One thread uses it: nothing has to be checked.
    @exclusivity(unchecked) private var places: [Place] = []
    @exclusivity(unchecked) private var found: [Mark] = []
    @exclusivity(unchecked) private var positions: [[Int]] = []

    /// A match in a passage's text.
    struct Mark {
        /// In bytes of the document's text; a phrase is marked as a whole.
        let range: Range<Int>
        /// The index of the term that it matches.
        let term: Int
    }

    private struct Way {
        let term: Int
        let wordCount: Int
        /// Whether the leaf is a single character of a script without spaces.
        let isLonely: Bool
        let arrangement: Arrangement
    }

    init(index: Index, terms: [WeightedTerm]) {
        weights = terms.map { $0.rarity * Float($0.count) }
        lease = index.vocabularies.lease()
        pairs = ClusterPairs(terms)
        roles = RoleTable()
        var ways: [Way] = []
        var reach = 0
        for (number, term) in terms.enumerated() {
            let leaf = term.resolved.leaf
            guard leaf.field == .anywhere || leaf.field == .text else { continue }
            let isLonely = leaf.words.contains(where: \.isLonelyGram)
            for reading in term.resolved.readings {
                let words = reading.words
                let arrangement = words.count > 1 ? leaf.arrangement : Arrangement(isOrdered: true, slack: 0)
                if words.count > 1 { reach = max(reach, words.count + arrangement.slack + 1) }
                for (word, known) in words.enumerated() {
                    let role = RoleTable.Role(way: ways.count, word: word)
                    for term in known {
                        roles.add(role, of: term.bytes, number: lease.vocabulary.number(of: term.bytes))
                    }
                }
                ways.append(
                    Way(term: number, wordCount: words.count, isLonely: isLonely, arrangement: arrangement)
                )
            }
        }
        self.ways = ways
        self.reach = reach
        places.reserveCapacity(Self.usualPlaces)
        found.reserveCapacity(Self.usualPlaces)
    }

    /// A place in the passage where a word of the query stands.
    private struct Place {
        let role: RoleTable.Role
        /// Its number among the words of the passage.
        let position: Int
        let range: Range<Int>
    }

    /// The matches in the text of a passage, in their order.
    ///
    /// - Parameter language: the one that the passage was indexed in.
    /// - Complexity: O(n) in the length of the passage.
    func marks(in passage: Passage, of document: Document, language: String) -> [Mark] {
        places.removeAll(keepingCapacity: true)
        found.removeAll(keepingCapacity: true)
        findPlaces(in: passage, of: document, language)
        // By ways; what is of one of them stays in its order.
        if ways.count > 1 { places.sort { $0.role.way < $1.role.way } }
        var start = 0
        while start < places.count {
            let number = places[start].role.way
            let way = ways[number]
            var end = start + 1
            while end < places.count, places[end].role.way == number { end += 1 }
            if way.wordCount == 1 {
                for place in start..<end { found.append(Mark(range: places[place].range, term: way.term)) }
            } else {
                arrange(start..<end, way)
            }
            start = end
        }
        if !isAscending { found.sort { $0.range.lowerBound < $1.range.lowerBound } }
        return pairs.withoutLone(found)
    }

    private var isAscending: Bool {
        for place in 1..<max(found.count, 1) where found[place].range.lowerBound < found[place - 1].range.lowerBound {
            return false
        }
        return true
    }

    /// Marks where several words stand as they should.
    private func arrange(_ range: Range<Int>, _ way: Way) {
        while positions.count < way.wordCount { positions.append([]) }
        for word in 0..<way.wordCount { positions[word].removeAll(keepingCapacity: true) }
        for place in range where positions[places[place].role.word].last != places[place].position {
            positions[places[place].role.word].append(places[place].position)
        }
        let ofWords = positions[..<way.wordCount]
        guard ofWords.allSatisfy({ !$0.isEmpty }) else { return }
        for occurrence in way.arrangement.occurrences(Array(ofWords)) {
            var start = Int.max
            var end = 0
            for place in places[range] where occurrence.contains(place.position) {
                start = min(start, place.range.lowerBound)
                end = max(end, place.range.upperBound)
            }
            if start < end { found.append(Mark(range: start..<end, term: way.term)) }
        }
    }

    private func findPlaces(in passage: Passage, of document: Document, _ language: String) {
        let vocabulary = lease.vocabulary
        let analyzer = vocabulary.analyzerNumber(language)
        let kept = vocabulary.keptLetters(analyzer)
        let folding = vocabulary.folding(analyzer)
        guard !passage.range.isEmpty else { return }
        document.text.withUnsafeBufferPointer { bytes in
            // A capital I of ASCII becomes another letter there.
            guard kept > 0, !folding.isTurkic else {
                var scanner = SurfaceScanner(bytes, in: passage.range, folding: folding)
                _ = read(&scanner, from: 0, analyzer, kept)
                return
            }
            var skimmer = Skimmer(bytes, in: passage.range, roles, kept: kept)
            guard var part = skimmer.next() else { return }
            var scanner = SurfaceScanner(bytes, in: part, folding: folding)
            if reach > 0 { return readRuns(from: part, &skimmer, &scanner, bytes, analyzer, kept) }
            while true {
                if let word = PlainWord(in: part, of: bytes) {
                    _ = word.withKey { read($0, Surface(range: word.range, kind: .word), at: 0, analyzer, kept) }
                } else {
                    scanner.move(to: part)
                    _ = read(&scanner, from: 0, analyzer, kept)
                }
                guard let next = skimmer.next() else { return }
                part = next
            }
        }
    }

    /// Adds the places in what has words of the query, and in what lies between those that may belong together.
    private func readRuns(
        from first: Range<Int>,
        _ skimmer: inout Skimmer,
        _ scanner: inout SurfaceScanner,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ analyzer: Int,
        _ kept: Int
    ) {
        var run = first
        var position = 0
        while true {
            let next = skimmer.next()
            if let next, !PlainWord.stand(reach, in: run.upperBound..<next.lowerBound, of: bytes) {
                run = run.lowerBound..<next.upperBound
                continue
            }
            scanner.move(to: run)
            position = read(&scanner, from: position, analyzer, kept) + reach
            guard let next else { return }
            run = next
        }
    }

    /// Most passages have no more places.
    private static let usualPlaces = 32

    /// Adds the places of the query's words in what is left to scan; returns the position behind it.
    private func read(_ scanner: inout SurfaceScanner, from start: Int, _ analyzer: Int, _ kept: Int) -> Int {
        var position = start
        while let surface = scanner.next() {
            position += read(scanner.key, surface, at: position, analyzer, kept)
        }
        return position
    }

    /// Adds the places of the query's words in a surface; returns how many words it stands for.
    @inline(__always)
    private func read(
        _ key: UnsafeBufferPointer<UInt8>,
        _ surface: Surface,
        at position: Int,
        _ analyzer: Int,
        _ kept: Int
    ) -> Int {
        if kept > 0, surface.kind == .word, beginsUnlike(key, kept) { return 1 }
        let vocabulary = lease.vocabulary
        let reading = vocabulary.reading(of: key, surface, analyzer)
        for place in reading.entries {
            let entry = vocabulary.entries[place]
            let number = vocabulary.knownNumber(ofTerm: entry.term)
            guard number >= 0 else { continue }
            roles.forEach(ofTerm: number) { role in
                let range = range(of: entry, surface, isLonely: ways[role.way].isLonely)
                places.append(Place(role: role, position: position + Int(entry.offset), range: range))
            }
        }
        return reading.advance
    }

    /// Whether a word can't be one of the query's because none begins with its letters, of which its stem keeps so many. What
    /// stands before an apostrophe may be left out, and points between digits are.
    @inline(__always)
    private func beginsUnlike(_ key: UnsafeBufferPointer<UInt8>, _ kept: Int) -> Bool {
        guard let first = key.first, first < 0x80 else { return false }
        let mayBegin: Bool
        if kept >= 3, key.count >= 3, RoleTable.isLetter(first), RoleTable.isLetter(key[1]), RoleTable.isLetter(key[2])
        {
            mayBegin = roles.beginsWord(first, key[1], key[2])
        } else {
            mayBegin = roles.beginsWord(first)
        }
        return !mayBegin && !key.contains(UInt8(ascii: "'"))
    }

    /// Where a term of a surface is written. A pair of characters reaches beyond the surface, unless one alone is meant.
    private func range(of entry: Vocabulary.Entry, _ surface: Surface, isLonely: Bool) -> Range<Int> {
        let start = surface.range.lowerBound
        if surface.kind == .compound {
            return start + Int(entry.source.lowerBound)..<start + Int(entry.source.upperBound)
        }
        return start..<surface.range.upperBound + (isLonely ? 0 : surface.reach)
    }
}
