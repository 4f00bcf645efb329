import Corpus
import JSON

/// What can be asked of a document by the names of its fields.
enum DocumentFields {
    /// The fields that every document may have, whatever its metadata.
    static let fixed = ["path", "format", "language"]

    /// Each value with the name of its field; a field with several values comes as often.
    static func values(of document: Document) -> [(name: String, value: String)] {
        var values = [("path", document.path), ("format", document.format)]
        if let language = document.language { values.append(("language", language)) }
        for (name, value) in document.metadata {
            for text in texts(of: value) { values.append((name.lowercased(), text)) }
        }
        return values
    }

    private static func texts(of value: JSON) -> [String] {
        switch value {
        case .string(let text): [text]
        case .integer, .number, .bool: [value.description]
        case .array(let items): items.flatMap { texts(of: $0) }
        case .object, .null: []
        }
    }
}
