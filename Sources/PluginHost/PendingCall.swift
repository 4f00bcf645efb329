import JSON
import NIOCore
internal import PluginKit
internal import Schema
internal import Wire

/// A call from the moment it is accepted until the plugin has answered it, or is dead.
final class PendingCall {
    /// In the words of the wire: what is asked, and how the answer is checked.
    struct Query {
        let method: String
        let parameters: Members
        /// The answer, or what is wrong with it and where.
        let check: (JSON) -> Problem?
    }

    enum Stage {
        case waiting
        /// The plugin has it.
        case sent
        /// The plugin has it, but whoever asked has got another answer: by the deadline or because it was cancelled.
        case abandoned
    }

    let id: Int
    let query: Query
    let control: CallControl
    /// When the caller gets an answer at the latest, and which one it is then.
    let deadline: NIODeadline
    let lateness: Failure
    var stage = Stage.waiting
    var timer: Scheduled<Void>?
    private var completion: ((Result<JSON, Failure>) -> Void)?
    private let reporter: Call
    private var reports = RateLimit(1, inMilliseconds: 50)

    init(
        id: Int,
        query: Query,
        control: CallControl,
        deadline: NIODeadline,
        lateness: Failure,
        completion: @escaping (Result<JSON, Failure>) -> Void
    ) {
        self.id = id
        self.query = query
        self.control = control
        self.deadline = deadline
        self.lateness = lateness
        self.completion = completion
        reporter = Call(arguments: Arguments(checked: query.parameters), control: control)
    }

    /// Answers whoever asked; only the first answer counts.
    func complete(_ result: Result<JSON, Failure>) {
        guard let completion else { return }
        self.completion = nil
        control.whenEnded(nil)
        completion(result)
    }

    func report(done: Int, total: Int, message: String, at now: Int) {
        guard completion != nil, control.wantsProgress, reports.allows(at: now) else { return }
        reporter.progress(done, of: total, message)
    }

    /// The line that asks the plugin.
    var request: [UInt8] {
        var meta = RequestMeta()
        meta.timeoutMilliseconds = max(1, Int((deadline - .now()).nanoseconds / 1_000_000))
        if control.wantsProgress { meta.progressToken = .integer(id) }
        return Request(id: .integer(id), method: query.method, parameters: query.parameters, meta: meta).line
    }
}

extension Request {
    /// The line, with its line feed.
    var line: [UInt8] {
        var bytes = json.bytes
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }
}
