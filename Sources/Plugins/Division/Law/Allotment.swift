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
        do throws(Rational.Overflow) {
            let total = try amount.map { (amount) throws(Rational.Overflow) in
                try FixedDecimal(rounding: amount, decimals: decimals)
            }
            self.amount = total
            rows = try Self.rows(body, claims: claims, amount: total, decimals: decimals)
        } catch {
            throw Failure(
                .invalidParams,
                "these numbers are too long to be divided exactly",
                hint: "ask for fewer decimals, or give amounts and lengths with fewer digits"
            )
        }
    }

    private static func rows(
        _ body: Body,
        claims: [Rational],
        amount: FixedDecimal?,
        decimals: Int
    ) throws(Rational.Overflow) -> [Row] {
        var sum = Rational.zero
        for claim in claims { sum = try sum + claim }
        let percents = try LargestRemainder.units(claims, total: 100 * (Rational.power(decimals) ?? 1))
        let amounts = try amount.map { (amount) throws(Rational.Overflow) in
            try LargestRemainder.units(claims, total: amount.units)
        }
        var rows: [Row] = []
        for (index, state) in body.states.enumerated() {
            rows.append(
                Row(
                    state: state,
                    share: try claims[index] / sum,
                    percent: FixedDecimal(units: percents[index], decimals: decimals),
                    amount: amounts.map { FixedDecimal(units: $0[index], decimals: decimals) }
                )
            )
        }
        return rows
    }
}
