import JSON
import Wire

/// The mixture of formulas under which the party that loses most against its best formula loses as little as can be, then
/// the second, and so on: the least regret (Savage 1951), made unique by going on as the nucleolus does.
struct Compromise: Sendable {
    /// How much of each formula: not below 0, together 1.
    let mixture: [Rational]
    /// What each party gets.
    let shares: [Rational]
    /// What each gets less than under its best formula, as a part of what is between its best and its worst; 0 for one
    /// to which all formulas are the same.
    let regrets: [Rational]

    static let mostFormulas = 64
    static let mostParties = 32

    /// - Parameter shares: for each formula what each party gets.
    ///
    /// Complexity: at most n² linear programs with a row for each of the n parties and a column for each formula.
    init(shares: [[Rational]], checkpoint: () throws(Failure) -> Void = { () throws(Failure) in }) throws(Failure) {
        guard let parties = shares.first?.count, parties > 0, shares.allSatisfy({ $0.count == parties }) else {
            throw .wrong("every formula must say what each party gets", at: "/formulas")
        }
        guard shares.count <= Self.mostFormulas, parties <= Self.mostParties else {
            throw .wrong(
                "at most \(Self.mostFormulas) formulas and \(Self.mostParties) parties can be mixed",
                at: "/formulas"
            )
        }
        let columns = (0..<parties).map { party in shares.map { $0[party] } }
        let regrets = columns.map { values in
            let best = values.max() ?? .zero
            let width = best - (values.min() ?? .zero)
            return values.map { width.isZero ? .zero : (best - $0) / width }
        }
        var levels = [Rational?](repeating: nil, count: parties)
        var mixture: [Rational] = []
        while levels.contains(where: { $0 == nil }) {
            let program = Self.program(regrets, levels, lowering: nil)
            mixture = (0..<shares.count).map { program.value(of: $0) }
            let level = program.objective
            var isSettled = false
            // Whose regret can't be lowered while the others stay at or below the level keeps it for good.
            for party in 0..<parties where levels[party] == nil {
                try checkpoint()
                let least = Self.program(regrets, levels, lowering: (party, level)).objective
                guard least == level else { continue }
                levels[party] = level
                isSettled = true
            }
            precondition(isSettled, "the greatest regret belongs to somebody")
        }
        self.mixture = mixture
        self.shares = columns.map { mixture.product(with: $0) }
        self.regrets = regrets.map { mixture.product(with: $0) }
    }

    /// The least greatest regret of the open parties, while the settled ones keep theirs; with `lowering` the least
    /// regret of one party while the other open ones stay at or below a level.
    private static func program(
        _ regrets: [[Rational]],
        _ levels: [Rational?],
        lowering: (party: Int, level: Rational)?
    ) -> ExactSimplex {
        let (parties, formulas) = (regrets.count, regrets[0].count)
        // Σ p·regret - t + slack = 0 for open parties, or Σ p·regret + slack = level; the last row is Σ p = 1.
        let hasLevel = lowering == nil
        var rightSide: [Rational] = levels.map { $0 ?? (lowering?.level ?? .zero) }
        rightSide.append(1)
        var columns = (0..<formulas).map { formula in
            ExactSimplex.Column(
                number: formula,
                entries: regrets.map { $0[formula] } + [1],
                cost: lowering.map { regrets[$0.party][formula] } ?? .zero
            )
        }
        for party in 0..<parties {
            var entries = [Rational](repeating: .zero, count: parties + 1)
            entries[party] = 1
            columns.append(ExactSimplex.Column(number: columns.count, entries: entries, cost: .zero))
        }
        if hasLevel {
            let entries = levels.map { $0 == nil ? Rational(whole: -1) : .zero } + [.zero]
            columns.append(ExactSimplex.Column(number: columns.count, entries: entries, cost: 1))
        }
        guard let program = ExactSimplex.solve(columns, rightSide: rightSide) else {
            preconditionFailure("the mixture that was found before satisfies the next program")
        }
        return program
    }
}
