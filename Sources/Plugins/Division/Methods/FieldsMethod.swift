import JSON
import PluginKit
import Schema
import Synchronization
import Wire

/// What `division.fields` takes and returns.
enum FieldsMethod {
    static let description = MethodDescription(
        "division.fields",
        "Says who holds each field of oil and gas under every formula, and when that is too close to call.",
        parameters: [BodyParameter.body.property] + BodyParameter.options,
        result: .object([
            Property("body", .string.described("The sea or lake, by name.")),
            Property("fields", .list(of: .object(field, others: .any)).described("In the order of the data.")),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example("the fields of the Caspian", ["body": "caspian"], result: ["body": "caspian"])
        ]
    )

    private static let field: [Property] = [
        Property("id", .string.described("Short.")),
        Property("name", .string.described("As the sources call it.")),
        Property("lon", .number.described("Absent where no position is published."), isRequired: false),
        Property("lat", .number.described("Absent where no position is published."), isRequired: false),
        Property("uncertaintyKm", .number.described("How far off the position may be."), isRequired: false),
        Property("positionSource", .string.described("Where the position is from."), isRequired: false),
        Property("operator", .string.described("The state that works it."), isRequired: false),
        Property("owners", .list(of: .object(LocateMethod.owner)).described("One for each formula.")),
    ]
}

extension DivisionPlugin {
    func fields(_ call: Call) throws(Failure) -> JSON {
        let waters = try waters(call[BodyParameter.body])
        guard let path = waters.body.fieldsPath else {
            throw Failure(
                .invalidParams,
                "no fields are known of '\(waters.body.name)'",
                hint: "name a JSON file by 'fields' in its block of the configuration"
            )
        }
        let options = BodyParameter.options(call)
        let key = "fields \(options)"
        if let known = waters.answers.withLock({ $0[key] }) { return known }
        let data = try DataFile.json(path)
        var found: [JSON] = []
        for field in data["fields"]?.array ?? [] {
            try call.checkpoint()
            found.append(try description(of: field, waters, options, call))
        }
        let answer: JSON = ["body": .string(waters.body.name), "fields": .array(found)]
        waters.answers.withLock { $0[key] = answer }
        return answer
    }

    private func description(
        of field: JSON,
        _ waters: Waters,
        _ options: Waters.Options,
        _ call: Call
    ) throws(Failure) -> JSON {
        var members: Members = ["id": field["id"] ?? "", "name": field["name"] ?? ""]
        var owners: [JSON] = []
        if let longitude = field["lon"]?.number, let latitude = field["lat"]?.number {
            let uncertainty = field["uncertainty_km"]?.number ?? 0
            members.append("lon", .number(longitude))
            members.append("lat", .number(latitude))
            members.append("uncertaintyKm", .number(uncertainty))
            let place = Place(longitude: longitude, latitude: latitude)
            owners = try self.owners(of: place, uncertainty, waters, options, call)
        }
        if let source = field["position_source"]?.string, !source.isEmpty {
            members.append("positionSource", .string(source))
        }
        if let state = field["operator_state"]?.string { members.append("operator", .string(state)) }
        for key in ["reserves", "disputed"] {
            if let value = field[key], value != .null { members.append(key, value) }
        }
        members.append("owners", .array(owners))
        return .object(members)
    }
}
