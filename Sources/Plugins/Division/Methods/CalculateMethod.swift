import JSON
import PluginKit
import Schema
import Wire

/// What `division.calculate` takes and returns.
enum CalculateMethod {
    static let rule = Parameter<JSON>(
        "rule",
        .either(.string(length: 1...4000).named(by: BodyParameter.formulas), .object(FormulaSettings.inline)),
        "The formula, by its name: equal, coast, median, … ('division.compare' shows them all); or one of your own as in "
            + "the configuration, such as {\"belts-nm\": 12}."
    )
    static let body = BodyParameter.body
    static let amount = Parameter<JSON?>(
        "of",
        .either(.number, .string(length: 1...100)),
        "What is divided: a number, or one with its unit such as \"378,667 km²\"; else the body's area."
    )
    static let decimals = Parameter<Int?>(
        "decimals",
        .integer(0...12),
        "Digits behind the point of percentages and amounts; without, all of them where the shore is known, else 2."
    )

    struct Request {
        let rule: JSON
        var body: JSON?
        var amount: JSON?
        var decimals: Int?
    }

    static let description = MethodDescription(
        "division.calculate",
        "Computes each state's share under one formula, with lengths of lines, tripoints and what it hangs on.",
        parameters: [rule.property, body.property, amount.property, decimals.property]
            + BodyParameter.options.map { $0 },
        result: .object([
            Property("body", .string.described("The sea or lake, by name.")),
            Property("rule", .string.described("The rule, by name.")),
            Property("title", .string.described("The formula, to follow \"by\"."), isRequired: false),
            Property("year", .integer.described("When it was agreed or proposed."), isRequired: false),
            Property("source", .string.described("Where the formula is from."), isRequired: false),
            Property("convention", .string.described("What the figures hang on.")),
            Property("areaKm2", .number.described("The whole water."), isRequired: false),
            Property("amount", .number.described("What is divided."), isRequired: false),
            Property("unit", .string.described("What the amounts count."), isRequired: false),
            Property("amountSource", .string.described("Where the area is from."), isRequired: false),
            Property("rows", .list(of: .object(row)).described("One for each state, in the body's order.")),
            Property("common", .object(common).described("What stays common."), isRequired: false),
            Property(
                "lineError",
                .number.described("The largest difference of a share and what its lines enclose, in points."),
                isRequired: false
            ),
            Property("boundaries", .list(of: .object(boundary)).described("The lines, by pair."), isRequired: false),
            Property(
                "tripoints",
                .list(of: .object(tripoint)).described("Where three waters meet."),
                isRequired: false
            ),
            Property(
                "wedges",
                .list(of: .object(wedge)).described("Water equally near to two states at one point of the shore."),
                isRequired: false
            ),
            Property(
                "citation",
                .object(Citation.properties + [Property("text", .string)]).described("Who proposes it in the corpus."),
                isRequired: false
            ),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "belts of 12 nautical miles, which nobody has proposed",
                ["rule": ["belts-nm": 12], "body": "caspian"],
                result: ["rule": "own"]
            ),
            MethodDescription.Example(
                "the Caspian by coast length",
                ["rule": "coast", "body": "caspian", "decimals": 2],
                result: [
                    "rows": [
                        ["state": "AZE", "percent": 12.27], ["state": "IRN", "percent": 13.12],
                        ["state": "KAZ", "percent": 33.47], ["state": "RUS", "percent": 22.2],
                        ["state": "TKM", "percent": 18.94],
                    ]
                ]
            ),
            MethodDescription.Example(
                "an amount of oil in equal parts",
                ["rule": "equal", "of": "48 billion barrels"],
                result: ["rule": "equal", "amount": 48, "unit": "billion barrels"]
            ),
        ],
        cost: .pooled,
        tool: .tool(tool)
    )

    private static let row: [Property] = [
        Property("state", .string.described("The state's code.")),
        Property("name", .string.described("The state's name.")),
        Property("share", .string.described("The exact fraction, of figures alone."), isRequired: false),
        Property("percent", .number.described("Of the whole water.")),
        Property("km2", .number.described("Its area."), isRequired: false),
        Property("amount", .number.described("Of what is divided."), isRequired: false),
        Property("coastKm", .number.described("The coast length that counts."), isRequired: false),
        Property(
            "zones",
            .map(of: .number).described("In km2, belts within its waters by name, from the shore outwards."),
            isRequired: false
        ),
        Property(
            "weightKm",
            .number.described("Taken off its distance, so that it gets its share."),
            isRequired: false
        ),
        Property("source", .string.described("Where that length is from."), isRequired: false),
    ]
    private static let common: [Property] = [Property("percent", .number), Property("km2", .number)]
    static let boundary: [Property] = [
        Property("states", .list(of: .string).described("Left and right of it; common for common water.")),
        Property("km", .number.described("Its length.")),
        Property("lines", .integer.described("Of how many pieces.")),
    ]
    static let tripoint: [Property] = [
        Property("states", .list(of: .string).described("Whose waters meet.")),
        Property("lon", .number.described("In degrees.")),
        Property("lat", .number.described("In degrees.")),
        Property("km", .list(of: .either(.number, .null)).described("To the nearest coast of each.")),
    ]
    private static let wedge: [Property] = [
        Property("states", .list(of: .string).described("The two whose coasts meet at the point.")),
        Property("lon", .number.described("Of the point.")),
        Property("lat", .number.described("Of the point.")),
        Property("km2", .number.described("The whole wedge.")),
        Property("parts", .list(of: .number).described("What each has of it, in km2; it is split on its bisector.")),
        Property(
            "extremes",
            .list(of: .map(of: .number)).described("Percent of both if the first has all of it, or the second.")
        ),
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
    func calculateFigures(_ request: CalculateMethod.Request) throws(Failure) -> JSON {
        guard let body = try figures(request.body) else {
            throw Failure(.internalError, "a body with a shore was asked for figures")
        }
        guard let name = request.rule.string, !name.hasPrefix("{") else {
            throw Failure(
                .invalidParams,
                "a formula of your own is worked out from a shore, and '\(body.name)' has none",
                hint: "name a GeoJSON file by 'shore' in its block of the configuration; without, there are the rules "
                    + "equal and coast",
                details: ["pointer": "/rule"]
            )
        }
        let rule = try rule(named: name)
        let given = try request.amount.map { (json) throws(Failure) in try Amount(json) }
        let amount = given ?? body.area.map { Amount(area: $0) }
        let allotment = try Allotment(body, by: rule, amount: amount?.value, decimals: request.decimals ?? 2)
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
