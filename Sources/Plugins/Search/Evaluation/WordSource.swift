/// A part of a query that adds something for each passage with a word, however that is written, and tells at once how
/// much that is at most in a window.
protocol WordSource: Source {
    /// Whether the word may stand in the title as well as in the text.
    var isAnywhere: Bool { get }

    /// What it adds at most anywhere.
    var largestBound: Float { get }

    /// What it adds at most in a window.
    func bound(in window: Int) -> Float

    /// Adds to bounds where something can match; those are below 0 where nothing did before.
    func addBounds(to bounds: UnsafeMutablePointer<Float>)

    /// Adds the scores of a window's units.
    ///
    /// - Precondition: the word is looked for anywhere.
    func addScores(in window: Int, to scores: UnsafeMutablePointer<Float>)

    /// Adds the scores of some of a window's units.
    ///
    /// - Precondition: the word is looked for anywhere.
    func addScores(of units: UnitMask, in window: Int, to scores: UnsafeMutablePointer<Float>)

    /// The units of a window that have the word.
    ///
    /// - Precondition: the word is looked for anywhere.
    func units(in window: Int) -> UnitMask

    /// Makes `isInText` answer for a window, whichever was evaluated last.
    func open(_ window: Int)
}
