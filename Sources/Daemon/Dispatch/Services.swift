import Logging
import PluginKit
import Synchronization
import Wire

/// What the parts of the daemon share.
final class Services: Sendable {
    let identity: Identity
    let limits: Limits
    let generations: GenerationStore
    let metrics: Metrics
    let log: LogSink
    let logger: Logger
    let pool: WorkerPool
    let connections = Connections()
    let turns = Turns()
    private let mcp = Lazily<[String: Route]>()
    let loader: Loader
    let reloader: Reloader
    let keeper: CorpusKeeper
    private let stopping = Atomic<Bool>(false)
    private let stopAction = Mutex<StopAction>(.none)

    private enum StopAction: Sendable {
        case none
        case wanted
        case known(@Sendable () -> Void)
    }

    init(
        identity: Identity,
        limits: Limits,
        generations: GenerationStore,
        metrics: Metrics,
        log: LogSink,
        logger: Logger,
        pool: WorkerPool,
        loader: Loader,
        reloader: Reloader,
        keeper: CorpusKeeper
    ) {
        self.identity = identity
        self.limits = limits
        self.generations = generations
        self.metrics = metrics
        self.log = log
        self.logger = logger
        self.pool = pool
        self.loader = loader
        self.reloader = reloader
        self.keeper = keeper
    }

    /// Reloads for a client, and tells it how far that is if it wants to know.
    func reload(_ scope: Reloader.Scope, for call: Call, trigger: String, _ complete: @escaping Route.Completion) {
        guard call.control.wantsProgress else { return reloader.reload(scope, trigger: trigger, complete) }
        let reading = loader.reading
        let follower = reading.follow { call.progress($0.done, of: $0.total, $0.message) }
        reloader.reload(scope, trigger: trigger) { outcome in
            reading.leave(follower)
            complete(outcome)
        }
    }

    /// The methods of the Model Context Protocol; made for the first client that speaks it.
    var mcpRoutes: [String: Route] {
        mcp.value {
            let routes = MCPMethods(metrics: metrics).routes
            return Dictionary(uniqueKeysWithValues: routes.map { ($0.description.name, $0) })
        }
    }

    /// Whether the daemon has begun to stop: new requests are refused.
    var isStopping: Bool { stopping.load(ordering: .relaxed) }

    func beginStopping() { stopping.store(true, ordering: .relaxed) }

    /// Asks the daemon to drain and stop, as SIGTERM does.
    func stop() {
        let action: (@Sendable () -> Void)? = stopAction.withLock { state in
            if case .known(let action) = state { return action }
            state = .wanted
            return nil
        }
        action?()
    }

    /// Sets what `stop` does; at once if somebody has called it already.
    func whenStopped(_ action: @escaping @Sendable () -> Void) {
        let isWanted = stopAction.withLock { state in
            defer { state = .known(action) }
            if case .wanted = state { return true }
            return false
        }
        if isWanted { action() }
    }
}

/// Who this daemon is.
struct Identity: Sendable {
    static let name = "caspiand"
    /// Of the program, after semantic versioning.
    static let version = "0.1.0"
    /// Of the protocol: goes up when something that clients rely on changes.
    static let protocolVersion = 1

    let socket: String
    let configuration: String
    let processIdentifier: Int32
    let startedAt: String
    let startedAtNanoseconds: UInt64
}
