import Synchronization

/// The generation that answers now, and those who wait for a later one.
final class GenerationStore: Sendable {
    private struct State {
        var current: Generation
        var waiting: [Int: (number: Int, action: @Sendable () -> Void)] = [:]
        var nextWaiter = 0
        var listeners: [Int: @Sendable (Generation) -> Void] = [:]
        var nextListener = 0
    }

    private let state: Mutex<State>
    private let newest: Atomic<Int>

    init(_ first: Generation) {
        state = Mutex(State(current: first))
        newest = Atomic(first.number)
    }

    var current: Generation { state.withLock { $0.current } }

    /// The one that answers now, if it came after `generation`.
    func newer(than generation: Generation) -> Generation? {
        isCurrent(generation) ? nil : state.withLock { $0.current.number > generation.number ? $0.current : nil }
    }

    /// Whether `generation` is the one that answers; cheaper than asking which one does.
    func isCurrent(_ generation: Generation) -> Bool { newest.load(ordering: .acquiring) == generation.number }

    /// Makes `next` the one that answers. The one before lives on until its last query is answered.
    func swap(to next: Generation) {
        let (reached, listeners) = state.withLock { state in
            state.current = next
            newest.store(next.number, ordering: .releasing)
            let reached = state.waiting.filter { $0.value.number <= next.number }
            for token in reached.keys { state.waiting[token] = nil }
            // In the order in which they came.
            return (reached.sorted { $0.key < $1.key }.map(\.value), Array(state.listeners.values))
        }
        for waiter in reached { waiter.action() }
        for listener in listeners { listener(next) }
    }

    /// Calls `action` once, as soon as the generation's number is at least `number`.
    ///
    /// - Returns: what `forget` takes; `nil` when it has been called already.
    func whenReached(_ number: Int, _ action: @escaping @Sendable () -> Void) -> Int? {
        let token: Int? = state.withLock { state in
            if state.current.number >= number { return nil }
            state.nextWaiter += 1
            state.waiting[state.nextWaiter] = (number, action)
            return state.nextWaiter
        }
        if token == nil { action() }
        return token
    }

    /// Drops a waiter that no longer wants to know.
    func forget(_ token: Int) { state.withLock { $0.waiting[token] = nil } }

    /// How many wait.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Calls `listener` with every generation later than `known`, until `unsubscribe`: at once, under the store's lock, with
    /// the one that answers now if it came after `known` was asked for.
    func subscribe(since known: Generation, _ listener: @escaping @Sendable (Generation) -> Void) -> Int {
        state.withLock { state in
            state.nextListener += 1
            state.listeners[state.nextListener] = listener
            if state.current.number > known.number { listener(state.current) }
            return state.nextListener
        }
    }

    func unsubscribe(_ token: Int) { state.withLock { $0.listeners[token] = nil } }
}
