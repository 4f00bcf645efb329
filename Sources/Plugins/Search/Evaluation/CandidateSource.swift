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

    /// All units that match, ascending, each with whether it does by its own text, where they are sooner listed than looked
    /// for window by window.
    ///
    /// - Precondition: `namesCandidates`.
    func listed() -> Candidates?
}

extension CandidateSource {
    var naming: (any CandidateSource)? { namesCandidates ? self : nil }
}
