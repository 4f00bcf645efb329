/// A part of a query that adds something for each passage with a word, however that is written, and tells at once how
/// much that is at most in a window.
protocol WordSource: CandidateSource {
    /// Whether the word may stand in the title as well as in the text.
    var isAnywhere: Bool { get }

    /// Itself, for loops over windows.
    var borrowed: BorrowedWord { get }

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

    /// Adds to the scores of those candidates of a window that have the word, and keeps those that score at least `least`
    /// then.
    ///
    /// - Precondition: the word is looked for anywhere.
    /// - Parameter isRequired: whether candidates without the word are dropped.
    func add(to candidates: inout Candidates, in window: Int, from least: Float, isRequired: Bool)

    /// Writes all units that have the word, ascending, and returns how many they are.
    ///
    /// - Precondition: the word is looked for anywhere, and there is room for `cost` units.
    func writeUnits(to units: UnsafeMutablePointer<UInt32>) -> Int

    /// Adds to the scores of those candidates that have the word, whatever windows they are in, and drops the others, and
    /// those that score less than `least` then.
    ///
    /// - Precondition: the word is looked for anywhere.
    func addAll(to candidates: inout Candidates, from least: Float)

    /// The units of a window that have the word.
    ///
    /// - Precondition: the word is looked for anywhere.
    func units(in window: Int) -> UnitMask

    /// Makes `isInText` answer for a window, whichever was evaluated last.
    func open(_ window: Int)
}

extension WordSource {
    var namesCandidates: Bool { isAnywhere }
    var tellsText: Bool { true }
    var wordAnywhere: (any WordSource)? { isAnywhere ? self : nil }
}
