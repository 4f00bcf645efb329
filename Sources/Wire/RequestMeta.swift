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

    public init() {}

    public var json: JSON? {
        var members = Members()
        if let timeoutMilliseconds { members.append("timeoutMs", .integer(timeoutMilliseconds)) }
        if let progressToken { members.append("progressToken", progressToken.json) }
        if let fields { members.append("fields", .array(fields.map { .string($0) })) }
        if let minimumGeneration { members.append("minGeneration", .integer(minimumGeneration)) }
        if !mayStream { members.append("stream", false) }
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

    /// Reads `_meta`. Throws `invalidParams` with a pointer into the parameters.
    init(json: JSON) throws(Failure) {
        guard case .object(let all) = json else {
            throw Failure(
                .invalidParams,
                "'_meta' must be an object, found \(json.kind)",
                details: ["pointer": "/_meta"]
            )
        }
        // Names with a slash belong to somebody's namespace and are none of ours.
        let ours = Members(all.filter { !$0.key.utf8.contains(UInt8(ascii: "/")) }.map { ($0.key, $0.value) })
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
