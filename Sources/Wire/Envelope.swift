import JSON
import Schema

/// The members of a message, before anything is asked of them.
struct Envelope {
    private var version: JSON?
    private var id: JSON?
    private var method: JSON?
    private var params: JSON?
    private var result: JSON?
    private var error: JSON?
    private var unknown: String?

    private static let names = ["jsonrpc", "id", "method", "params", "result", "error"]

    init(_ members: Members) {
        for (key, value) in members {
            switch key {
            case "jsonrpc": version = value
            case "id": id = value
            case "method": method = value
            case "params": params = value
            case "result": result = value
            case "error": error = value
            default: unknown = unknown ?? key
            }
        }
    }

    /// The message that it is. Whatever is wrong is told to the sender under the id, if there is a readable one.
    func message() throws(MessageError) -> Message {
        let id = try identifier()
        guard let version else { throw refusal(id, .invalidRequest, "'jsonrpc' is missing; it must be \"2.0\"") }
        guard version == "2.0" else {
            throw refusal(id, .unsupportedVersion, "'jsonrpc' must be \"2.0\", found \(version.description.clipped)")
        }
        if let unknown {
            let hint = Suggestion.hint(Suggestion.nearest(to: unknown, among: Self.names))
            throw refusal(id, .invalidRequest, "unknown member '\(unknown.clipped)'\(hint)")
        }
        return if let method { .request(try request(id, method)) } else { .response(try response(id)) }
    }

    private func identifier() throws(MessageError) -> RequestID? {
        guard let id else { return nil }
        if id == .null, method == nil { return nil }  // a response to a line without a readable id
        guard let identifier = RequestID(json: id) else {
            throw refusal(nil, .invalidRequest, "'id' must be a string or a whole number, found \(id.kind)")
        }
        return identifier
    }

    private func request(_ id: RequestID?, _ method: JSON) throws(MessageError) -> Request {
        guard let name = method.string else {
            throw refusal(id, .invalidRequest, "'method' must be a name, found \(method.kind)")
        }
        guard !name.isEmpty else {
            throw refusal(id, .invalidRequest, "'method' must be a name, found an empty string")
        }
        guard result == nil, error == nil else {
            throw refusal(id, .invalidRequest, "a message is a request with 'method' or a response, not both")
        }
        guard let params else { return Request(id: id, method: name) }
        guard case .object(var parameters) = params else {
            throw refusal(id, .invalidParams, "'params' must be an object, found \(params.kind)")
        }
        guard let meta = parameters["_meta"] else { return Request(id: id, method: name, parameters: parameters) }
        parameters["_meta"] = nil
        do throws(Failure) {
            return Request(id: id, method: name, parameters: parameters, meta: try RequestMeta(json: meta, of: name))
        } catch {
            throw MessageError(id: id, failure: error)
        }
    }

    private func response(_ identifier: RequestID?) throws(MessageError) -> Response {
        guard id != nil || result == nil && error == nil else {
            throw refusal(nil, .invalidRequest, "a response must have an 'id'")
        }
        switch (result, error) {
        case (nil, nil): throw refusal(identifier, .invalidRequest, "'method' is missing")
        case (.some, .some):
            throw refusal(identifier, .invalidRequest, "a response has a 'result' or an 'error', not both")
        case (_, _) where params != nil:
            throw refusal(identifier, .invalidRequest, "a response has no 'params'")
        case (let result?, nil): return Response(id: identifier, outcome: .success(result))
        case (nil, let error?):
            guard let failure = Failure(json: error) else {
                throw refusal(identifier, .invalidRequest, "'error' must have a 'code' and a 'message'")
            }
            return Response(id: identifier, outcome: .failure(failure))
        }
    }

    private func refusal(_ id: RequestID?, _ code: Code, _ message: String) -> MessageError {
        MessageError(id: id, failure: Failure(code, message))
    }
}
