import Config
import Corpus
import JSON
import NIOCore
import PluginHost
import PluginKit
import Schema
import Synchronization
import Wire

/// Makes generations: reads the configuration, the corpus and the plugins, all or nothing.
///
/// It is used by one thread at a time.
final class Loader: Sendable {
    private struct State {
        var configuration: Configuration
        var programs: [String: RunningProgram] = [:]
        /// The files of the corpus that answers.
        var files: CorpusBuilder.FileList?
        /// The files that have changed since; `nil` when any may have.
        var changed: Set<String>? = []
    }

    /// A plugin in a process of its own, and the settings that it was started with.
    struct RunningProgram: Sendable {
        let settings: PluginHost.ExternalPluginSettings
        let plugin: ExternalPlugin
        let manifest: Manifest
    }

    private let state: Mutex<State>
    private let read: @Sendable () throws(Mistakes) -> Configuration
    private let builtIn: [String: BuiltInPlugin]
    private let core: [Route]
    private let metrics: Metrics
    private let programs: ProgramStarter
    private let thread: ReadingThread
    private let keeper: CorpusKeeper

    /// - Parameters:
    ///   - thread: where generations are made, and what is read already when the first one is.
    ///   - read: reads the configuration from its file, once more with every reload.
    init(
        configuration: Configuration,
        thread: ReadingThread,
        keeper: CorpusKeeper,
        read: @escaping @Sendable () throws(Mistakes) -> Configuration,
        builtIn: [BuiltInPlugin],
        core: [Route],
        metrics: Metrics,
        programs: ProgramStarter
    ) {
        state = Mutex(State(configuration: configuration))
        self.thread = thread
        self.keeper = keeper
        self.read = read
        self.builtIn = Dictionary(uniqueKeysWithValues: builtIn.map { ($0.name, $0) })
        self.core = core
        self.metrics = metrics
        self.programs = programs
    }

    /// How far the reading is that is under way.
    var reading: ReadingProgress { thread.progress }

    /// What is in effect.
    var configuration: Configuration { state.withLock { $0.configuration } }

    /// Reads the file once more, and what plugins have against it, and changes nothing.
    func check() throws(Mistakes) {
        let objections = try read().objections(of: Array(builtIn.values))
        if !objections.isEmpty { throw Mistakes(objections) }
    }

    /// The declared settings of the built-in plugins, by name.
    var pluginSettings: ConfigurationSchema.PluginSettings { builtIn.mapValues(\.settings) }

    /// Remembers that files have changed, at these absolute paths or anywhere, for the next reload of `changes`.
    func note(changed paths: Set<String>?) {
        state.withLock { state in
            if let paths { state.changed?.formUnion(paths) } else { state.changed = nil }
        }
    }

    /// Makes the generation after `current`, without changing anything that answers now.
    ///
    /// - Returns: the generation and what must be done once it answers: taking over its configuration and stopping the
    ///   programs that only the one before needed.
    func load(_ scope: Reloader.Scope, after current: Generation) throws(Failure) -> (
        generation: Generation, commit: @Sendable () -> Void
    ) {
        defer { reading.end() }
        let running: [String: RunningProgram]
        var configuration: Configuration
        (configuration, running) = state.withLock { ($0.configuration, $0.programs) }
        if !current.isStarting, scope == .everything { configuration = try readAgain() }
        var (files, changed) = state.withLock { state in
            defer { if scope != .segments { state.changed = [] } }
            return (state.files, state.changed)
        }
        let ahead = current.isStarting ? thread.takeAhead() : ReadingThread.Ahead()
        var corpus: Snapshot
        if scope == .segments {
            let builder = CorpusBuilder(Corpus.CorpusSettings(configuration), cache: keeper.cache)
            corpus = builder.compacted(current.corpus) ?? current.corpus
        } else {
            if scope != .changes { changed = nil }
            var changes: CorpusBuilder.Changes?
            if let files, let changed { changes = CorpusBuilder.Changes(in: files, at: changed) }
            let earlier = current.isStarting ? ahead.corpus : current.corpus
            let build = try readCorpus(configuration, reusing: earlier, changes)
            (corpus, files) = (build.snapshot, build.files)
        }
        let isAsAhead = corpus.hasSameContent(as: ahead.corpus)
        if isAsAhead { corpus = ahead.corpus }
        var started: [String: RunningProgram] = [:]
        do throws(Failure) {
            var plugins: [LoadedPlugin] = []
            for settings in configuration.plugins where settings.isEnabled {
                let made = ahead.plugins.first { $0.name == settings.name }
                if isAsAhead, let made {
                    plugins.append(made)
                    continue
                }
                thread.tellPlugin(settings.name)
                let previous = made ?? current.plugins.first { $0.name == settings.name }
                plugins.append(try load(settings, configuration, corpus, previous, running, &started))
            }
            try refuseClashes(plugins, configuration)
            let generation = Generation(
                number: current.number + 1,
                corpus: corpus,
                plugins: plugins,
                core: core,
                builtIn: builtIn.keys.sorted(),
                metrics: metrics
            )
            return (generation, commit(configuration, files, old: running, new: started, generation.number))
        } catch {
            note(changed: nil)
            for (name, program) in started where running[name]?.plugin !== program.plugin {
                programs.stop(program.plugin)
            }
            throw error
        }
    }

    private func commit(
        _ configuration: Configuration,
        _ files: CorpusBuilder.FileList?,
        old: [String: RunningProgram],
        new: [String: RunningProgram],
        _ number: Int
    ) -> @Sendable () -> Void {
        { [self] in
            state.withLock { state in
                state.configuration = configuration
                state.programs = new
                state.files = files
            }
            for (name, program) in old where new[name]?.plugin !== program.plugin { programs.stop(program.plugin) }
            for (name, program) in new where old[name]?.plugin === program.plugin {
                program.plugin.notifyCorpusChanged(generation: number)
            }
        }
    }

    private func readCorpus(
        _ configuration: Configuration,
        reusing earlier: Snapshot,
        _ changes: CorpusBuilder.Changes?
    ) throws(Failure) -> CorpusBuilder.Build {
        do throws(CorpusBuilder.Abandoned) {
            let builder = CorpusBuilder(Corpus.CorpusSettings(configuration), cache: keeper.cache)
            return try builder.build(
                reusing: earlier,
                changes: changes,
                isCancelled: { self.thread.isEnded },
                progress: thread.tellFiles
            )
        } catch {
            switch error {
            case .cancelled: throw Failure(.shuttingDown, "the daemon stops and reads no more")
            case .shortage(let reason):
                // What has changed is not known any more by the time that it can be read.
                note(changed: nil)
                throw Failure(
                    .overloaded,
                    "not all files could be looked at: \(reason)",
                    hint: "give caspiand more of it, such as open files with 'ulimit -n'",
                    retryAfterMilliseconds: configuration.watch.poll.milliseconds
                )
            }
        }
    }

    private func readAgain() throws(Failure) -> Configuration {
        do throws(Mistakes) {
            return try read()
        } catch {
            let count = error.list.count
            throw Failure(
                .configInvalid,
                error.list.first.map { "\($0.file):\($0.line):\($0.column): \($0.message)" }
                    ?? "the configuration is wrong",
                hint: count > 1 ? "'caspianctl config check' shows all \(count) mistakes" : nil,
                details: ["mistakes": error.json, "text": .string(error.description)]
            )
        }
    }

    // MARK: Plugins

    private func load(
        _ settings: PluginSettings,
        _ configuration: Configuration,
        _ corpus: Snapshot,
        _ previous: LoadedPlugin?,
        _ running: [String: RunningProgram],
        _ started: inout [String: RunningProgram]
    ) throws(Failure) -> LoadedPlugin {
        switch settings.kind {
        case .builtIn(let members) where settings.isolation == .inProcess:
            guard let plugin = builtIn[settings.name] else {
                throw Failure(.configInvalid, "no plugin is called '\(settings.name)'")
            }
            do throws(Failure) {
                return try plugin.load(Arguments(checked: members), corpus, previous, metrics) { [thread] done, total in
                    thread.tellPlugin(settings.name, done, of: total)
                }
            } catch {
                throw located(error, plugin: settings.name, configuration)
            }
        case .builtIn(let members):
            return try load(
                programs.worker(settings.name, members, configuration),
                kind: .isolated,
                corpus,
                running,
                &started
            )
        case .external(let external):
            let program = programs.settings(settings.name, external, configuration)
            return try load(program, kind: .executable, corpus, running, &started)
        }
    }

    private func load(
        _ settings: PluginHost.ExternalPluginSettings,
        kind: LoadedPlugin.Kind,
        _ corpus: Snapshot,
        _ running: [String: RunningProgram],
        _ started: inout [String: RunningProgram]
    ) throws(Failure) -> LoadedPlugin {
        // A worker of ours reads the corpus when it starts, so it is started anew for each generation.
        let reusable = kind == .executable ? running[settings.name] : nil
        let program: RunningProgram
        if let reusable, reusable.settings == settings {
            program = reusable
        } else {
            program = try programs.start(settings)
        }
        started[settings.name] = program
        return LoadedPlugin(program, kind: kind, metrics: metrics)
    }

    /// A plugin's own objection to its settings, at the place in the file that it names.
    private func located(_ failure: Failure, plugin: String, _ configuration: Configuration) -> Failure {
        guard failure.code == .configInvalid else { return failure }
        let mistake = configuration.mistake(failure, ofPlugin: plugin)
        return Failure(
            .configInvalid,
            "\(mistake.file):\(mistake.line):\(mistake.column): \(mistake.message)",
            hint: failure.hint,
            details: ["mistakes": [mistake.json], "text": .string(mistake.description)]
        )
    }

    private func refuseClashes(_ plugins: [LoadedPlugin], _ configuration: Configuration) throws(Failure) {
        var owners: [String: String] = [:]
        for route in core { owners[route.description.name] = "the daemon" }
        for plugin in plugins {
            for route in plugin.routes {
                let method = route.description.name
                if let owner = owners[method] {
                    throw located(
                        Failure(
                            .configInvalid,
                            "the plugin '\(plugin.name)' has a method '\(method)', and so has \(owner)"
                        ),
                        plugin: plugin.name,
                        configuration
                    )
                }
                owners[method] = "the plugin '\(plugin.name)'"
            }
        }
    }

    /// Gives up what is being loaded: nobody will ask it any more.
    func end() {
        thread.end()
        programs.end()
    }

    /// Stops every program; for the end of the daemon.
    func stopPrograms() async {
        let all = state.withLock { state in
            defer { state.programs = [:] }
            return Array(state.programs.values)
        }
        for program in all { await programs.stopped(program.plugin) }
    }
}
