import JSON
import NIOCore
internal import PluginKit
internal import Schema
internal import Wire

extension Supervisor {
    func call(
        _ method: String,
        parameters: Members,
        control: CallControl,
        timeoutMilliseconds: Int,
        completion: @escaping (Result<JSON, Failure>) -> Void
    ) {
        if case .ready = phase {
            guard let result = manifest?.method(named: method)?.result else {
                completion(.failure(Failure(.methodNotFound, "plugin '\(name)' has no method '\(method)'")))
                return
            }
            let query = PendingCall.Query(method: method, parameters: parameters) { value in
                result.accepts(value) ? nil : result.problems(with: value).first
            }
            ask(query, control: control, timeoutMilliseconds: timeoutMilliseconds, completion: completion)
        } else {
            completion(.failure(unavailable))
        }
    }

    func question(
        _ question: Question,
        control: CallControl,
        timeoutMilliseconds: Int,
        completion: @escaping (Result<Opinion?, Failure>) -> Void
    ) {
        guard case .ready = phase, let manifest else {
            completion(.failure(unavailable))
            return
        }
        guard manifest.answersQuestions else {
            completion(.success(nil))
            return
        }
        let parameters: Members = ["question": .string(question.text), "limit": .integer(question.limit)]
        let query = PendingCall.Query(method: "plugin/question", parameters: parameters) { value in
            manifest.problem(withOpinion: value)
        }
        ask(query, control: control, timeoutMilliseconds: timeoutMilliseconds) { outcome in
            completion(outcome.map { Opinion(checked: $0) })
        }
    }

    private func ask(
        _ query: PendingCall.Query,
        control: CallControl,
        timeoutMilliseconds: Int,
        completion: @escaping (Result<JSON, Failure>) -> Void
    ) {
        guard calls.waiting.count < settings.queueLimit else {
            updateStatus { $0.failures += 1 }
            completion(
                .failure(
                    Failure(
                        .overloaded,
                        "\(calls.waiting.count) calls wait for plugin '\(name)' already",
                        retryAfterMilliseconds: 100
                    )
                )
            )
            return
        }
        let own = settings.callTimeoutMilliseconds
        let milliseconds = max(0, min(timeoutMilliseconds, own))
        let lateness =
            timeoutMilliseconds <= own
            ? Failure(
                .deadlineExceeded,
                "'\(query.method)' did not answer within the \(milliseconds) ms of this request"
            )
            : Failure(.pluginTimeout, "plugin '\(name)' did not answer '\(query.method)' within \(own) ms")
        let call = PendingCall(
            id: calls.makeID(),
            query: query,
            control: control,
            deadline: .now() + .milliseconds(Int64(milliseconds)),
            lateness: lateness,
            completion: completion
        )
        calls.append(call)
        updateStatus { $0.calls += 1 }
        call.timer = schedule(milliseconds) { $0.isLate(call, call.lateness) }
        let bound = NIOLoopBound((self, call), eventLoop: eventLoop)
        let loop = eventLoop
        control.whenEnded { failure in
            // Later even when this is the loop, so that ending a call never answers it inside of `end`.
            loop.execute { bound.value.0.wasEnded(bound.value.1, failure) }
        }
        pump()
    }

    /// Sends what can be sent: to a plugin that reads, as many calls at once as it takes.
    func pump() {
        guard case .ready(let process) = phase, let manifest else { return }
        let concurrency = min(manifest.concurrency, settings.maximumConcurrency)
        while process.isWritable, calls.sent.count < concurrency, let call = calls.next() {
            process.write(call.request)
        }
        if let generation = untoldGeneration, process.isWritable {
            untoldGeneration = nil
            notify("corpus/changed", ["generation": .integer(generation)], process)
        }
        showCounts()
    }

    func corpusChanged(_ generation: Int) {
        self.generation = generation
        untoldGeneration = generation
        pump()
    }

    /// Answers whoever asked, and forgets the call; it is in no table any more.
    func finish(_ call: PendingCall, _ result: Result<JSON, Failure>) {
        call.timer?.cancel()
        if call.stage != .abandoned, case .failure = result { updateStatus { $0.failures += 1 } }
        showCounts()
        call.complete(result)
    }

    private func showCounts() {
        updateStatus {
            $0.underWay = calls.sent.count
            $0.waiting = calls.waiting.count
        }
    }

    /// The time of a call is over.
    private func isLate(_ call: PendingCall, _ failure: Failure) {
        switch call.stage {
        case .waiting:
            calls.dropWaiting(call)
            finish(call, .failure(failure))
            return
        case .sent: abandon(call, failure)
        case .abandoned: break
        }
        call.timer?.cancel()
        call.timer = schedule(settings.graceMilliseconds) { supervisor in
            guard supervisor.calls.sent[call.id] === call else { return }
            supervisor.end(because: "it did not answer '\(call.query.method)' in time, nor give it up when told to")
        }
    }

    /// Nobody waits for a call any more, says its control.
    private func wasEnded(_ call: PendingCall, _ failure: Failure) {
        switch call.stage {
        case .waiting:
            calls.dropWaiting(call)
            finish(call, .failure(failure))
        case .sent where failure.code == .deadlineExceeded: isLate(call, failure)
        case .sent: abandon(call, failure)
        case .abandoned: break
        }
    }

    /// The plugin may take until the call's deadline to give up what nobody waits for; the place stays taken.
    private func abandon(_ call: PendingCall, _ failure: Failure) {
        guard calls.sent[call.id] === call else { return }
        call.stage = .abandoned
        updateStatus { $0.failures += 1 }
        if case .ready(let process) = phase {
            notify("notifications/cancelled", ["requestId": .integer(call.id)], process)
        }
        call.complete(.failure(failure))
    }

    private func notify(_ method: String, _ parameters: Members, _ process: PluginProcess) {
        process.write(Request(id: nil, method: method, parameters: parameters).line)
    }
}
