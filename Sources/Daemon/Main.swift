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
struct Caspiand {
    /// The plugins that are built in. A new one is one line here.
    static let plugins = [
        BuiltInPlugin(SearchPlugin.self),
        BuiltInPlugin(SummaryPlugin.self),
        BuiltInPlugin(DivisionPlugin.self),
    ]

    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        do throws(StartError) {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            try await run(options)
        } catch {
            complain(error.message)
            exit(error.status.rawValue)
        }
    }

    private static func run(_ options: Options) async throws(StartError) {
        if options.printsHelp {
            print(Options.help, terminator: "")
        } else if options.printsVersion {
            print("\(Identity.name) \(Identity.version)")
        } else if options.printsSchema {
            print(ConfigurationSchema.json(plugins: settings).pretty())
        } else if options.printsReference {
            print(reference, terminator: "")
        } else if options.printsMethods {
            print(Core.declarations(declared).pretty())
        } else if let page = options.printsManual.flatMap(Manual.Page.init) {
            print(manual.text(of: page), terminator: "")
        } else {
            let ready = ReadyPipe(options.readyDescriptor)
            do throws(StartError) {
                try await run(options, ready)
            } catch {
                ready.failed(error.message)
                throw error
            }
        }
    }

    private static func run(_ options: Options, _ ready: ReadyPipe) async throws(StartError) {
        let configuration = try read(options)
        if options.checksConfig {
            print("\(configuration.file): in order")
        } else if options.printsConfig {
            print(configuration.text, terminator: configuration.text.hasSuffix("\n") ? "" : "\n")
        } else if let name = options.pluginWorker {
            try Worker.run(name, plugins, configuration)
        } else {
            try await Daemon(configuration, options, ready).run()
        }
    }

    /// `docs/methods.md`.
    static var reference: String {
        Reference.text(
            core: Core(metrics: Metrics()).routes.map(\.description),
            plugins: plugins.map { ($0.name, $0.summary, $0.methods()) }
        )
    }

    static var manual: Manual {
        Manual(
            methods: declared,
            settings: settings
        )
    }

    /// Every method of the daemon and of the built-in plugins.
    static var declared: [MethodDescription] {
        Core(metrics: Metrics()).routes.map(\.description) + plugins.flatMap { $0.methods() }
    }

    private static func read(_ options: Options) throws(StartError) -> Configuration {
        guard let file = ConfigurationPath.resolve(explicit: options.config, environment: environment) else {
            let places = ConfigurationPath.candidates(environment).joined(separator: ", ")
            throw StartError(.configuration, "no configuration at \(places); name one with --config FILE")
        }
        do throws(Mistakes) {
            return try read(file, options.overrides(environment))
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
