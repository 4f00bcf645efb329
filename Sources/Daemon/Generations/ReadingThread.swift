import Corpus
import Dispatch
import Synchronization

/// The thread on which files are read, one job after the other.
///
/// It is the system's, because who makes a pool of threads waits until they run.
final class ReadingThread: Sendable {
    private let queue = DispatchQueue(label: "reading")
    private let isShut = Atomic(false)
    private let read = Mutex(Ahead())
    private let ended = Atomic(false)
    private let busy = Atomic(false)

    let progress = ReadingProgress()

    /// Whether nobody waits any more for what is being read.
    var isEnded: Bool { ended.load(ordering: .relaxed) }

    /// Whether a job runs.
    var isBusy: Bool { busy.load(ordering: .relaxed) }

    /// Gives up what is being read, soon.
    func end() { ended.store(true, ordering: .relaxed) }

    func submit(_ job: @escaping @Sendable () -> Void) {
        queue.async { [self] in
            guard !isShut.load(ordering: .relaxed) else { return }
            busy.store(true, ordering: .relaxed)
            job()
            busy.store(false, ordering: .relaxed)
        }
    }

    /// Begins to read the files before anything else is made, beginning with what was kept of them, and makes plugins on
    /// them. The first generation looks at each file again, which costs little, and so misses no change.
    func readAhead(
        _ settings: CorpusSettings,
        _ keeper: CorpusKeeper,
        plugins: @escaping @Sendable (Snapshot) -> [LoadedPlugin]
    ) {
        submit { [self] in
            keeper.open()
            let kept = keeper.cache?.read() ?? .empty
            let builder = CorpusBuilder(settings, cache: keeper.cache)
            let build = try? builder.build(reusing: kept, isCancelled: { self.isEnded }, progress: tellFiles)
            guard let build else { return }
            let ahead = Ahead(corpus: build.snapshot, plugins: plugins(build.snapshot))
            read.withLock { $0 = ahead }
        }
    }

    /// Tells how far the reading of files is.
    func tellFiles(_ progress: CorpusBuilder.Progress) {
        let message =
            switch progress.stage {
            case .reading: "reading \(progress.fileCount) \(progress.fileCount == 1 ? "file" : "files")"
            case .findingCopies: "looking for copies"
            case .removingCopies: "taking out copies"
            }
        self.progress.tell(progress.done, of: progress.total, message)
    }

    /// Tells that a plugin is being made, and how much of it is, where that is known.
    func tellPlugin(_ name: String, _ done: Int = 0, of total: Int = 0) {
        progress.tell(done, of: total, "preparing \(name)")
    }

    /// What was made before the first generation.
    struct Ahead: Sendable {
        var corpus = Snapshot.empty
        var plugins: [LoadedPlugin] = []
    }

    /// What was made ahead. Asked from a job of this thread, it is complete.
    func takeAhead() -> Ahead {
        read.withLock { read in
            defer { read = Ahead() }
            return read
        }
    }

    /// Waits for the job that runs; those behind it are dropped.
    func shutDown() async {
        isShut.store(true, ordering: .relaxed)
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }
}
