import JSON
import PluginKit
import Schema
import Wire

extension DivisionPlugin {
    /// Answers the one question that was asked; without any, the one about the body.
    func fairness(_ call: Call) throws(Failure) -> JSON {
        let asked = [
            FairnessMethod.claims, FairnessMethod.game, FairnessMethod.bargain, FairnessMethod.ballots,
            FairnessMethod.goods, FairnessMethod.formulas,
        ].filter { call[$0] != nil }
        guard asked.count <= 1 else {
            let names = asked.map { "'\($0.property.name)'" }.joined(separator: " and ")
            throw .wrong(
                "\(names) are different questions; ask one at a time",
                at: "/\(asked[1].property.name)"
            )
        }
        let rule = call[FairnessMethod.rule]
        if let claims = call[FairnessMethod.claims] { return try claimsAnswer(claims, call) }
        if let game = call[FairnessMethod.game] {
            return try Self.gameAnswer(GameReading(game), rule) { () throws(Failure) in try call.checkpoint() }
        }
        if let bargain = call[FairnessMethod.bargain] {
            return try BargainReading(bargain).answer(rule) { () throws(Failure) in try call.checkpoint() }
        }
        if let ballots = call[FairnessMethod.ballots] {
            let election = try Election(ballots, candidates: call[FairnessMethod.candidates])
            let quota = try call[FairnessMethod.quota].map { (json) throws(Failure) in
                try Rational.read(json, at: "/quota")
            }
            return try election.answer(rule, quota: quota)
        }
        if let goods = call[FairnessMethod.goods] { return try GoodsReading(goods).answer(rule) }
        if let formulas = call[FairnessMethod.formulas] {
            return try FormulaTable(formulas).compromiseAnswer { () throws(Failure) in try call.checkpoint() }
        }
        guard call[FairnessMethod.estate] == nil else {
            throw .wrong("'estate' needs 'claims': what each claims of it", at: "/claims")
        }
        return try bodyFairness(call)
    }

    private func area(of json: JSON) throws(Failure) -> Rational? {
        if let body = try figures(json) { return body.area }
        return Rational(decimal: "\(try waters(json).area)")
    }

    private func claimsAnswer(_ json: JSON, _ call: Call) throws(Failure) -> JSON {
        let claims = try NamedNumbers(json, at: "/claims")
        let estate: Rational
        if let given = call[FairnessMethod.estate] {
            estate = try .read(given, at: "/estate")
        } else if let json = call[CalculateMethod.body], let area = try area(of: json) {
            estate = area
        } else {
            throw .wrong(
                "'estate' is missing: what there is to divide",
                at: "/estate",
                hint: "or name a 'body', whose area is divided then"
            )
        }
        let problem = try ClaimsProblem(estate: estate, claims: claims.values)
        let rules = try FairnessRule.select(call[FairnessMethod.rule], among: ClaimsRule.allCases, \.rule)
        var columns: [FairnessColumn] = []
        var unavailable: [JSON] = []
        for rule in rules where rules.count == 1 || !rule.isRepetition {
            try call.checkpoint()
            do throws(Failure) {
                columns.append(FairnessColumn(rule: rule.rule, values: try problem.awards(by: rule)))
            } catch {
                guard rules.count > 1 else { throw error }
                unavailable.append(["rule": .string(rule.rawValue), "reason": .string(error.message)])
            }
        }
        return FairnessColumn.answer("claims", claims.names, columns, unavailable, also: ["estate": estate.json]) {
            index in
            ["claim": claims.values[index].json]
        }
    }

    private static func gameAnswer(
        _ reading: GameReading,
        _ name: String?,
        _ checkpoint: () throws(Failure) -> Void
    ) throws(Failure) -> JSON {
        let rules = try FairnessRule.select(name, among: GameRule.allCases, \.rule)
        let game = reading.game
        var columns: [FairnessColumn] = []
        var unavailable: [JSON] = []
        var extra: Members = ["total": game.worth(of: game.everybody).json]
        for rule in rules {
            do throws(Failure) {
                switch rule {
                case .shapley: columns.append(FairnessColumn(rule: rule.rule, values: game.shapleyValue()))
                case .banzhaf: columns.append(FairnessColumn(rule: rule.rule, values: game.banzhafIndex()))
                case .banzhafValue: columns.append(FairnessColumn(rule: rule.rule, values: game.banzhafValue()))
                case .nucleolus:
                    let gains = reading.isCost ? game.negated : game
                    let nucleolus = try Nucleolus(of: gains, checkpoint: checkpoint)
                    let payoff = nucleolus.payoff.map { reading.isCost ? -$0 : $0 }
                    columns.append(FairnessColumn(rule: rule.rule, values: payoff))
                    extra.append("leastExcess", nucleolus.leastExcess.json)
                    extra.append("hasCore", .bool(!nucleolus.leastExcess.isPositive))
                }
            } catch {
                guard rules.count > 1, error.code == .invalidParams else { throw error }
                unavailable.append(["rule": .string(rule.rawValue), "reason": .string(error.message)])
            }
        }
        return FairnessColumn.answer("game", reading.players, columns, unavailable, also: extra) { index in
            ["alone": game.worth(of: 1 << index).json]
        }
    }
}

/// What a rule gives to each party.
struct FairnessColumn {
    let rule: FairnessRule
    let values: [Rational]

    /// A result with one row for each of `names`.
    static func answer(
        _ kind: String,
        _ names: [String],
        _ columns: [FairnessColumn],
        _ unavailable: [JSON] = [],
        also extra: Members = Members(),
        _ more: (Int) -> Members
    ) -> JSON {
        var members: Members = ["kind": .string(kind)]
        for (key, value) in extra { members.append(key, value) }
        members.append("rules", .array(columns.map { .object($0.rule.json) }))
        members.append(
            "rows",
            .array(
                names.indices.map { index in
                    var row: Members = ["name": .string(names[index])]
                    for (key, value) in more(index) { row.append(key, value) }
                    row.append("awards", .object(Members(columns.map { ($0.rule.name, $0.values[index].json) })))
                    row.append(
                        "exact",
                        .object(Members(columns.map { ($0.rule.name, .string($0.values[index].description)) }))
                    )
                    return .object(row)
                }
            )
        )
        members.append("unavailable", .array(unavailable))
        return .object(members)
    }
}

/// A value for games of coalitions.
enum GameRule: String, CaseIterable {
    case shapley, nucleolus, banzhaf
    case banzhafValue = "banzhaf-value"

    var rule: FairnessRule {
        switch self {
        case .shapley:
            FairnessRule(
                rawValue,
                "Shapley value",
                "what each adds, averaged over every order in which all may come",
                "Shapley, Contributions to the Theory of Games II, 1953"
            )
        case .nucleolus:
            FairnessRule(
                rawValue,
                "nucleolus",
                "the coalition that fares worst fares as well as can be, then the next",
                "Schmeidler, SIAM Journal on Applied Mathematics 17, 1969"
            )
        case .banzhaf:
            FairnessRule(
                rawValue,
                "Banzhaf index",
                "what each adds, averaged over all coalitions of the others, as a part of the whole",
                "Penrose 1946; Banzhaf, Rutgers Law Review 19, 1965",
                aliases: ["banzhaf-normalised", "banzhaf-normalized"]
            )
        case .banzhafValue:
            FairnessRule(
                rawValue,
                "Banzhaf value",
                "what each adds, averaged over all coalitions of the others",
                "Owen, Naval Research Logistics Quarterly 22, 1975",
                aliases: ["banzhaf-raw"]
            )
        }
    }
}
