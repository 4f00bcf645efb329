import JSON
import TestSupport
import Testing
import Wire

@testable import Division

@Suite("Games of coalitions")
struct CoalitionGameTests {
    private func game(_ json: JSON) throws -> CoalitionGame { try GameReading(json).game }

    private func texts(_ values: [Rational]) -> [String] { values.map(\.description) }

    /// Textbook games: gloves, the vote of 50, 49 and 1 with a quota of 51, and the airport of Littlechild & Owen
    /// (Management Science 20, 1973), whose Shapley value splits each stretch of the runway among those who need it.
    @Test(
        "have their Shapley values",
        arguments: [
            (["values": ["01": 1, "02": 1, "012": 1]], ["2/3", "1/6", "1/6"]),
            (["weights": [50, 49, 1], "quota": 51], ["2/3", "1/6", "1/6"]),
            (["costs": [1, 2, 3]], ["1/3", "5/6", "11/6"]),
            (["estate": 200, "claims": [100, 200, 300]], ["100/3", "250/3", "250/3"]),
            (["values": ["A": "7/3"]], ["7/3"]),
        ] as [(JSON, [String])]
    )
    func shapley(json: JSON, expected: [String]) throws {
        #expect(try texts(game(json).shapleyValue()) == expected)
    }

    /// The Council of the six in 1958: 4, 4, 4, 2, 2, 1 votes with a quota of 12, where Luxembourg's vote never counted
    /// (Banzhaf indices 5/21 and 1/7: Felsenthal & Machover, The Measurement of Voting Power, 1998).
    @Test("have their Banzhaf indices")
    func banzhaf() throws {
        let council = try game(["weights": [4, 4, 4, 2, 2, 1], "quota": 12])
        #expect(texts(council.banzhafIndex()) == ["5/21", "5/21", "5/21", "1/7", "1/7", "0"])
        #expect(try texts(game(["weights": [50, 49, 1], "quota": 51]).banzhafIndex()) == ["3/5", "1/5", "1/5"])
        #expect(try texts(game(["weights": [50, 49, 1], "quota": 51]).banzhafValue()) == ["3/4", "1/4", "1/4"])
    }

    @Test("have their nucleoli: gloves, a vote, a cost")
    func nucleolus() throws {
        #expect(try texts(Nucleolus(of: game(["values": ["01": 1, "02": 1, "012": 1]])).payoff) == ["1", "0", "0"])
        // One with a veto gets all.
        #expect(try texts(Nucleolus(of: game(["weights": [50, 49, 1], "quota": 51])).payoff) == ["1", "0", "0"])
        // Three who need any two: the core is empty, the excess a third.
        let majority = try Nucleolus(of: game(["weights": [1, 1, 1], "quota": 2]))
        #expect(texts(majority.payoff) == ["1/3", "1/3", "1/3"])
        #expect(majority.leastExcess.description == "1/3")
        // Littlechild (Management Science 21, 1974): with costs 1, 2, 3 the first two stretches are split by pairs.
        let airport = try Nucleolus(of: game(["costs": [1, 2, 3]]).negated)
        #expect(texts(airport.payoff.map { -$0 }) == ["1/2", "3/4", "7/4"])
    }

    /// Aumann & Maschler 1985: of the game of any claims problem it is the Talmud rule.
    @Test("have the Talmud rule as the nucleolus of claims", arguments: 1...40)
    func talmud(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let problem = try random.claimsProblem(count: 1 + seed % 6)
        #expect(try Nucleolus(of: problem.game()).payoff == problem.awards(by: .talmud))
    }

    /// Kohlberg (SIAM Journal on Applied Mathematics 20, 1971): a payoff is the nucleolus when, for every level of excess,
    /// the coalitions above it balance, alone or with those who have no more than alone.
    @Test("have nucleoli that no small transfer between two improves", arguments: 1...30)
    func transfers(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let game = random.game(players: 2 + seed % 4)
        guard let nucleolus = try? Nucleolus(of: game) else { return }
        #expect(nucleolus.payoff.sum() == game.worth(of: game.everybody))
        let best = excesses(of: nucleolus.payoff, game)
        #expect(game.playerCount == 1 || best[0] == nucleolus.leastExcess)
        for (step, giver) in [Rational(whole: 1), Rational.one / 7, .one / 1000].flatMap({ step in
            nucleolus.payoff.indices.map { (step, $0) }
        }) {
            for taker in nucleolus.payoff.indices where taker != giver {
                var other = nucleolus.payoff
                other[giver] -= step
                other[taker] += step
                guard other[giver] >= game.worth(of: 1 << giver) else { continue }
                #expect(best.lexicographicallyPrecedes(excesses(of: other, game)))
            }
        }
    }

    /// All excesses, the largest first.
    private func excesses(of payoff: [Rational], _ game: CoalitionGame) -> [Rational] {
        let sums = CoalitionGame.sums(over: payoff)
        return game.coalitions.dropLast().map { game.worth(of: $0) - sums[$0] }.sorted(by: >)
    }

    @Test("share what all have, without regard to who is called first", arguments: 1...20)
    func shapleyProperties(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let game = random.game(players: 4)
        let value = game.shapleyValue()
        #expect(value.sum() == game.worth(of: game.everybody))
        // Players 0 and 3 exchanged.
        let turned = CoalitionGame(
            playerCount: 4,
            worths: (0..<16).map { coalition in
                let swapped = coalition & 0b0110 | coalition >> 3 | (coalition & 1) << 3
                return game.worth(of: swapped)
            }
        )
        #expect(turned.shapleyValue() == [value[3], value[1], value[2], value[0]])
    }

    @Test("answer for many players in time", .timeLimit(.minutes(1)))
    func many() throws {
        let weights = (1...8).map { Rational(whole: $0) }
        let game = try CoalitionGame.voting(weights: weights, quota: 20)
        #expect(try Nucleolus(of: game).payoff.sum() == 1)
    }

    @Test(
        "refuse what is none, and say why",
        arguments: [
            (["values": ["A,B": 1, "B,A": 2]], "this coalition stands there twice, in another order"),
            (["values": ["A": 1, "B": 1]], "'values' says nothing about all players together: A,B"),
            (["values": ["A,B": 1], "players": ["A", "C"]], "'B' is no player; they are A, C"),
            (
                ["weights": [1, 2], "quota": 4],
                "'quota' must be above 0 and at most the sum of the weights, 3; found 4"
            ),
            (["weights": [1, -2], "quota": 1], "a weight must not be below 0, found -2"),
            (
                ["quota": 1],
                "'game' must have values of coalitions, or weights and quota, or claims and estate, or costs"
            ),
            (["costs": []], "a game needs players"),
        ] as [(JSON, String)]
    )
    func refusals(json: JSON, message: String) {
        let failure = #expect(throws: Failure.self) { try game(json) }
        #expect(failure?.message == message)
    }

    @Test("have no nucleolus where each alone has more than all")
    func noImputation() throws {
        let game = try game(["values": ["A": 2, "B": 3, "A,B": 4]])
        let failure = #expect(throws: Failure.self) { try Nucleolus(of: game) }
        #expect(failure?.message == "each alone would have 5 in sum, more than the 4 that all have together")
        #expect(throws: Failure.self) { try CoalitionGame.airport(costs: .init(repeating: 1, count: 17)) }
    }
}
