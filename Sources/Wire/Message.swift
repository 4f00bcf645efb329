public import JSON

/// What tells the answers of one connection apart.
public enum RequestID: Sendable, Hashable {
    case integer(Int)
    case string(String)

    public init?(json: JSON?) {
        switch json {
        case .integer(let value): self = .integer(value)
        case .string(let value): self = .string(value)
        default: return nil
        }
    }

    public var json: JSON {
        switch self {
        case .integer(let value): .integer(value)
        case .string(let value): .string(value)
        }
    }

    /// Texts are the same id when their scalars are, as everywhere in JSON.
    public static func == (left: RequestID, right: RequestID) -> Bool {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): left == right
        case (.string(let left), .string(let right)): left.isExactly(right)
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .integer(let value): hasher.combine(value)
        case .string: hasher.combine(json)
        }
    }
}

/// One message of JSON-RPC 2.0.
public enum Message: Sendable, Hashable {
    /// A request, or a notification when it has no id.
    case request(Request)
    case response(Response)
}

public struct Request: Sendable, Hashable {
    /// `nil` for a notification, which is not answered.
    public let id: RequestID?
    public let method: String
    /// Without `_meta`.
    public let parameters: Members
    public let meta: RequestMeta

    public init(id: RequestID?, method: String, parameters: Members = Members(), meta: RequestMeta = RequestMeta()) {
        self.id = id
        self.method = method
        self.parameters = parameters
        self.meta = meta
    }

    public var json: JSON {
        var members: Members = ["jsonrpc": "2.0"]
        if let id { members.append("id", id.json) }
        members.append("method", .string(method))
        var parameters = parameters
        if let meta = meta.json { parameters["_meta"] = meta }
        if !parameters.isEmpty { members.append("params", .object(parameters)) }
        return .object(members)
    }
}

public struct Response: Sendable, Hashable {
    /// `nil` when the request could not be read far enough to know it.
    public let id: RequestID?
    public let outcome: Result<JSON, Failure>

    public init(id: RequestID?, outcome: Result<JSON, Failure>) {
        self.id = id
        self.outcome = outcome
    }

    /// Appends the line, with its line feed.
    public func write(into bytes: inout [UInt8]) {
        var output = OutputBytes()
        write(into: &output)
        bytes.append(contentsOf: output.bytes)
    }

    package func write(into output: inout OutputBytes) {
        switch outcome {
        case .success(let result):
            Self.begin(#","result":"#, of: id, into: &output)
            result.write(into: &output)
        case .failure(let failure):
            Self.begin(#","error":"#, of: id, into: &output)
            failure.json.write(into: &output)
        }
        output.append(text: "}\n")
    }

    /// Writes what stands before the result or the error, whose name is given with what is around it.
    package static func begin(_ member: StaticString, of id: RequestID?, into output: inout OutputBytes) {
        output.append(text: #"{"jsonrpc":"2.0","id":"#)
        switch id {
        case .integer(let number)?: output.append(number: number)
        case .string(let name)?: JSON.write(name, into: &output)
        case nil: output.append(text: "null")
        }
        output.append(text: member)
    }
}
