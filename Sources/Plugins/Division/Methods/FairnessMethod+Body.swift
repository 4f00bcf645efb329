import BigInt
import JSON
import PluginKit
import Schema
import Wire

extension FairnessMethod {
    static let reference = Parameter<String?>(
        "reference",
        .string(length: 1...64),
        "The formula that holds without agreement; states veto what gives them less. Without: the median line, if known."
    )

    /// One result for a body: preferences, votes, and what lies between the formulas.
    static func answer(
        _ preferences: Preferences,
        titles: [String],
        names: [String],
        _ call: Call
    ) throws(Failure) -> Members {
        let table = preferences.table
        let formulas = table.formulas.indices
        let whole = table.shares[0].sum()
        func percent(_ share: Rational) -> JSON { (share * 100 / whole).json }
        func named(_ formulas: [Int]) -> JSON { .array(formulas.map { .string(table.formulas[$0]) }) }
        let election = preferences.election
        let (rules, results, unavailable) = try election.results(nil, quota: nil)
        let compromise = try Compromise(shares: table.shares) { () throws(Failure) in try call.checkpoint() }
        let columns = try between(preferences, compromise)
        var members = Members()
        members.append("reference", .string(table.formulas[preferences.reference]))
        members.append(
            "formulas",
            .array(formulas.map { ["formula": .string(table.formulas[$0]), "title": .string(titles[$0])] })
        )
        members.append(
            "states",
            .array(
                table.parties.indices.map { party in
                    [
                        "state": .string(table.parties[party]), "name": .string(names[party]),
                        "ranking": .array(preferences.ranking(of: party).map(named)),
                        "vetoes": named(preferences.vetoes(of: party)),
                        "gains": .object(
                            Members(
                                zip(table.formulas, preferences.gains(of: party)).map { ($0, percent($1)) }
                            )
                        ),
                    ]
                }
            )
        )
        members.append("votes", .array(zip(rules, results).map { .object(election.json($0, $1)) }))
        members.append("rules", .array(columns.map { .object($0.rule.json) }))
        members.append(
            "rows",
            .array(
                table.parties.indices.map { party in
                    [
                        "name": .string(table.parties[party]), "claim": preferences.best[party].json,
                        "disagreement": preferences.worst[party].json,
                        "awards": .object(Members(columns.map { ($0.rule.name, $0.values[party].json) })),
                        "percents": .object(Members(columns.map { ($0.rule.name, percent($0.values[party])) })),
                        "exact": .object(
                            Members(columns.map { ($0.rule.name, .string($0.values[party].description)) })
                        ),
                        "regret": compromise.regrets[party].json,
                    ]
                }
            )
        )
        members.append("mixture", table.mixture(compromise, \.json))
        members.append("exactMixture", table.mixture(compromise) { .string($0.description) })
        members.append("unavailable", .array(unavailable))
        return members
    }

    /// Every rule that divides the whole between what each can claim and what each can be sure of.
    private static func between(
        _ preferences: Preferences,
        _ compromise: Compromise
    ) throws(Failure) -> [FairnessColumn] {
        let whole = preferences.table.shares[0].sum()
        var columns = [FairnessColumn(rule: FormulaTable.compromise, values: compromise.shares)]
        let pie = try Pie(size: whole, disagreement: preferences.worst, utopia: preferences.best)
        for rule in [BargainingRule.nash, .kalaiSmorodinsky] {
            if let shares = pie.shares(by: rule) { columns.append(FairnessColumn(rule: rule.rule, values: shares)) }
        }
        let problem = try ClaimsProblem(estate: whole, claims: preferences.best)
        for rule in ClaimsRule.allCases where !rule.isRepetition && rule.isApplicable(to: problem.claims.count) {
            columns.append(FairnessColumn(rule: rule.rule, values: try problem.awards(by: rule)))
        }
        return columns
    }
}

extension DivisionPlugin {
    /// The formulas of a body, and what the states make of them.
    func bodyFairness(_ call: Call) throws(Failure) -> JSON {
        let body: Body
        var formulas: [(name: String, title: String, shares: [Rational])] = []
        // Differences below a unit of the figures, or a millionth of the whole, are none.
        var threshold = Rational.one
        if let figures = try figures(call[CalculateMethod.body]) {
            body = figures
            for rule in Rule.allCases where rule.isApplicable(to: body) {
                let claims = try rule.claims(in: body)
                let whole = (body.area ?? 100) / claims.sum()
                formulas.append((rule.rawValue, rule.title, claims.map { $0 * whole }))
            }
        } else {
            let waters = try waters(call[CalculateMethod.body])
            body = waters.body
            threshold = Rational(decimal: "\(waters.area / 1e6)") ?? .one
            formulas = try divisions(of: waters, call)
        }
        let table = FormulaTable(
            formulas: formulas.map(\.name),
            parties: body.states.map(\.code),
            shares: formulas.map(\.shares)
        )
        var members: Members = ["kind": "body", "body": .string(body.name), "title": .string(body.title)]
        let answer = try FairnessMethod.answer(
            Preferences(
                table: table,
                reference: formulas.firstIndex { $0.name == "median" } ?? 0,
                threshold: threshold
            ),
            titles: formulas.map(\.title),
            names: body.states.map(\.name),
            call
        )
        for (key, value) in answer { members.append(key, value) }
        return .object(members)
    }

    /// The formulas that divide all of a body's water; those that leave some common compare with no other.
    private func divisions(
        of waters: Waters,
        _ call: Call
    ) throws(Failure) -> [(name: String, title: String, shares: [Rational])] {
        var found: [(name: String, title: String, shares: [Rational])] = []
        for formula in waters.formulas where formula.dividesAll {
            let allocation = try waters.allocation(formula) { () throws(Failure) in try call.checkpoint() }
            // All of them divide the same whole, to the last digit.
            let shares = allocation.percents.map { Rational(decimal: "\($0)") ?? .zero }
            let sum = shares.sum()
            let area = Rational(decimal: "\(waters.area)") ?? .one
            found.append((formula.name, formula.title, shares.map { $0 / sum * area }))
        }
        return found
    }
}

extension Formula {
    /// Whether it leaves no water common.
    fileprivate var dividesAll: Bool {
        switch geometry {
        case .belts, .equidistance(.some), .front(_, false): false
        default: true
        }
    }
}
