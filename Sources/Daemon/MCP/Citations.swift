import Corpus
import JSON
import Schema

/// Adds to everything that cites a place of the corpus the address of that place.
///
/// Whatever has `document` and `line` cites, as ``PluginKit/Citation`` writes it.
struct Citations {
    private static let uri = Property(
        "uri",
        .string.described("The address of the place: cite it, or give it to a tool that takes a document."),
        isRequired: false
    )

    private let corpus: Snapshot
    private var versions: [String: String?] = [:]

    init(_ corpus: Snapshot) { self.corpus = corpus }

    mutating func add(to json: JSON) -> JSON {
        switch json {
        case .array(let items): return .array(items.map { add(to: $0) })
        case .object(let members):
            var result = Members()
            result.reserveCapacity(members.count + 1)
            if let address = address(of: members) { result.append("uri", .string(address)) }
            for (key, value) in members {
                switch value {
                case .array, .object: result.append(key, add(to: value))
                default: result.append(key, value)
                }
            }
            return .object(result)
        default: return json
        }
    }

    private mutating func address(of members: Members) -> String? {
        guard members[Self.uri.name] == nil, let document = members["document"]?.string,
            let line = members["line"]?.integer
        else { return nil }
        let column = members["column"]?.integer
        let place = Address.Place(
            line: line,
            column: column,
            endLine: members["endLine"]?.integer ?? line,
            endColumn: column == nil ? nil : members["endColumn"]?.integer
        )
        let version: String?
        if let known = versions[document] {
            version = known
        } else {
            version = corpus.document(named: document)?.version
            versions[document] = .some(version)
        }
        return Address(document: document, version: version, place: place).description
    }

    /// The schema of what has got its addresses.
    static func extended(_ schema: Schema) -> Schema {
        var extended = schema
        switch schema.kind {
        case .list(let item, let count): extended.kind = .list(of: Self.extended(item), count: count)
        case .either(let alternatives): extended.kind = .either(alternatives.map(Self.extended))
        case .object(let properties, let others):
            var all = properties.map { property in
                Property(
                    property.name,
                    Self.extended(property.schema),
                    isRequired: property.isRequired,
                    fallback: property.fallback
                )
            }
            let names = properties.map(\.name)
            if names.contains("document"), names.contains("line"), !names.contains(uri.name) {
                all.insert(uri, at: 0)
            }
            extended.kind = .object(all, others: others.map(Self.extended))
        default: break
        }
        return extended
    }
}
