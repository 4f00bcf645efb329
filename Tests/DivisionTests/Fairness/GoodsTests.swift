import JSON
import TestSupport
import Testing
import Wire

@testable import Division

@Suite("Goods")
struct GoodsTests {
    private func numbers(_ values: [Int]) -> [Rational] { values.map { Rational(whole: $0) } }

    /// The Trumps' divorce in Brams & Taylor's teaching example (COMAP): Connecticut, Palm Beach, Plaza, Tower, cash.
    @Test("are split by adjusted winner as Brams and Taylor split them")
    func adjustedWinner() throws {
        let (donald, ivana) = (numbers([10, 40, 10, 38, 2]), numbers([38, 20, 30, 10, 2]))
        let result = try AdjustedWinner(donald, ivana)
        #expect(result.points.map(\.description) == ["218/3", "218/3"])
        #expect(result.fractions.map(\.description) == ["0", "13/15", "0", "1", "0"])
        #expect(result.split == 1)
        #expect(try AdjustedWinner(ivana, donald).points == result.points)
    }

    @Test("are fair after adjusted winner: equal, free of envy, efficient", arguments: 1...25)
    func adjustedWinnerProperties(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        var lists = (0..<2).map { _ in numbers((0..<4).map { _ in random.below(9) }) }
        // Both give out the same sum.
        lists[0].append(lists[1].sum() + 1)
        lists[1].append(lists[0].dropLast().sum() + 1)
        let result = try AdjustedWinner(lists[0], lists[1])
        #expect(result.points[0] == result.points[1])
        let check = try GoodsCheck(worths: lists, parts: [result.fractions, result.fractions.map { 1 - $0 }])
        #expect(check.isProportional && check.isEnvyFree && check.isEquitable && check.isEfficient)
        #expect(result.fractions.count { $0.isPositive && $0 < 1 } <= 1)
    }

    /// Four heirs and one house (COMAP): the second gets it and pays 140,000.
    @Test("go to the highest bidder with Knaster, who pays the others")
    func knaster() throws {
        let result = try Knaster(bids: [120_000, 200_000, 140_000, 180_000].map { numbers([$0]) })
        #expect(result.winners == [1])
        #expect(result.payments.map(\.description) == ["40000", "-140000", "45000", "55000"])
        #expect(result.surplus == 40_000)
    }

    @Test("leave everybody with more than an even part under Knaster", arguments: 1...20)
    func knasterProperties(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let bids = (0..<3).map { _ in numbers((0..<4).map { _ in random.below(50) }) }
        let result = try Knaster(bids: bids)
        #expect(result.payments.sum().isZero)
        for bidder in bids.indices {
            let goods = result.winners.indices.filter { result.winners[$0] == bidder }.map { bids[bidder][$0] }
            #expect(goods.sum() + result.payments[bidder] >= bids[bidder].sum() / 3)
        }
    }

    @Test("are checked for envy, even parts and waste")
    func check() throws {
        // A likes the first, B the second; each has the other one.
        let worths = [numbers([8, 2]), numbers([2, 8])]
        let bad = try GoodsCheck(worths: worths, parts: [numbers([0, 1]), numbers([1, 0])])
        #expect(!bad.isProportional && !bad.isEnvyFree && bad.isEquitable && !bad.isEfficient)
        #expect(bad.improvement == [numbers([1, 0]), numbers([0, 1])])
        let good = try GoodsCheck(worths: worths, parts: [numbers([1, 0]), numbers([0, 1])])
        #expect(good.isProportional && good.isEnvyFree && good.isEquitable && good.isEfficient)
        let kept = try GoodsCheck(worths: worths, parts: [numbers([1, 0]), numbers([0, 0])])
        #expect(!kept.isEfficient && !kept.isEnvyFree && !kept.isEquitable)
    }

    @Test("are refused when points or parts don't add up")
    func refusals() {
        let points = #expect(throws: Failure.self) { try AdjustedWinner(numbers([60, 40]), numbers([50, 40])) }
        #expect(points?.message == "the points add up to 100 and 90; both must give out the same sum")
        let parts = #expect(throws: Failure.self) {
            try GoodsCheck(worths: [numbers([1]), numbers([1])], parts: [numbers([1]), numbers([1])])
        }
        #expect(parts?.message == "the parts of good 1 add up to 2, more than all of it")
        #expect(throws: Failure.self) { try Knaster(bids: [numbers([1]), numbers([1, 2])]) }
    }
}

@Suite("Compromises")
struct CompromiseTests {
    private func shares(_ rows: [[Int]]) -> [[Rational]] { rows.map { $0.map { Rational(whole: $0) } } }

    @Test("meet two parties who want opposite things half-way")
    func opposite() throws {
        let result = try Compromise(shares: shares([[80, 20], [20, 80]]))
        #expect(result.mixture == [.one / 2, .one / 2])
        #expect(result.shares == [50, 50])
        #expect(result.regrets == [.one / 2, .one / 2])
    }

    /// Regrets (0, 1, 1), (1, 0, 0) and (2/3, 1/3, 1/2): half of each of the first two costs everybody 1/2; the third alone
    /// costs the first party 2/3. With p, q and r of them the first loses q + 2r/3, the second p + r/3, which are equal and
    /// least at p = 1/2, q = 1/2, r = 0 or at any p = 1/2 - r/3 …: then the third's p + r/2 = 1/2 + r/6 decides for r = 0.
    @Test("go on with the second largest regret")
    func lexicographic() throws {
        let result = try Compromise(shares: shares([[60, 0, 0], [0, 60, 60], [20, 40, 30]]))
        #expect(result.regrets == [.one / 2, .one / 2, .one / 2])
        #expect(result.mixture == [.one / 2, .one / 2, .zero])
    }

    @Test("leave parties out to which all formulas are the same")
    func indifferent() throws {
        let result = try Compromise(shares: shares([[50, 30, 20], [50, 10, 40]]))
        #expect(result.regrets == [.zero, .one / 2, .one / 2])
        #expect(result.shares == [50, 20, 30])
        #expect(try Compromise(shares: shares([[1, 2]])).mixture == [1])
    }

    /// No mixture on a grid of twentieths regrets less.
    @Test("are the best of all mixtures", arguments: 1...15)
    func best(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let table = (0..<3).map { _ in (0..<4).map { _ in Rational(whole: random.below(40)) } }
        let result = try Compromise(shares: table)
        #expect(result.mixture.sum() == 1 && result.mixture.allSatisfy { !$0.isNegative })
        let least = result.regrets.sorted(by: >)
        for first in 0...20 {
            for second in 0...(20 - first) {
                let mixture = [first, second, 20 - first - second].map { Rational(whole: $0) / 20 }
                let regrets = (0..<4).map { party in
                    let values = table.map { $0[party] }
                    let (best, worst) = (values.max() ?? .zero, values.min() ?? .zero)
                    return best == worst ? .zero : (best - values.product(with: mixture)) / (best - worst)
                }
                #expect(!regrets.sorted(by: >).lexicographicallyPrecedes(least))
            }
        }
    }

    @Test("don't mix formulas that divide different wholes")
    func sums() {
        let failure = #expect(throws: Failure.self) {
            try FormulaTable(["one": ["A": 1, "B": 1], "two": ["A": 1, "B": 2]])
        }
        #expect(failure?.message == "'two' gives out 3, 'one' 2; all formulas must divide the same whole")
    }
}

@Suite("Linear programs")
struct ExactSimplexTests {
    private func column(_ number: Int, _ entries: [Int], _ cost: Rational) -> ExactSimplex.Column {
        ExactSimplex.Column(number: number, entries: entries.map { Rational(whole: $0) }, cost: cost)
    }

    /// Dantzig's example (Linear Programming and Extensions, 1963): maximize 3x + 5y for x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18.
    @Test("find the best corner")
    func corner() throws {
        let program = try #require(
            ExactSimplex.solve(
                [
                    column(0, [1, 0, 3], -3), column(1, [0, 2, 2], -5), column(2, [1, 0, 0], 0),
                    column(3, [0, 1, 0], 0),
                    column(4, [0, 0, 1], 0),
                ],
                rightSide: [4, 12, 18]
            )
        )
        #expect(-program.objective == 36)
        #expect([program.value(of: 0), program.value(of: 1)] == [2, 6])
        #expect(program.multipliers.map { -$0 } == [.zero, .one * 3 / 2, 1])
    }

    /// Beale's example (1955), on which the plain rule of the cheapest column goes in circles.
    @Test("end where the simplex method can go in circles")
    func cycling() throws {
        func row(_ entries: [Rational], _ number: Int, _ cost: Rational) -> ExactSimplex.Column {
            ExactSimplex.Column(number: number, entries: entries, cost: cost)
        }
        let quarter = Rational.one / 4
        let program = try #require(
            ExactSimplex.solve(
                [
                    row([quarter, .one / 2, 0], 0, .zero - quarter * 3), row([-60, -90, 0], 1, 150),
                    row([.zero - .one / 25, .zero - .one / 50, 1], 2, .zero - .one / 50), row([9, 3, 0], 3, 6),
                    row([1, 0, 0], 4, 0), row([0, 1, 0], 5, 0), row([0, 0, 1], 6, 0),
                ],
                rightSide: [0, 0, 1]
            )
        )
        #expect(program.objective == .zero - .one / 20)
    }

    @Test("say when nothing satisfies them, and bear a row that says nothing new")
    func infeasible() throws {
        #expect(ExactSimplex.solve([column(0, [1, 1], 1)], rightSide: [1, 2]) == nil)
        let twice = try #require(
            ExactSimplex.solve([column(0, [1, 2], 1), column(1, [1, 2], 3)], rightSide: [5, 10])
        )
        #expect(twice.objective == 5)
    }
}
