import Glibc
import JSON
import Logging
import NIOCore
internal import Processes
internal import Wire

extension Supervisor {
    /// The process is dead and reaped.
    func hasEnded(_ ending: PluginProcess.Ending) {
        startTimer?.cancel()
        let wasGreeted = if case .starting = phase { false } else { true }
        let words =
            ending.lastWords.isEmpty ? "" : "; its last words: " + ending.lastWords.suffix(5).joined(separator: " | ")
        let lastWords = JSON.array(ending.lastWords.map { .string($0) })
        var failure: Failure
        if let startFailure {
            failure = Failure(
                startFailure.code,
                startFailure.message + words,
                hint: startFailure.hint,
                details: startFailure.details
            )
        } else {
            let when = wasGreeted ? "" : " before it said hello"
            failure = Failure(
                .pluginCrashed,
                "plugin '\(name)' died: \(endingReason ?? ending.exit.reason)\(when)\(words)"
            )
        }
        if !ending.lastWords.isEmpty { failure.details["lastWords"] = lastWords }
        hasDied(failure)
    }

    /// Answers every call, and starts again or stays down. Also for a process that could not be started.
    func hasDied(_ failure: Failure) {
        let life = readySince.map { Int((NIODeadline.now() - $0).nanoseconds / 1_000_000) } ?? 0
        let lost = calls.takeSent()
        let refused = calls.takeWaiting()
        updateStatus {
            $0.pid = nil
            $0.readySince = nil
            if !isStopping { $0.lastError = failure.message }
        }
        if isStopping || startPromise != nil {
            becomeIdle(failure)
        } else {
            logger.warning("plugin died", metadata: ["reason": "\(failure.message)", "lifeMs": "\(life)"])
            pause(restarts.died(afterMilliseconds: life, using: &generator))
        }
        let stopped = Failure(.shuttingDown, "plugin '\(name)' is being stopped")
        for call in lost { finish(call, .failure(isStopping ? stopped : crashed(failure))) }
        for call in refused { finish(call, .failure(isStopping ? stopped : unavailable)) }
        guard isStopping else { return }
        isStopping = false
        let promises = stopPromises
        stopPromises = []
        for promise in promises { promise.succeed() }
    }

    private func crashed(_ failure: Failure) -> Failure {
        Failure(
            .pluginCrashed,
            failure.message,
            retryAfterMilliseconds: millisecondsUntilRestart,
            details: failure.details
        )
    }

    private func becomeIdle(_ failure: Failure) {
        phase = .idle
        updateStatus { $0.state = .stopped }
        startPromise?.fail(isStopping ? Failure(.shuttingDown, "plugin '\(name)' is being stopped") : failure)
        startPromise = nil
    }

    private func pause(_ verdict: Restarts.Verdict) {
        let milliseconds: Int
        switch verdict {
        case .again(let delay):
            milliseconds = delay
            updateStatus { $0.state = .restarting }
        case .broken(let time):
            milliseconds = time
            updateStatus { $0.state = .broken }
            logger.error("plugin keeps dying and is left alone for a while", metadata: ["forMs": "\(time)"])
        }
        let timer = schedule(milliseconds) { supervisor in
            guard case .pausing = supervisor.phase else { return }
            supervisor.updateStatus { $0.restarts += 1 }
            supervisor.launch()
        }
        phase = .pausing(until: .now() + .milliseconds(Int64(milliseconds)), timer)
    }

    // MARK: Stop

    func stop(graceMilliseconds: Int, _ promise: EventLoopPromise<Void>?) {
        switch phase {
        case .idle:
            promise?.succeed()
        case .pausing(_, let timer):
            timer.cancel()
            becomeIdle(Failure(.shuttingDown, "plugin '\(name)' is being stopped"))
            promise?.succeed()
        case .starting(let process), .ready(let process), .ending(let process):
            if let promise { stopPromises.append(promise) }
            guard !isStopping else { return }
            isStopping = true
            startTimer?.cancel()
            phase = .ending(process)
            let stopped = Failure(.shuttingDown, "plugin '\(name)' is being stopped")
            for call in calls.takeWaiting() { finish(call, .failure(stopped)) }
            process.closeInput()
            _ = schedule(graceMilliseconds) { supervisor in
                guard supervisor.isStopping else { return }
                process.terminate(graceMilliseconds: supervisor.settings.graceMilliseconds)
            }
        }
    }
}

extension ChildProcess.Exit {
    /// In the words of a message: `it exited with status 3`.
    var reason: String {
        switch self {
        case .code(0): "it exited"
        case .code(let status): "it exited with status \(status)"
        case .signal(let signal):
            "signal \(signal) (\(strsignal(signal).map { String(cString: $0) } ?? "unknown")) ended it"
        }
    }
}
