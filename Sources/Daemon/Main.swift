import ArgumentParser
import Config
import Division
import Glibc
import JSON
import PluginHost
import PluginKit
import Search
import Summary
import Wire

/// caspiand: reads its command line and becomes the daemon, a check of the configuration, or one plugin's worker.
@main
struct Caspiand: AsyncParsableCommand {
    /// The plugins that are built in. A new one is one line here.
    static let plugins = [
        BuiltInPlugin(SearchPlugin.self),
        BuiltInPlugin(SummaryPlugin.self),
        BuiltInPlugin(DivisionPlugin.self),
    ]

    static let configuration = CommandConfiguration(
        commandName: "caspiand",
        abstract: "A local query daemon: answers questions about a folder of documents on a Unix socket.",
        discussion: """
            EXAMPLES
              caspiand --config config/caspian.yaml     serve in the foreground
              caspiand --check-config                   show every mistake in the configuration
              caspiand --print-config                   show what is in effect, and why

            SIGHUP reloads; SIGTERM finishes what is under way and stops; a second SIGTERM stops at once.
            The client is caspianctl.
            """,
        version: Identity.version
    )

    @OptionGroup var options: Options

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let ready = ReadyPipe(options.readyFd)
        do {
            try await run(ready)
        } catch let error as StartError {
            ready.failed(error.message)
            Self.complain(error.message)
            throw ExitCode(error.status.rawValue)
        }
    }

    private func run(_ ready: ReadyPipe) async throws {
        if options.printSchema {
            print(ConfigurationSchema.json(plugins: Self.settings).pretty())
            return
        }
        if options.printReference {
            print(Self.reference, terminator: "")
            return
        }
        let configuration = try read()
        if options.checkConfig {
            print("\(configuration.file): in order")
        } else if options.printConfig {
            print(configuration.text, terminator: configuration.text.hasSuffix("\n") ? "" : "\n")
        } else if let name = options.pluginWorker {
            try Worker.run(name, Self.plugins, configuration)
        } else {
            try await Daemon(configuration, options, ready).run()
        }
    }

    /// `docs/methods.md`.
    static var reference: String {
        Reference.text(
            core: Core(metrics: Metrics()).routes.map(\.description),
            plugins: plugins.map { ($0.name, $0.summary, $0.methods) }
        )
    }

    private func read() throws(StartError) -> Configuration {
        guard let file = ConfigurationPath.resolve(explicit: options.config, environment: Self.environment) else {
            let places = ConfigurationPath.candidates(Self.environment).joined(separator: ", ")
            throw StartError(.configuration, "no configuration at \(places); name one with --config FILE")
        }
        do throws(Mistakes) {
            return try Self.read(file, options.overrides)
        } catch {
            throw StartError(.configuration, error.description)
        }
    }

    static func read(_ file: String, _ overrides: [Override]) throws(Mistakes) -> Configuration {
        try ConfigurationReader(plugins: settings, environment: environment, overrides: overrides).read(file: file)
    }

    static var settings: ConfigurationSchema.PluginSettings {
        Dictionary(uniqueKeysWithValues: plugins.map { ($0.name, $0.settings) })
    }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    private static func complain(_ message: String) {
        let bytes = Array(("caspiand: " + message + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
