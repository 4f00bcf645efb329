public import Schema

/// An option of the command line: a declared value under a name with dashes.
public struct Flag: Sendable {
    /// Without dashes: `min-score`.
    public let name: String
    public let letter: Character?
    /// The member that it becomes.
    public let property: Property
    /// What stands for the value in the help: `N`, `FILE`; empty for a switch.
    public let placeholder: String
    /// Whether a list may be given at once, with commas: not where a comma may be part of what it lists.
    public let takesCommas: Bool

    public init(_ name: String, letter: Character? = nil, _ schema: Schema, _ placeholder: String, _ summary: String) {
        self.name = name
        self.letter = letter
        property = Property(name, schema.described(summary), isRequired: false)
        self.placeholder = placeholder
        takesCommas = Self.hasNoCommas(schema)
    }

    /// The option for a parameter of a method.
    ///
    /// - Parameter takesCommas: whether what it lists has no commas, although its schema allows them.
    public init(_ property: Property, takesCommas: Bool = false) {
        name = Self.dashed(property.name)
        letter = nil
        self.property = property
        placeholder = Self.placeholder(property.schema)
        self.takesCommas = takesCommas || Self.hasNoCommas(property.schema)
    }

    /// Whether it stands alone, as `--name` and `--no-name`.
    public var isSwitch: Bool { property.schema.kind == .boolean }

    public var isList: Bool {
        if case .list = property.schema.kind { true } else { false }
    }

    /// Whether `--text` means this option; a parameter's own spelling is understood as well.
    public func answers(to text: Substring) -> Bool { name == text || property.name == text }

    /// `-n, --limit N`, or `--facets TEXT…` for one that may be repeated.
    public var synopsis: String {
        let letter = letter.map { "-\($0), " } ?? ""
        return letter + "--" + name + (placeholder.isEmpty ? "" : " " + placeholder + (isList ? "…" : ""))
    }

    /// What it says, and how to give several where it takes a list.
    public var summary: String {
        let how = !isList ? "" : takesCommas ? " For several, put commas between them." : " For several, repeat it."
        return property.schema.summary + how
    }

    private static func hasNoCommas(_ schema: Schema) -> Bool {
        guard case .list(let item, _) = schema.kind else { return false }
        switch item.kind {
        case .integer, .number, .choice: return true
        default: return false
        }
    }

    /// `minScore` as `min-score`.
    public static func dashed(_ name: String) -> String {
        var result = ""
        for character in name {
            if character.isUppercase, !result.isEmpty, result.last != "-" { result += "-" }
            result += character == "_" ? "-" : character.lowercased()
        }
        return result
    }

    private static func placeholder(_ schema: Schema) -> String {
        switch schema.kind {
        case .boolean: ""
        case .integer: "N"
        case .number: "NUMBER"
        case .string(_, .duration): "DURATION"
        case .string(_, .byteCount): "SIZE"
        case .string(_, .path): "PATH"
        case .string(_, .language): "LANGUAGE"
        case .string: "TEXT"
        case .choice(let values) where values.count <= 6: values.joined(separator: "|")
        case .choice: "NAME"
        case .list(let item, _): placeholder(item).isEmpty ? "VALUE" : placeholder(item)
        case .either(let alternatives): alternatives.first.map(placeholder) ?? "VALUE"
        case .object: "JSON"
        case .any, .null: "VALUE"
        }
    }
}
