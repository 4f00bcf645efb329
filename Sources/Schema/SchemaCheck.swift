import JSON

/// Collects what is wrong with one value.
struct SchemaCheck {
    let limit: Int
    private(set) var problems: [Problem] = []

    init(limit: Int) { self.limit = limit }

    private var isFull: Bool { problems.count >= limit }

    private mutating func report(
        _ message: String,
        at pointer: Pointer,
        suggestion: String? = nil,
        kind: Problem.Kind = .wrongValue
    ) {
        guard !isFull else { return }
        problems.append(Problem(pointer: pointer, message: message, suggestion: suggestion, kind: kind))
    }

    /// - Parameter name: the value in a message, such as `'limit'` or `'fields[2]'`.
    mutating func check(_ value: JSON, _ schema: Schema, at pointer: Pointer, named name: String) {
        guard !isFull, !schema.accepts(value) else { return }
        switch (schema.kind, value) {
        case (.list(let item, let count), .array(let items)):
            if !count.contains(items.count) {
                report("\(name) must have \(Schema.words(count)) items, found \(items.count)", at: pointer)
            }
            for (index, one) in items.enumerated() where !isFull {
                check(one, item, at: pointer.appending(index), named: Self.name(of: index, in: name))
            }
        case (.object(let properties, let others), .object(let members)):
            check(members, properties, others: others, at: pointer)
        case (.choice(let values), .string(let text)):
            let suggestion = Suggestion.nearest(to: text, among: values)
            let hint = Suggestion.hint(suggestion)
            report(
                "\(name) must be \(schema.expectation), found \(Schema.found(value))\(hint)",
                at: pointer,
                suggestion: suggestion
            )
        case (.either(let alternatives), _):
            // What the alternative of the value's own kind has against it says most, if there is one such.
            let ofItsKind = alternatives.filter { $0.isOfKind(of: value) }
            guard ofItsKind.count != 1 else { return check(value, ofItsKind[0], at: pointer, named: name) }
            fallthrough
        default:
            report("\(name) must be \(schema.expectation), found \(Schema.found(value))", at: pointer)
        }
    }

    private mutating func check(_ members: Members, _ properties: [Property], others: Schema?, at pointer: Pointer) {
        let known = properties.map(\.name).sorted()
        for (key, value) in members {
            guard !isFull else { return }
            let place = pointer.appending(key)
            if let property = properties.first(where: { $0.name.isExactly(key) }) {
                check(value, property.schema, at: place, named: "'\(key)'")
            } else if let others {
                check(value, others, at: place, named: "'\(key.clipped)'")
            } else {
                let meant = Suggestion.nearest(to: key, among: known)
                let list = known.isEmpty ? "none are known here" : "known: " + known.joined(separator: ", ")
                report(
                    "unknown key '\(key.clipped)'\(Suggestion.hint(meant)); \(list)",
                    at: place,
                    suggestion: meant,
                    kind: .unknownKey(meant: meant)
                )
            }
        }
        for property in properties where property.isRequired && members[property.name] == nil {
            let what = property.schema.summary.isEmpty ? "" : ": " + property.schema.summary
            report("'\(property.name)' is missing\(what)", at: pointer, kind: .missingKey(property.name))
        }
    }

    /// `'fields[2]'` in `'fields'`; `item 2` in the value as a whole. Counts from 0, as pointers do.
    private static func name(of index: Int, in list: String) -> String {
        list.last == "'" ? "\(list.dropLast())[\(index)]'" : "item \(index)"
    }
}

extension Schema {
    fileprivate func isOfKind(of value: JSON) -> Bool {
        switch (kind, value) {
        case (.any, _), (.null, .null), (.boolean, .bool), (.integer, .integer), (.number, .integer),
            (.number, .number), (.string, .string), (.choice, .string), (.list, .array), (.object, .object):
            true
        case (.either(let alternatives), _): alternatives.contains { $0.isOfKind(of: value) }
        default: false
        }
    }
}
