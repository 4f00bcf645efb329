import Corpus
import Glibc
import JSON
import Synchronization
import Testing
import Wire

@testable import Daemon

@Suite("Reloader")
struct ReloaderTests {
    @Test("answers all that were asked for while one ran by a single one that follows it")
    func together() async {
        let builds = Mutex<[Reloader.Scope]>([])
        let gate = Gate()
        let metrics = Metrics()
        let reloader = Reloader(
            build: { (scope) throws(Failure) in
                builds.withLock { $0.append(scope) }
                gate.wait()
                return Generation(
                    number: builds.withLock { $0.count },
                    corpus: .empty,
                    plugins: [],
                    core: [],
                    metrics: metrics
                )
            },
            finished: { _, _ in nil }
        )
        async let first = generation { reloader.reload(.corpus, trigger: "first", $0) }
        await gate.waiter()
        async let second = generation { reloader.reload(.corpus, trigger: "second", $0) }
        async let third = generation { reloader.reload(.everything, trigger: "third", $0) }
        // Only once both stand in the queue may the first one end.
        while reloader.waitingCount < 2 { await Task.yield() }
        gate.open()
        #expect(await first == 1)
        #expect(await second == 2)
        #expect(await third == 2)
        #expect(builds.withLock { $0 } == [.corpus, .everything])
        #expect(reloader.last?.trigger.contains("third") == true)
    }

    @Test("counts what was read ahead as part of the first one, and of that alone")
    func ahead() async {
        let metrics = Metrics()
        let hour: UInt64 = 3_600_000_000_000
        // The clock may have begun less than an hour ago.
        let begun = MonotonicClock.nanoseconds() &- hour
        let reloader = Reloader(
            since: begun,
            build: { (_) throws(Failure) in
                Generation(number: 1, corpus: .empty, plugins: [], core: [], metrics: metrics)
            },
            finished: { _, _ in nil }
        )
        var elapsed: [Int] = []
        for _ in 1...2 {
            _ = await generation { reloader.reload(.everything, trigger: "test", $0) }
            elapsed.append(reloader.last?.elapsedMilliseconds ?? 0)
        }
        #expect(elapsed[0] >= 3_600_000)
        #expect(elapsed[1] < 3_600_000)
    }

    @Test("keeps the number of the generation that answers when one fails")
    func failing() async {
        let reloader = Reloader(
            build: { (_) throws(Failure) in throw Failure(.configInvalid, "it is wrong") },
            finished: { _, _ in nil }
        )
        let outcome = await withCheckedContinuation { continuation in
            reloader.reload(.everything, trigger: "test") { continuation.resume(returning: $0) }
        }
        #expect(outcome.failureCode == .configInvalid)
        #expect(reloader.last?.failure?.message == "it is wrong")
        #expect(reloader.last?.generation == 0)
    }

    @Test("tries again what failed for want of something that others may give back")
    func again() async {
        let attempts = Mutex(0)
        let waiting = Mutex<[@Sendable () -> Void]>([])
        let metrics = Metrics()
        let reloader = Reloader(
            build: { (_) throws(Failure) in
                guard
                    attempts.withLock({
                        $0 += 1
                        return $0 > 1
                    })
                else {
                    throw Failure(.overloaded, "too many open files", retryAfterMilliseconds: 70)
                }
                return Generation(number: 1, corpus: .empty, plugins: [], core: [], metrics: metrics)
            },
            finished: { _, _ in nil },
            later: { milliseconds, work in
                if milliseconds == 70 { waiting.withLock { $0.append(work) } }
            }
        )
        _ = await withCheckedContinuation { continuation in
            reloader.reload(.changes, trigger: "test") { continuation.resume(returning: $0) }
        }
        while waiting.withLock({ $0.isEmpty }) { await Task.yield() }
        #expect(reloader.last?.failure?.code == .overloaded)
        for work in waiting.withLock({ $0 }) { work() }
        while reloader.last?.failure != nil { await Task.yield() }
        #expect(reloader.last?.generation == 1)
    }

    private func generation(_ start: (@escaping Route.Completion) -> Void) async -> Int? {
        await withCheckedContinuation { continuation in
            start { continuation.resume(returning: try? $0.get()["generation"]?.integer) }
        }
    }
}

/// Holds threads back until it is opened.
private final class Gate: Sendable {
    private let state = Mutex((isOpen: false, waiting: 0))

    func wait() {
        state.withLock { $0.waiting += 1 }
        while !state.withLock({ $0.isOpen }) { usleep(1000) }
    }

    /// Somebody waits; the thread of who asks is left to the other tests until then.
    func waiter() async { while state.withLock({ $0.waiting }) == 0 { await Task.yield() } }

    func open() { state.withLock { $0.isOpen = true } }
}
