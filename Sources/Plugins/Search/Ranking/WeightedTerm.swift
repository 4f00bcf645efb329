/// A term of a query with what ranking makes of it.
struct WeightedTerm {
    let resolved: ResolvedTerm
    let documentFrequency: Int
    let collectionFrequency: Int
    /// 0 for terms that only filter.
    let rarity: Float
}
