import JSON
import Wire

/// Makes lines of answers in the form of the Model Context Protocol.
struct MCPEncoder: Sendable {
    /// `UNSUPPORTED_PROTOCOL_VERSION` since 2026-07-28, and the code for an unknown resource until then.
    private static let unsupportedVersion = -32022
    private static let unknownResource = -32002

    static let serverInfo: JSON = [
        "name": "caspian", "title": "Caspian", "version": .string(Identity.version),
    ]

    /// Appends the line of one final answer; nothing for a request that the client has cancelled.
    static func write(
        _ outcome: Result<JSON, Failure>,
        to request: Request,
        id: RequestID,
        of traits: MCPTraits,
        generation: Int?,
        into output: inout OutputBytes
    ) {
        let revision = (try? MCPRevision(of: request)) ?? .stateless
        switch outcome {
        case .failure(let failure) where failure.code == .cancelled: return
        case .failure(let failure) where traits.answersModel && isForModel(failure):
            write(ToolAnswer.refusal(failure.advice), id, traits, revision, generation, into: &output)
        case .failure(let failure):
            write(failure, id: id, method: request.method, revision: revision, into: &output)
        case .success(let result): write(result, id, traits, revision, generation, into: &output)
        }
    }

    /// Appends an error for a line that is no request, without an id: that protocol knows no `null`.
    static func write(refusal failure: Failure, into output: inout OutputBytes) {
        write(error: failure, code: failure.code.rawValue, id: nil, into: &output)
    }

    private static func write(
        _ result: JSON,
        _ id: RequestID,
        _ traits: MCPTraits,
        _ revision: MCPRevision,
        _ generation: Int?,
        into output: inout OutputBytes
    ) {
        var members = Members()
        if revision == .stateless { members.append("resultType", "complete") }
        for (key, value) in result.object ?? Members() { members.append(key, value) }
        var meta = Members()
        if revision == .stateless { meta.append("io.modelcontextprotocol/serverInfo", serverInfo) }
        if traits.isEndless { meta.append("io.modelcontextprotocol/subscriptionId", id.json) }
        if let generation { meta.append("caspian/generation", .integer(generation)) }
        if !meta.isEmpty { members.append("_meta", .object(meta)) }
        if revision == .stateless, let keep = traits.keepMilliseconds {
            members.append("ttlMs", .integer(keep))
            members.append("cacheScope", "private")
        }
        Response(id: id, outcome: .success(.object(members))).write(into: &output)
    }

    private static func write(
        _ failure: Failure,
        id: RequestID,
        method: String,
        revision: MCPRevision,
        into output: inout OutputBytes
    ) {
        let code =
            switch failure.code {
            case .unsupportedVersion: unsupportedVersion
            case .notFound where method == "resources/read":
                revision == .stateless ? Code.invalidParams.rawValue : unknownResource
            // What is named by parameters and isn't there makes them wrong.
            case .notFound: Code.invalidParams.rawValue
            default: failure.code.rawValue
            }
        write(error: failure, code: code, id: id, into: &output)
    }

    private static func write(error failure: Failure, code: Int, id: RequestID?, into output: inout OutputBytes) {
        guard var error = failure.json.object else { return }
        error["code"] = .integer(code)
        var message: Members = ["jsonrpc": "2.0"]
        if let id { message.append("id", id.json) }
        message.append("error", .object(error))
        JSON.object(message).write(into: &output)
        output.append(0x0A)
    }

    /// Whether a model can do something about it, or should know.
    private static func isForModel(_ failure: Failure) -> Bool {
        switch failure.code {
        case .overloaded, .deadlineExceeded, .starting, .pluginUnavailable, .pluginCrashed, .pluginTimeout,
            .pluginProtocol, .internalError:
            true
        default: false
        }
    }
}

extension Failure {
    /// What happened and what to do, for a model, which can't look up codes and has no shell.
    var advice: String {
        let general =
            switch code {
            case .notFound: "take a document's address from another answer, or search for it"
            case .deadlineExceeded: "ask for less, or try again"
            case .overloaded, .starting, .pluginUnavailable, .pluginCrashed, .pluginTimeout: "try again in a moment"
            default: "tell the user; the log of caspiand says more"
            }
        return message + "\nTo go on: " + (hint ?? general) + "."
    }
}
