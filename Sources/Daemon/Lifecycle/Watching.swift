import Config
import Corpus
import Logging
import Processes
import ServiceLifecycle
import Synchronization

/// Reads the corpus again when its files change, as the configuration of the moment wants it.
final class Watching: Service {
    private struct Watched {
        let corpus: Corpus.CorpusSettings
        let settings: WatchSettings
        let watcher: CorpusWatcher
    }

    private let current = Mutex<Watched?>(nil)
    private let logger: Logger
    private let reload: @Sendable () -> Void

    init(logger: Logger, reload: @escaping @Sendable () -> Void) {
        self.logger = logger
        self.reload = reload
    }

    /// Watches what `configuration` names from now on, and nothing else. It is called before the files are read, so that
    /// no change falls between.
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
        guard settings.isEnabled, current.withLock({ $0 == nil }) else { return }
        do throws(SystemError) {
            let watcher = try CorpusWatcher(
                corpus,
                rest: CorpusWatcher.Rest(quiet: settings.debounce)
            ) { [logger, reload] event in
                switch event {
                case .changed: reload()
                case .degraded(_, let reason):
                    logger.warning(
                        "changes of files are looked for now and then only",
                        metadata: ["reason": "\(reason)"]
                    )
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
