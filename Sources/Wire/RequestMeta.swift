public import JSON
import Schema

/// What a client may say about a request beside its parameters: `params._meta`.
public struct RequestMeta: Sendable, Hashable {
    public var timeoutMilliseconds: Int?
    /// A string or a whole number that the progress notifications repeat.
    public var progressToken: RequestID?
    /// The members of the result that are wanted.
    public var fields: [String]?
    /// The request waits until the corpus has come this far.
    public var minimumGeneration: Int?
    /// Whether a large result may come in several lines; it may unless this is false.
    public var mayStream = true
    /// What is not ours: names with a slash, and whatever else stands beside a method of another protocol.
    public var foreign = Members()

    public init() {}

    public var json: JSON? {
        var members = Members()
        if let timeoutMilliseconds { members.append("timeoutMs", .integer(timeoutMilliseconds)) }
        if let progressToken { members.append("progressToken", progressToken.json) }
        if let fields { members.append("fields", .array(fields.map { .string($0) })) }
        if let minimumGeneration { members.append("minGeneration", .integer(minimumGeneration)) }
        if !mayStream { members.append("stream", false) }
        for (key, value) in foreign { members.append(key, value) }
        return members.isEmpty ? nil : .object(members)
    }
}

extension RequestMeta {
    private static let schema = Schema.object([
        Property("timeoutMs", .integer(1...86_400_000), isRequired: false),
        Property("progressToken", .either(.string(length: 1...200), .integer), isRequired: false),
        Property("fields", .list(of: .string(length: 1...200), count: 1...100), isRequired: false),
        Property("minGeneration", .integer(0...Int.max), isRequired: false),
        Property("stream", .boolean, isRequired: false),
    ])

    /// The names that have a meaning beside every method.
    private static let shared = ["progressToken", "timeoutMs", "minGeneration"]

    /// Reads the `_meta` of a request for `method`. Throws `invalidParams` with a pointer into the parameters.
    init(json: JSON, of method: String) throws(Failure) {
        guard case .object(let all) = json else {
            throw Failure(
                .invalidParams,
                "'_meta' must be an object, found \(json.kind)",
                details: ["pointer": "/_meta"]
            )
        }
        // Names with a slash belong to somebody's namespace and are none of ours. Methods with a slash are those of the
        // Model Context Protocol, where anybody may add names of any kind.
        let slash = UInt8(ascii: "/")
        let isForeign = method.utf8.contains(slash) || method == "initialize"
        var ours = Members()
        for (key, value) in all {
            if isForeign ? Self.shared.contains(key) : !key.utf8.contains(slash) {
                ours.append(key, value)
            } else {
                foreign.append(key, value)
            }
        }
        if let problem = Self.schema.problems(with: .object(ours), limit: 1).first {
            let pointer = problem.pointer.inside("_meta")
            throw Failure(
                .invalidParams,
                "in '_meta': \(problem)",
                details: ["pointer": .string(pointer.description)]
            )
        }
        timeoutMilliseconds = ours["timeoutMs"]?.integer
        progressToken = ours["progressToken"].flatMap { token in
            token.string.map(RequestID.string) ?? token.integer.map(RequestID.integer)
        }
        fields = ours["fields"]?.array?.compactMap(\.string)
        minimumGeneration = ours["minGeneration"]?.integer
        mayStream = ours["stream"]?.bool ?? true
    }
}
