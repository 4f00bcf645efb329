public import JSON

/// What a client gets instead of a result. The message goes to it as written.
public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    public let code: Code
    /// Lower case, no full stop; what, where, and what would be right.
    public let message: String
    public var hint: String?
    public var retryAfterMilliseconds: Int?
    /// Further members of `data`, such as `pointer`, `offset`, `suggestion`. They never replace one of `data`'s own.
    public var details: Members

    public init(
        _ code: Code,
        _ message: String,
        hint: String? = nil,
        retryAfterMilliseconds: Int? = nil,
        details: Members = Members()
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.retryAfterMilliseconds = retryAfterMilliseconds
        self.details = details
    }

    public var description: String { message }

    /// The `error` member of a response.
    public var json: JSON {
        var data = Members()
        data.append("kind", .string(code.kind))
        data.append("retryable", .bool(code.isRetryable))
        if let retryAfterMilliseconds { data.append("retryAfterMs", .integer(retryAfterMilliseconds)) }
        data.append("hint", .string(hint ?? code.hint))
        for (key, value) in details where !Self.ownMembers.contains(key) { data.append(key, value) }
        return ["code": .integer(code.rawValue), "message": .string(message), "data": .object(data)]
    }

    /// Reads the `error` member of a response; an unknown code becomes an internal error that keeps its message.
    public init?(json: JSON) {
        guard let number = json["code"]?.integer, let message = json["message"]?.string else { return nil }
        let data = json["data"]?.object ?? Members()
        self.code = Code(rawValue: number) ?? .internalError
        self.message = message
        hint = data["hint"]?.string
        if hint == code.hint { hint = nil }
        retryAfterMilliseconds = data["retryAfterMs"]?.integer
        details = Members(data.filter { !Self.ownMembers.contains($0.key) }.map { ($0.key, $0.value) })
    }

    private static let ownMembers = ["kind", "retryable", "retryAfterMs", "hint"]
}
