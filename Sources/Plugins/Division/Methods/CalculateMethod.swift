import JSON
import PluginKit
import Schema
import Wire

/// What `division.calculate` takes and returns.
enum CalculateMethod {
    static let rule = Parameter<String>(
        "rule",
        .string(length: 1...64),
        "equal: as much for each; coast: as much as its part of the coast."
    )
    static let body = Parameter<String?>(
        "body",
        .string(length: 1...200),
        "The sea or lake, by its name in the configuration; the first one where none is named."
    )
    static let amount = Parameter<JSON?>(
        "of",
        .either(.number, .string(length: 1...100)),
        "What is divided: a number, or one with its unit such as \"378,667 km²\"; else the body's area."
    )
    static let decimals = Parameter<Int>(
        "decimals",
        .integer(0...12),
        "Digits behind the point of percentages and amounts.",
        fallback: 2
    )

    struct Request {
        let rule: String
        var body: String?
        var amount: JSON?
        var decimals = 2
    }

    static let description = MethodDescription(
        "division.calculate",
        "Computes each state's share under one rule; percentages add up to exactly 100.",
        parameters: [rule.property, body.property, amount.property, decimals.property],
        result: .object([
            Property("body", .string.described("The sea or lake, by name.")),
            Property("rule", .string.described("The rule, by name.")),
            Property("convention", .string.described("What the rule takes into account.")),
            Property("amount", .number.described("What is divided, rounded."), isRequired: false),
            Property("unit", .string.described("What the amounts count."), isRequired: false),
            Property("amountSource", .string.described("Where the area is from."), isRequired: false),
            Property("rows", .list(of: .object(row)).described("One for each state, in the configuration's order.")),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "the Caspian by coast length",
                ["rule": "coast", "body": "caspian"],
                result: [
                    "rows": [
                        ["state": "AZE", "share": "694/5657", "percent": 12.27],
                        ["state": "IRN", "share": "742/5657", "percent": 13.12],
                        ["state": "KAZ", "share": "1894/5657", "percent": 33.48],
                        ["state": "RUS", "share": "1256/5657", "percent": 22.2],
                        ["state": "TKM", "share": "1071/5657", "percent": 18.93],
                    ]
                ]
            ),
            MethodDescription.Example(
                "an amount of oil in equal parts",
                ["rule": "equal", "of": "48 billion barrels"],
                result: ["rule": "equal", "amount": 48, "unit": "billion barrels"]
            ),
        ],
        cost: .cheap
    )

    private static let row: [Property] = [
        Property("state", .string.described("The state's code.")),
        Property("name", .string.described("The state's name.")),
        Property("share", .string.described("The exact fraction of the whole.")),
        Property("percent", .number.described("Rounded by the largest remainder.")),
        Property("amount", .number.described("Rounded the same way: the amounts add up."), isRequired: false),
        Property("coastKm", .number.described("The coast length that counts."), isRequired: false),
        Property("source", .string.described("Where that length is from."), isRequired: false),
    ]
}

extension CalculateMethod.Request {
    init(_ call: Call) {
        rule = call[CalculateMethod.rule]
        body = call[CalculateMethod.body]
        amount = call[CalculateMethod.amount]
        decimals = call[CalculateMethod.decimals]
    }
}

extension DivisionPlugin {
    func calculate(_ request: CalculateMethod.Request) throws(Failure) -> JSON {
        let body = try body(named: request.body)
        let rule = try rule(named: request.rule)
        let given = try request.amount.map { (json) throws(Failure) in try Amount(json) }
        let amount = given ?? body.area.map { Amount(area: $0) }
        let allotment = try Allotment(body, by: rule, amount: amount?.value, decimals: request.decimals)
        var members = Members()
        members.append("body", .string(body.name))
        members.append("rule", .string(rule.rawValue))
        members.append("convention", .string(rule.convention))
        if let total = allotment.amount { members.append("amount", total.json) }
        if let amount, !amount.unit.isEmpty { members.append("unit", .string(amount.unit)) }
        if given == nil, let source = body.areaSource { members.append("amountSource", .string(source)) }
        members.append("rows", .array(allotment.rows.map { row($0, of: rule) }))
        return .object(members)
    }

    private func row(_ row: Allotment.Row, of rule: Rule) -> JSON {
        var members = Members()
        members.append("state", .string(row.state.code))
        members.append("name", .string(row.state.name))
        members.append("share", .string(row.share.description))
        members.append("percent", row.percent.json)
        if let amount = row.amount { members.append("amount", amount.json) }
        if rule == .coast, let length = row.state.coastLength { members.append("coastKm", length.json) }
        if let source = rule.source(of: row.state) { members.append("source", .string(source)) }
        return .object(members)
    }
}
