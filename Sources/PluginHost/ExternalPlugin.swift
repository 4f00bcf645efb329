public import JSON
public import Logging
public import NIOCore
public import PluginKit
import Synchronization
public import Wire

/// A plugin in a process of its own: started, asked, watched, restarted and stopped.
///
/// Everything happens on one event loop and nothing blocks it, except that starting the process waits for its exec. Every
/// call is answered exactly once, by its deadline at the latest, whatever the process does.
///
/// Stop it before its event loop is shut down; the process is killed when the loop's thread ends. One that nobody holds
/// any more stops by itself.
public final class ExternalPlugin: Sendable {
    public enum State: String, Sendable {
        /// The process runs and has not sent its manifest yet.
        case starting
        case ready
        /// It has died, or is about to, and is started again shortly.
        case restarting
        /// It has died too often and is left alone for a while.
        case broken
        case stopped
    }

    public let name: String
    private let eventLoop: any EventLoop
    private let board: StatusBoard
    private let supervisor: NIOLoopBoundBox<Supervisor>

    /// - Parameter onChange: called on the event loop with each new state.
    public init(
        settings: ExternalPluginSettings,
        eventLoop: any EventLoop,
        logger: Logger,
        onChange: (@Sendable (State) -> Void)? = nil
    ) {
        var logger = logger
        logger[metadataKey: "plugin"] = "\(settings.name)"
        name = settings.name
        self.eventLoop = eventLoop
        board = StatusBoard()
        supervisor = .makeBoxSendingValue(
            Supervisor(settings: settings, eventLoop: eventLoop, logger: logger, board: board, onChange: onChange),
            eventLoop: eventLoop
        )
    }

    deinit {
        guard board.status.withLock({ $0.state }) != .stopped else { return }
        let supervisor = supervisor
        eventLoop.execute { supervisor.value.stop(graceMilliseconds: 0, nil) }
    }

    /// Starts the process and greets it. Afterwards it is started again whenever it dies, until `stop`.
    ///
    /// Fails with a `Failure` that says why, with the plugin's last words on standard error in the message and in the
    /// details: `pluginUnavailable` (no such program), `pluginCrashed`, `pluginTimeout`, `pluginProtocol` (its manifest)
    /// or `configInvalid` (its settings; `pointer` leads into them). It is stopped then.
    public func start() -> EventLoopFuture<Manifest> {
        let promise = eventLoop.makePromise(of: Manifest.self)
        run { $0.start(promise) }
        return promise.futureResult
    }

    /// Asks one of its methods. `parameters` were checked by the method's schema; the result is.
    ///
    /// `completion` runs on the event loop, exactly once, by the deadline at the latest; possibly before this returns when
    /// called there. Ending `control` ends the call: its plugin is told, and its caller is answered at once.
    public func call(
        _ method: String,
        parameters: Members,
        control: CallControl = CallControl(),
        timeoutMilliseconds: Int,
        completion: @escaping @Sendable (Result<JSON, Failure>) -> Void
    ) {
        run {
            $0.call(
                method,
                parameters: parameters,
                control: control,
                timeoutMilliseconds: timeoutMilliseconds,
                completion: completion
            )
        }
    }

    /// Asks what it has to say to a question; `nil` when it is not one for it, or it answers none.
    ///
    /// `completion` is called as in `call`.
    public func question(
        _ question: Question,
        control: CallControl = CallControl(),
        timeoutMilliseconds: Int,
        completion: @escaping @Sendable (Result<Opinion?, Failure>) -> Void
    ) {
        run {
            $0.question(
                question,
                control: control,
                timeoutMilliseconds: timeoutMilliseconds,
                completion: completion
            )
        }
    }

    /// Tells it that there is another corpus. Only the newest generation is kept for a plugin that is slow to read.
    public func notifyCorpusChanged(generation: Int) { run { $0.corpusChanged(generation) } }

    /// `{state, pid, restarts, lastError, calls, failures, underWay, waiting, nonsense, uptimeMs, memoryBytes}`, with null
    /// for what there is not. From any thread.
    public var status: JSON { board.status.withLock { $0 }.json }

    /// Ends its standard input, waits so long for its calls and its end, then sends SIGTERM and at last SIGKILL to its
    /// group. Succeeds when it has been reaped.
    public func stop(graceMilliseconds: Int) -> EventLoopFuture<Void> {
        let promise = eventLoop.makePromise(of: Void.self)
        run { $0.stop(graceMilliseconds: graceMilliseconds, promise) }
        return promise.futureResult
    }

    private func run(_ body: @escaping @Sendable (Supervisor) -> Void) {
        if eventLoop.inEventLoop {
            body(supervisor.value)
        } else {
            eventLoop.execute { body(self.supervisor.value) }
        }
    }
}

/// What the supervisor writes on its event loop and anybody may read.
final class StatusBoard: Sendable {
    let status = Mutex(PluginStatus())
}
