import JSON
import PluginKit
import Wire

extension DivisionPlugin {
    /// The formulas of a body, and what the states make of them.
    func bodyFairness(_ call: Call) throws(Failure) -> JSON {
        let body = try body(named: call[CalculateMethod.body])
        let rules = Rule.allCases.filter { $0.isApplicable(to: body) }
        var shares: [[Rational]] = []
        for rule in rules {
            let claims = try rule.claims(in: body)
            let whole = (body.area ?? 100) / claims.sum()
            shares.append(claims.map { $0 * whole })
        }
        let table = FormulaTable(formulas: rules.map(\.rawValue), parties: body.states.map(\.code), shares: shares)
        return try table.compromiseAnswer { () throws(Failure) in try call.checkpoint() }
    }
}
