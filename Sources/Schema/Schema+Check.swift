public import JSON

/// One way in which a value is not what it should be.
public struct Problem: Sendable, Hashable, CustomStringConvertible {
    /// What a place in a source text has to be found for.
    public enum Kind: Sendable, Hashable {
        case wrongValue
        /// The last token of the pointer is a key that nobody knows; `meant` is the known one that comes near.
        case unknownKey(meant: String?)
        /// The object at the pointer lacks this member.
        case missingKey(String)
    }

    public let kind: Kind
    /// Where in the value.
    public let pointer: Pointer
    /// What was found and what would be right.
    public let message: String
    /// A name that was probably meant.
    public let suggestion: String?

    public init(pointer: Pointer, message: String, suggestion: String? = nil, kind: Kind = .wrongValue) {
        self.kind = kind
        self.pointer = pointer
        self.message = message
        self.suggestion = suggestion
    }

    public var description: String {
        let hint = suggestion.map { " (did you mean '\($0)'?)" } ?? ""
        return message + hint
    }
}

extension Schema {
    /// Everything that is wrong with `value`; empty when it is as declared.
    public func problems(with value: JSON) -> [Problem] {
        if accepts(value) { return [] }
        var problems: [Problem] = []
        check(value, at: Pointer(), into: &problems)
        return problems
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
            value.string.map { accepts($0, length: length, format: format) } ?? false
        case .choice(let values): value.string.map(values.contains) ?? false
        case .list(let item, let count):
            value.array.map { count.contains($0.count) && $0.allSatisfy(item.accepts) } ?? false
        case .object(let properties, let others):
            value.object.map { accepts($0, properties: properties, others: others) } ?? false
        case .either(let alternatives): alternatives.contains { $0.accepts(value) }
        }
    }

    private func accepts(_ text: String, length: ClosedRange<Int>, format: Format?) -> Bool {
        if length.upperBound < Int.max || length.lowerBound > 0 {
            // A text has at most as many scalars as bytes and at least a quarter, which settles most cases.
            let byteCount = text.utf8.count
            let isSurelyInside = byteCount <= length.upperBound && byteCount >= length.lowerBound * 4
            guard isSurelyInside || length.contains(text.unicodeScalars.count) else { return false }
        }
        return format?.accepts(text) ?? true
    }

    private func accepts(_ members: Members, properties: [Property], others: Schema?) -> Bool {
        for member in members {
            if let property = properties.first(where: { $0.name == member.key }) {
                guard property.schema.accepts(member.value) else { return false }
            } else {
                guard let others, others.accepts(member.value) else { return false }
            }
        }
        return properties.allSatisfy { !$0.isRequired || members[$0.name] != nil }
    }

    private func check(_ value: JSON, at pointer: Pointer, into problems: inout [Problem]) {
        func report(_ message: String, suggestion: String? = nil) {
            problems.append(Problem(pointer: pointer, message: message, suggestion: suggestion))
        }
        let name = pointer.tokens.last.map { "'\($0)'" } ?? "the value"
        switch kind {
        case .list(let item, let count):
            guard case .array(let items) = value else {
                return report("\(name) must be \(expectation), found \(value.kind)")
            }
            if !count.contains(items.count) {
                report("\(name) must have \(Self.words(count)) items, found \(items.count)")
            }
            for (index, one) in items.enumerated() { item.check(one, at: pointer.appending(index), into: &problems) }
        case .object(let properties, let others):
            guard case .object(let members) = value else {
                return report("\(name) must be \(expectation), found \(value.kind)")
            }
            check(members, properties: properties, others: others, at: pointer, into: &problems)
        case .choice(let values):
            guard let text = value.string else { return report("\(name) must be \(expectation), found \(value.kind)") }
            guard !values.contains(text) else { return }
            report(
                "\(name) must be \(expectation), found '\(text)'",
                suggestion: Suggestion.nearest(to: text, among: values)
            )
        case .either(let alternatives):
            checkEither(alternatives, value, named: name, at: pointer, into: &problems)
        default:
            guard !accepts(value) else { return }
            report("\(name) must be \(expectation), found \(Self.found(value))")
        }
    }

    private func check(
        _ members: Members,
        properties: [Property],
        others: Schema?,
        at pointer: Pointer,
        into problems: inout [Problem]
    ) {
        let known = properties.map(\.name)
        for (key, value) in members {
            if let property = properties.first(where: { $0.name == key }) {
                property.schema.check(value, at: pointer.appending(key), into: &problems)
            } else if let others {
                others.check(value, at: pointer.appending(key), into: &problems)
            } else {
                let suggestion = Suggestion.nearest(to: key, among: known)
                let list = known.isEmpty ? "none are known here" : "known: " + known.sorted().joined(separator: ", ")
                let hint = suggestion.map { " (did you mean '\($0)'?)" } ?? ""
                problems.append(
                    Problem(
                        pointer: pointer.appending(key),
                        message: "unknown key '\(key)'\(hint); \(list)",
                        kind: .unknownKey(meant: suggestion)
                    )
                )
            }
        }
        for property in properties where property.isRequired && members[property.name] == nil {
            let what = property.schema.summary.isEmpty ? "" : ": " + property.schema.summary
            problems.append(
                Problem(
                    pointer: pointer,
                    message: "'\(property.name)' is missing\(what)",
                    kind: .missingKey(property.name)
                )
            )
        }
    }

    /// Reports what the alternative that comes nearest has against the value: the one of the value's own kind.
    private func checkEither(
        _ alternatives: [Schema],
        _ value: JSON,
        named name: String,
        at pointer: Pointer,
        into problems: inout [Problem]
    ) {
        guard !accepts(value) else { return }
        let ofItsKind = alternatives.filter { $0.isOfKind(of: value) }
        if ofItsKind.count == 1 { return ofItsKind[0].check(value, at: pointer, into: &problems) }
        problems.append(
            Problem(pointer: pointer, message: "\(name) must be \(expectation), found \(Self.found(value))")
        )
    }

    private func isOfKind(of value: JSON) -> Bool {
        switch (kind, value) {
        case (.any, _), (.null, .null), (.boolean, .bool), (.integer, .integer), (.number, .integer),
            (.number, .number),
            (.string, .string), (.choice, .string), (.list, .array), (.object, .object):
            true
        case (.either(let alternatives), _): alternatives.contains { $0.isOfKind(of: value) }
        default: false
        }
    }
}
