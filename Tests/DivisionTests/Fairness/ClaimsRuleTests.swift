import JSON
import TestSupport
import Testing
import Wire

@testable import Division

/// The Talmud's cases are Aumann & Maschler's (Journal of Economic Theory 36, 1985), Ibn Ezra's will is O'Neill's
/// (Mathematical Social Sciences 2, 1982); what those papers don't print was worked out by hand from the definitions.
@Suite("Claims rules")
struct ClaimsRuleTests {
    private func awards(_ rule: ClaimsRule, _ estate: String, _ claims: [String]) throws -> [String] {
        let claims = try claims.map { try #require(Rational(text: $0)) }
        let problem = try ClaimsProblem(estate: #require(Rational(text: estate)), claims: claims)
        return try problem.awards(by: rule).map(\.description)
    }

    @Test(
        "divide the estate of the Talmud among claims of 100, 200 and 300",
        arguments: [
            (.proportional, 200, ["100/3", "200/3", "100"]), (.cea, 200, ["200/3", "200/3", "200/3"]),
            (.cea, 500, ["100", "200", "200"]), (.cel, 100, ["0", "0", "100"]), (.cel, 200, ["0", "50", "150"]),
            (.cel, 500, ["200/3", "500/3", "800/3"]), (.talmud, 100, ["100/3", "100/3", "100/3"]),
            (.talmud, 200, ["50", "75", "75"]), (.talmud, 300, ["50", "100", "150"]),
            (.talmud, 500, ["200/3", "500/3", "800/3"]), (.reverseTalmud, 100, ["0", "25", "75"]),
            (.reverseTalmud, 500, ["100", "175", "225"]), (.piniles, 200, ["50", "75", "75"]),
            (.piniles, 500, ["100", "175", "225"]), (.constrainedEgalitarian, 200, ["50", "75", "75"]),
            (.constrainedEgalitarian, 500, ["100", "200", "200"]),
            (.constrainedEgalitarian, 350, ["100", "100", "150"]),
            (.adjustedProportional, 200, ["40", "80", "80"]),
            (.adjustedProportional, 500, ["200/3", "500/3", "800/3"]),
            (.randomArrival, 200, ["100/3", "250/3", "250/3"]), (.minimalOverlap, 300, ["100/3", "250/3", "550/3"]),
            (.minimalOverlap, 500, ["200/3", "500/3", "800/3"]), (.nucleolus, 200, ["50", "75", "75"]),
            (.shapley, 200, ["100/3", "250/3", "250/3"]),
        ] as [(ClaimsRule, Int, [String])]
    )
    func talmud(rule: ClaimsRule, estate: Int, expected: [String]) throws {
        #expect(try awards(rule, String(estate), ["100", "200", "300"]) == expected)
    }

    @Test(
        "divide Ibn Ezra's estate of 120 among a quarter, a third, a half and all of it",
        arguments: [
            (.minimalOverlap, ["15/2", "65/6", "125/6", "485/6"]),
            (.randomArrival, ["85/6", "115/6", "175/6", "115/2"]),
            (.cea, ["30", "30", "30", "30"]), (.cel, ["0", "20/3", "80/3", "260/3"]),
            (.adjustedProportional, ["72/5", "96/5", "144/5", "288/5"]), (.talmud, ["15", "20", "30", "55"]),
        ] as [(ClaimsRule, [String])]
    )
    func ibnEzra(rule: ClaimsRule, expected: [String]) throws {
        #expect(try awards(rule, "120", ["30", "40", "60", "120"]) == expected)
    }

    @Test("divide the garment of which one holds all and the other half")
    func garment() throws {
        #expect(try awards(.concedeAndDivide, "1", ["1", "1/2"]) == ["3/4", "1/4"])
        for rule in [ClaimsRule.talmud, .randomArrival, .minimalOverlap, .adjustedProportional] {
            #expect(try awards(rule, "1", ["1", "0.5"]) == ["3/4", "1/4"], "\(rule)")
        }
    }

    /// Every order of arrival, one after the other: what the definition says.
    @Test("average random arrival over every order", arguments: 1...20)
    func permutations(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let problem = try random.claimsProblem(count: 1 + seed % 6)
        var sums = problem.claims.map { _ in Rational.zero }
        let orders = Self.orders(problem.claims.count)
        for order in orders {
            var left = problem.estate
            for index in order {
                let award = min(left, problem.claims[index])
                sums[index] += award
                left -= award
            }
        }
        #expect(try problem.awards(by: .randomArrival) == sums.map { $0 / orders.count })
    }

    @Test("give each between nothing and the claim, and all together the estate", arguments: ClaimsRule.allCases)
    func bounds(rule: ClaimsRule) throws {
        var random = SeededNumbers(seed: 5)
        for _ in 0..<60 {
            let problem = try random.claimsProblem(count: rule == .concedeAndDivide ? 2 : 1 + random.below(7))
            let awards = try problem.awards(by: rule)
            #expect(awards.sum() == problem.estate)
            for (award, claim) in zip(awards, problem.claims) { #expect(award >= .zero && award <= claim) }
        }
    }

    @Test("treat equal claims alike, whatever their order", arguments: ClaimsRule.allCases)
    func symmetry(rule: ClaimsRule) throws {
        var random = SeededNumbers(seed: 6)
        for _ in 0..<30 {
            let problem = try random.claimsProblem(count: rule == .concedeAndDivide ? 2 : 2 + random.below(5))
            let awards = try problem.awards(by: rule)
            for (left, right) in zip(problem.claims.indices, problem.claims.indices.dropFirst())
            where problem.claims[left] == problem.claims[right] { #expect(awards[left] == awards[right]) }
            let order = problem.claims.indices.sorted { problem.claims[$0] > problem.claims[$1] }
            let turned = try ClaimsProblem(estate: problem.estate, claims: order.map { problem.claims[$0] })
            #expect(try turned.awards(by: rule) == order.map { awards[$0] })
            // More claimed, not less got, and not less lost either (order preservation: Aumann & Maschler 1985).
            for (more, less) in zip(order, order.dropFirst()) {
                #expect(awards[more] >= awards[less])
                #expect(problem.claims[more] - awards[more] >= problem.claims[less] - awards[less])
            }
        }
    }

    @Test("give nobody less of a larger estate", arguments: ClaimsRule.allCases)
    func monotony(rule: ClaimsRule) throws {
        var random = SeededNumbers(seed: 7)
        for _ in 0..<20 {
            let problem = try random.claimsProblem(count: rule == .concedeAndDivide ? 2 : 4)
            var before = problem.claims.map { _ in Rational.zero }
            for step in 0...12 {
                let estate = problem.sum * Rational(whole: step) / 12
                let awards = try ClaimsProblem(estate: estate, claims: problem.claims).awards(by: rule)
                for (now, then) in zip(awards, before) { #expect(now >= then) }
                before = awards
            }
        }
    }

    /// Aumann & Maschler 1985; Herrero & Villar, Mathematical Social Sciences 42, 2001. Minimal overlap and Piniles have
    /// other duals.
    @Test(
        "divide losses as their duals divide awards",
        arguments: [
            (.cea, .cel), (.talmud, .talmud), (.reverseTalmud, .reverseTalmud), (.proportional, .proportional),
            (.randomArrival, .randomArrival), (.adjustedProportional, .adjustedProportional),
        ] as [(ClaimsRule, ClaimsRule)]
    )
    func duality(rule: ClaimsRule, dual: ClaimsRule) throws {
        var random = SeededNumbers(seed: 8)
        for _ in 0..<40 {
            let problem = try random.claimsProblem(count: 1 + random.below(6))
            let losses = try zip(problem.claims, problem.awards(by: rule)).map { $0 - $1 }
            #expect(try problem.dual.awards(by: dual) == losses)
        }
    }

    /// Two of the parties who divide what they got together by the same rule get the same again.
    @Test("agree with themselves among any two", arguments: [ClaimsRule.talmud, .cea, .cel, .proportional])
    func consistency(rule: ClaimsRule) throws {
        var random = SeededNumbers(seed: 9)
        for _ in 0..<30 {
            let problem = try random.claimsProblem(count: 5)
            let awards = try problem.awards(by: rule)
            for other in 1..<5 {
                let pair = try ClaimsProblem(
                    estate: awards[0] + awards[other],
                    claims: [problem.claims[0], problem.claims[other]]
                )
                #expect(try pair.awards(by: rule) == [awards[0], awards[other]])
            }
        }
    }

    @Test("are exact for numbers that no double holds", arguments: ClaimsRule.allCases)
    func large(rule: ClaimsRule) throws {
        let text = ["1e40", "100000000000000000000000000000000000000001"]
        let claims = try text.map { try #require(Rational(text: $0)) }
        let problem = try ClaimsProblem(estate: claims.sum() - 1, claims: claims)
        let awards = try problem.awards(by: rule)
        #expect(awards.sum() == problem.estate)
        if rule == .cel || rule == .talmud {
            #expect(zip(claims, awards).map { $0 - $1 } == [Rational.one / 2, .one / 2])
        }
    }

    /// Minimal overlap divides by every number up to that of the claims, which makes long fractions.
    @Test(
        "answer for many claims",
        arguments: [(100, ClaimsRule.allCases), (1000, [.talmud, .constrainedEgalitarian])]
    )
    func many(count: Int, rules: [ClaimsRule]) throws {
        var random = SeededNumbers(seed: 10)
        let claims = (0..<count).map { _ in Rational(whole: random.below(1_000_000)) / 7 }
        let problem = try ClaimsProblem(estate: claims.sum() / 3, claims: claims)
        for rule in rules where rule.isApplicable(to: count) {
            #expect(try problem.awards(by: rule).sum() == problem.estate)
        }
    }

    @Test(
        "refuse what can't be divided, and say why",
        arguments: [
            ("10", [], "there are no claims to divide by"),
            ("10", ["-1", "20"], "a claim must not be below 0, found -1"),
            ("-3", ["1"], "'estate' must not be below 0, found -3"),
            ("10", ["2", "2.5"], "the claims add up to 4.5, which is less than the estate of 10"),
            ("0", [String](repeating: "1", count: 1001), "there are 1001 claims, more than 1000"),
        ]
    )
    func refusals(estate: String, claims: [String], message: String) {
        let failure = #expect(throws: Failure.self) { try awards(.talmud, estate, claims) }
        #expect(failure?.message == message)
        #expect(failure?.details["pointer"] != nil)
    }

    @Test("refuse what a rule is not made for")
    func notForAll() {
        #expect(throws: Failure.self) { try awards(.concedeAndDivide, "1", ["1", "1", "1"]) }
        #expect(throws: Failure.self) { try awards(.randomArrival, "1", .init(repeating: "1", count: 17)) }
    }

    private static func orders(_ count: Int) -> [[Int]] {
        guard count > 1 else { return [Array(0..<count)] }
        return orders(count - 1).flatMap { order in
            (0..<count).map { place in Array(order[..<place]) + [count - 1] + Array(order[place...]) }
        }
    }
}
