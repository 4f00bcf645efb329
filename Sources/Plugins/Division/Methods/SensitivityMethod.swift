import JSON
import PluginKit
import Schema
import Wire

/// What `division.sensitivity` takes and returns.
enum SensitivityMethod {
    static let description = MethodDescription(
        "division.sensitivity",
        "Says how much each state's share hangs on shoreline, islands, ruler and lagoon, the largest swing first.",
        parameters: [CalculateMethod.rule.property, BodyParameter.body.property] + BodyParameter.options,
        result: .object([
            Property("body", .string.described("The sea or lake, by name.")),
            Property("rule", .string.described("The formula, by name.")),
            Property("rows", .list(of: .object(row)).described("One for each state.")),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "what a division by coast length hangs on",
                ["rule": "coast"],
                result: ["rule": "coast"]
            )
        ]
    )

    private static let setting: [Property] = [
        Property("setting", .string.described("The other convention.")),
        Property("percent", .number.described("The share by it.")),
    ]
    private static let factor: [Property] = [
        Property("factor", .string.described("islands, lagoon, ruler, island coasts, shoreline.")),
        Property("low", .number.described("The least share, in percent.")),
        Property("high", .number.described("The largest.")),
        Property("swing", .number.described("Between them.")),
        Property("settings", .list(of: .object(setting)).described("Each convention that was tried.")),
    ]
    private static let row: [Property] = [
        Property("state", .string.described("The state's code.")),
        Property("name", .string.described("The state's name.")),
        Property("percent", .number.described("Its share.")),
        Property("factors", .list(of: .object(factor)).described("The largest swing first.")),
    ]
}

extension DivisionPlugin {
    func sensitivity(_ call: Call) throws(Failure) -> JSON {
        let waters = try waters(call[BodyParameter.body])
        let options = BodyParameter.options(call)
        let formula = try waters.formula(call[CalculateMethod.rule])
        let checkpoint = { () throws(Failure) in try call.checkpoint() }
        let base = try waters.allocation(formula, options, checkpoint: checkpoint).percents
        var tried: [(factor: String, setting: String, percents: [Double])] = []
        let variants = Variant.cheap(for: formula, waters, options)
        for (index, variant) in variants.enumerated() {
            call.progress(index, of: variants.count + 1, variant.factor)
            let allocation = try waters.allocation(variant.formula, variant.options, checkpoint: checkpoint)
            tried.append((variant.factor, variant.setting, allocation.percents))
        }
        let coarse = try waters.generalised()
        let allocation = try coarse.allocation(formula, options, checkpoint: checkpoint)
        tried.append(("shoreline", "generalised to 1 km", allocation.percents))
        let rows = waters.body.states.indices.map { index -> JSON in
            [
                "state": .string(waters.body.states[index].code),
                "name": .string(waters.body.states[index].name), "percent": .number(base[index]),
                "factors": .array(Self.factors(tried, index, base[index])),
            ]
        }
        return ["body": .string(waters.body.name), "rule": .string(formula.name), "rows": .array(rows)]
    }

    private static func factors(
        _ tried: [(factor: String, setting: String, percents: [Double])],
        _ state: Int,
        _ base: Double
    ) -> [JSON] {
        var names: [String] = []
        for one in tried where !names.contains(one.factor) { names.append(one.factor) }
        let found = names.map { name -> (swing: Double, json: JSON) in
            let settings = tried.filter { $0.factor == name }
            let percents = settings.map { $0.percents[state] } + [base]
            let (low, high) = (percents.min() ?? base, percents.max() ?? base)
            let json: JSON = [
                "factor": .string(name), "low": .number(low), "high": .number(high), "swing": .number(high - low),
                "settings": .array(
                    settings.map { ["setting": .string($0.setting), "percent": .number($0.percents[state])] }
                ),
            ]
            return (high - low, json)
        }
        return found.sorted { $0.swing > $1.swing }.map(\.json)
    }
}
