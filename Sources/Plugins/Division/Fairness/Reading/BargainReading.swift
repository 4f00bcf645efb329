import JSON
import Wire

/// A bargaining problem, as a request writes it.
enum BargainReading: Sendable {
    case pie(Pie, names: [String])
    case frontier(Frontier, weights: [Rational], names: [String])
    case barter(Barter)

    /// Reads `{"pie": 100, "disagreement": …}`, `{"frontier": [[0, 50], [100, 0]]}` and `{"goods": […]}`.
    init(_ json: JSON) throws(Failure) {
        let disagreement = try json["disagreement"].map { (json) throws(Failure) in
            try NamedNumbers(json, at: "/bargain/disagreement")
        }
        if let pie = json["pie"] {
            self = try Self.pie(try .read(pie, at: "/bargain/pie"), disagreement, json)
        } else if let points = json["frontier"]?.array {
            self = try Self.frontier(points, disagreement, json)
        } else if let goods = json["goods"]?.array {
            self = try .barter(Self.barter(goods, json["parties"]?.array?.compactMap(\.string) ?? []))
        } else {
            throw .wrong(
                "'bargain' must have a pie, a frontier or goods",
                at: "/bargain",
                hint: "such as {\"pie\": 100, \"disagreement\": [10, 20, 0]} or {\"frontier\": [[0, 50], [100, 0]]}"
            )
        }
    }

    private static func pie(
        _ size: Rational,
        _ disagreement: NamedNumbers?,
        _ json: JSON
    ) throws(Failure) -> BargainReading {
        var others: [NamedNumbers?] = []
        for key in ["weights", "utopia"] {
            others.append(
                try json[key].map { (json) throws(Failure) in try NamedNumbers(json, at: "/bargain/\(key)") }
            )
        }
        let parties = json["parties"]?.array?.compactMap(\.string)
        guard let names = disagreement?.names ?? others[0]?.names ?? others[1]?.names ?? parties else {
            throw .wrong("a pie needs parties: what each has without agreement, at least", at: "/bargain/disagreement")
        }
        var lists: [[Rational]?] = []
        for (key, numbers) in zip(["weights", "utopia"], others) {
            lists.append(
                try numbers.map { (numbers) throws(Failure) in try numbers.ordered(as: names, at: "/bargain/\(key)") }
            )
        }
        let shown = parties?.count == names.count ? parties ?? names : names
        return .pie(
            try Pie(
                size: size,
                disagreement: disagreement?.values ?? names.map { _ in .zero },
                weights: lists[0],
                utopia: lists[1]
            ),
            names: shown
        )
    }

    private static func frontier(
        _ points: [JSON],
        _ disagreement: NamedNumbers?,
        _ json: JSON
    ) throws(Failure) -> BargainReading {
        var read: [Frontier.Point] = []
        for (index, point) in points.enumerated() {
            let pointer = "/bargain/frontier/\(index)"
            read.append(
                Frontier.Point(
                    x: try .read(point[0], at: pointer + "/0"),
                    y: try .read(point[1], at: pointer + "/1")
                )
            )
        }
        let least = disagreement?.values ?? [.zero, .zero]
        guard least.count == 2 else {
            throw .wrong("a frontier is for two parties, found \(least.count)", at: "/bargain/disagreement")
        }
        let names = json["parties"]?.array?.compactMap(\.string) ?? disagreement?.names ?? NamedNumbers.letters(2)
        var weights: [Rational] = [1, 1]
        if let given = json["weights"] {
            weights = try NamedNumbers(given, at: "/bargain/weights").ordered(as: names, at: "/bargain/weights")
        }
        guard names.count == 2, weights.allSatisfy(\.isPositive) else {
            throw .wrong("two parties need two weights above 0", at: "/bargain/weights")
        }
        return .frontier(
            try Frontier(points: read, disagreement: Frontier.Point(x: least[0], y: least[1])),
            weights: weights,
            names: names
        )
    }

    private static func barter(_ goods: [JSON], _ given: [String]) throws(Failure) -> Barter {
        var parties = given
        if parties.isEmpty {
            for good in goods {
                let named = good["worth"]?.object?.keys ?? []
                for name in [good["owner"]?.string ?? ""] + named where !parties.contains(name) { parties.append(name) }
            }
        }
        var read: [Barter.Good] = []
        for (index, good) in goods.enumerated() {
            let pointer = "/bargain/goods/\(index)"
            guard let owner = parties.firstIndex(of: good["owner"]?.string ?? "") else {
                throw .wrong(
                    "'owner' must be one of \(parties.joined(separator: ", "))",
                    at: pointer + "/owner"
                )
            }
            read.append(
                Barter.Good(
                    name: good["name"]?.string ?? "",
                    owner: owner,
                    worths: try NamedNumbers(good["worth"] ?? .null, at: pointer + "/worth")
                        .ordered(as: parties, at: pointer + "/worth")
                )
            )
        }
        guard parties.count > 1, !read.isEmpty else {
            throw .wrong("a barter needs two parties and a good", at: "/bargain/goods")
        }
        return Barter(parties: parties, goods: read)
    }
}

extension BargainReading {
    func answer(_ name: String?, _ checkpoint: () throws(Failure) -> Void) throws(Failure) -> JSON {
        let rules = try FairnessRule.select(name, among: BargainingRule.allCases, \.rule)
        switch self {
        case .pie(let pie, let names):
            var columns: [FairnessColumn] = []
            for rule in rules {
                guard let shares = pie.shares(by: rule) else {
                    guard rules.count > 1 else {
                        throw .wrong(
                            "the equal area rule needs a frontier of two parties; of a pie it is Nash's",
                            at: "/rule"
                        )
                    }
                    continue
                }
                columns.append(FairnessColumn(rule: rule.rule, values: shares))
            }
            return FairnessColumn.answer("bargain", names, columns, also: ["pie": pie.size.json]) { index in
                var members: Members = ["disagreement": pie.disagreement[index].json]
                if let utopia = pie.utopia { members.append("utopia", utopia[index].json) }
                return members
            }
        case .frontier(let frontier, let weights, let names):
            let columns = rules.map { rule in
                let point = frontier.point(by: rule, weights: (weights[0], weights[1]))
                return FairnessColumn(rule: rule.rule, values: [point.x, point.y])
            }
            let (least, utopia) = (frontier.disagreement, frontier.utopia)
            return FairnessColumn.answer("bargain", names, columns) { index in
                [
                    "disagreement": (index == 0 ? least.x : least.y).json,
                    "utopia": (index == 0 ? utopia.x : utopia.y).json,
                ]
            }
        case .barter(let barter):
            guard rules.contains(.nash) else {
                throw .wrong("goods that change hands whole are divided by Nash's rule only", at: "/rule")
            }
            let outcome = try barter.nash(checkpoint)
            let column = FairnessColumn(rule: BargainingRule.nash.rule, values: outcome.utilities)
            let before = barter.disagreement
            return FairnessColumn.answer("bargain", barter.parties, [column], also: ["product": outcome.product.json]) {
                party in
                let goods = barter.goods.indices
                let gives = goods.filter { barter.goods[$0].owner == party && outcome.owners[$0] != party }
                let gets = goods.filter { barter.goods[$0].owner != party && outcome.owners[$0] == party }
                return [
                    "disagreement": before[party].json,
                    "gives": .array(gives.map { .string(barter.goods[$0].name) }),
                    "gets": .array(gets.map { .string(barter.goods[$0].name) }),
                ]
            }
        }
    }
}
