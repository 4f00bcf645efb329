import JSON

/// Reads one level of JSON Schema; the levels below come through `read`.
struct SchemaReader {
    let members: Members
    let pointer: Pointer

    typealias Read = (JSON, Pointer) throws(SchemaError) -> Schema

    private static let annotations = [
        "$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly",
        NameSource.keyword,
    ]
    /// What may stand beside each type; `""` is for a schema without a type.
    private static let keywords: [String: [String]] = [
        "": ["anyOf", "enum", "const"],
        "null": [], "boolean": [],
        "integer": ["minimum", "maximum"], "number": ["minimum", "maximum"],
        "string": ["minLength", "maxLength", "format", "enum", "const"],
        "array": ["items", "minItems", "maxItems"],
        "object": ["properties", "required", "additionalProperties"],
    ]
    private static let count = "a whole number from 0"
    private static let types = ["null", "boolean", "integer", "number", "string", "array", "object"]

    func kind(_ read: Read) throws(SchemaError) -> Schema.Kind {
        guard let type = members["type"] else {
            try refuseUnknown(beside: [""])
            if let alternatives = members["anyOf"] {
                try refuse(["enum", "const"], beside: "anyOf")
                return .either(try list(alternatives, "anyOf", read))
            }
            return try choice() ?? .any
        }
        let names = (type.array ?? [type]).map { $0.string ?? "" }
        guard !names.isEmpty, names.allSatisfy(Self.types.contains) else {
            throw error("unknown type; known: \(Self.types.joined(separator: ", "))", at: "type")
        }
        try refuseUnknown(beside: names)
        if type.array == nil { return try kind(ofType: names[0], read) }
        var alternatives: [Schema] = []
        for name in names { alternatives.append(Schema(try kind(ofType: name, read))) }
        return .either(alternatives)
    }

    private func kind(ofType type: String, _ read: Read) throws(SchemaError) -> Schema.Kind {
        switch type {
        case "null": return .null
        case "boolean": return .boolean
        case "integer": return .integer(try range("minimum", "maximum", "a whole number", Int.min...Int.max, \.integer))
        case "number":
            let most = Double.greatestFiniteMagnitude
            return .number(try range("minimum", "maximum", "a number", -most...most, \.number))
        case "string":
            if let choice = try choice() { return choice }
            return try string()
        case "array":
            let item = try read(members["items"] ?? true, pointer.appending("items"))
            return .list(of: item, count: try range("minItems", "maxItems", Self.count, 0...Int.max, \.integer))
        default: return try object(read)
        }
    }

    /// Who knows the names that stand in it.
    func names() throws(SchemaError) -> NameSource? {
        guard let json = members[NameSource.keyword] else { return nil }
        guard let names = NameSource(json: json) else {
            throw error(
                "must be {\"method\": NAME, \"member\": \"list.name\"}, and may have a 'prefix'",
                at: NameSource.keyword
            )
        }
        return names
    }

    private func choice() throws(SchemaError) -> Schema.Kind? {
        guard let key = ["enum", "const"].first(where: { members[$0] != nil }) else { return nil }
        try refuse(["minLength", "maxLength", "format", key == "enum" ? "const" : "enum"], beside: key)
        let values = key == "enum" ? members[key]?.array ?? [] : members[key].map { [$0] } ?? []
        let texts = values.compactMap(\.string)
        guard texts.count == values.count, !texts.isEmpty else {
            throw error("only strings are supported here", at: key)
        }
        return .choice(texts)
    }

    private func string() throws(SchemaError) -> Schema.Kind {
        let length = try range("minLength", "maxLength", Self.count, 0...Int.max, \.integer)
        guard let name = members["format"] else { return .string(length: length, format: nil) }
        guard let format = name.string.flatMap(Schema.Format.init) else {
            let known = Schema.Format.allCases.map(\.rawValue).joined(separator: ", ")
            throw error("this format is not supported; known: \(known)", at: "format")
        }
        return .string(length: length, format: format)
    }

    private func object(_ read: Read) throws(SchemaError) -> Schema.Kind {
        guard let declared = (members["properties"] ?? [:]).object else {
            throw error("must be an object", at: "properties")
        }
        let names = (members["required"] ?? []).array?.compactMap(\.string)
        guard let names, names.count == members["required"]?.array?.count ?? 0 else {
            throw error("must be a list of names", at: "required")
        }
        let others = try others(read)
        let required = Set(names)
        let place = pointer.appending("properties")
        var properties: [Property] = []
        for (name, json) in declared {
            let schema = try read(json, place.appending(name))
            properties.append(
                Property(name, schema, isRequired: required.contains(name), fallback: try fallback(json, schema, name))
            )
        }
        for name in names where !properties.contains(where: { $0.name.isExactly(name) }) {
            guard let others else { throw error("'\(name.clipped)' is not among the properties", at: "required") }
            properties.append(Property(name, others))
        }
        return .object(properties, others: others)
    }

    private func others(_ read: Read) throws(SchemaError) -> Schema? {
        switch members["additionalProperties"] {
        case false?: nil
        case let json?: try read(json, pointer.appending("additionalProperties"))
        case nil: .any
        }
    }

    private func fallback(_ json: JSON, _ schema: Schema, _ name: String) throws(SchemaError) -> JSON? {
        guard let fallback = json["default"] else { return nil }
        guard let problem = schema.problems(with: fallback, limit: 1).first else { return fallback }
        throw SchemaError(
            pointer: pointer.appending("properties").appending(name).appending("default"),
            message: "is not as declared: \(problem.message)"
        )
    }

    private func list(_ json: JSON, _ key: String, _ read: Read) throws(SchemaError) -> [Schema] {
        guard let items = json.array, !items.isEmpty else { throw error("must be a list of schemas", at: key) }
        var schemas: [Schema] = []
        for (index, item) in items.enumerated() {
            schemas.append(try read(item, pointer.appending(key).appending(index)))
        }
        return schemas
    }

    /// The bounds that are given, within `widest`.
    private func range<Bound: Comparable>(
        _ leastKey: String,
        _ mostKey: String,
        _ expectation: String,
        _ widest: ClosedRange<Bound>,
        _ value: (JSON) -> Bound?
    ) throws(SchemaError) -> ClosedRange<Bound> {
        func bound(_ key: String) throws(SchemaError) -> Bound? {
            guard let json = members[key] else { return nil }
            guard let bound = value(json), widest.contains(bound) else {
                throw error("must be \(expectation)", at: key)
            }
            return bound
        }
        let least = try bound(leastKey) ?? widest.lowerBound
        let most = try bound(mostKey) ?? widest.upperBound
        guard least <= most else { throw error("is above '\(mostKey)'", at: leastKey) }
        return least...most
    }

    private func refuseUnknown(beside types: [String]) throws(SchemaError) {
        let known = types.flatMap { Self.keywords[$0] ?? [] } + ["type"]
        for (key, _) in members where !known.contains(key) && !Self.annotations.contains(key) {
            if Self.keywords.contains(where: { $0.value.contains(key) }) {
                let reason = types == [""] ? "needs a 'type' beside it" : "says nothing beside this 'type'"
                throw error(reason, at: key)
            }
            if key == "oneOf" { throw error("this keyword is not supported; say anyOf", at: key) }
            let hint = Suggestion.hint(Suggestion.nearest(to: key, among: known))
            throw error("this keyword is not supported\(hint)", at: key)
        }
    }

    private func refuse(_ keys: [String], beside key: String) throws(SchemaError) {
        for other in keys where members[other] != nil { throw error("says nothing beside '\(key)'", at: other) }
    }

    private func error(_ message: String, at key: String) -> SchemaError {
        SchemaError(pointer: pointer.appending(key), message: message)
    }
}
