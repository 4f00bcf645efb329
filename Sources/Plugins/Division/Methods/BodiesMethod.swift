import JSON
import Schema
import Wire

/// What `division.bodies` returns.
enum BodiesMethod {
    static let description = MethodDescription(
        "division.bodies",
        "Lists the seas and lakes that the configuration names, with their states.",
        result: .object([
            Property("bodies", .list(of: .object(body)).described("In the order of the configuration."))
        ]),
        examples: [
            MethodDescription.Example(
                "everything that can be divided",
                result: ["bodies": [["name": "caspian", "title": "Caspian Sea"]]]
            )
        ],
        cost: .cheap
    )

    private static let body: [Property] = [
        Property("name", .string.described("What requests call it.")),
        Property("title", .string.described("What answers call it.")),
        Property("areaKm2", .number.described("Its area, if it is known."), isRequired: false),
        Property("areaSource", .string.described("Where the area is from."), isRequired: false),
        Property("rules", .list(of: .string).described("The formulas that can be worked out.")),
        Property("shore", .string.described("The file with its shore."), isRequired: false),
        Property("fields", .string.described("The file with its fields of oil and gas."), isRequired: false),
        Property("states", .list(of: .object(state)).described("The states on its shore.")),
    ]

    private static let state: [Property] = [
        Property("state", .string.described("The state's code.")),
        Property("name", .string.described("The state's name.")),
        Property("coastKm", .number.described("Its coast length, if it is known."), isRequired: false),
        Property("source", .string.described("Where that length is from."), isRequired: false),
    ]
}

extension DivisionPlugin {
    func listBodies() -> JSON { ["bodies": .array(bodies.map { Self.description(of: $0) })] }

    private static func description(of body: Body) -> JSON {
        var members: Members = ["name": .string(body.name), "title": .string(body.title)]
        if let area = body.area { members.append("areaKm2", area.json) }
        if let source = body.areaSource { members.append("areaSource", .string(source)) }
        let rules =
            body.shorePath == nil
            ? Rule.allCases.filter { $0.isApplicable(to: body) }.map(\.rawValue)
            : (BuiltInFormulas.all(for: body.states) + body.formulas).map(\.name)
        members.append("rules", .array(rules.map { .string($0) }))
        if let path = body.shorePath { members.append("shore", .string(path)) }
        if let path = body.fieldsPath { members.append("fields", .string(path)) }
        members.append("states", .array(body.states.map { description(of: $0) }))
        return .object(members)
    }

    private static func description(of state: Body.State) -> JSON {
        var members: Members = ["state": .string(state.code), "name": .string(state.name)]
        if let length = state.coastLength {
            members.append("coastKm", length.json)
            if let source = state.coastSource { members.append("source", .string(source)) }
        }
        return .object(members)
    }
}
