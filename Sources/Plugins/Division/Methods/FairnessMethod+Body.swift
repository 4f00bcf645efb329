import BigInt
import JSON
import PluginKit
import Schema
import Synchronization
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
    /// The formulas of a body, and what its states make of them.
    func bodyFairness(_ call: Call) throws(Failure) -> JSON {
        let waters = try figures(call[CalculateMethod.body]) == nil ? try waters(call[CalculateMethod.body]) : nil
        let key = "fairness \(call[FairnessMethod.reference] ?? "")"
        if let known = waters?.answers.withLock({ $0[key] }) { return known }
        let (body, table, titles) = try formulaTable(call)
        let reference = try table.reference(call[FairnessMethod.reference])
        // A millionth of the water: below that, figures of the shore don't tell formulas apart.
        let threshold = table.shares[0].sum() / 1_000_000
        let preferences = Preferences(table: table, reference: reference, threshold: threshold)
        var members: Members = ["kind": "body", "body": .string(body.name), "title": .string(body.title)]
        let names = body.states.map(\.name)
        for (key, value) in try FairnessMethod.answer(preferences, titles: titles, names: names, call) {
            members.append(key, value)
        }
        members.append(
            "convention",
            .string(
                "Each state wants as much water as it can get. Differences below a millionth of the water are none, "
                    + "common water counts in equal parts for all, and a state vetoes what gives it less than '\(table.formulas[reference])'."
            )
        )
        let answer = JSON.object(members)
        // A reference is one of the formulas, so there are few of these.
        waters?.answers.withLock { $0[key] = answer }
        return answer
    }

    /// What each state gets under each formula, in km²; in percent where the area isn't known.
    private func formulaTable(_ call: Call) throws(Failure) -> (body: Body, table: FormulaTable, titles: [String]) {
        let asked = call[CalculateMethod.body]
        guard let body = try figures(asked) else { return try shoreTable(try waters(asked), call) }
        let rules = Rule.allCases.filter { $0.isApplicable(to: body) }
        var shares: [[Rational]] = []
        for rule in rules {
            let claims = try rule.claims(in: body)
            let whole = (body.area ?? 100) / claims.sum()
            shares.append(claims.map { $0 * whole })
        }
        let table = FormulaTable(formulas: rules.map(\.rawValue), parties: body.states.map(\.code), shares: shares)
        return (body, table, rules.map(\.title))
    }

    private func shoreTable(
        _ waters: Waters,
        _ call: Call
    ) throws(Failure) -> (body: Body, table: FormulaTable, titles: [String]) {
        let checkpoint = { () throws(Failure) in try call.checkpoint() }
        var formulas: [Formula] = []
        var shares: [[Rational]] = []
        // Billionths of the water, so that every formula gives out the same whole exactly.
        let count = BigInt.powerOfTen(9)
        let unit = Rational(waters.area) / Rational(count)
        for (index, formula) in waters.formulas.enumerated() {
            call.progress(index, of: waters.formulas.count, formula.title)
            do throws(Failure) {
                let allocation = try waters.allocation(formula, checkpoint: checkpoint)
                let common = allocation.common / Double(max(1, allocation.squareKilometres.count))
                let parts = allocation.squareKilometres.map { Rational(max(0, $0 + common)) }
                let units = LargestRemainder.units(parts, total: count)
                shares.append(units.map { Rational($0) * unit })
                formulas.append(formula)
            } catch {
                guard error.code == .invalidParams || error.code == .internalError else { throw error }
            }
        }
        guard !formulas.isEmpty else {
            throw Failure(.invalidParams, "no formula can be worked out for '\(waters.body.name)'")
        }
        let parties = waters.body.states.map(\.code)
        let table = FormulaTable(formulas: formulas.map(\.name), parties: parties, shares: shares)
        return (waters.body, table, formulas.map(\.title))
    }
}

extension FormulaTable {
    /// The place of the formula that holds without agreement: the named one, else the median line, else the first.
    fileprivate func reference(_ name: String?) throws(Failure) -> Int {
        guard let name else { return formulas.firstIndex(of: "median") ?? 0 }
        if let index = formulas.firstIndex(of: name.lowercased()) { return index }
        throw .wrong(
            "unknown formula '\(name)'\(Suggestion.hint(Suggestion.nearest(to: name, among: formulas))); known: "
                + formulas.joined(separator: ", "),
            at: "/reference"
        )
    }
}
