public import JSON

extension Schema {
    /// What is wrong with `value`, at most `limit` problems; empty when it is as declared.
    ///
    /// The limit keeps the answer to a value with 100,000 unknown keys small.
    public func problems(with value: JSON, limit: Int = 100) -> [Problem] {
        if accepts(value) { return [] }
        var check = SchemaCheck(limit: limit)
        check.check(value, self, at: Pointer(), named: "the value")
        return check.problems
    }

    /// Whether `value` is as declared; the quick answer for the way of a query, without building any message.
    public func accepts(_ value: JSON) -> Bool {
        switch kind {
        case .any: true
        case .null: value == .null
        case .boolean: value.bool != nil
        case .integer(let range): value.integer.map(range.contains) ?? false
        case .number(let range): value.number.map(range.contains) ?? false
        case .string(let length, let format):
            value.string.map { Self.accepts($0, length: length, format: format) } ?? false
        case .choice(let values): value.string.map { text in values.contains { $0.isExactly(text) } } ?? false
        case .list(let item, let count):
            value.array.map { count.contains($0.count) && $0.allSatisfy(item.accepts) } ?? false
        case .object(let properties, let others):
            value.object.map { Self.accepts($0, properties: properties, others: others) } ?? false
        case .either(let alternatives): alternatives.contains { $0.accepts(value) }
        }
    }

    private static func accepts(_ text: String, length: ClosedRange<Int>, format: Format?) -> Bool {
        if length.upperBound < Int.max || length.lowerBound > 0 {
            // A text has at most as many scalars as bytes and at least a quarter, which settles most cases.
            let byteCount = text.utf8.count
            let isSurelyInside = byteCount <= length.upperBound && byteCount / 4 >= length.lowerBound
            guard isSurelyInside || length.contains(text.unicodeScalars.count) else { return false }
        }
        return format?.accepts(text) ?? true
    }

    private static func accepts(_ members: Members, properties: [Property], others: Schema?) -> Bool {
        // By their numbers: what goes over the properties themselves copies each, with a dozen reference counts.
        for member in members {
            if let place = properties.indices.first(where: { properties[$0].name.isExactly(member.key) }) {
                guard properties[place].schema.accepts(member.value) else { return false }
            } else {
                guard let others, others.accepts(member.value) else { return false }
            }
        }
        return properties.indices.allSatisfy { place in
            !properties[place].isRequired || members.contains { properties[place].name.isExactly($0.key) }
        }
    }
}
