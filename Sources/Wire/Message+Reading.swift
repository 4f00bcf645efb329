public import JSON
public import Schema

/// A line that is no message, with the id of the request if that much could be read.
public struct MessageError: Error, Sendable, Hashable {
    public let id: RequestID?
    public let failure: Failure
}

extension Message {
    /// Reads one line.
    public init(line: UnsafeBufferPointer<UInt8>, limits: Limits) throws(MessageError) {
        let json: JSON
        do throws(SyntaxError) {
            json = try JSON(parsing: line, limits: ParseLimits(depth: limits.depth))
        } catch {
            throw MessageError(id: nil, failure: Failure(error))
        }
        try self.init(json: json)
    }

    /// Reads a value that is already parsed.
    public init(json: JSON) throws(MessageError) {
        guard case .object(let members) = json else {
            let hint = json.array == nil ? nil : "batches are several lines in one write, each a request of its own"
            throw MessageError(
                id: nil,
                failure: Failure(.invalidRequest, "a message must be an object, found \(json.kind)", hint: hint)
            )
        }
        let reader = MessageReader(members: members)
        self = try reader.message()
    }
}

extension Failure {
    /// A line that is not JSON.
    public init(_ error: SyntaxError) {
        self.init(
            .parseError,
            error.reason,
            details: [
                "offset": .integer(error.offset), "line": .integer(error.line), "column": .integer(error.column),
                "pointer": .string(error.pointer.description),
            ]
        )
    }

    /// Parameters that are not as declared: the first problem is the message, all of them stand in the details.
    public init(_ problems: [Problem], of method: String) {
        let list = problems.map { problem in
            var members: Members = ["pointer": .string(problem.pointer.description), "message": .string(problem.message)]
            if let suggestion = problem.suggestion { members.append("suggestion", .string(suggestion)) }
            return JSON.object(members)
        }
        self.init(
            .invalidParams,
            problems.first?.message ?? "the parameters are not as declared",
            hint: "'caspianctl help \(method)' shows what '\(method)' takes",
            details: ["pointer": .string(problems.first?.pointer.description ?? ""), "problems": .array(list)]
        )
    }
}

private struct MessageReader {
    let members: Members

    private static let known: Set<String> = ["jsonrpc", "id", "method", "params", "result", "error"]

    func message() throws(MessageError) -> Message {
        let id = try identifier()
        guard let version = members["jsonrpc"] else {
            throw error(id, .invalidRequest, "'jsonrpc' is missing; it must be \"2.0\"")
        }
        guard version == "2.0" else {
            throw error(id, .unsupportedVersion, "'jsonrpc' must be \"2.0\", found \(version.description.prefix(40))")
        }
        for (key, _) in members where !Self.known.contains(key) {
            let hint = Suggestion.nearest(to: key, among: Array(Self.known)).map { " (did you mean '\($0)'?)" } ?? ""
            throw error(id, .invalidRequest, "unknown member '\(key)'\(hint)")
        }
        guard let method = members["method"] else { return .response(try response(id)) }
        guard let name = method.string, !name.isEmpty else {
            throw error(id, .invalidRequest, "'method' must be a name, found \(method.kind)")
        }
        guard let params = members["params"] else { return .request(Request(id: id, method: name)) }
        guard case .object(var parameters) = params else {
            throw error(id, .invalidParams, "'params' must be an object, found \(params.kind)")
        }
        guard let meta = parameters["_meta"] else {
            return .request(Request(id: id, method: name, parameters: parameters))
        }
        parameters["_meta"] = nil
        return .request(Request(id: id, method: name, parameters: parameters, meta: try read(meta, id: id)))
    }

    private func identifier() throws(MessageError) -> RequestID? {
        guard let json = members["id"] else { return nil }
        if json == .null, members["method"] == nil { return nil }  // a response to a line without a readable id
        guard let id = RequestID(json: json) else {
            throw error(nil, .invalidRequest, "'id' must be a string or a whole number, found \(json.kind)")
        }
        return id
    }

    private func response(_ id: RequestID?) throws(MessageError) -> Response {
        switch (members["result"], members["error"]) {
        case (let result?, nil): return Response(id: id, outcome: .success(result))
        case (nil, let json?):
            guard let failure = Failure(json: json) else {
                throw error(id, .invalidRequest, "'error' must have a 'code' and a 'message'")
            }
            return Response(id: id, outcome: .failure(failure))
        default:
            throw error(id, .invalidRequest, "'method' is missing")
        }
    }

    private static let metaSchema = Schema.object(
        [
            Property("timeoutMs", .integer(1...86_400_000), isRequired: false),
            Property("progressToken", .either(.string(length: 1...200), .integer), isRequired: false),
            Property("fields", .list(of: .string(length: 1...200), count: 1...100), isRequired: false),
            Property("minGeneration", .integer(0...Int.max), isRequired: false),
            Property("stream", .boolean, isRequired: false),
        ]
    )

    private func read(_ json: JSON, id: RequestID?) throws(MessageError) -> RequestMeta {
        guard case .object(let all) = json else {
            throw error(id, .invalidParams, "'_meta' must be an object, found \(json.kind)")
        }
        // Names with a slash belong to somebody's namespace and are none of ours.
        let ours = Members(all.filter { !$0.key.contains("/") }.map { ($0.key, $0.value) })
        let problems = Self.metaSchema.problems(with: .object(ours))
        if let first = problems.first {
            let pointer = Pointer(["_meta"] + first.pointer.tokens)
            throw MessageError(
                id: id,
                failure: Failure(
                    .invalidParams,
                    "in '_meta': \(first)",
                    details: ["pointer": .string(pointer.description)]
                )
            )
        }
        var meta = RequestMeta()
        meta.timeoutMilliseconds = ours["timeoutMs"]?.integer
        meta.progressToken = RequestID(json: ours["progressToken"])
        meta.fields = ours["fields"]?.array?.compactMap(\.string)
        meta.minimumGeneration = ours["minGeneration"]?.integer
        meta.mayStream = ours["stream"]?.bool ?? true
        return meta
    }

    private func error(_ id: RequestID?, _ code: Code, _ message: String) -> MessageError {
        MessageError(id: id, failure: Failure(code, message))
    }
}
