import Corpus
import Synchronization
import Testing

@testable import Daemon

@Suite("Generation store")
struct GenerationStoreTests {
    private let metrics = Metrics()

    private func generation(_ number: Int) -> Generation {
        Generation(number: number, corpus: .empty, plugins: [], core: [], metrics: metrics)
    }

    @Test("calls those who wait for a generation once it answers, in their order")
    func waiting() {
        let store = GenerationStore(generation(1))
        let called = Mutex<[String]>([])
        for name in ["a", "b"] { _ = store.whenReached(2) { called.withLock { $0.append(name) } } }
        _ = store.whenReached(3) { called.withLock { $0.append("later") } }
        #expect(store.whenReached(1) { called.withLock { $0.append("at once") } } == nil)
        store.swap(to: generation(2))
        #expect(called.withLock { $0 } == ["at once", "a", "b"])
        #expect(store.waitingCount == 1)
    }

    /// Requests for a generation that never came stayed in the list, and their connections with them.
    @Test("forgets those who no longer wait")
    func forgetting() throws {
        let store = GenerationStore(generation(1))
        let token = try #require(store.whenReached(1_000_000) {})
        store.forget(token)
        #expect(store.waitingCount == 0)
    }

    /// A client that subscribed while a reload ended was told of the next generation only, and missed what came with that one.
    @Test("tells of a generation that came before its listener, and not of one that was known")
    func listening() {
        let (first, second) = (generation(1), generation(2))
        let store = GenerationStore(first)
        let told = Mutex<[String]>([])
        func listen(_ name: String, since known: Generation) -> Int {
            store.subscribe(since: known) { generation in told.withLock { $0.append("\(name)\(generation.number)") } }
        }
        let early = listen("early", since: first)
        #expect(store.newer(than: first) == nil)
        store.swap(to: second)
        #expect(store.newer(than: first)?.number == 2)
        #expect(store.newer(than: second) == nil)
        _ = listen("late", since: first)
        _ = listen("new", since: second)
        #expect(told.withLock { $0 } == ["early2", "late2"])
        store.unsubscribe(early)
        store.swap(to: generation(3))
        #expect(told.withLock { $0.sorted() } == ["early2", "late2", "late3", "new3"])
    }
}
