/// A leaf of a query with what ranking makes of it.
struct WeightedTerm {
    let resolved: ResolvedLeaf
    let documentFrequency: Int
    let collectionFrequency: Int
    /// 0 for leaves that only filter.
    let rarity: Float
    /// The product of the boosts that it stands under; 0 where the score is a constant.
    let boost: Float

    /// What multiplies its frequency.
    var weight: Float { rarity * boost }
}
