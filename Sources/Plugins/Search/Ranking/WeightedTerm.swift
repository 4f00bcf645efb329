/// A leaf of a query with what ranking makes of it.
struct WeightedTerm {
    let resolved: ResolvedLeaf
    /// Of the passages that it is in at most.
    let documentFrequency: Int
    let collectionFrequency: Int
    /// 0 for leaves that only filter.
    let rarity: Float
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
        let ofReadings = resolved.readings.map { reading in reading.words.map { Self.counts($0, in: index) } }
        let best = ofReadings.max { Self.rarity($0, index) < Self.rarity($1, index) } ?? []
        documentFrequency = best.map(\.passages).min() ?? 0
        collectionFrequency = best.map(\.occurrences).min() ?? 0
        rarity = isFilter ? 0 : Self.rarity(best, index)
        self.boost = isFilter ? 0 : boost
    }

    private typealias Counts = (passages: Int, occurrences: Int)

    /// Of terms that do for one word. How many passages have several of them isn't known.
    private static func counts(_ terms: [KnownTerm], in index: Index) -> Counts {
        (
            min(terms.reduce(0) { $0 + $1.passageCount }, index.statistics.unitCount),
            terms.reduce(0) { $0 + $1.occurrenceCount }
        )
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

    /// The rarity of one way to write it.
    func rarity(of reading: ResolvedLeaf.Reading, in index: Index) -> Float {
        boost == 0 && rarity == 0 ? 0 : Self.rarity(reading.words.map { Self.counts($0, in: index) }, index)
    }
}
