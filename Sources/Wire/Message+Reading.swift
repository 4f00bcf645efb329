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
        if let request = PlainRequest.read(line, limits) {
            self = .request(request)
            return
        }
        try self.init(strictly: line, limits: limits)
    }

    /// Reads one line, or says exactly what is wrong with it.
    init(strictly line: UnsafeBufferPointer<UInt8>, limits: Limits) throws(MessageError) {
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
        self = try Envelope(members).message()
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
            var members: Members = [
                "pointer": .string(problem.pointer.description), "message": .string(problem.message),
            ]
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
