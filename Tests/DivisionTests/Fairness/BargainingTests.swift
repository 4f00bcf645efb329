import JSON
import TestSupport
import Testing
import Wire

@testable import Division

@Suite("Bargaining")
struct BargainingTests {
    private func awards(_ json: JSON, _ rule: String) throws -> [String] {
        let answer = try BargainReading(json).answer(rule) { () throws(Failure) in }
        return answer["rows"]?.array?.map { $0["exact"]?[rule]?.string ?? "" } ?? []
    }

    /// `d + w·(E - Σd)/Σw` and `d + (u - d)·(E - Σd)/Σ(u - d)`, by hand.
    @Test(
        "shares a pie",
        arguments: [
            ("nash", ["pie": 100, "disagreement": [10, 20, 0], "weights": [2, 1, 1]], ["45", "75/2", "35/2"]),
            ("nash", ["pie": 100, "disagreement": ["A": 10, "B": 20]], ["45", "55"]),
            (
                "kalai-smorodinsky", ["pie": 100, "disagreement": [10, 20, 0], "utopia": [60, 50, 80]],
                ["255/8", "265/8", "35"]
            ),
            ("kalai-smorodinsky", ["pie": 100, "disagreement": [10, 20]], ["45", "55"]),
            ("egalitarian", ["pie": 1, "disagreement": [0, 0, 0], "weights": [5, 1, 1]], ["1/3", "1/3", "1/3"]),
            ("nash", ["pie": 5, "disagreement": [2, 3]], ["2", "3"]),
        ] as [(String, JSON, [String])]
    )
    func pie(rule: String, json: JSON, expected: [String]) throws { #expect(try awards(json, rule) == expected) }

    /// On x/100 + y/50 = 1 all rules but the egalitarian choose the middle. Kalai & Smorodinsky's own argument (1975) has
    /// the corner (1, 0.7): Nash's point stays there, theirs is on the ray to (1, 1).
    @Test(
        "chooses a point of a frontier",
        arguments: [
            ("nash", ["frontier": [[0, 50], [100, 0]]], ["50", "25"]),
            ("kalai-smorodinsky", ["frontier": [[0, 50], [100, 0]]], ["50", "25"]),
            ("equal-area", ["frontier": [[0, 50], [100, 0]]], ["50", "25"]),
            ("egalitarian", ["frontier": [[0, 50], [100, 0]]], ["100/3", "100/3"]),
            ("nash", ["frontier": [[0, 1], [0.75, 0.75], [1, 0]]], ["3/4", "3/4"]),
            ("kalai-smorodinsky", ["frontier": [[0, 1], [1, 0.7]]], ["10/13", "10/13"]),
            ("nash", ["frontier": [[0, 1], [1, 0.7]]], ["1", "7/10"]),
            // Above (0, 0), (0, 1), (1, 0.7) and (1, 0): 1.7 of area in halves, twice: 0.85 = 1 + … on the first edge.
            ("equal-area", ["frontier": [[0, 1], [1, 0.7]]], ["17/20", "149/200"]),
            ("nash", ["frontier": [[0, 50], [100, 0]], "disagreement": [20, 10]], ["50", "25"]),
            ("nash", ["frontier": [[0, 50], [100, 0]], "weights": [3, 1]], ["75", "25/2"]),
            ("kalai-smorodinsky", ["frontier": [[4, 4]]], ["4", "4"]),
            ("nash", ["frontier": [[4, 4], [0, 0], [3, 4], [1, 1]]], ["4", "4"]),
        ] as [(String, JSON, [String])]
    )
    func frontier(rule: String, json: JSON, expected: [String]) throws { #expect(try awards(json, rule) == expected) }

    /// Nash's own example (Econometrica 18, 1950): Bill gives book, whip, ball and bat for pen, toy and knife.
    @Test("lets Bill and Jack barter as Nash has them")
    func billAndJack() throws {
        func good(_ name: String, _ owner: String, _ bill: Int, _ jack: Int) -> JSON {
            [
                "name": .string(name), "owner": .string(owner),
                "worth": ["Bill": .integer(bill), "Jack": .integer(jack)],
            ]
        }
        let goods: JSON = [
            good("book", "Bill", 2, 4), good("whip", "Bill", 2, 2), good("ball", "Bill", 2, 1),
            good("bat", "Bill", 2, 2), good("box", "Bill", 4, 1), good("pen", "Jack", 10, 1),
            good("toy", "Jack", 4, 1), good("knife", "Jack", 6, 2), good("hat", "Jack", 2, 2),
        ]
        let answer = try BargainReading(["goods": goods]).answer(nil) { () throws(Failure) in }
        #expect(answer["product"] == 60)
        #expect(answer["rows"]?[0]?["gives"] == ["book", "whip", "ball", "bat"])
        #expect(answer["rows"]?[1]?["gives"] == ["pen", "toy", "knife"])
        #expect(answer["rows"]?.array?.map { $0["awards"]?["nash"] } == [24, 11])
        #expect(answer["rows"]?.array?.map { $0["disagreement"] } == [12, 6])
    }

    /// Nash's axioms: scales of utility don't matter; all that is chosen from still being there, the choice stays.
    @Test("doesn't mind the scale of utility", arguments: 1...20)
    func scale(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let points = (0..<5).map { _ in
            Frontier.Point(
                x: Rational(whole: 1 + random.below(30)),
                y: Rational(whole: 1 + random.below(30))
            )
        }
        let zero = Frontier.Point(x: .zero, y: .zero)
        let plain = try Frontier(points: points, disagreement: zero)
        let scaled = try Frontier(
            points: points.map { Frontier.Point(x: $0.x * 7 + 5, y: $0.y / 3 - 2) },
            disagreement: Frontier.Point(x: 5, y: -2)
        )
        for rule in [BargainingRule.nash, .kalaiSmorodinsky, .equalArea] {
            let (one, other) = (plain.point(by: rule), scaled.point(by: rule))
            #expect(one.x * 7 + 5 == other.x && one.y / 3 - 2 == other.y, "\(rule)")
        }
        let nash = plain.point(by: .nash)
        for corner in plain.corners { #expect(nash.x * nash.y >= corner.x * corner.y) }
    }

    @Test(
        "refuses what leaves nothing to agree on",
        arguments: [
            (
                ["pie": 10, "disagreement": [6, 5]],
                "without agreement all have 11 together, more than the 10 to share"
            ),
            (
                ["pie": 10, "disagreement": [0, 0], "utopia": [3, 4]],
                "the hopes add up to 7, less than the 10 to share"
            ),
            (["pie": 10], "a pie needs parties: what each has without agreement, at least"),
            (
                ["frontier": [[0, 1], [1, 0]], "disagreement": [1, 1]],
                "no mixture of the frontier's points is better for both than disagreement"
            ),
            ([:], "'bargain' must have a pie, a frontier or goods"),
            (["pie": 10, "disagreement": [0, 0], "weights": [1, 0]], "a weight must be above 0"),
        ] as [(JSON, String)]
    )
    func refusals(json: JSON, message: String) {
        let failure = #expect(throws: Failure.self) { try BargainReading(json) }
        #expect(failure?.message == message)
    }
}
