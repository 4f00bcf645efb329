import JSON
import Wire

/// What a line of an agent's host is, as far as a relay must know.
enum AgentLine {
    case request(RequestID, method: String, params: Members)
    case notification(String, Members)
    /// An answer to something that was never asked.
    case answer
    /// No message at all, and why.
    case refused(Failure)

    init(_ line: UnsafeBufferPointer<UInt8>) {
        let message: Message
        do throws(MessageError) {
            message = try Message(line: line, limits: Limits())
        } catch {
            // A request that can't be understood is still the daemon's to refuse, as long as its id can be.
            self = error.id.map { .request($0, method: "", params: Members()) } ?? .refused(error.failure)
            return
        }
        switch message {
        case .request(let request):
            self =
                request.id.map { .request($0, method: request.method, params: request.parameters) }
                ?? .notification(request.method, request.parameters)
        case .response: self = .answer
        }
    }
}

/// A request that has no answer yet.
struct PendingRequest {
    let line: [UInt8]
    let method: String
    /// The tool that is called, if one is.
    let tool: String?
    /// Whether a daemon has already gone away over it.
    var wasRepeated = false

    init(_ line: [UInt8], method: String, params: Members) {
        self.line = line
        self.method = method
        tool = method == "tools/call" ? params["name"]?.string : nil
    }

    /// The line that says why there is no answer: to the model that called a tool, else to the host.
    func refusal(_ id: RequestID, _ failure: Failure) -> [UInt8] {
        guard method == "tools/call" else { return AgentError.line(id, failure) }
        let text = failure.message + (failure.hint.map { "\nTo go on: \($0)." } ?? "")
        let result: JSON = [
            "resultType": "complete", "content": [["type": "text", "text": .string(text)]], "isError": true,
        ]
        var bytes: [UInt8] = []
        Response(id: id, outcome: .success(result)).write(into: &bytes)
        return bytes
    }
}

/// Errors in the form of the Model Context Protocol, which knows no `null` as an id.
enum AgentError {
    static func line(_ id: RequestID?, _ failure: Failure) -> [UInt8] {
        var message: Members = ["jsonrpc": "2.0"]
        if let id { message.append("id", id.json) }
        message.append("error", failure.json)
        var bytes = JSON.object(message).bytes
        bytes.append(0x0A)
        return bytes
    }
}
