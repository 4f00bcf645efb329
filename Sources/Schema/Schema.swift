public import JSON

/// What a JSON value may be: the part of JSON Schema (2020-12) that Caspian declares, checks and prints.
///
/// One such value stands behind a method's parameters, its result, a plugin's settings and the whole configuration, so
/// that one checker and one printer serve them all.
public struct Schema: Sendable, Hashable {
    public indirect enum Kind: Sendable, Hashable {
        case any
        case null
        case boolean
        case integer(ClosedRange<Int>)
        case number(ClosedRange<Double>)
        /// Lengths are in Unicode scalars, as JSON Schema counts them.
        case string(length: ClosedRange<Int>, format: Format?)
        case choice([String])
        case list(of: Schema, count: ClosedRange<Int>)
        /// Members by name; `others` is what further members must be, and `nil` forbids them.
        case object([Property], others: Schema?)
        case either([Schema])
    }

    /// Strings that mean something of their own.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        /// `250ms`, `5s`, `2m`, `1h`.
        case duration
        /// `512`, `64KiB`, `1MiB`, `2GiB`.
        case byteCount = "byte-count"
        /// A file or folder; relative ones start at the folder of the file that names them.
        case path
        /// `en`, `pt-BR`: a language by BCP 47.
        case language
    }

    public var kind: Kind
    /// One sentence for people: what the value is.
    public var summary: String
    /// Who knows the names that a string may be; it is only of help, and nothing is checked by it.
    public var names: NameSource?

    public init(_ kind: Kind, _ summary: String = "") {
        self.kind = kind
        self.summary = summary
    }

    /// The same schema, described.
    public func described(_ summary: String) -> Schema {
        var schema = self
        schema.summary = summary
        return schema
    }
}

/// A member of an object.
public struct Property: Sendable, Hashable {
    public let name: String
    public let schema: Schema
    public let isRequired: Bool
    /// What stands for it when it is left out; `nil` where its absence means something of its own.
    public let fallback: JSON?

    public init(_ name: String, _ schema: Schema, isRequired: Bool = true, fallback: JSON? = nil) {
        self.name = name
        self.schema = schema
        self.isRequired = isRequired && fallback == nil
        self.fallback = fallback
    }
}

extension Schema {
    public static var any: Schema { Schema(.any) }
    public static var null: Schema { Schema(.null) }
    public static var boolean: Schema { Schema(.boolean) }
    public static var integer: Schema { Schema(.integer(Int.min...Int.max)) }
    public static var number: Schema {
        Schema(.number(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude))
    }
    public static var string: Schema { Schema(.string(length: 0...Int.max, format: nil)) }
    public static var duration: Schema { Schema(.string(length: 0...Int.max, format: .duration)) }
    public static var byteCount: Schema { Schema(.string(length: 0...Int.max, format: .byteCount)) }
    public static var language: Schema { Schema(.string(length: 2...35, format: .language)) }
    public static var path: Schema { Schema(.string(length: 1...4096, format: .path)) }

    public static func integer(_ range: ClosedRange<Int>) -> Schema { Schema(.integer(range)) }
    public static func number(_ range: ClosedRange<Double>) -> Schema { Schema(.number(range)) }
    public static func string(length: ClosedRange<Int>) -> Schema { Schema(.string(length: length, format: nil)) }
    public static func choice(_ values: String...) -> Schema { Schema(.choice(values)) }
    public static func list(of item: Schema, count: ClosedRange<Int> = 0...Int.max) -> Schema {
        Schema(.list(of: item, count: count))
    }
    public static func object(_ properties: [Property], others: Schema? = nil) -> Schema {
        Schema(.object(properties, others: others))
    }
    /// An object whose keys are names of the user's own.
    public static func map(of value: Schema) -> Schema { Schema(.object([], others: value)) }
    public static func either(_ alternatives: Schema...) -> Schema { Schema(.either(alternatives)) }
}
