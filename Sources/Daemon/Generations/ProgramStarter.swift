import Config
import JSON
import Logging
import NIOCore
import PluginHost
import Processes
import Wire

/// Starts and stops the plugins that run in processes of their own.
struct ProgramStarter: Sendable {
    let loop: any EventLoop
    let logger: Logger
    let socket: String
    /// This very program, to run built-in plugins in processes of their own.
    let executable: String
    let environment: [String: String]

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
        do {
            let manifest = try plugin.start().wait()
            return Loader.RunningProgram(settings: settings, plugin: plugin, manifest: manifest)
        } catch {
            stop(plugin)
            let reason = (error as? Failure)?.message ?? "\(error)"
            throw Failure(.pluginUnavailable, "the plugin '\(settings.name)' did not start: \(reason)")
        }
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
