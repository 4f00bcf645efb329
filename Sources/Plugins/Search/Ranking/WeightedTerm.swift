import Analysis

/// A leaf of a query with what ranking makes of it.
struct WeightedTerm {
    let resolved: ResolvedLeaf
    /// Of the passages that it is in at most.
    let documentFrequency: Int
    let collectionFrequency: Int
    /// 0 for leaves that only filter.
    let rarity: Float
    /// Those of the ways to write it, where there are several, which differ by how many words they have.
    private let rarities: [(wordCount: Int, rarity: Float)]
    /// The product of the boosts that it stands under; 0 where the score is a constant.
    let boost: Float

    /// What multiplies its frequency; the query may have it several times.
    var weight: Float { rarity * boost }
    var count: Int { resolved.leaf.count }

    init(_ resolved: ResolvedLeaf, boost: Float, in index: Index) {
        self.resolved = resolved
        let isFilter =
            switch (resolved.leaf.field, resolved.leaf.matcher) {
            case (.named, _), (_, .values): true
            default: false
            }
        var best: (counts: [Counts], rarity: Float) = ([], 0)
        var ofWays: [(wordCount: Int, rarity: Float)] = []
        let ways = Self.ways(resolved.readings)
        for (number, way) in ways.enumerated() {
            let counts = Self.counts(way, in: index)
            let rarity = Self.rarity(counts, index)
            if number == 0 || rarity > best.rarity { best = (counts, rarity) }
            if ways.count > 1 { ofWays.append((way.count, rarity)) }
        }
        documentFrequency = best.counts.lazy.map(\.passages).min() ?? 0
        collectionFrequency = best.counts.lazy.map(\.occurrences).min() ?? 0
        rarity = isFilter ? 0 : best.rarity
        rarities = ofWays
        self.boost = isFilter ? 0 : resolved.leaf.isPair ? boost * Self.pairWeight(resolved) : boost
    }

    private static func pairWeight(_ resolved: ResolvedLeaf) -> Float {
        let pair = resolved.readings.first?.words.first?.first?.bytes ?? []
        return Ranking.weight(ofPair: String(decoding: pair, as: UTF8.self).unicodeScalars)
    }

    /// The terms at each place of the readings of one length, for each length.
    ///
    /// What languages make of one word is as rare as they are together: a stem that only two passages of a misread language
    /// have would otherwise make a rare word of a common one.
    private static func ways(_ readings: [ResolvedLeaf.Reading]) -> [[[KnownTerm]]] {
        guard readings.count > 1 else { return readings.map(\.words) }
        var ways: [[[KnownTerm]]] = []
        for reading in readings {
            guard let way = ways.firstIndex(where: { $0.count == reading.words.count }) else {
                ways.append(reading.words)
                continue
            }
            for (place, terms) in reading.words.enumerated() {
                for term in terms where !ways[way][place].contains(where: { $0.bytes == term.bytes }) {
                    ways[way][place].append(term)
                }
            }
        }
        return ways
    }

    private typealias Counts = (passages: Int, occurrences: Int)

    /// Of terms that do for one word. How many passages have several of them isn't known.
    private static func counts(_ words: [[KnownTerm]], in index: Index) -> [Counts] {
        words.map { terms in
            (
                min(terms.reduce(0) { $0 + $1.passageCount }, index.statistics.unitCount),
                terms.reduce(0) { $0 + $1.occurrenceCount }
            )
        }
    }

    /// A phrase is as rare as its words together.
    private static func rarity(_ words: [Counts], _ index: Index) -> Float {
        words.reduce(0) { sum, word in
            guard word.passages > 0 else { return sum }
            return sum
                + Ranking.rarity(
                    documentFrequency: word.passages,
                    collectionFrequency: max(word.occurrences, word.passages),
                    passageCount: index.statistics.unitCount
                )
        }
    }

    /// Of so many terms in place of one a bound is worked out.
    private static let mostBounded = 32

    /// What it adds at most in a part of the index, as far as its dictionary tells; `nil` where it lacks it.
    func mostScore(inPart number: Int, of index: Index) -> Float? {
        switch (resolved.leaf.field, resolved.leaf.matcher) {
        case (.named, _), (_, .values): return 0
        default: break
        }
        let segment = index.parts[number].segment
        let scale = Scoring(segment, index.statistics)
            .bounds(weight: weight * Float(count) * (Ranking.frequencySaturation + 1))
        var most: Float?
        for reading in resolved.readings {
            // Nothing bounds the ways to write it that have several words but what their words are in each part.
            guard reading.words.count == 1 else {
                if reading.words.allSatisfy({ $0.contains { $0.entry(inPart: number) != nil } }) { return .infinity }
                continue
            }
            // The sum over the many words of a prefix would hardly be below what any passage has.
            if reading.words[0].count > Self.mostBounded {
                if reading.words[0].contains(where: { $0.entry(inPart: number) != nil }) { return .infinity }
                continue
            }
            var sum: Float?
            for term in reading.words[0] {
                guard let entry = term.entry(inPart: number) else { continue }
                sum = (sum ?? 0) + scale.bound(entry.largestImpact)
            }
            most = sum.map { max(most ?? 0, $0) } ?? most
        }
        return most
    }

    /// The rarity of the ways to write it that have as many words as this one.
    func rarity(of reading: ResolvedLeaf.Reading) -> Float {
        guard rarity != 0 else { return 0 }
        return rarities.first { $0.wordCount == reading.words.count }?.rarity ?? rarity
    }
}

extension Query.Leaf {
    /// Whether it is a pair of characters of a script without spaces.
    fileprivate var isPair: Bool {
        guard case .word(let word) = matcher else { return false }
        return word.kind == .gram && !word.isLonelyGram
    }
}
