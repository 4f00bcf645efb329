/// A passage that a query matches.
struct Match {
    let passage: UInt32
    var score: Float
    /// Whether a term of the query occurs in the passage itself, not only in its title or heading.
    var isInText: Bool
}
