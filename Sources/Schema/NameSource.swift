public import JSON

/// Where a client learns the names that a string may be: a method that lists them, so that completion needs to know no
/// plugin.
public struct NameSource: Sendable, Hashable {
    public let method: String
    /// Which members of its result are the names, through lists, as a field mask says it: `documents.path`.
    public let member: String
    /// The parameter that takes the beginning of what is looked for; `nil` where all names come at once.
    public let prefix: String?
    /// What else the method is called with.
    public let parameters: Members

    public init(_ method: String, _ member: String, prefix: String? = nil, with parameters: Members = Members()) {
        self.method = method
        self.member = member
        self.prefix = prefix
        self.parameters = parameters
    }

    /// The paths of the corpus' documents.
    public static let documents = NameSource("corpus.list", "documents.path", with: ["limit": 10_000])
    /// The names of all methods.
    public static let methods = NameSource("discover", "methods")
    /// The words of the corpus.
    public static let words = NameSource("search.complete", "completions.text", prefix: "text")

    /// The names in a result of the method, in its order, each once.
    public func names(in result: JSON) -> [String] {
        var found: [JSON] = [result]
        for name in member.split(separator: ".") {
            found = found.flatMap { Self.items($0[String(name)]) }
        }
        var seen: Set<String> = []
        return found.compactMap(\.string).filter { seen.insert($0).inserted }
    }

    private static func items(_ json: JSON?) -> [JSON] { json?.array ?? json.map { [$0] } ?? [] }
}

extension NameSource {
    /// The keyword of a schema that it stands in.
    static let keyword = "x-names"

    var json: JSON {
        var members: Members = ["method": .string(method), "member": .string(member)]
        if let prefix { members["prefix"] = .string(prefix) }
        if !parameters.isEmpty { members["params"] = .object(parameters) }
        return .object(members)
    }

    init?(json: JSON) {
        guard let members = json.object,
            members.allSatisfy({ ["method", "member", "prefix", "params"].contains($0.key) }),
            let method = members["method"]?.string, let member = members["member"]?.string,
            members["prefix"].map({ $0.string != nil }) ?? true
        else { return nil }
        guard let parameters = (members["params"] ?? [:]).object else { return nil }
        self.init(method, member, prefix: members["prefix"]?.string, with: parameters)
    }
}

extension Schema {
    /// The same schema, whose strings are names that `source` tells.
    public func named(by source: NameSource) -> Schema {
        var schema = self
        schema.names = source
        return schema
    }
}
