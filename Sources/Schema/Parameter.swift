public import JSON

/// A named value that a method or a configuration block takes: declared once, then used both to check what comes in and
/// to read it.
///
/// ```swift
/// static let limit = Parameter("limit", .integer(1...1000), "At most so many hits", fallback: 10)
/// …
/// let count = call[Self.limit]      // an Int
/// ```
public struct Parameter<Value: ParameterValue>: Sendable {
    public let property: Property

    /// A parameter that must be given.
    public init(_ name: String, _ schema: Schema, _ summary: String) {
        property = Property(name, schema.described(summary), isRequired: !Value.mayBeAbsent)
    }

    /// A parameter that may be left out.
    public init(_ name: String, _ schema: Schema, _ summary: String, fallback: Value) {
        property = Property(name, schema.described(summary), isRequired: false, fallback: fallback.json)
    }
}

/// What a parameter can be read as.
public protocol ParameterValue: Sendable {
    /// The value, if `json` is one; `nil` stands for an absent member.
    init?(json: JSON?)
    var json: JSON { get }
    /// Whether leaving it out is a value too.
    static var mayBeAbsent: Bool { get }
}

extension ParameterValue {
    public static var mayBeAbsent: Bool { false }
}

/// Checked members, read by their declarations.
public struct Arguments: Sendable {
    public let members: Members

    /// - Precondition: `members` was accepted by a schema with the properties that are asked for later.
    public init(checked members: Members) { self.members = members }

    /// The value that was given, or the declared one that stands for it.
    ///
    /// Inlinable, so that no metadata of `Optional` is looked up: that took a tenth of a short search.
    @inlinable public subscript<Value>(parameter: Parameter<Value>) -> Value {
        let json = members[parameter.property.name] ?? parameter.property.fallback
        guard let value = Value(json: json) else {
            preconditionFailure("'\(parameter.property.name)' was read without having been declared or checked")
        }
        return value
    }
}

extension JSON: ParameterValue {
    public init?(json: JSON?) {
        guard let json else { return nil }
        self = json
    }
    public var json: JSON { self }
}

extension String: ParameterValue {
    public init?(json: JSON?) {
        guard let value = json?.string else { return nil }
        self = value
    }
    public var json: JSON { .string(self) }
}

extension Int: ParameterValue {
    public init?(json: JSON?) {
        guard let value = json?.integer else { return nil }
        self = value
    }
    public var json: JSON { .integer(self) }
}

extension Double: ParameterValue {
    public init?(json: JSON?) {
        guard let value = json?.number else { return nil }
        self = value
    }
    public var json: JSON { .number(self) }
}

extension Bool: ParameterValue {
    public init?(json: JSON?) {
        guard let value = json?.bool else { return nil }
        self = value
    }
    public var json: JSON { .bool(self) }
}

extension Array: ParameterValue where Element: ParameterValue {
    @inlinable public init?(json: JSON?) {
        guard let items = json?.array else { return nil }
        self = items.compactMap { Element(json: $0) }
        guard count == items.count else { return nil }
    }
    public var json: JSON { .array(map(\.json)) }
}

extension Optional: ParameterValue where Wrapped: ParameterValue {
    @inlinable public init?(json: JSON?) {
        guard let json else {
            self = .none
            return
        }
        if case .null = json {
            self = .none
            return
        }
        guard let value = Wrapped(json: json) else { return nil }
        self = .some(value)
    }
    public var json: JSON { self?.json ?? .null }
    public static var mayBeAbsent: Bool { true }
}
