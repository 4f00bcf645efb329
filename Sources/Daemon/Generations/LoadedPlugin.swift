import Config
import Corpus
import JSON
import PluginHost
import PluginKit
import Schema
import Wire

/// A plugin that answers in one generation, wherever its code runs.
struct LoadedPlugin: Sendable {
    enum Kind: String, Sendable {
        /// Swift, in the daemon.
        case builtIn = "built-in"
        /// The same code in a process of its own.
        case isolated
        /// A program of its own.
        case executable
    }

    typealias Ask = @Sendable (Question, Call, @escaping @Sendable (Result<Opinion?, Failure>) -> Void) -> Void

    let name: String
    let kind: Kind
    let summary: String
    let routes: [Route]
    /// Asks for its opinion, on the calling thread if it is built in; `nil` if it has none on any question.
    let ask: Ask?
    /// The members that `plugin.list` shows beside name, kind and methods.
    let status: @Sendable () -> Members
    /// The plugin itself, if it is built in: the next generation's may take over what it has made.
    var instance: (any Plugin)?
}

/// A plugin whose code is part of this program.
struct BuiltInPlugin: Sendable {
    /// How much is done of how much.
    typealias Advance = @Sendable (Int, Int) -> Void

    let name: String
    let summary: String
    let settings: [Property]
    /// Asked for when somebody wants them, because making declarations takes a part of the time to start.
    let methods: @Sendable () -> [MethodDescription]
    let load: @Sendable (Arguments, Snapshot, LoadedPlugin?, Metrics, Advance) throws(Failure) -> LoadedPlugin
    /// Throws what it has against its settings, without a corpus.
    let check: @Sendable (Arguments) throws(Failure) -> Void
    /// Serves it on standard input and output, on a corpus that is read with each new generation; with so many calls at
    /// once.
    let work: @Sendable (@escaping @Sendable () throws(Failure) -> Snapshot, Int) -> Void

    init<P: Plugin>(_ type: P.Type) {
        name = type.name
        summary = type.summary
        settings = type.settings
        methods = { type.methods.map(\.description) }
        check = { (settings) throws(Failure) in try type.init(settings: settings, corpus: .empty).check() }
        work = { read, concurrency in
            PluginWorker(version: Identity.version, concurrency: concurrency) { (settings, _) throws(Failure) in
                try type.init(settings: settings, corpus: try read())
            }.run()
        }
        load = { (settings, corpus, previous, metrics, advance) throws(Failure) in
            let plugin = try type.init(
                settings: settings,
                corpus: corpus,
                previous: previous?.instance as? P,
                progress: advance
            )
            return LoadedPlugin(
                name: type.name,
                kind: .builtIn,
                summary: type.summary,
                routes: type.methods.map { method in
                    Route(
                        method.description,
                        metrics: metrics.method(method.description.name),
                        needsCorpus: true,
                        cost: plugin.cost(of: method.description),
                        writing: { (call) throws(Failure) in try method.written(plugin, call) },
                        answer: .direct { (call, _) throws(Failure) in try method.answer(plugin, call) }
                    )
                },
                ask: { question, call, complete in
                    do throws(Failure) {
                        complete(.success(try plugin.opinion(on: question, call: call)))
                    } catch {
                        complete(.failure(error))
                    }
                },
                status: { ["state": "ready"] },
                instance: plugin
            )
        }
    }

    /// The plugin that a block of the configuration wants in this process; `nil` where it wants none, or another.
    static func load(
        _ settings: PluginSettings,
        among builtIn: [BuiltInPlugin],
        _ corpus: Snapshot,
        _ metrics: Metrics,
        _ advance: Advance
    ) throws(Failure) -> LoadedPlugin? {
        guard settings.isEnabled, settings.isolation == .inProcess, case .builtIn(let members) = settings.kind,
            let plugin = builtIn.first(where: { $0.name == settings.name })
        else { return nil }
        return try plugin.load(Arguments(checked: members), corpus, nil, metrics, advance)
    }
}
