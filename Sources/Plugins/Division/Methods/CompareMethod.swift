import JSON
import PluginKit
import Schema
import Wire

/// What `division.compare` takes and returns.
enum CompareMethod {
    static let body = CalculateMethod.body
    static let decimals = CalculateMethod.decimals

    static let against = Parameter<String?>(
        "against",
        .string(length: 1...64),
        "The formula that gains and losses are counted from; without, the median line."
    )

    struct Request {
        var body: JSON?
        var decimals: Int?
        var against: String?
    }

    static let description = MethodDescription(
        "division.compare",
        "Compares what each state would get under every formula, with what it would gain, prefer and veto.",
        parameters: [body.property, decimals.property, against.property] + BodyParameter.options,
        result: .object([
            Property("body", .string.described("The sea or lake, by name.")),
            Property("title", .string.described("The sea or lake, for people.")),
            Property("amount", .number.described("Its area, rounded."), isRequired: false),
            Property("unit", .string.described("What the amounts count."), isRequired: false),
            Property("amountSource", .string.described("Where the area is from."), isRequired: false),
            Property("rules", .list(of: .object(rule)).described("The rules that are compared.")),
            Property("rows", .list(of: .object(row)).described("One for each state, in the configuration's order.")),
            Property("areaKm2", .number.described("The whole water."), isRequired: false),
            Property("against", .string.described("What gains are counted from."), isRequired: false),
            Property(
                "claims",
                .list(of: .object(claim)).described("What the corpus and published figures say, beside the numbers."),
                isRequired: false
            ),
            Property("conventions", .list(of: .string).described("What the figures hang on."), isRequired: false),
            Property("unavailable", .list(of: .object(unavailable)).described("Rules that lack figures, and which.")),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "every rule for the Caspian",
                ["body": "caspian"],
                result: ["body": "caspian", "against": "median", "unavailable": []]
            )
        ],
        cost: .pooled,
        tool: .tool(tool)
    )

    private static let rule: [Property] = [
        Property("rule", .string.described("By name.")),
        Property("title", .string.described("To follow \"by\".")),
        Property("convention", .string.described("What the rule takes into account."), isRequired: false),
        Property("year", .integer.described("When it was agreed or proposed."), isRequired: false),
        Property("source", .string.described("Where it is from."), isRequired: false),
        Property(
            "common",
            .object([Property("percent", .number), Property("km2", .number)]).described("What it leaves common."),
            isRequired: false
        ),
        Property(
            "citation",
            .object(Citation.properties + [Property("text", .string)]).described("Who proposes it in the corpus."),
            isRequired: false
        ),
    ]

    private static let row: [Property] = [
        Property("state", .string.described("The state's code.")),
        Property("name", .string.described("The state's name.")),
        Property("shares", .map(of: .object(share)).described("By the names of the rules.")),
        Property("ranking", .list(of: .string).described("The formulas, its best one first."), isRequired: false),
        Property("vetoes", .list(of: .string).described("Those that give it less than 'against'."), isRequired: false),
        Property("coastKm", .number.described("Its coast length, if it is known."), isRequired: false),
        Property("source", .string.described("Where that length is from."), isRequired: false),
    ]

    private static let share: [Property] = [
        Property("share", .string.described("The exact fraction, of figures alone."), isRequired: false),
        Property("percent", .number.described("Of the whole water.")),
        Property("amount", .number.described("In the unit of the amount."), isRequired: false),
        Property("km2", .number.described("The same as an area."), isRequired: false),
        Property(
            "range",
            .list(of: .number, count: 2...2).described("Percent at least and at most, by islands, ruler and lagoon."),
            isRequired: false
        ),
        Property(
            "gainPercent",
            .number.described("More than by 'against'; in percent of the whole."),
            isRequired: false
        ),
        Property("gainKm2", .number.described("The same as an area."), isRequired: false),
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
        against = call[CompareMethod.against]
    }
}

extension DivisionPlugin {
    func compareFigures(_ request: CompareMethod.Request) throws(Failure) -> JSON {
        guard let body = try figures(request.body) else {
            throw Failure(.internalError, "a body with a shore was asked for figures")
        }
        var allotments: [Allotment] = []
        var unavailable: [JSON] = []
        for rule in Rule.allCases {
            do throws(Failure) {
                allotments.append(try Allotment(body, by: rule, amount: body.area, decimals: request.decimals ?? 2))
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
