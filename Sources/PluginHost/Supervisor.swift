import JSON
import Logging
import NIOCore
import Synchronization
internal import Wire

/// Keeps one plugin alive. Belongs to its event loop.
final class Supervisor {
    enum Phase {
        /// Not started yet, stopped, or never came up.
        case idle
        /// Its process runs and has not sent its manifest yet.
        case starting(PluginProcess)
        case ready(PluginProcess)
        /// Its process gets no more calls and is about to end.
        case ending(PluginProcess)
        /// It has died and waits to be started again.
        case pausing(until: NIODeadline, Scheduled<Void>)
    }

    let settings: ExternalPluginSettings
    let eventLoop: any EventLoop
    let logger: Logger
    var phase = Phase.idle
    var manifest: Manifest?
    var calls = CallTable()
    var helloID = 0
    /// The newest generation that the plugin was not told yet, for want of room or because it did not run.
    var untoldGeneration: Int?
    var generation: Int?
    var nonsenseBudget: RateLimit
    var nonsenseLog = RateLimit(5, inMilliseconds: 10_000)
    var pluginLog = RateLimit(200, inMilliseconds: 1000)

    private let board: StatusBoard
    private let onChange: (@Sendable (ExternalPlugin.State) -> Void)?
    var restarts: Restarts
    var generator = SystemRandomNumberGenerator()
    var startPromise: EventLoopPromise<Manifest>?
    var startTimer: Scheduled<Void>?
    /// The line that was written first, where one is awaited that is a message.
    var firstNonsense: String?
    /// Why the start that is under way can't succeed.
    var startFailure: Failure?
    /// Why we end the process, when we do.
    var endingReason: String?
    /// Since when it has answered calls. A life without that is none.
    var readySince: NIODeadline?
    var stopPromises: [EventLoopPromise<Void>] = []
    var isStopping = false

    init(
        settings: ExternalPluginSettings,
        eventLoop: any EventLoop,
        logger: Logger,
        board: StatusBoard,
        onChange: (@Sendable (ExternalPlugin.State) -> Void)?
    ) {
        self.settings = settings
        self.eventLoop = eventLoop
        self.logger = logger
        self.board = board
        self.onChange = onChange
        restarts = Restarts(policy: settings.restart)
        nonsenseBudget = RateLimit(settings.nonsenseLimit, inMilliseconds: 10_000)
    }

    var name: String { settings.name }

    func updateStatus(_ change: (inout PluginStatus) -> Void) {
        let (before, after) = board.status.withLock { status in
            let before = status.state
            change(&status)
            return (before, status.state)
        }
        if before != after { onChange?(after) }
    }

    // MARK: Start

    func start(_ promise: EventLoopPromise<Manifest>) {
        guard case .idle = phase, startPromise == nil, !isStopping else {
            promise.fail(Failure(.pluginUnavailable, "plugin '\(name)' has been started already"))
            return
        }
        manifest = nil
        startPromise = promise
        launch()
    }

    func launch() {
        startFailure = nil
        firstNonsense = nil
        endingReason = nil
        readySince = nil
        nonsenseBudget = RateLimit(settings.nonsenseLimit, inMilliseconds: 10_000)
        updateStatus { $0.state = .starting }
        do throws(PluginProcess.StartError) {
            // A process keeps its supervisor until it has been reaped, whoever lets go of the plugin.
            let process = try PluginProcess(settings, eventLoop: eventLoop, logger: logger) { event in
                self.handle(event)
            }
            phase = .starting(process)
            updateStatus { $0.pid = process.pid }
            logger.info("plugin process started", metadata: ["pid": "\(process.pid)"])
        } catch {
            hasDied(Failure(.pluginUnavailable, "plugin '\(name)' can't be started: \(error.message)"))
            return
        }
        startTimer = schedule(settings.startTimeoutMilliseconds) { supervisor in
            let time = supervisor.settings.startTimeoutMilliseconds
            let wrote = supervisor.firstNonsense.map { "; it wrote what is no message: \($0)" } ?? ""
            supervisor.failStart(
                Failure(
                    .pluginTimeout,
                    "plugin '\(supervisor.name)' did not answer 'plugin/hello' within \(time) ms\(wrote)"
                )
            )
        }
    }

    private func greet(_ process: PluginProcess) {
        helloID = calls.makeID()
        var parameters: Members = [
            "protocol": 1, "name": .string(name), "settings": .object(settings.settings),
        ]
        if let socketPath = settings.socketPath { parameters.append("socket", .string(socketPath)) }
        process.write(Request(id: .integer(helloID), method: "plugin/hello", parameters: parameters).line)
    }

    func receiveManifest(_ outcome: Result<JSON, Failure>) {
        guard case .starting(let process) = phase, startFailure == nil else { return }
        do throws(Failure) {
            let declared = try Manifest(json: try outcome.get(), of: name)
            try declared.check(settings: settings.settings)
            if let manifest, manifest.methods != declared.methods {
                throw Failure(
                    .pluginProtocol,
                    "it declares other methods than when it was first started",
                    hint: "reload the configuration, so that its new methods are known"
                )
            }
            becomeReady(process, declared)
        } catch {
            var failure = error
            if failure.code != .configInvalid || outcome.isFailure {
                failure = Failure(
                    failure.code == .configInvalid ? .configInvalid : .pluginProtocol,
                    "plugin '\(name)' did not start: \(error.message)",
                    hint: error.hint,
                    details: error.details
                )
            }
            failStart(failure)
        }
    }

    private func becomeReady(_ process: PluginProcess, _ declared: Manifest) {
        startTimer?.cancel()
        manifest = declared
        phase = .ready(process)
        readySince = .now()
        updateStatus {
            $0.state = .ready
            $0.readySince = readySince
        }
        logger.info("plugin is ready", metadata: ["version": "\(declared.version)"])
        untoldGeneration = generation
        startPromise?.succeed(declared)
        startPromise = nil
        pump()
    }

    private func failStart(_ failure: Failure) {
        guard case .starting(let process) = phase, startFailure == nil else { return }
        startFailure = failure
        process.terminate(graceMilliseconds: settings.graceMilliseconds)
    }

    // MARK: Events of the process

    private func handle(_ event: PluginProcess.Event) {
        switch event {
        case .opened:
            if case .starting(let process) = phase { greet(process) }
        case .message(let message): receive(message)
        case .nonsense(let reason, let id, let start): receiveNonsense(reason, id: id, start: start)
        case .longLine(let head, let limit): receiveLongLine(head, limit)
        case .writable: pump()
        case .closed: isSilent()
        case .ended(let ending): hasEnded(ending)
        }
    }

    /// Makes the process end: with SIGTERM first, or at once.
    func end(because reason: String, atOnce: Bool = false) {
        guard let process else { return }
        retire()
        if endingReason == nil, !isStopping { endingReason = reason }
        if atOnce { process.kill() } else { process.terminate(graceMilliseconds: settings.graceMilliseconds) }
    }

    /// Nothing more comes from the process. Mostly because it has just died, which is seen a moment later.
    private func isSilent() {
        retire()
        let silent = process
        _ = schedule(max(1000, settings.graceMilliseconds)) { supervisor in
            guard let silent, silent === supervisor.process, !silent.hasExited else { return }
            supervisor.end(because: "it closed its standard input or output")
        }
    }

    /// Gives the process no more calls, and refuses those that wait.
    private func retire() {
        guard case .ready(let process) = phase else { return }
        phase = .ending(process)
        updateStatus { $0.state = .restarting }
        for call in calls.takeWaiting() { finish(call, .failure(unavailable)) }
    }

    var process: PluginProcess? {
        switch phase {
        case .starting(let process), .ready(let process), .ending(let process): process
        case .idle, .pausing: nil
        }
    }

    // MARK: Availability

    /// What a call gets that can't be taken now.
    var unavailable: Failure {
        if isStopping { return Failure(.shuttingDown, "plugin '\(name)' is being stopped") }
        let state =
            switch phase {
            case .idle: "does not run"
            case .starting, .ready: "is starting"
            case .ending, .pausing: "has died and is started again"
            }
        return Failure(
            .pluginUnavailable,
            "plugin '\(name)' \(state)",
            retryAfterMilliseconds: millisecondsUntilRestart
        )
    }

    var millisecondsUntilRestart: Int? {
        switch phase {
        case .idle: nil
        case .starting, .ready, .ending: settings.restart.firstDelayMilliseconds
        case .pausing(let until, _): max(1, Int((until - .now()).nanoseconds / 1_000_000))
        }
    }

    func schedule(_ milliseconds: Int, _ body: @escaping (Supervisor) -> Void) -> Scheduled<Void> {
        eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Int64(milliseconds))) { [weak self] in
            if let self { body(self) }
        }
    }
}

extension Result {
    fileprivate var isFailure: Bool {
        if case .failure = self { true } else { false }
    }
}
