import Corpus
import NIOPosix
import Synchronization

/// The thread on which files are read, one job after the other.
final class ReadingThread: Sendable {
    private let pool = NIOThreadPool(numberOfThreads: 1)
    private let files = Mutex(FileCache())

    init() { pool.start() }

    func submit(_ job: @escaping @Sendable () -> Void) {
        pool.submit { state in if state == .active { job() } }
    }

    /// Begins to read the files before anything else is made. The first generation looks at each again, which costs little,
    /// and so misses no change.
    func readAhead(_ settings: CorpusSettings) {
        submit { [self] in
            guard let build = try? CorpusBuilder(settings).build() else { return }
            files.withLock { $0 = build.cache }
        }
    }

    /// What was read ahead. Asked from a job of this thread, it is complete.
    func takeFiles() -> FileCache {
        files.withLock { files in
            defer { files = FileCache() }
            return files
        }
    }

    func shutDown() async { try? await pool.shutdownGracefully() }
}
