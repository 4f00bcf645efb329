public import JSON

extension Schema {
    /// The schema as JSON Schema 2020-12.
    public var json: JSON {
        var members = Members()
        switch kind {
        case .any: break
        case .null: members["type"] = "null"
        case .boolean: members["type"] = "boolean"
        case .integer(let range):
            members["type"] = "integer"
            if range.lowerBound > Int.min { members["minimum"] = .integer(range.lowerBound) }
            if range.upperBound < Int.max { members["maximum"] = .integer(range.upperBound) }
        case .number(let range):
            members["type"] = "number"
            if range.lowerBound > -Double.greatestFiniteMagnitude { members["minimum"] = .number(range.lowerBound) }
            if range.upperBound < Double.greatestFiniteMagnitude { members["maximum"] = .number(range.upperBound) }
        case .string(let length, let format):
            members["type"] = "string"
            if length.lowerBound > 0 { members["minLength"] = .integer(length.lowerBound) }
            if length.upperBound < Int.max { members["maxLength"] = .integer(length.upperBound) }
            if let format { members["format"] = .string(format.rawValue) }
        case .choice(let values):
            members["type"] = "string"
            members["enum"] = .array(values.map { .string($0) })
        case .list(let item, let count):
            members["type"] = "array"
            members["items"] = item.json
            if count.lowerBound > 0 { members["minItems"] = .integer(count.lowerBound) }
            if count.upperBound < Int.max { members["maxItems"] = .integer(count.upperBound) }
        case .object(let properties, let others):
            members["type"] = "object"
            if !properties.isEmpty {
                members["properties"] = .object(Members(properties.map { ($0.name, $0.json) }))
                let required = properties.filter(\.isRequired).map { JSON.string($0.name) }
                if !required.isEmpty { members["required"] = .array(required) }
            }
            members["additionalProperties"] = others.map(\.json) ?? false
        case .either(let alternatives):
            members["anyOf"] = .array(alternatives.map(\.json))
        }
        if let names { members[NameSource.keyword] = names.json }
        if !summary.isEmpty { members["description"] = .string(summary) }
        return .object(members)
    }
}

extension Property {
    fileprivate var json: JSON {
        guard let fallback, var members = schema.json.object else { return schema.json }
        members["default"] = fallback
        return .object(members)
    }
}

/// A schema from outside that can't be used, and why.
public struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
    public let pointer: Pointer
    public let message: String

    public init(pointer: Pointer, message: String) {
        self.pointer = pointer
        self.message = message
    }

    public var description: String {
        pointer.tokens.isEmpty ? message : "\(pointer): \(message)"
    }
}

extension Schema {
    /// Reads JSON Schema as a plugin in another language declares it.
    ///
    /// A keyword that could not be enforced is refused rather than ignored: what is declared is what is checked.
    public init(json: JSON) throws(SchemaError) { try self.init(json: json, at: Pointer()) }

    private init(json: JSON, at pointer: Pointer) throws(SchemaError) {
        if json == true {
            self = .any
            return
        }
        guard case .object(let members) = json else {
            throw SchemaError(pointer: pointer, message: "a schema must be an object, found \(json.kind)")
        }
        let reader = SchemaReader(members: members, pointer: pointer)
        kind = try reader.kind { (json, pointer) throws(SchemaError) in try Schema(json: json, at: pointer) }
        names = try reader.names()
        summary = members["description"]?.string ?? members["title"]?.string ?? ""
    }
}
