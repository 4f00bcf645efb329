import Glibc
import Synchronization

/// Work that is done on all processors at once.
public enum Parallel {
    /// How many threads work at once.
    public static let threadCount = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    /// What `body` gives for each of `0..<count`, in their order. It is called from several threads at once, for one number
    /// after the other.
    public static func map<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
        guard count > 1, threadCount > 1 else { return (0..<count).map(body) }
        let results = Mutex<[Result?]>(Array(repeating: nil, count: count))
        let next = Atomic<Int>(0)
        withoutActuallyEscaping(body) { body in
            let work = Work {
                while true {
                    let number = next.add(1, ordering: .relaxed).oldValue
                    guard number < count else { return }
                    let result = body(number)
                    results.withLock { $0[number] = result }
                }
            }
            var threads: [pthread_t] = []
            for _ in 1..<min(threadCount, count) {
                if let thread = work.start() { threads.append(thread) }
            }
            work.run()
            for thread in threads { pthread_join(thread, nil) }
        }
        return results.withLock { $0.compactMap { $0 } }
    }

    private final class Work: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }

        /// A thread that does it too; `nil` when there can be no more.
        func start() -> pthread_t? {
            var thread = pthread_t()
            let result = pthread_create(
                &thread,
                nil,
                { argument in
                    guard let argument else { return nil }
                    Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
                    return nil
                },
                Unmanaged.passRetained(self).toOpaque()
            )
            if result != 0 { Unmanaged.passUnretained(self).release() }
            return result == 0 ? thread : nil
        }
    }
}
