import JSON

extension Schema {
    /// What a value must be, to follow "must be": `a whole number from 1 to 1000`.
    public var expectation: String {
        switch kind {
        case .any: "any value"
        case .null: "null"
        case .boolean: "true or false"
        case .integer(let range): "a whole number" + Self.suffix(range, least: Int.min, most: Int.max)
        case .number(let range):
            "a number"
                + Self.suffix(
                    range,
                    least: -Double.greatestFiniteMagnitude,
                    most: Double.greatestFiniteMagnitude
                )
        case .string(_, let format?): format.expectation
        case .string(let length, nil):
            length == 0...Int.max ? "a string" : "a string of \(Self.words(length)) characters"
        case .choice(let values): values.count == 1 ? "'\(values[0])'" : "one of " + values.joined(separator: ", ")
        case .list: "a list"
        case .object: "an object"
        case .either(let alternatives): alternatives.map(\.expectation).joined(separator: ", or ")
        }
    }

    /// The kind in one word or two, for a table: `integer`, `list of string`.
    public var typeName: String {
        switch kind {
        case .any: "any"
        case .null: "null"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string(_, let format): format?.rawValue ?? "string"
        case .choice(let values): values.joined(separator: "|")
        case .list(let item, _): "list of \(item.typeName)"
        case .object: "object"
        case .either(let alternatives): alternatives.map(\.typeName).joined(separator: " or ")
        }
    }

    static func words(_ range: ClosedRange<Int>) -> String {
        if range.lowerBound == range.upperBound { return String(range.lowerBound) }
        if range.upperBound == Int.max { return "at least \(range.lowerBound)" }
        return range.lowerBound == 0 ? "at most \(range.upperBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }

    static func found(_ value: JSON) -> String {
        switch value {
        case .integer, .number, .bool: value.description
        case .string(let text) where text.utf8.count <= 40: "'\(text)'"
        case .string(let text): "a string of \(text.unicodeScalars.count) characters"
        default: value.kind
        }
    }

    private static func suffix<Bound: Comparable>(_ range: ClosedRange<Bound>, least: Bound, most: Bound) -> String {
        switch (range.lowerBound == least, range.upperBound == most) {
        case (true, true): ""
        case (false, true): " of at least \(short(range.lowerBound))"
        case (true, false): " of at most \(short(range.upperBound))"
        case (false, false): " from \(short(range.lowerBound)) to \(short(range.upperBound))"
        }
    }

    /// `100` where the description of a number would be `100.0`.
    private static func short<Bound: Comparable>(_ bound: Bound) -> String {
        guard let number = bound as? Double, let whole = Int(exactly: number) else { return "\(bound)" }
        return String(whole)
    }
}
