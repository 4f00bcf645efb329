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
        let corpus = Corpus.CorpusSettings(configuration)
        plugin.work(
            { () throws(Failure) in
                do throws(CorpusBuilder.Abandoned) {
                    return try CorpusBuilder(corpus).build().snapshot
                } catch {
                    throw Failure(.shuttingDown, "the plugin stops")
                }
            },
            configuration.threads.workers
        )
    }
}
