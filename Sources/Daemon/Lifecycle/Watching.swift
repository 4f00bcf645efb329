import Config
import Corpus
import Logging
import Processes
import ServiceLifecycle
import Synchronization

/// Reads the corpus again when its files change, as the configuration of the moment wants it.
final class Watching: Sendable {
    private struct Watched {
        let corpus: Corpus.CorpusSettings
        let settings: WatchSettings
        let watcher: CorpusWatcher
    }

    private let current = Mutex<Watched?>(nil)
    private let reload = Mutex<(@Sendable (Set<String>?) -> Void)?>(nil)
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    /// Begins to watch what `configuration` names. It is called before the files are read for the first time, so that no
    /// change falls between.
    ///
    /// - Parameter reload: is told which files have changed; `nil` for any.
    func begin(_ configuration: Configuration, reload: @escaping @Sendable (Set<String>?) -> Void) {
        self.reload.withLock { $0 = reload }
        follow(configuration)
    }

    /// Watches what `configuration` names from now on, and nothing else.
    func follow(_ configuration: Configuration) {
        let corpus = Corpus.CorpusSettings(configuration)
        let settings = configuration.watch
        let old = current.withLock { current in
            guard let watched = current, watched.corpus != corpus || watched.settings != settings else {
                return nil as Watched?
            }
            current = nil
            return watched
        }
        old?.watcher.stop()
        guard settings.isEnabled, current.withLock({ $0 == nil }), let reload = reload.withLock({ $0 }) else { return }
        do throws(SystemError) {
            let watcher = try CorpusWatcher(
                corpus,
                rest: CorpusWatcher.Rest(quiet: settings.debounce),
                fallback: settings.poll
            ) { [logger] event in
                switch event {
                case .changed(let paths): reload(paths)
                case .degraded(_, let reason):
                    logger.warning(
                        "changes of files are looked for now and then only",
                        metadata: ["reason": "\(reason)"]
                    )
                case .restored:
                    logger.notice("changes of files are told at once again")
                }
            }
            current.withLock { $0 = Watched(corpus: corpus, settings: settings, watcher: watcher) }
        } catch {
            logger.error("can't watch the files; 'corpus.reload' reads them", metadata: ["reason": "\(error)"])
        }
    }

    func run() async throws {
        try await gracefulShutdown()
        current.withLock { $0.take() }?.watcher.stop()
    }
}
