import Config
import JSON
import Logging
import NIOCore
import PluginHost
import Processes
import Synchronization
import Wire

/// Starts and stops the plugins that run in processes of their own.
final class ProgramStarter: Sendable {
    private enum State {
        case idle
        case waiting(for: ExternalPlugin)
        case ended
    }

    private let loop: any EventLoop
    private let logger: Logger
    private let socket: String
    private let executable: String
    private let environment: [String: String]
    private let state = Mutex(State.idle)

    /// - Parameter executable: this very program, to run built-in plugins in processes of their own.
    init(loop: any EventLoop, logger: Logger, socket: String, executable: String, environment: [String: String]) {
        self.loop = loop
        self.logger = logger
        self.socket = socket
        self.executable = executable
        self.environment = environment
    }

    /// What a program gets to finish its calls and end, before it is killed.
    private static let graceMilliseconds = 2000

    /// How `name` of the configuration is run.
    func settings(
        _ name: String,
        _ external: Config.ExternalPluginSettings,
        _ configuration: Configuration
    ) -> PluginHost.ExternalPluginSettings {
        var settings = PluginHost.ExternalPluginSettings(
            name: name,
            command: external.command,
            directory: external.directory ?? configuration.folder,
            environment: environment.merging(external.environment) { $1 },
            settings: external.settings,
            socketPath: socket,
            limits: Program.Limits(
                memoryBytes: external.memoryByteCount,
                processorSeconds: Int(external.processorTime.components.seconds),
                openFiles: external.fileCount
            )
        )
        settings.callTimeoutMilliseconds = external.timeout.milliseconds
        settings.maximumConcurrency = external.concurrency
        settings.restart.firstDelayMilliseconds = external.shortestPause.milliseconds
        settings.restart.longestDelayMilliseconds = external.longestPause.milliseconds
        settings.restart.quickDeathsUntilBroken = external.breaker
        return settings
    }

    /// How the built-in plugin `name` is run in a process of its own.
    func worker(_ name: String, _ settings: Members, _ configuration: Configuration)
        -> PluginHost.ExternalPluginSettings
    {
        var program = PluginHost.ExternalPluginSettings(
            name: name,
            command: [executable, "--plugin-worker", name, "--config", configuration.file],
            directory: configuration.folder,
            environment: environment,
            settings: settings,
            socketPath: socket
        )
        program.startTimeoutMilliseconds = 60_000
        // As long as a request may take, as in the daemon itself: `_meta.timeoutMs` allows no more than a day.
        program.callTimeoutMilliseconds = 86_400_000
        program.maximumConcurrency = configuration.threads.workers
        return program
    }

    /// Starts a program and waits for its manifest. Not to be called on an event loop.
    func start(_ settings: PluginHost.ExternalPluginSettings) throws(Failure) -> Loader.RunningProgram {
        let plugin = ExternalPlugin(settings: settings, eventLoop: loop, logger: logger)
        let hasEnded = state.withLock { state in
            if case .ended = state { return true }
            state = .waiting(for: plugin)
            return false
        }
        guard !hasEnded else { throw Failure(.shuttingDown, "the daemon stops and starts no more plugins") }
        defer {
            state.withLock { state in
                if case .waiting = state { state = .idle }
            }
        }
        do {
            let manifest = try plugin.start().wait()
            return Loader.RunningProgram(settings: settings, plugin: plugin, manifest: manifest)
        } catch {
            stop(plugin)
            let reason = (error as? Failure)?.message ?? "\(error)"
            let isSaid = reason.hasPrefix("plugin '\(settings.name)' ")
            throw Failure(
                .pluginUnavailable,
                isSaid ? "the " + reason : "the plugin '\(settings.name)' did not start: \(reason)"
            )
        }
    }

    /// Starts no more, and waits no longer for one that is starting.
    func end() {
        let awaited: ExternalPlugin? = state.withLock { state in
            defer { state = .ended }
            if case .waiting(let plugin) = state { return plugin }
            return nil
        }
        if let awaited { stop(awaited) }
    }

    func stop(_ plugin: ExternalPlugin) { _ = plugin.stop(graceMilliseconds: Self.graceMilliseconds) }

    func stopped(_ plugin: ExternalPlugin) async {
        try? await plugin.stop(graceMilliseconds: Self.graceMilliseconds).get()
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
