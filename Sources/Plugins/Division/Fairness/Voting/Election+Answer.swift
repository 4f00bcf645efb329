import JSON
import Wire

extension Election {
    /// A result with one row for each candidate, by the rule called `name` or by all.
    func answer(_ name: String?, quota: Rational?) throws(Failure) -> JSON {
        let (rules, results, unavailable) = try results(name, quota: quota)
        return [
            "kind": "vote",
            "voters": total.json,
            "rules": .array(zip(rules, results).map { .object(self.json($0, $1)) }),
            "rows": .array(candidates.indices.map { .object(row($0, rules, results)) }),
            "unavailable": .array(unavailable),
        ]
    }

    /// What each of the rules says, and why others don't.
    func results(
        _ name: String?,
        quota: Rational?
    ) throws(Failure) -> (rules: [VotingRule], results: [VotingResult], unavailable: [JSON]) {
        let wanted = try FairnessRule.select(name, among: VotingRule.allCases, \.rule)
        var rules: [VotingRule] = []
        var results: [VotingResult] = []
        var unavailable: [JSON] = []
        for rule in wanted {
            do throws(Failure) {
                results.append(try result(by: rule, quota: quota))
                rules.append(rule)
            } catch {
                guard wanted.count > 1 else { throw error }
                unavailable.append(["rule": .string(rule.rawValue), "reason": .string(error.message)])
            }
        }
        return (rules, results, unavailable)
    }

    private func row(_ candidate: Int, _ rules: [VotingRule], _ results: [VotingResult]) -> Members {
        let pairs = zip(rules, results)
        return [
            "name": .string(candidates[candidate]),
            "wins": .array(pairs.filter { $1.winners.contains(candidate) }.map { .string($0.0.rawValue) }),
            "scores": .object(
                Members(
                    pairs.compactMap { rule, result in
                        result.scores.map { (rule.rawValue, $0[candidate].json) }
                    }
                )
            ),
            "exact": .object(
                Members(
                    pairs.compactMap { rule, result in
                        result.scores.map { (rule.rawValue, .string($0[candidate].description)) }
                    }
                )
            ),
        ]
    }

    func json(_ rule: VotingRule, _ result: VotingResult) -> Members {
        var members = rule.rule.json
        members.append("winners", .array(result.winners.map { .string(candidates[$0]) }))
        if let depth = result.depth { members.append("depth", .integer(depth)) }
        return members
    }
}
