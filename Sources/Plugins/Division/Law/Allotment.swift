import BigInt
import JSON
import Wire

/// What each state gets of an amount under a rule.
struct Allotment {
    let rule: Rule
    let body: Body
    let rows: [Row]
    /// What is divided, rounded; the rows' amounts add up to it.
    let amount: FixedDecimal?

    struct Row {
        let state: Body.State
        /// The exact part: 0 … 1.
        let share: Rational
        /// Of all rows together exactly 100.
        let percent: FixedDecimal
        let amount: FixedDecimal?
    }

    /// - Parameter decimals: how many digits percentages and amounts have behind the point: 0 … 12.
    init(_ body: Body, by rule: Rule, amount: Rational?, decimals: Int) throws(Failure) {
        self.rule = rule
        self.body = body
        let claims = try rule.claims(in: body)
        let total = amount.map { FixedDecimal(rounding: $0, decimals: decimals) }
        self.amount = total
        rows = Self.rows(body, claims: claims, amount: total, decimals: decimals)
    }

    private static func rows(_ body: Body, claims: [Rational], amount: FixedDecimal?, decimals: Int) -> [Row] {
        let sum = claims.sum()
        let percents = LargestRemainder.units(claims, total: 100 * BigInt.powerOfTen(decimals))
        let amounts = amount.map { LargestRemainder.units(claims, total: $0.units) }
        var rows: [Row] = []
        for (index, state) in body.states.enumerated() {
            rows.append(
                Row(
                    state: state,
                    share: claims[index] / sum,
                    percent: FixedDecimal(units: percents[index], decimals: decimals),
                    amount: amounts.map { FixedDecimal(units: $0[index], decimals: decimals) }
                )
            )
        }
        return rows
    }
}
