import Config
import Corpus
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

    /// On the main actor, because from the main thread to another one it takes a tenth of the time to start.
    @MainActor
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        do throws(StartError) {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            if let answer = answer(options) {
                print(answer, terminator: "")
            } else {
                try await daemon(options)?.run()
            }
        } catch {
            complain(error.message)
            exit(error.status.rawValue)
        }
    }

    /// What is printed without a configuration.
    private static func answer(_ options: Options) -> String? {
        if options.printsHelp { return Options.help }
        if options.printsVersion { return "\(Identity.name) \(Identity.version)\n" }
        if options.printsSchema { return ConfigurationSchema.json(plugins: settings).pretty() + "\n" }
        if options.printsReference { return reference }
        if options.printsMethods { return Core.declarations(declared).pretty() + "\n" }
        return options.printsManual.flatMap(Manual.Page.init).map { manual.text(of: $0) }
    }

    /// The daemon that is to run; `nil` where the options want something else, which is done.
    private static func daemon(_ options: Options) throws(StartError) -> Daemon? {
        let ready = ReadyPipe(options.readyDescriptor)
        do throws(StartError) {
            let isDaemon = !options.checksConfig && !options.printsConfig && options.pluginWorker == nil
            if isDaemon { Signals.remember() }
            let thread = isDaemon ? warmThread() : nil
            let configuration = try read(options)
            if options.checksConfig {
                let objections = configuration.impossiblePlaces + configuration.objections(of: plugins)
                guard objections.isEmpty else {
                    throw StartError(.configuration, Mistakes(objections).description)
                }
                let absent = configuration.absentSources + configuration.absentPrograms
                print("\(configuration.file): in order\(absent.isEmpty ? "" : ", but for what is not there")")
                if !absent.isEmpty { print(Mistakes(absent)) }
                print(CorpusPreview(Corpus.CorpusSettings(configuration)).text)
            } else if options.printsConfig {
                print(configuration.text, terminator: configuration.text.hasSuffix("\n") ? "" : "\n")
            } else if let name = options.pluginWorker {
                try Worker.run(name, plugins, configuration)
            } else if let thread {
                return Daemon(configuration, options, ready, on: thread)
            }
            return nil
        } catch {
            ready.failed(error.message)
            throw error
        }
    }

    /// Declarations take a part of the time to start; this thread makes them while the configuration is read.
    private static func warmThread() -> ReadingThread {
        let thread = ReadingThread()
        thread.submit { for plugin in plugins { _ = plugin.methods() } }
        return thread
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
        let reader = ConfigurationReader(plugins: settings, environment: environment, overrides: overrides)
        let configuration = try reader.read(file: file)
        let unknown = configuration.unknownEncodings
        if !unknown.isEmpty { throw Mistakes(unknown) }
        return configuration
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
