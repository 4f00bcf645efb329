import JSON
import PluginKit
import Schema
import Wire

/// What `division.line` takes and returns.
enum LineMethod {
    static let vertices = Parameter<Int?>(
        "vertices",
        .integer(2...10_000),
        "Simplify each line to so many points, with areas kept, as treaties give them."
    )

    static let description = MethodDescription(
        "division.line",
        "Draws the lines between the waters under one formula, in degrees.",
        parameters: [CalculateMethod.rule.property, BodyParameter.body.property, vertices.property]
            + BodyParameter.options,
        result: .object([
            Property("body", .string.described("The sea or lake, by name.")),
            Property("rule", .string.described("The formula, by name.")),
            Property("lines", .list(of: .object(line)).described("From one end to the other.")),
            Property("tripoints", .list(of: .object(CalculateMethod.tripoint)).described("Where three waters meet.")),
            Property("convention", .string.described("What the lines hang on.")),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "the median line of the Caspian by twelve points for each pair",
                ["rule": "median", "vertices": 12],
                result: ["rule": "median"]
            )
        ]
    )

    private static let line: [Property] = [
        Property("left", .string.described("Whose water is on the left; common for common water.")),
        Property("right", .string.described("Whose is on the right.")),
        Property("km", .number.described("Its length before it was simplified.")),
        Property(
            "coordinates",
            .list(of: .list(of: .number, count: 2...2)).described("Longitude and latitude of its points.")
        ),
        Property("movedKm2", .number.described("What simplifying it moved from right to left."), isRequired: false),
    ]
}

extension DivisionPlugin {
    func line(_ call: Call) throws(Failure) -> JSON {
        let waters = try waters(call[BodyParameter.body])
        let formula = try waters.formula(call[CalculateMethod.rule])
        let outcome = try waters.outcome(formula, BodyParameter.options(call)) { () throws(Failure) in
            try call.checkpoint()
        }
        let lines = outcome.lines.map { line -> JSON in
            var places = line.places
            var moved: Double?
            if let count = call[LineMethod.vertices], count < places.count {
                let simplified = SimplifiedLine(line.points, vertices: count)
                places = simplified.points.map { Ellipsoid.place($0) }
                moved = simplified.moved / 1e6
            }
            var members: Members = [
                "left": waters.code(line.left), "right": waters.code(line.right), "km": .number(line.kilometres),
                "coordinates": .array(places.map(\.json)),
            ]
            if let moved { members.append("movedKm2", .number(moved)) }
            return .object(members)
        }
        return [
            "body": .string(waters.body.name), "rule": .string(formula.name), "lines": .array(lines),
            "tripoints": .array(outcome.tripoints.map { waters.json($0) }),
            "convention": .string(outcome.conventions.joined(separator: " ")),
        ]
    }
}
