import BigInt

/// What parties make of formulas when each wants as much as it can get.
struct Preferences: Sendable {
    let table: FormulaTable
    /// The formula that holds while they don't agree.
    let reference: Int
    /// Smaller differences than this are none.
    let threshold: Rational

    /// The worth of each formula to a party, in steps of the threshold, so that "no difference" can't add up.
    private func steps(of party: Int) -> [BigInt] {
        table.shares(of: party).map { share in (share / threshold + Rational.one / 2).floor }
    }

    /// The formulas from the best to the worst; those that are worth the same together.
    func ranking(of party: Int) -> [[Int]] {
        let steps = steps(of: party)
        return Set(steps).sorted(by: >).map { step in steps.indices.filter { steps[$0] == step } }
    }

    /// The formulas that give a party less than it has without agreement: it does better to refuse them.
    func vetoes(of party: Int) -> [Int] {
        let steps = steps(of: party)
        return steps.indices.filter { steps[$0] < steps[reference] }
    }

    /// By how much each formula gives a party more than the reference does.
    func gains(of party: Int) -> [Rational] {
        let shares = table.shares(of: party)
        return shares.map { $0 - shares[reference] }
    }

    /// One ballot for each party. It approves of what is worth at least the average of all formulas to it, which is the best
    /// it can do when it knows nothing of the others (Weber, Journal of Economic Perspectives 9, 1995).
    var election: Election {
        Election(
            candidates: table.formulas,
            ballots: table.parties.indices.map { party in
                let shares = table.shares(of: party)
                let mean = shares.sum() / shares.count
                return Election.Ballot(
                    weight: 1,
                    ranks: Election.ranks(by: steps(of: party).map { Rational($0) }),
                    approved: shares.map { $0 >= mean },
                    voter: table.parties[party]
                )
            }
        )
    }

    /// The best and the worst that each party can get: what it can claim, and what it can be sure of.
    var best: [Rational] { table.parties.indices.map { table.shares(of: $0).max() ?? .zero } }
    var worst: [Rational] { table.parties.indices.map { table.shares(of: $0).min() ?? .zero } }
}
