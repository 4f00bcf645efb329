import NIOPosix
import Synchronization
import Wire

/// The threads on which everything that is not cheap is answered. The queue before them is bounded.
final class WorkerPool: Sendable {
    private let threads: NIOThreadPool
    private let waiting = Atomic<Int>(0)
    private let limit: Int

    /// - Parameter limit: how many jobs may be queued or running.
    init(threadCount: Int, limit: Int) {
        threads = NIOThreadPool(numberOfThreads: threadCount)
        self.limit = limit
        threads.start()
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
        threads.submit { [self] state in
            defer { waiting.wrappingSubtract(1, ordering: .relaxed) }
            if state == .active { job() }
        }
    }

    func shutDown() async { try? await threads.shutdownGracefully() }
}
