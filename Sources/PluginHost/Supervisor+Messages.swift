import JSON
import Logging
import NIOCore
internal import Schema
internal import Wire

extension Supervisor {
    func receive(_ message: Message) {
        switch message {
        case .response(let response): receive(response)
        case .request(let request) where request.id != nil:
            countNonsense("a request '\(request.method)'; plugins ask over the daemon's socket")
        case .request(let notification): receive(notification)
        }
    }

    /// A line that is no message. If it was meant to answer a call, that call will get no other answer.
    func receiveNonsense(_ reason: String, id: RequestID?, start: String) {
        countNonsense(reason, start: start)
        if case .integer(let number)? = id, let call = calls.takeSent(number) {
            finish(call, .failure(lie(call, "with a line that is no answer: \(reason)")))
            pump()
        }
    }

    /// A line that is longer than any may be. Where its id comes behind the result, it can only be told whom it was to
    /// answer while there is one call.
    func receiveLongLine(_ head: LineHead, _ limit: Int) {
        let onlyCall = calls.sent.count == 1 ? calls.sent.keys.first : nil
        let id = head.id ?? (head.isAnswer ? onlyCall : nil)
        receiveNonsense("a line of more than \(limit) bytes", id: id.map { .integer($0) }, start: "")
    }

    private func receive(_ response: Response) {
        guard case .integer(let id)? = response.id else {
            return countNonsense("an answer with \(response.id.map { "the id \($0.json)" } ?? "no id")")
        }
        if id == helloID, case .starting = phase { return receiveManifest(response.outcome) }
        guard let call = calls.takeSent(id) else {
            let was = calls.hasUsed(id) ? "answered already" : "never asked"
            return countNonsense("an answer to request \(id), which was \(was)")
        }
        switch response.outcome {
        case _ where call.stage == .abandoned: finish(call, .failure(call.lateness))
        case .success(let result): deliver(result, to: call)
        case .failure(let failure): deliver(failure, to: call)
        }
        pump()
    }

    private func deliver(_ result: JSON, to call: PendingCall) {
        guard let problem = call.query.check(result) else { return finish(call, .success(result)) }
        let place = problem.pointer.tokens.isEmpty ? "" : " at \(problem.pointer)"
        var failure = lie(call, "with a result that is not as declared\(place): \(problem)")
        failure.details["pointer"] = .string(problem.pointer.description)
        countNonsense(failure.message)
        finish(call, .failure(failure))
    }

    /// The failures that a plugin may answer with; the others are the daemon's to say.
    private static let allowedCodes: Set<Code> = [
        .invalidParams, .internalError, .overloaded, .tooLarge, .notFound, .permissionDenied, .quotaExceeded,
        .generationGone,
    ]

    private func deliver(_ failure: Failure, to call: PendingCall) {
        guard Self.allowedCodes.contains(failure.code) else {
            let lie = lie(call, "with an error that is not a plugin's to say: \(failure.code.kind), \(failure.message)")
            countNonsense(lie.message)
            return finish(call, .failure(lie))
        }
        var failure = failure
        if failure.code == .internalError, failure.hint == nil {
            failure.hint = "this is a defect of plugin '\(name)'; the daemon's log says what it wrote to standard error"
        }
        finish(call, .failure(failure))
    }

    private func lie(_ call: PendingCall, _ how: String) -> Failure {
        Failure(.pluginProtocol, "plugin '\(name)' answered '\(call.query.method)' \(how)")
    }

    // MARK: Notifications

    private func receive(_ notification: Request) {
        switch notification.method {
        case "notifications/progress": receiveProgress(notification.parameters)
        case "log": receiveLog(notification.parameters)
        default: countNonsense("an unknown notification '\(notification.method)'")
        }
    }

    private static let progressSchema = Schema.object([
        Property("progressToken", .integer), Property("progress", .integer), Property("total", .integer),
        Property("message", .string, isRequired: false),
    ])

    private func receiveProgress(_ parameters: Members) {
        if let problem = Self.progressSchema.problems(with: .object(parameters)).first {
            return countNonsense("progress that is not as it should be: \(problem)")
        }
        guard let token = parameters["progressToken"]?.integer, calls.hasUsed(token) else {
            return countNonsense("progress of a request that was never asked")
        }
        calls.sent[token]?.report(
            done: parameters["progress"]?.integer ?? 0,
            total: parameters["total"]?.integer ?? 0,
            message: parameters["message"]?.string ?? "",
            at: milliseconds
        )
    }

    private static let logSchema = Schema.object([
        Property("level", .choice("trace", "debug", "info", "notice", "warning", "error", "critical")),
        Property("message", .string),
    ])

    /// Beyond two hundred messages a second they are dropped, and each is nonsense.
    private func receiveLog(_ parameters: Members) {
        if let problem = Self.logSchema.problems(with: .object(parameters)).first {
            return countNonsense("a log message that is not as it should be: \(problem)")
        }
        guard pluginLog.allows(at: milliseconds) else { return countNonsense("more log messages than are kept") }
        let level = parameters["level"]?.string.flatMap { Logger.Level(rawValue: $0) } ?? .info
        let message = LastWords.text((parameters["message"]?.string ?? "").utf8.prefix(2000))
        logger.log(level: level, "\(message)")
    }

    // MARK: Nonsense

    /// Counts and logs what should not have been written, and kills a plugin that does not stop.
    func countNonsense(_ reason: String, start: String = "") {
        updateStatus { $0.nonsense += 1 }
        if firstNonsense == nil, !start.isEmpty { firstNonsense = start }
        let now = milliseconds
        if nonsenseLog.allows(at: now) {
            let notLogged = nonsenseLog.takeSuppressed()
            var metadata: Logger.Metadata = ["reason": "\(reason)"]
            if !start.isEmpty { metadata["line"] = "\(start)" }
            if notLogged > 0 { metadata["notLogged"] = "\(notLogged)" }
            logger.warning("plugin wrote nonsense", metadata: metadata)
        }
        if !nonsenseBudget.allows(at: now) {
            end(because: "it was killed for writing more than \(settings.nonsenseLimit) senseless lines", atOnce: true)
        }
    }

    private var milliseconds: Int { Int(NIODeadline.now().uptimeNanoseconds / 1_000_000) }
}
