public import JSON
public import Schema

/// Reads what stands on a command line as a value that a schema allows.
public enum FlagValue {
    /// The value that `text` most probably means under `schema`; whether it is allowed is for the schema to say.
    public static func json(_ text: String, as schema: Schema) -> JSON {
        switch schema.kind {
        case .string, .choice: return .string(text)
        case .either(let alternatives):
            // A string would take whatever is written, but an object is meant where it is one and may be.
            if let parsed = structure(text), takes(parsed, schema) { return parsed }
            let candidates = alternatives.map { json(text, as: $0) }
            return zip(alternatives, candidates).first { $0.0.accepts($0.1) }?.1 ?? candidates.first ?? .string(text)
        case .any, .null, .boolean, .integer, .number, .list, .object:
            do throws(SyntaxError) {
                return try JSON(parsing: text)
            } catch {
                return .string(text)
            }
        }
    }

    /// What a text is as JSON, if that is an object or a list.
    private static func structure(_ text: String) -> JSON? {
        guard let first = text.utf8.first(where: { $0 > 0x20 }), "{[".utf8.contains(first) else { return nil }
        do throws(SyntaxError) {
            return try JSON(parsing: text)
        } catch {
            return nil
        }
    }

    private static func takes(_ value: JSON, _ schema: Schema) -> Bool {
        switch (schema.kind, value) {
        case (.object, .object), (.list, .array): true
        case (.either(let alternatives), _): alternatives.contains { takes(value, $0) }
        default: false
        }
    }
}
