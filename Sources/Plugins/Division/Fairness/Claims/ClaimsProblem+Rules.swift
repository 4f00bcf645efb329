import BigInt
import Wire

extension ClaimsProblem {
    /// What each gets: together the estate, nobody less than 0 or more than the claim. Exact.
    ///
    /// Complexity: O(n log n), but O(n · 2ⁿ) for random arrival, which takes at most `CoalitionGame.mostPlayers` claims.
    ///
    /// Throws `invalidParams` for a rule that so many claims are too many for, or that is for two only.
    func awards(by rule: ClaimsRule) throws(Failure) -> [Rational] {
        switch rule {
        case .proportional: return proportional
        case .cea: return equalAwards
        case .cel: return equalLosses
        case .talmud, .nucleolus: return talmud
        case .reverseTalmud: return reverseTalmud
        case .piniles: return piniles
        case .constrainedEgalitarian: return constrainedEgalitarian
        case .adjustedProportional: return adjustedProportional
        case .randomArrival, .shapley: return try game().shapleyValue()
        case .minimalOverlap: return minimalOverlap
        case .concedeAndDivide:
            guard claims.count == 2 else {
                throw .wrong(
                    "concede and divide is a rule for two claims, found \(claims.count)",
                    at: "/claims",
                    hint: "the Talmud rule is what it becomes for more"
                )
            }
            return talmud
        }
    }

    private var proportional: [Rational] {
        let sum = sum
        guard sum.isPositive else { return claims }
        let part = estate / sum
        return claims.map { $0 * part }
    }

    /// Everybody gets `min(claim, λ)`, with the one λ that uses up the estate.
    private var equalAwards: [Rational] {
        var awards = claims
        var left = estate
        let order = claims.indices.sorted { claims[$0] < claims[$1] }
        for (rank, index) in order.enumerated() {
            let equal = left / (order.count - rank)
            if claims[index] >= equal {
                for rest in order[rank...] { awards[rest] = equal }
                break
            }
            left -= claims[index]
        }
        return awards
    }

    /// The losses are what equal awards of the missing part would be (Herrero & Villar 2001: the two rules are dual).
    private var equalLosses: [Rational] { zip(claims, dual.equalAwards).map { $0 - $1 } }

    private var halves: [Rational] { claims.map { $0 / 2 } }

    private var talmud: [Rational] { halved({ $0.equalAwards }, { $0.equalLosses }) }

    private var reverseTalmud: [Rational] { halved({ $0.equalLosses }, { $0.equalAwards }) }

    private var piniles: [Rational] { halved({ $0.equalAwards }, { $0.equalAwards }) }

    /// One rule on the halves of the claims while the estate is at most half of their sum, else those halves and the
    /// other rule on the other halves.
    private func halved(
        _ below: (ClaimsProblem) -> [Rational],
        _ above: (ClaimsProblem) -> [Rational]
    ) -> [Rational] {
        let halves = halves
        let half = halves.sum()
        if estate <= half { return below(part(estate, of: halves)) }
        return zip(halves, above(part(estate - half, of: halves))).map { $0 + $1 }
    }

    /// `max(claim/2, min(claim, λ))`, once half of all claims is there.
    private var constrainedEgalitarian: [Rational] {
        let halves = halves
        guard estate > halves.sum() else { return part(estate, of: halves).equalAwards }
        func awards(_ level: Rational) -> [Rational] { zip(halves, claims).map { max($0, min($1, level)) } }
        // The sum of the awards grows with the level, and is linear between two neighbours of these.
        let levels = Set(claims + halves).sorted()
        var (below, above) = (0, levels.count - 1)
        while below < above {
            let middle = (below + above) / 2
            if awards(levels[middle]).sum() >= estate { above = middle } else { below = middle + 1 }
        }
        let upper = levels[above]
        let lower = above > 0 ? levels[above - 1] : .zero
        let (least, most) = (awards(lower).sum(), awards(upper).sum())
        guard most > least else { return awards(upper) }
        return awards(lower + (upper - lower) * (estate - least) / (most - least))
    }

    private var adjustedProportional: [Rational] {
        let rights = minimalRights
        let left = estate - rights.sum()
        let open = zip(claims, rights).map { min($0 - $1, left) }
        return zip(rights, part(left, of: open).proportional).map { $0 + $1 }
    }

    /// With a claim to everything, Ibn Ezra's answer: each slice between two claims is shared by those who reach it.
    /// Otherwise what each claims above a level t is laid side by side, which uses up the estate but for t, and the
    /// claims to the rest, up to t each, are answered so.
    private var minimalOverlap: [Rational] {
        let level = claims.contains { $0 >= estate } ? estate : overlapLevel
        let order = claims.indices.sorted { claims[$0] < claims[$1] }
        var awards = claims.map { max(.zero, $0 - level) }
        if level == estate { awards = claims.map { _ in .zero } }
        var reached = Rational.zero
        var shared = Rational.zero
        for (rank, index) in order.enumerated() {
            let top = min(claims[index], level)
            shared += (top - reached) / (order.count - rank)
            reached = top
            awards[index] += shared
        }
        return awards
    }

    /// The least t with `Σ max(claim - t, 0) = estate - t`, where no claim reaches the estate.
    private var overlapLevel: Rational {
        let sorted = claims.sorted()
        var sum = sum
        var below = Rational.zero
        // With k claims above t the equation is sum - k·t = estate - t.
        for (rank, claim) in sorted.enumerated() {
            let above = sorted.count - rank
            if above > 1 {
                let level = (sum - estate) / (above - 1)
                if level >= below, level <= claim { return level }
            }
            sum -= claim
            below = claim
        }
        return below
    }
}
