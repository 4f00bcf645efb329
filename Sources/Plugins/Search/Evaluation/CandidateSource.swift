/// A part of a query that can name the few units of a window that may be among the best.
protocol CandidateSource: Source {
    /// Whether it can.
    var namesCandidates: Bool { get }

    /// Whether it tells of each candidate if it matches by its own text.
    var tellsText: Bool { get }

    /// Makes `candidates`, which is empty, of all units of a window that score at least `least`.
    ///
    /// - Precondition: `namesCandidates`.
    func collect(in window: Int, from least: Float, into candidates: inout Candidates)

    /// Whether units that score at least `least` are sooner listed than looked for window by window, if it names candidates.
    func isListable(from least: Float) -> Bool

    /// All units that match, ascending, each with whether it does by its own text; those that score less than `least` may
    /// be left out.
    ///
    /// - Precondition: `namesCandidates` and `isListable(from: least)`.
    func listed(from least: Float) -> Candidates
}

extension CandidateSource {
    var naming: (any CandidateSource)? { namesCandidates ? self : nil }
}
