import NIOPosix
import Synchronization
import Wire

/// The threads on which everything that is not cheap is answered. The queue before them is bounded.
final class WorkerPool: Sendable {
    private let threads: NIOThreadPool
    private let hasStarted = Mutex(false)
    private let waiting = Atomic<Int>(0)
    private let limit: Int

    /// - Parameter limit: how many jobs may be queued or running.
    init(threadCount: Int, limit: Int) {
        threads = NIOThreadPool(numberOfThreads: threadCount)
        self.limit = limit
    }

    var load: Int { waiting.load(ordering: .relaxed) }

    /// Queues a job, or refuses it when too many are queued already.
    func submit(_ job: @escaping @Sendable () -> Void) throws(Failure) {
        let count = waiting.wrappingAdd(1, ordering: .relaxed).newValue
        guard count <= limit else {
            waiting.wrappingSubtract(1, ordering: .relaxed)
            throw Failure(
                .overloaded,
                "\(limit) requests are waiting for a worker already",
                retryAfterMilliseconds: 50
            )
        }
        startOnce()
        threads.submit { [self] state in
            defer { waiting.wrappingSubtract(1, ordering: .relaxed) }
            if state == .active { job() }
        }
    }

    /// The threads begin with the first job: a daemon that is asked only what is cheap never has them.
    private func startOnce() {
        hasStarted.withLock { hasStarted in
            if !hasStarted { threads.start() }
            hasStarted = true
        }
    }

    func shutDown() async { try? await threads.shutdownGracefully() }
}
