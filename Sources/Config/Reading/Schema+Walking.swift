import JSON
import Schema

extension Schema {
    /// What stands behind `key` in an object; `nil` where nothing is known about it.
    func member(_ key: String) -> Schema? {
        guard case .object(let properties, let others) = kind else { return nil }
        return properties.first { $0.name == key }?.schema ?? others
    }

    var item: Schema? {
        if case .list(let item, _) = kind { item } else { nil }
    }

    var properties: [Property] {
        if case .object(let properties, _) = kind { properties } else { [] }
    }

    /// The alternatives, or the schema itself when it has none.
    var alternatives: [Schema] {
        if case .either(let alternatives) = kind { alternatives.flatMap(\.alternatives) } else { [self] }
    }

    var format: Format? {
        if case .string(_, let format) = kind { format } else { nil }
    }

    /// The alternative for values of the kind of `value`.
    func alternative(for value: JSON) -> Schema? {
        let alternatives = alternatives
        guard alternatives.count > 1 else { return alternatives.first }
        return alternatives.first { $0.accepts(value) } ?? alternatives.first { $0.isForKind(of: value) }
    }

    func isForKind(of value: JSON) -> Bool {
        switch (kind, value) {
        case (.object, .object), (.list, .array), (.boolean, .bool), (.string, .string), (.choice, .string),
            (.integer, .integer), (.number, .integer), (.number, .number), (.null, .null):
            true
        default: false
        }
    }

    /// The schema of the value at `pointer` in `root`.
    func schema(at pointer: Pointer, in root: JSON) -> Schema? {
        var schema: Schema? = self
        var value = root
        for token in pointer.tokens {
            let alternative = schema?.alternative(for: value)
            switch value {
            case .object: schema = alternative?.member(token)
            default: schema = alternative?.item
            }
            value = value[Pointer([token])] ?? .null
        }
        return schema
    }
}
