import JSON
import PluginKit
import Schema
import Wire

/// What `division.compare` takes and returns.
enum CompareMethod {
    static let body = CalculateMethod.body
    static let decimals = CalculateMethod.decimals

    struct Request {
        var body: String?
        var decimals = 2
    }

    static let description = MethodDescription(
        "division.compare",
        "Compares what each state would get under every rule.",
        parameters: [body.property, decimals.property],
        result: .object([
            Property("body", .string.described("The sea or lake, by name.")),
            Property("title", .string.described("The sea or lake, for people.")),
            Property("amount", .number.described("Its area, rounded."), isRequired: false),
            Property("unit", .string.described("What the amounts count."), isRequired: false),
            Property("amountSource", .string.described("Where the area is from."), isRequired: false),
            Property("rules", .list(of: .object(rule)).described("The rules that are compared.")),
            Property("rows", .list(of: .object(row)).described("One for each state, in the configuration's order.")),
            Property("unavailable", .list(of: .object(unavailable)).described("Rules that lack figures, and which.")),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "every rule for the Caspian",
                ["body": "caspian"],
                result: ["body": "caspian", "rules": [["rule": "equal"], ["rule": "coast"]], "unavailable": []]
            )
        ],
        cost: .cheap
    )

    private static let rule: [Property] = [
        Property("rule", .string.described("By name.")),
        Property("title", .string.described("To follow \"by\".")),
        Property("convention", .string.described("What the rule takes into account.")),
    ]

    private static let row: [Property] = [
        Property("state", .string.described("The state's code.")),
        Property("name", .string.described("The state's name.")),
        Property("shares", .map(of: .object(share)).described("By the names of the rules.")),
        Property("coastKm", .number.described("Its coast length, if it is known."), isRequired: false),
        Property("source", .string.described("Where that length is from."), isRequired: false),
    ]

    private static let share: [Property] = [
        Property("share", .string.described("The exact fraction of the whole.")),
        Property("percent", .number.described("Rounded by the largest remainder.")),
        Property("amount", .number.described("Rounded the same way."), isRequired: false),
    ]

    private static let unavailable: [Property] = [
        Property("rule", .string.described("By name.")),
        Property("reason", .string.described("What it lacks.")),
    ]
}

extension CompareMethod.Request {
    init(_ call: Call) {
        body = call[CompareMethod.body]
        decimals = call[CompareMethod.decimals]
    }
}

extension DivisionPlugin {
    func compare(_ request: CompareMethod.Request) throws(Failure) -> JSON {
        let body = try body(named: request.body)
        var allotments: [Allotment] = []
        var unavailable: [JSON] = []
        for rule in Rule.allCases {
            do throws(Failure) {
                allotments.append(try Allotment(body, by: rule, amount: body.area, decimals: request.decimals))
            } catch {
                unavailable.append(["rule": .string(rule.rawValue), "reason": .string(error.message)])
            }
        }
        var members = Members()
        members.append("body", .string(body.name))
        members.append("title", .string(body.title))
        if let total = allotments.first?.amount {
            members.append("amount", total.json)
            members.append("unit", "km²")
            if let source = body.areaSource { members.append("amountSource", .string(source)) }
        }
        members.append("rules", .array(allotments.map { Self.description(of: $0.rule) }))
        members.append("rows", .array(body.states.indices.map { Self.row($0, of: allotments, body) }))
        members.append("unavailable", .array(unavailable))
        return .object(members)
    }

    private static func description(of rule: Rule) -> JSON {
        [
            "rule": .string(rule.rawValue), "title": .string(rule.title), "convention": .string(rule.convention),
        ]
    }

    private static func row(_ index: Int, of allotments: [Allotment], _ body: Body) -> JSON {
        let state = body.states[index]
        var shares = Members()
        for allotment in allotments {
            let row = allotment.rows[index]
            var share: Members = ["share": .string(row.share.description), "percent": row.percent.json]
            if let amount = row.amount { share.append("amount", amount.json) }
            shares.append(allotment.rule.rawValue, .object(share))
        }
        var members: Members = [
            "state": .string(state.code), "name": .string(state.name), "shares": .object(shares),
        ]
        if let length = state.coastLength {
            members.append("coastKm", length.json)
            if let source = state.coastSource { members.append("source", .string(source)) }
        }
        return .object(members)
    }
}
