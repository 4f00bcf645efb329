import JSON
import PluginKit
import Schema
import Wire

/// What `division.coast` takes and returns.
enum CoastMethod {
    static let rulers = Parameter<[Double]>(
        "rulers",
        .list(of: .number(0.05...1000), count: 0...40),
        "Steps of a divider in km; the coasts are measured by each.",
        fallback: [0.5, 1, 2, 5, 10, 20, 50]
    )
    static let islands = Parameter<Bool>("islandCoasts", .boolean, "Whether islands are measured too.", fallback: false)

    static let description = MethodDescription(
        "division.coast",
        "Measures each state's coast as digitised, by rulers of many lengths and straight, with its fractal dimension.",
        parameters: [BodyParameter.body.property, rulers.property, islands.property, BodyParameter.lagoon.property],
        result: .object([
            Property("body", .string.described("The sea or lake, by name.")),
            Property("convention", .string.described("What is measured.")),
            Property("rows", .list(of: .object(row)).described("One for each state.")),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "the coasts of the Caspian",
                ["rulers": [1, 50]],
                result: ["rows": [["state": "AZE"], ["state": "IRN"], [:], [:], [:]]]
            )
        ]
    )

    private static let measure: [Property] = [
        Property("ruler", .string.described("As digitised, a length, or straight.")),
        Property("rulerKm", .number.described("Its length, if it has one."), isRequired: false),
        Property("km", .number.described("The coast's length.")),
        Property("percent", .number.described("Of all coasts together.")),
    ]
    private static let row: [Property] = [
        Property("state", .string.described("The state's code.")),
        Property("name", .string.described("The state's name.")),
        Property("coastKm", .number.described("As digitised, the main shore alone.")),
        Property("islandsKm", .number.described("The shores of its islands.")),
        Property("measures", .list(of: .object(measure)).described("One for each ruler.")),
        Property("fractalDimension", .number.described("1 for a smooth coast."), isRequired: false),
    ]
}

extension DivisionPlugin {
    func coast(_ call: Call) throws(Failure) -> JSON {
        let waters = try waters(call[BodyParameter.body])
        let ground = waters.ground(BodyParameter.optionsOfLagoon(call))
        let withIslands = call[CoastMethod.islands]
        let steps = call[CoastMethod.rulers]
        let rulers = [Ruler.digitised] + steps.map { Ruler.divider($0) } + [.straight]
        var lengths: [[Double]] = []
        for ruler in rulers {
            try call.checkpoint()
            lengths.append(ground.ruler.lengths(ruler, islands: withIslands))
        }
        let main = ground.ruler.lengths(.digitised, islands: false)
        let all = ground.ruler.lengths(.digitised, islands: true)
        let dimensions =
            steps.count > 1
            ? ground.ruler.fractalDimensions(steps, islands: withIslands) : waters.body.states.map { _ in nil }
        let rows = waters.body.states.indices.map { index -> JSON in
            let measures = zip(rulers, lengths).map { ruler, lengths -> JSON in
                var members: Members = ["ruler": .string(ruler.text)]
                if case .divider(let kilometres) = ruler { members.append("rulerKm", .number(kilometres)) }
                members.append("km", .number(lengths[index] / 1000))
                members.append("percent", .number(100 * lengths[index] / max(lengths.reduce(0, +), 1e-9)))
                return .object(members)
            }
            var members: Members = [
                "state": .string(waters.body.states[index].code), "name": .string(waters.body.states[index].name),
                "coastKm": .number(main[index] / 1000), "islandsKm": .number((all[index] - main[index]) / 1000),
                "measures": .array(measures),
            ]
            if let dimension = dimensions[index] { members.append("fractalDimension", .number(dimension)) }
            return .object(members)
        }
        return [
            "body": .string(waters.body.name),
            "convention": .string(
                "Geodesic lengths on WGS84, \(withIslands ? "with" : "without") islands; a divider walks from both ends, "
                    + "across the mouths of lagoons that are closed off, and the mean counts."
            ),
            "rows": .array(rows),
        ]
    }
}

extension BodyParameter {
    static func optionsOfLagoon(_ call: Call) -> Waters.Options { Waters.Options(withLagoon: call[lagoon]) }
}
