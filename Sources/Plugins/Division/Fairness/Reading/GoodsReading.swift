import JSON
import Wire

/// Goods and what they are worth, as a request writes them.
struct GoodsReading: Sendable {
    private let items: [String]
    private let parties: [String]
    private let question: Question

    private enum Question: Sendable {
        case adjustedWinner([[Rational]])
        case knaster([[Rational]])
        case check(worths: [[Rational]], parts: [[Rational]])
    }

    private static let adjustedWinner = FairnessRule(
        "adjusted-winner",
        "adjusted winner",
        "each good to who values it more, then as much back as makes both equal",
        "Brams & Taylor, Fair Division, 1996"
    )
    private static let knaster = FairnessRule(
        "knaster",
        "Knaster's bids",
        "each good to the highest bidder, who pays the others so that all have more than an even part",
        "Steinhaus, Econometrica 17, 1949"
    )

    init(_ json: JSON) throws(Failure) {
        let questions = ["points", "bids", "allocation"].filter { json[$0] != nil }
        guard questions.count == 1 else {
            throw .wrong(
                "'goods' must have points of two parties, or bids in money, or worths with an allocation to check",
                at: "/goods"
            )
        }
        let isCheck = questions[0] == "allocation"
        let key = isCheck ? "worths" : questions[0]
        guard let members = json[key]?.object, !members.isEmpty else {
            throw .wrong("'\(key)' must say what each good is worth to each party", at: "/goods/\(key)")
        }
        let worths = try Self.rows(members, at: "/goods/\(key)")
        parties = members.keys
        let count = worths[0].count
        let names = json["items"]?.array?.compactMap(\.string) ?? (0..<count).map { "good \($0 + 1)" }
        guard names.count == count else {
            throw .wrong("there are \(names.count) items, but \(count) numbers for them", at: "/goods/items")
        }
        items = names
        if isCheck {
            guard let given = json["allocation"]?.object, Set(given.keys) == Set(parties) else {
                throw .wrong(
                    "'allocation' must have the same parties as 'worths': \(parties.joined(separator: ", "))",
                    at: "/goods/allocation"
                )
            }
            let ordered = Members(parties.map { ($0, given[$0] ?? .null) })
            question = .check(worths: worths, parts: try Self.rows(ordered, at: "/goods/allocation"))
        } else if key == "points" {
            guard parties.count == 2 else {
                throw .wrong(
                    "adjusted winner is for two parties, found \(parties.count)",
                    at: "/goods/points",
                    hint: "give 'bids' in money for more"
                )
            }
            question = .adjustedWinner(worths)
        } else {
            question = .knaster(worths)
        }
    }

    private static func rows(_ members: Members, at pointer: String) throws(Failure) -> [[Rational]] {
        var rows: [[Rational]] = []
        for (name, list) in members {
            rows.append(try NamedNumbers(list, at: "\(pointer)/\(name)").values)
            guard rows[0].count == rows[rows.count - 1].count else {
                throw .wrong("needs \(rows[0].count) numbers, as many as the others", at: "\(pointer)/\(name)")
            }
        }
        return rows
    }

    func answer(_ name: String?) throws(Failure) -> JSON {
        switch question {
        case .adjustedWinner(let points):
            _ = try FairnessRule.select(name, among: [Self.adjustedWinner]) { $0 }
            return winnerAnswer(try AdjustedWinner(points[0], points[1]))
        case .knaster(let bids):
            _ = try FairnessRule.select(name, among: [Self.knaster]) { $0 }
            return knasterAnswer(try Knaster(bids: bids))
        case .check(let worths, let parts):
            return checkAnswer(try GoodsCheck(worths: worths, parts: parts))
        }
    }

    private func winnerAnswer(_ result: AdjustedWinner) -> JSON {
        var extra = Members()
        if let split = result.split { extra.append("split", .string(items[split])) }
        let column = FairnessColumn(rule: Self.adjustedWinner, values: result.points)
        return FairnessColumn.answer("goods", parties, [column], also: extra) { party in
            let parts = result.fractions.map { party == 0 ? $0 : 1 - $0 }
            return ["gets": self.parts(of: parts)]
        }
    }

    private func knasterAnswer(_ result: Knaster) -> JSON {
        let column = FairnessColumn(rule: Self.knaster, values: result.payments)
        return FairnessColumn.answer("goods", parties, [column], also: ["surplus": result.surplus.json]) { party in
            [
                "gets": parts(of: result.winners.map { $0 == party ? 1 : .zero }),
                "fairShare": result.fairShares[party].json,
                "payment": result.payments[party].json,
            ]
        }
    }

    private func checkAnswer(_ check: GoodsCheck) -> JSON {
        var extra: Members = [
            "proportional": .bool(check.isProportional), "envyFree": .bool(check.isEnvyFree),
            "equitable": .bool(check.isEquitable), "efficient": .bool(check.isEfficient),
        ]
        extra.append(
            "envies",
            .array(check.envies.map { [.string(parties[$0.who]), .string(parties[$0.whom])] })
        )
        if let better = check.improvement {
            extra.append(
                "better",
                .object(Members(parties.indices.map { (parties[$0], parts(of: better[$0])) }))
            )
        }
        return FairnessColumn.answer("check", parties, [], also: extra) { party in
            [
                "value": check.values[party][party].json, "total": check.totals[party].json,
                "othersValue": .array(check.values[party].map(\.json)),
            ]
        }
    }

    /// What somebody gets, by the names of the goods; without those of which that is nothing.
    private func parts(of parts: [Rational]) -> JSON {
        .object(Members(items.indices.filter { !parts[$0].isZero }.map { (items[$0], parts[$0].json) }))
    }
}
