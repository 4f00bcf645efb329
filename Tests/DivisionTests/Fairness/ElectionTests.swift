import JSON
import TestSupport
import Testing
import Wire

@testable import Division

@Suite("Votes")
struct ElectionTests {
    private func election(_ json: JSON, _ candidates: [String] = []) throws -> Election {
        try Election(json, candidates: candidates)
    }

    private func winners(_ rule: VotingRule, _ json: JSON) throws -> [String] {
        let election = try election(json)
        return try election.result(by: rule).winners.map { election.candidates[$0] }
    }

    /// J. Malkevitch's 55 voters (COMAP, For All Practical Purposes): six methods, five winners.
    private static let malkevitch: JSON = "18 ADECB; 12 BEDCA; 10 CBEDA; 9 DCEBA; 4 EBDCA; 2 ECDBA"

    @Test(
        "elect five candidates by six rules",
        arguments: [
            (.plurality, "A"), (.runoff, "B"), (.instantRunoff, "C"), (.borda, "D"), (.condorcet, "E"),
            (.copeland, "E"), (.minimax, "E"), (.bucklin, "E"), (.fallback, "E"),
        ] as [(VotingRule, String)]
    )
    func malkevitch(rule: VotingRule, winner: String) throws {
        #expect(try winners(rule, Self.malkevitch) == [winner])
    }

    @Test("count what Malkevitch counts")
    func counts() throws {
        let election = try election(Self.malkevitch)
        #expect(try election.result(by: .borda).scores?.map(\.description) == ["72", "101", "107", "136", "134"])
        #expect(try election.result(by: .fallback).depth == 3)
        // 18 + 12 + 10 + 9 + 4 + 2 = 55; A is last for 37 of them, B for 18.
        #expect(try election.result(by: .antiplurality).scores?.map(\.description) == ["37", "18", "0", "0", "0"])
        // Within the first two: A 18, B 12+10+4, C 10+9+2, D 18+9, E 12+4+2: no majority; within three D 18+12+9+4+2.
        let bucklin = try election.result(by: .bucklin)
        #expect(bucklin.depth == 3)
        #expect(bucklin.scores?.map(\.description) == ["18", "26", "21", "45", "55"])
    }

    @Test("know Condorcet's cycle")
    func cycle() throws {
        let json: JSON = ["ABC": 1, "BCA": 1, "CAB": 1]
        #expect(try winners(.condorcet, json) == [])
        for rule in [VotingRule.borda, .copeland, .plurality, .minimax, .instantRunoff, .runoff] {
            #expect(try winners(rule, json) == ["A", "B", "C"], "\(rule)")
        }
    }

    /// Tideman's example of Tennessee's capital (as in many textbooks): 42 % Memphis, 26 % Nashville, 15 % Chattanooga,
    /// 17 % Knoxville.
    @Test(
        "choose Tennessee's capital",
        arguments: [
            (.plurality, ["Memphis"]), (.runoff, ["Nashville"]), (.instantRunoff, ["Knoxville"]),
            (.borda, ["Nashville"]), (.condorcet, ["Nashville"]), (.copeland, ["Nashville"]), (.minimax, ["Nashville"]),
            (.bucklin, ["Nashville"]), (.fallback, ["Chattanooga", "Nashville"]),
            (.median, ["Chattanooga", "Nashville"]),
            (.approval, ["Nashville"]), (.fallbackMajority, ["Nashville"]),
        ] as [(VotingRule, [String])]
    )
    func tennessee(rule: VotingRule, expected: [String]) throws {
        let ballots: JSON = [
            [42, "Memphis > Nashville | Chattanooga > Knoxville"],
            [26, "Nashville | Chattanooga > Knoxville > Memphis"],
            [
                "count": 15, "ranking": ["Chattanooga", "Knoxville", "Nashville", "Memphis"],
                "approves": ["Chattanooga"],
            ],
            ["count": 17, "ranking": "Knoxville>Chattanooga|Nashville>Memphis"],
        ]
        #expect(try winners(rule, ballots) == expected)
    }

    @Test("share a place that several have")
    func ties() throws {
        let election = try election("2 A=B>C; 1 C>A=B; 1/2 B")
        #expect(election.ballots.map(\.ranks) == [[0, 0, 2], [1, 1, 0], [1, 0, 1]])
        #expect(try election.result(by: .plurality).scores?.map(\.description) == ["1", "3/2", "1"])
        #expect(try election.result(by: .borda).scores?.map(\.description) == ["15/4", "9/2", "9/4"])
        #expect(try election.result(by: .condorcet).winners == [1])
    }

    @Test("fall back until as many agree as are asked for")
    func quota() throws {
        let election = try election(Self.malkevitch)
        #expect(try election.result(by: .fallbackMajority, quota: 18).depth == 1)
        #expect(try election.result(by: .fallbackMajority, quota: 27).winners == [3])
        #expect(try election.result(by: .fallbackMajority, quota: 55).depth == 3)
        #expect(throws: Failure.self) { try election.result(by: .fallbackMajority, quota: 56) }
    }

    /// A Condorcet winner wins every rule that compares pairs; all names exchanged, all winners exchanged.
    @Test("don't mind what candidates are called and which ballot comes first", arguments: 1...25)
    func neutrality(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let ballots = (0..<5).map { _ in
            Election.Ballot(
                weight: Rational(whole: 1 + random.below(4)),
                ranks: Election.ranks(by: (0..<4).map { _ in Rational(whole: random.below(5)) })
            )
        }
        let election = Election(candidates: ["A", "B", "C", "D"], ballots: ballots)
        let turned = Election(
            candidates: ["D", "C", "B", "A"],
            ballots: ballots.reversed().map { Election.Ballot(weight: $0.weight, ranks: $0.ranks.reversed()) }
        )
        let best = try election.result(by: .condorcet).winners
        for rule in VotingRule.allCases where rule != .approval {
            let winners = try election.result(by: rule).winners
            #expect(try turned.result(by: rule).winners.map { 3 - $0 }.sorted() == winners, "\(rule)")
            if !best.isEmpty, rule == .copeland || rule == .minimax { #expect(winners == best) }
        }
    }

    @Test(
        "refuse what are no ballots, and say why",
        arguments: [
            ("", "there are no ballots"), ("A>B>A", "'A' is ranked twice"),
            ("0 A>B", "a ballot counts for more than 0 voters, found 0"),
            ([3], "a ranking is a text such as A>B>C, or a list of names, found a whole number"),
        ] as [(JSON, String)]
    )
    func refusals(json: JSON, message: String) {
        let failure = #expect(throws: Failure.self) { try election(json) }
        #expect(failure?.message == message)
    }

    @Test("refuse names that nobody stands for, and approval without approval")
    func unknown() throws {
        let failure = #expect(throws: Failure.self) { try election("A>B", ["A", "C"]) }
        #expect(failure?.message == "'B' is no candidate; they are A, C")
        #expect(throws: Failure.self) { try winners(.approval, "A>B") }
    }
}
