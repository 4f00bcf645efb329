import Config
import Corpus
import PluginHost
import Schema
import Wire

/// Serves one built-in plugin on standard input and output, for a daemon that wants it in a process of its own: what
/// kills the plugin then kills this process alone.
enum Worker {
    /// Serves until the input ends.
    static func run(
        _ name: String,
        _ plugins: [BuiltInPlugin],
        _ configuration: Configuration
    ) throws(StartError) {
        guard let plugin = plugins.first(where: { $0.name == name }) else {
            throw StartError(
                .usage,
                "no plugin is called '\(name)'; there are \(plugins.map(\.name).joined(separator: ", "))"
            )
        }
        guard case .builtIn(let members)? = configuration.plugins.first(where: { $0.name == name })?.kind else {
            throw StartError(.configuration, "\(configuration.file) has no built-in plugin '\(name)'")
        }
        let concurrency = configuration.threads.workers
        let corpus = Corpus.CorpusSettings(configuration)
        let worker = PluginWorker(concurrency: concurrency) { (_, _) throws(Failure) in
            let snapshot: Snapshot
            do throws(CorpusBuilder.Cancelled) {
                snapshot = try CorpusBuilder(corpus).build().snapshot
            } catch {
                throw Failure(.shuttingDown, "the plugin stops")
            }
            return try plugin.work(Arguments(checked: members), snapshot, concurrency)
        }
        worker.run()
    }
}
