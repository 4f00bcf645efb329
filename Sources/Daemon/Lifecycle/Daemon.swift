import Config
import Corpus
import Glibc
import JSON
import Logging
import NIOCore
import NIOPosix
import PluginHost
import Processes
import ServiceLifecycle
import UnixSignals
import Wire

/// Puts the parts together and runs them until the daemon is asked to stop.
struct Daemon {
    private let configuration: Configuration
    private let options: Options
    private let ready: ReadyPipe
    private let thread: ReadingThread
    private let keeper: CorpusKeeper
    private let metrics: Metrics
    /// When reading began, by the monotonic clock.
    private let begun = MonotonicClock.nanoseconds()

    /// Begins to read the files at once.
    init(_ configuration: Configuration, _ options: Options, _ ready: ReadyPipe, on thread: ReadingThread) {
        self.configuration = configuration
        self.options = options
        self.ready = ready
        self.thread = thread
        keeper = CorpusKeeper(CorpusKeeper.folder(configuration, environment: Caspiand.environment))
        let metrics = Metrics()
        self.metrics = metrics
        thread.readAhead(Corpus.CorpusSettings(configuration), keeper) { corpus in
            // Whatever is wrong with one is wrong with it still when the first generation is made, and is told then.
            configuration.plugins.compactMap { settings in
                thread.tellPlugin(settings.name)
                return try? BuiltInPlugin.load(settings, among: Caspiand.plugins, corpus, metrics) { done, total in
                    thread.tellPlugin(settings.name, done, of: total)
                }
            }
        }
    }

    @MainActor
    func run() async throws(StartError) {
        do throws(StartError) {
            try await serve()
        } catch {
            ready.failed(error.message)
            throw error
        }
    }

    @MainActor
    private func serve() async throws(StartError) {
        let descriptorCount = raiseDescriptorLimit()
        let log = LogSink(level: .info, format: .text)
        let logger = Logger(label: Identity.name) { SinkLogHandler(label: $0, sink: log) }
        if let reason = log.configure(configuration.log) {
            throw StartError(.cannotCreate, "can't write the log: \(reason)")
        }
        let path = try socketPath()
        let socket: ListeningSocket
        var lock: SocketLock?
        if let inherited = try ListeningSocket.inherited(Caspiand.environment) {
            socket = inherited
        } else {
            try SocketFolder.prepare(for: path)
            lock = try SocketLock(for: path, serving: configuration.file)
            socket = try ListeningSocket.bind(path)
        }
        do {
            try await serve(on: socket, path, log, logger, Self.limits(configuration.limits, descriptorCount, logger))
        } catch {
            socket.removeName()
            throw error as? StartError ?? StartError(.inputOutput, "\(error)")
        }
        // The lock is held until here, so that a successor finds everything put away.
        _ = consume lock
    }

    private func socketPath() throws(StartError) -> String {
        do throws(SocketPathError) {
            return try SocketPath.resolve(explicit: configuration.socket, environment: Caspiand.environment)
        } catch {
            throw StartError(.usage, error.message)
        }
    }

    @MainActor
    private func serve(
        on socket: ListeningSocket,
        _ path: String,
        _ log: LogSink,
        _ logger: Logger,
        _ limits: Limits
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.threads.loops)
        let manager = ServiceManager(Caspiand.environment)
        let watching = Watching(logger: logger)
        let services = makeServices(path, group, log, logger, manager, watching, limits)
        let accepting = Server.accept(on: socket, group, services)
        watching.begin(configuration) { paths in
            services.loader.note(changed: paths)
            services.reloader.reload(.changes, trigger: "files changed")
        }
        let first = firstGeneration(services, on: group.next())
        let server = Server(
            services: services,
            group: group,
            channel: try await accepting.get(),
            socket: socket,
            manager: manager,
            grace: .milliseconds(Int64(configuration.grace.milliseconds))
        )
        let signals = Signals(
            signals: await UnixSignalsSequence(trapping: .sighup, .sigterm, .sigint),
            logger: logger,
            reload: { services.reloader.reload(.everything, trigger: "SIGHUP") },
            stop: { services.stop() },
            cleanUp: { socket.removeName() }
        )
        let lifecycle = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                // Started in this order and stopped in the reverse one, so that signals are heard to the end.
                services: [
                    NamedService("signals", signals.run),
                    NamedService("watchdog", Watchdog(manager: manager, loop: group.next()).run),
                    NamedService("watching", watching.run),
                    NamedService("server", server.run),
                ].map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) },
                logger: logger
            )
        )
        services.whenStopped {
            services.loader.end()
            Task { await lifecycle.triggerGracefulShutdown() }
        }
        async let end: Void = run(lifecycle, services, logger)
        let failure = try await first.get()
        if let failure, !services.isStopping { throw StartError(.configuration, failure.message) }
        let checking = ReadingThread()
        if failure == nil {
            logger.notice(
                "ready",
                metadata: ["socket": "\(path)", "documents": "\(services.generations.current.corpus.documents.count)"]
            )
            ready.ready()
            manager.ready("serving \(path)")
            checking.submit { Self.check(services, logger) }
            group.next().scheduleTask(in: Self.settling) { ProgramText.release() }
        }
        try await end
        keeper.stop()
        await checking.shutDown()
        await services.loader.stopPrograms()
        await services.reloader.shutDown()
        await services.pool.shutDown()
        logger.notice("stopped")
        try? await group.shutdownGracefully()
    }

    /// How long after the start its first questions, which want the same code, have mostly been answered.
    private static let settling = TimeAmount.milliseconds(500)

    /// How long something that is being made of the corpus may go on after the end: to sort out copies and to index a
    /// gigabyte takes a minute, and nobody waits for it.
    private static let patience = Duration.seconds(2)

    /// Runs until the end is asked for and clients have their answers. What goes on then ends with the process: what is
    /// kept of the corpus is written so that this may happen at any time.
    private func run(_ lifecycle: ServiceGroup, _ services: Services, _ logger: Logger) async throws {
        try await lifecycle.run()
        Task.detached {
            try await Task.sleep(for: Self.patience)
            guard services.reloader.isBusy else { return }
            await services.loader.stopPrograms()
            logger.notice("stopped", metadata: ["given up": "the corpus was still being read or indexed"])
            _exit(0)
        }
    }

    private func makeServices(
        _ path: String,
        _ group: MultiThreadedEventLoopGroup,
        _ log: LogSink,
        _ logger: Logger,
        _ manager: ServiceManager,
        _ watching: Watching,
        _ limits: Limits
    ) -> Services {
        let core = Core(metrics: metrics).routes
        let generations = GenerationStore(
            Generation(number: 0, corpus: .empty, plugins: [], core: core, metrics: metrics)
        )
        let loop = group.next()
        let (keeper, metrics, started) = (keeper, metrics, configuration)
        let file = configuration.file
        let overrides = options.overrides(Caspiand.environment)
        let loader = Loader(
            configuration: configuration,
            thread: thread,
            keeper: keeper,
            read: { () throws(Mistakes) in try Caspiand.read(file, overrides) },
            builtIn: Caspiand.plugins,
            core: core,
            metrics: metrics,
            programs: ProgramStarter(
                loop: loop,
                logger: logger,
                socket: path,
                executable: "/proc/\(getpid())/exe",
                environment: ExternalPluginSettings.inherited(from: ProcessEnvironment.all)
            )
        )
        let reloader = Reloader(
            on: thread,
            since: begun,
            build: { (scope) throws(Failure) in
                let current = generations.current
                if !current.isStarting { manager.reloading() }
                let (generation, commit) = try loader.load(scope, after: current)
                generations.swap(to: generation)
                commit()
                return generation
            },
            finished: { report, generation in
                Self.log(report, generation, logger)
                metrics.record(report)
                guard let generation else { return nil }
                Self.keep(generation, keeper, logger)
                let next: Reloader.Scope? = generation.corpus.isFragmented ? .segments : nil
                guard generation.number > 1 else { return next }
                watching.follow(loader.configuration)
                for key in Self.keptUntilRestart(started, loader.configuration) {
                    logger.warning("a change takes effect at the next start", metadata: ["key": "\(key)"])
                }
                if let reason = log.configure(loader.configuration.log) {
                    logger.error("can't write the log file", metadata: ["reason": "\(reason)"])
                }
                manager.ready("generation \(generation.number)")
                return next
            },
            later: { milliseconds, work in loop.scheduleTask(in: .milliseconds(Int64(milliseconds)), work) }
        )
        let services = Services(
            identity: Identity(
                socket: path,
                configuration: file,
                processIdentifier: getpid(),
                startedAt: WallClock.now(),
                startedAtNanoseconds: MonotonicClock.nanoseconds()
            ),
            limits: limits,
            generations: generations,
            metrics: metrics,
            log: log,
            logger: logger,
            pool: WorkerPool(threadCount: configuration.threads.workers, limit: configuration.limits.queue),
            loader: loader,
            reloader: reloader,
            keeper: keeper
        )
        return services
    }

    /// Keeps a generation's corpus for the next start; it answers already.
    private static func keep(_ generation: Generation, _ keeper: CorpusKeeper, _ logger: Logger) {
        let before = keeper.problem
        keeper.keep(generation.corpus)
        guard let problem = keeper.problem, problem != before else { return }
        logger.warning("the corpus is not kept for the next start", metadata: ["reason": "\(problem)"])
    }

    /// Compares what was kept from the last time with its checksums, while it is in use; what is wrong is read anew.
    private static func check(_ services: Services, _ logger: Logger) {
        guard !services.keeper.check(services.generations.current.corpus) else { return }
        logger.error("what was kept of the corpus is damaged; everything is read anew")
        services.reloader.reload(.corpus, trigger: "damage")
    }

    /// What a reload can't change, because sockets and threads stay.
    private static func keptUntilRestart(_ started: Configuration, _ now: Configuration) -> [String] {
        var keys: [String] = []
        if started.socket != now.socket { keys.append("socket") }
        if started.limits != now.limits || started.grace != now.grace { keys.append("limits") }
        if started.threads != now.threads { keys.append("threads") }
        if started.corpus.cache != now.corpus.cache { keys.append("corpus.cache") }
        return keys
    }

    /// Begins to make the first generation, and tells why there is none: without one there is nothing to serve.
    private func firstGeneration(_ services: Services, on loop: any EventLoop) -> EventLoopFuture<Failure?> {
        let promise = loop.makePromise(of: Failure?.self)
        services.reloader.reload(.everything, trigger: "start") { outcome in
            if case .failure(let failure) = outcome {
                promise.succeed(failure)
            } else {
                promise.succeed(nil)
            }
        }
        return promise.futureResult
    }

    private static func log(_ report: Reloader.Report, _ generation: Generation?, _ logger: Logger) {
        if let failure = report.failure {
            logger.error(
                "reload failed, nothing changed",
                metadata: ["trigger": "\(report.trigger)", "reason": "\(failure.message)"]
            )
        } else if let generation {
            logger.info(
                "generation swapped in",
                metadata: [
                    "generation": "\(generation.number)", "trigger": "\(report.trigger)",
                    "elapsedMs": "\(report.elapsedMilliseconds)", "documents": "\(generation.corpus.documents.count)",
                    "problems": "\(generation.corpus.problems.count)",
                ]
            )
        }
    }

    /// A thousand clients need a thousand descriptors; most systems start programs with fewer allowed than possible.
    ///
    /// - Returns: how many there may be.
    private func raiseDescriptorLimit() -> Int {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return 1024 }
        if limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, 1 << 16))
            setrlimit(resource, &limit)
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// `limits` with so many clients that files can still be opened when all of them are there.
    private static func limits(_ limits: Limits, _ descriptorCount: Int, _ logger: Logger) -> Limits {
        let room = max(descriptorCount / 4, descriptorCount - descriptorsOfOurs)
        guard room < limits.connections else { return limits }
        var limits = limits
        limits.connections = room
        logger.warning(
            "fewer clients than configured are served at once; raise 'ulimit -n'",
            metadata: ["clients": "\(room)", "openFiles": "\(descriptorCount)"]
        )
        return limits
    }

    /// For files that are read and written, event loops, the log and programs: some thirty are open in a busy daemon with
    /// three plugins in processes of their own.
    private static let descriptorsOfOurs = 64
}

/// The environment of this process.
enum ProcessEnvironment {
    static var all: [String: String] {
        var variables: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if let sign = text.firstIndex(of: "=") {
                variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
            }
            next += 1
        }
        return variables
    }
}
