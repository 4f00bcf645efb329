/// The words of a query as the second look counts them.
struct PoolQuery {
    /// A term that stands for a part of the query.
    struct Term {
        let bytes: [UInt8]
        /// The part: an index into `weights`.
        let part: Int
        let weight: Float
        let field: Query.Field
    }

    private(set) var terms: [Term] = []
    /// What each part counts. A word that the query has twice is one.
    private(set) var weights: [Float] = []
    /// Of all parts.
    private(set) var weight: Float = 0

    /// So many terms of a query are looked for.
    static let mostTerms = 4000

    init(_ leaves: [WeightedTerm]) {
        var known: Set<ArraySlice<UInt8>> = []
        for leaf in leaves where leaf.weight > 0 {
            let field = leaf.resolved.leaf.field
            var own: [Term] = []
            for reading in leaf.resolved.readings {
                for word in reading.words {
                    for term in word where known.insert(term.bytes).inserted {
                        own.append(
                            Term(bytes: Array(term.bytes), part: weights.count, weight: leaf.weight, field: field)
                        )
                    }
                }
            }
            guard !own.isEmpty, terms.count + own.count <= Self.mostTerms else { continue }
            terms += own
            weights.append(leaf.weight)
            weight += leaf.weight
        }
    }
}
