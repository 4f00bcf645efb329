import JSON

/// Reads one level of JSON Schema; the levels below come through `read`.
struct SchemaReader {
    let members: Members
    let pointer: Pointer

    typealias Read = (JSON, Pointer) throws(SchemaError) -> Schema

    func kind(_ read: Read) throws(SchemaError) -> Schema.Kind {
        if let alternatives = members["anyOf"] ?? members["oneOf"] {
            return .either(try list(alternatives, "anyOf", read))
        }
        if let values = members["enum"] ?? members["const"].map({ .array([$0]) }) {
            let texts = values.array?.compactMap(\.string)
            guard let texts, texts.count == values.array?.count, !texts.isEmpty else {
                throw error("only lists of strings are supported here", at: "enum")
            }
            return .choice(texts)
        }
        guard let type = members["type"] else { return .any }
        if let types = type.array {
            var alternatives: [Schema] = []
            for one in types { alternatives.append(Schema(try kind(ofType: one, read))) }
            return .either(alternatives)
        }
        return try kind(ofType: type, read)
    }

    private func kind(ofType type: JSON, _ read: Read) throws(SchemaError) -> Schema.Kind {
        switch type {
        case "null": return .null
        case "boolean": return .boolean
        case "integer": return .integer(try range("minimum", "maximum", Int.min, Int.max, \.integer))
        case "number":
            let most = Double.greatestFiniteMagnitude
            return .number(try range("minimum", "maximum", -most, most, \.number))
        case "string":
            let format = members["format"]?.string.flatMap(Schema.Format.init)
            return .string(length: try range("minLength", "maxLength", 0, Int.max, \.integer), format: format)
        case "array":
            let item = try members["items"].map { (json) throws(SchemaError) in
                try read(json, pointer.appending("items"))
            }
            return .list(of: item ?? .any, count: try range("minItems", "maxItems", 0, Int.max, \.integer))
        case "object": return try object(read)
        default:
            throw error("unknown type; known: null, boolean, integer, number, string, array, object", at: "type")
        }
    }

    private func object(_ read: Read) throws(SchemaError) -> Schema.Kind {
        let required = Set(members["required"]?.array?.compactMap(\.string) ?? [])
        let place = pointer.appending("properties")
        var properties: [Property] = []
        for (name, json) in members["properties"]?.object ?? Members() {
            properties.append(
                Property(
                    name,
                    try read(json, place.appending(name)),
                    isRequired: required.contains(name),
                    fallback: json["default"]
                )
            )
        }
        switch members["additionalProperties"] {
        case false?: return .object(properties, others: nil)
        case let json?: return .object(properties, others: try read(json, pointer.appending("additionalProperties")))
        case nil: return .object(properties, others: .any)
        }
    }

    private func list(_ json: JSON, _ key: String, _ read: Read) throws(SchemaError) -> [Schema] {
        guard let items = json.array, !items.isEmpty else { throw error("must be a list of schemas", at: key) }
        var schemas: [Schema] = []
        for (index, item) in items.enumerated() {
            schemas.append(try read(item, pointer.appending(key).appending(index)))
        }
        return schemas
    }

    private func range<Bound: Comparable>(
        _ leastKey: String,
        _ mostKey: String,
        _ least: Bound,
        _ most: Bound,
        _ value: (JSON) -> Bound?
    ) throws(SchemaError) -> ClosedRange<Bound> {
        var bounds = (least, most)
        if let json = members[leastKey] {
            guard let bound = value(json) else { throw error("must be a number", at: leastKey) }
            bounds.0 = bound
        }
        if let json = members[mostKey] {
            guard let bound = value(json) else { throw error("must be a number", at: mostKey) }
            bounds.1 = bound
        }
        guard bounds.0 <= bounds.1 else { throw error("is above '\(mostKey)'", at: leastKey) }
        return bounds.0...bounds.1
    }

    func refuseUnknown(beside annotations: Set<String>) throws(SchemaError) {
        let known: Set<String> = [
            "type", "enum", "const", "anyOf", "oneOf", "minimum", "maximum", "minLength", "maxLength", "format",
            "items",
            "minItems", "maxItems", "properties", "required", "additionalProperties",
        ]
        for (key, _) in members where !known.contains(key) && !annotations.contains(key) {
            let hint = Suggestion.nearest(to: key, among: Array(known)).map { " (did you mean '\($0)'?)" } ?? ""
            throw error("this keyword is not supported\(hint)", at: key)
        }
    }

    private func error(_ message: String, at key: String) -> SchemaError {
        SchemaError(pointer: pointer.appending(key), message: message)
    }
}
