import Wire

extension Election {
    /// Who wins under `rule`. Ties are all named; exact.
    ///
    /// - Parameter quota: the weight that fallback bargaining needs; more than half without.
    ///
    /// Complexity: O(ballots · candidates²); instant runoff looks at every way to break ties among the last.
    func result(by rule: VotingRule, quota: Rational? = nil) throws(Failure) -> VotingResult {
        let all = Array(candidates.indices)
        switch rule {
        case .plurality: return best(firstPlaces(among: all))
        case .antiplurality: return best(lastPlaces.map { -$0 }, shown: lastPlaces)
        case .runoff: return VotingResult(winners: runoff, scores: firstPlaces(among: all))
        case .instantRunoff: return VotingResult(winners: try instantRunoff())
        case .borda: return best(bordaScores)
        case .condorcet: return VotingResult(winners: all.filter { one in beaten(by: one) == all.count - 1 })
        case .copeland: return best(copelandScores)
        case .minimax: return best(worstDefeats.map { -$0 }, shown: worstDefeats)
        case .median: return fallBack(to: { $0 > half }, takesMost: false)
        case .bucklin: return fallBack(to: { $0 > half }, takesMost: true)
        case .approval: return try approval()
        case .fallback: return fallBack(to: { $0 == total }, takesMost: true)
        case .fallbackMajority:
            guard let quota else { return fallBack(to: { $0 > half }, takesMost: true) }
            guard quota.isPositive, quota <= total else {
                throw .wrong(
                    "'quota' must be above 0 and at most the number of voters, \(total.shown); found \(quota.shown)",
                    at: "/quota"
                )
            }
            return fallBack(to: { $0 >= quota }, takesMost: true)
        }
    }

    private var half: Rational { total / 2 }

    private func best(_ scores: [Rational], shown: [Rational]? = nil) -> VotingResult {
        let most = scores.max()
        return VotingResult(winners: scores.indices.filter { scores[$0] == most }, scores: shown ?? scores)
    }

    private var lastPlaces: [Rational] {
        var places = [Rational](repeating: .zero, count: candidates.count)
        for ballot in ballots {
            let last = candidates.indices.filter { ballot.ranks[$0] == ballot.ranks.max() }
            for candidate in last { places[candidate] += ballot.weight / last.count }
        }
        return places
    }

    private var bordaScores: [Rational] {
        candidates.indices.map { one in
            ballots.map { ballot in
                let below = ballot.ranks.count { $0 > ballot.ranks[one] }
                let equal = ballot.ranks.count { $0 == ballot.ranks[one] } - 1
                return ballot.weight * Rational(whole: 2 * below + equal) / 2
            }.sum()
        }
    }

    private func beaten(by one: Int) -> Int {
        candidates.indices.count { $0 != one && support(for: one, over: $0) > support(for: $0, over: one) }
    }

    private var copelandScores: [Rational] {
        candidates.indices.map { one in
            candidates.indices.map { other -> Rational in
                guard one != other else { return .zero }
                let (won, lost) = (support(for: one, over: other), support(for: other, over: one))
                return won > lost ? 1 : won == lost ? Rational.one / 2 : .zero
            }.sum()
        }
    }

    /// By how much each loses its worst duel; below 0 for one that wins them all.
    private var worstDefeats: [Rational] {
        candidates.indices.map { one in
            candidates.indices.filter { $0 != one }.map { support(for: $0, over: one) - support(for: one, over: $0) }
                .max() ?? .zero
        }
    }

    /// The winners of every duel that can come to be when first places tie.
    private var runoff: [Int] {
        let places = firstPlaces(among: Array(candidates.indices))
        let order = Set(places).sorted(by: >)
        let leaders = candidates.indices.filter { places[$0] == order[0] }
        let seconds = order.count > 1 ? candidates.indices.filter { places[$0] == order[1] } : []
        guard candidates.count > 1 else { return leaders }
        let pairs =
            leaders.count > 1
            ? leaders.flatMap { one in leaders.filter { $0 > one }.map { (one, $0) } }
            : seconds.map { (leaders[0], $0) }
        var winners: Set<Int> = []
        for (one, other) in pairs {
            let (won, lost) = (support(for: one, over: other), support(for: other, over: one))
            if won >= lost { winners.insert(one) }
            if lost >= won { winners.insert(other) }
        }
        return winners.sorted()
    }

    /// The winners over every way to break ties among the last ("parallel universes": Conitzer, Rognlie & Xia 2009).
    private func instantRunoff() throws(Failure) -> [Int] {
        var winners: Set<Int> = []
        var open: Set<[Int]> = [Array(candidates.indices)]
        var seen = open
        while let running = open.popFirst() {
            guard running.count > 1 else {
                winners.formUnion(running)
                continue
            }
            guard seen.count <= 10_000 else {
                throw Failure(
                    .tooLarge,
                    "so many candidates tie for the last place that their orders are too many to follow",
                    hint: "ask for another rule, or leave out candidates that nobody ranks first"
                )
            }
            let places = firstPlaces(among: running)
            let fewest = running.map { places[$0] }.min()
            for last in running where places[last] == fewest {
                let rest = running.filter { $0 != last }
                if seen.insert(rest).inserted { open.insert(rest) }
            }
        }
        return winners.sorted()
    }

    /// Goes down the rankings until some candidate has enough support.
    private func fallBack(to isEnough: (Rational) -> Bool, takesMost: Bool) -> VotingResult {
        for depth in 1...candidates.count {
            let support = candidates.indices.map { self.support(for: $0, within: depth) }
            let enough = candidates.indices.filter { isEnough(support[$0]) }
            guard !enough.isEmpty else { continue }
            let most = enough.map { support[$0] }.max()
            let winners = takesMost ? enough.filter { support[$0] == most } : enough
            return VotingResult(winners: winners, scores: support, depth: depth)
        }
        return VotingResult(winners: [])
    }

    private func approval() throws(Failure) -> VotingResult {
        guard ballots.allSatisfy({ $0.approved != nil }) else {
            throw .wrong(
                "approval voting needs to know what is good enough for each voter",
                at: "/ballots",
                hint: "add 'approves' to each ballot, such as {\"count\": 3, \"ranking\": \"A>B>C\", "
                    + "\"approves\": [\"A\", \"B\"]}, or a bar to the ranking: A>B|C"
            )
        }
        return best(
            candidates.indices.map { one in
                ballots.filter { $0.approved?[one] == true }.map(\.weight).sum()
            }
        )
    }
}
