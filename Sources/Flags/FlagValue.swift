public import JSON
public import Schema

/// Reads what stands on a command line as a value that a schema allows.
public enum FlagValue {
    /// The value that `text` most probably means under `schema`; whether it is allowed is for the schema to say.
    public static func json(_ text: String, as schema: Schema) -> JSON {
        switch schema.kind {
        case .string, .choice: return .string(text)
        case .either(let alternatives):
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
}
