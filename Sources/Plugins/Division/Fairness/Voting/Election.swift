import JSON
import Wire

/// Voters who rank candidates. Ties in a ranking are allowed.
struct Election: Sendable {
    struct Ballot: Sendable {
        /// How many voters, or how much weight: above 0.
        let weight: Rational
        /// For each candidate, how many are ranked above it.
        let ranks: [Int]
        /// The candidates that are good enough for the voter, if that was said.
        var approved: [Bool]?
        /// Whose it is, if that was said.
        var voter: String?
    }

    /// At least one.
    let candidates: [String]
    /// At least one.
    let ballots: [Ballot]

    static let mostCandidates = 64

    var total: Rational { ballots.map(\.weight).sum() }

    /// How much weight prefers `left` to `right`.
    func support(for left: Int, over right: Int) -> Rational {
        ballots.filter { $0.ranks[left] < $0.ranks[right] }.map(\.weight).sum()
    }

    /// What each candidate has of the first places among `running`; a place that several share is split evenly.
    func firstPlaces(among running: [Int]) -> [Rational] {
        var places = [Rational](repeating: .zero, count: candidates.count)
        for ballot in ballots {
            guard let best = running.map({ ballot.ranks[$0] }).min() else { continue }
            let first = running.filter { ballot.ranks[$0] == best }
            for candidate in first { places[candidate] += ballot.weight / first.count }
        }
        return places
    }

    /// The weight of those who rank the candidate among their first `depth`.
    func support(for candidate: Int, within depth: Int) -> Rational {
        ballots.filter { $0.ranks[candidate] < depth }.map(\.weight).sum()
    }

    /// A ranking from the best on, by how much each is worth to somebody: equal values are equal ranks.
    static func ranks(by values: [Rational]) -> [Int] {
        values.map { value in values.count { $0 > value } }
    }
}
