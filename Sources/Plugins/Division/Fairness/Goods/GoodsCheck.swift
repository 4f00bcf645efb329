import JSON
import Wire

/// Whether an allocation of goods is fair to parties who value them additively.
struct GoodsCheck: Sendable {
    /// What each thinks of the others' bundles: `values[i][j]` is the bundle of j to i.
    let values: [[Rational]]
    /// What everything is worth to each.
    let totals: [Rational]
    /// A division with the same goods that is better for some and worse for none; `nil` when there is none (Pareto).
    let improvement: [[Rational]]?

    /// 20 variables for each good at most, 1,000 in all.
    static let mostParts = 1000

    /// - Parameters:
    ///   - worths: what each good is worth to each party.
    ///   - parts: what each party gets of each good, 0 … 1.
    ///
    /// Throws `invalidParams` for parts below 0 or of more than there is.
    init(worths: [[Rational]], parts: [[Rational]]) throws(Failure) {
        guard let goods = worths.first?.count, worths.count == parts.count,
            (worths + parts).allSatisfy({ $0.count == goods })
        else {
            throw .wrong("'allocation' must say what each party gets of each good", at: "/goods/allocation")
        }
        guard worths.count * goods <= Self.mostParts else {
            throw .wrong("more than \(Self.mostParts) parts can't be checked", at: "/goods")
        }
        guard parts.allSatisfy({ $0.allSatisfy { !$0.isNegative } }) else {
            throw .wrong("nobody can get less than nothing of a good", at: "/goods/allocation")
        }
        for good in 0..<goods {
            let given = parts.map { $0[good] }.sum()
            guard given <= 1 else {
                throw .wrong(
                    "the parts of good \(good + 1) add up to \(given.shown), more than all of it",
                    at: "/goods/allocation",
                    hint: "parts of a good add up to 1 at most"
                )
            }
        }
        values = worths.map { worth in parts.map { worth.product(with: $0) } }
        totals = worths.map { $0.sum() }
        improvement = Self.improvement(worths, own: worths.indices.map { worths[$0].product(with: parts[$0]) })
    }

    private var own: [Rational] { values.indices.map { values[$0][$0] } }

    /// Everybody gets at least an even part, by the own opinion (Steinhaus 1948).
    var isProportional: Bool { zip(own, totals).allSatisfy { $0 * Rational(whole: totals.count) >= $1 } }

    /// Nobody prefers another's bundle (Foley 1967).
    var isEnvyFree: Bool { envies.isEmpty }

    /// Who envies whom.
    var envies: [(who: Int, whom: Int)] {
        values.indices.flatMap { who in
            values.indices.filter { values[who][$0] > values[who][who] }.map { (who, $0) }
        }
    }

    /// Everybody thinks to have got the same part of everything (Brams & Taylor 1996).
    var isEquitable: Bool {
        let parts = zip(own, totals).map { $1.isZero ? Rational.zero : $0 / $1 }
        return Set(parts).count <= 1
    }

    /// No other division of the goods, into parts of any size, is better for some and worse for none (Pareto 1906).
    var isEfficient: Bool { improvement == nil }

    /// Maximizes the sum of what all have while nobody loses, by a linear program over the parts.
    private static func improvement(_ worths: [[Rational]], own: [Rational]) -> [[Rational]]? {
        let (parties, goods) = (worths.count, worths.first?.count ?? 0)
        var columns: [ExactSimplex.Column] = []
        let rows = goods + parties
        func add(_ entries: [(row: Int, value: Rational)], _ cost: Rational) {
            var column = [Rational](repeating: .zero, count: rows)
            for (row, value) in entries { column[row] = value }
            columns.append(ExactSimplex.Column(number: columns.count, entries: column, cost: cost))
        }
        for party in 0..<parties {
            for good in 0..<goods {
                add([(good, 1), (goods + party, worths[party][good])], -worths[party][good])
            }
        }
        for good in 0..<goods { add([(good, 1)], .zero) }
        for party in 0..<parties { add([(goods + party, -1)], .zero) }
        let rightSide = [Rational](repeating: 1, count: goods) + own
        guard let program = ExactSimplex.solve(columns, rightSide: rightSide), -program.objective > own.sum() else {
            return nil
        }
        return (0..<parties).map { party in (0..<goods).map { program.value(of: party * goods + $0) } }
    }
}
