import Corpus
import NIOPosix
import Synchronization

/// The thread on which files are read, one job after the other.
final class ReadingThread: Sendable {
    private let pool = NIOThreadPool(numberOfThreads: 1)
    private let read = Mutex(Snapshot.empty)

    init() { pool.start() }

    func submit(_ job: @escaping @Sendable () -> Void) {
        pool.submit { state in if state == .active { job() } }
    }

    /// Begins to read the files before anything else is made, beginning with what was kept of them. The first generation
    /// looks at each again, which costs little, and so misses no change.
    func readAhead(_ settings: CorpusSettings, _ keeper: CorpusKeeper) {
        submit { [self] in
            keeper.open()
            let kept = keeper.cache?.read() ?? .empty
            guard let build = try? CorpusBuilder(settings, cache: keeper.cache).build(reusing: kept) else { return }
            read.withLock { $0 = build.snapshot }
        }
    }

    /// What was read ahead. Asked from a job of this thread, it is complete.
    func takeCorpus() -> Snapshot {
        read.withLock { read in
            defer { read = .empty }
            return read
        }
    }

    func shutDown() async { try? await pool.shutdownGracefully() }
}
