/// A leaf of a query as this index knows it: by the numbers of its terms.
struct ResolvedLeaf {
    let leaf: Query.Leaf
    /// For each way to write it whose words all occur somewhere. Languages read a word in different ways, and a name of
    /// several words can be written in one.
    let readings: [Reading]
    /// How many terms the leaf stands for, where they were not all looked up.
    let uncut: Int?

    struct Reading: Hashable {
        /// For each word the terms that will do for it, ascending and at least one.
        let words: [[Int]]
    }

    /// Whether nothing of it occurs anywhere.
    var isUnknown: Bool { readings.isEmpty }
}
