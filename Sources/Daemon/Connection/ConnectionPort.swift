import NIOCore
import Synchronization

/// What code on any thread may do with a connection.
final class ConnectionPort: Sendable {
    let number: Int
    private let loop: any EventLoop
    private let handler: NIOLoopBound<ConnectionHandler>
    private let topics = Mutex<Set<String>>([])
    private let watch = Mutex<ContextWatch?>(nil)
    private let saved = Mutex<SavedQueries?>(nil)

    init(number: Int, handler: NIOLoopBound<ConnectionHandler>, loop: any EventLoop) {
        self.number = number
        self.handler = handler
        self.loop = loop
    }

    /// Sends a notification, unless the client reads too slowly to want more of them.
    func notify(_ line: [UInt8]) {
        loop.execute { [handler] in handler.value.notify(line) }
    }

    /// Sends what the client has been promised, however slowly it reads.
    func send(_ line: [UInt8]) {
        loop.execute { [handler] in handler.value.deliver(line) }
    }

    /// What tells this connection of changes, from the first time on that it is asked for.
    func contextWatch(_ origin: Origin) -> ContextWatch {
        follower(in: watch, origin, { ContextWatch($0) }, { $0.compare(with: $1) })
    }

    /// The queries of this connection, which are compared from the first time on that somebody asks for them.
    func savedQueries(_ origin: Origin) -> SavedQueries {
        follower(in: saved, origin, { SavedQueries($0) }, { $0.compare(in: $1) })
    }

    /// The one of its kind that is told of each generation until the connection closes; made when it is asked for first.
    private func follower<Follower: Sendable>(
        in kept: borrowing Mutex<Follower?>,
        _ origin: Origin,
        _ make: (Origin) -> Follower,
        _ compare: @escaping @Sendable (Follower, Generation) -> Void
    ) -> Follower {
        let (follower, isNew) = kept.withLock { known in
            if let known { return (known, false) }
            let new = make(origin)
            known = new
            return (new, true)
        }
        guard isNew else { return follower }
        let generations = origin.services.generations
        let token = generations.subscribe(since: origin.generation) { compare(follower, $0) }
        whenClosed { generations.unsubscribe(token) }
        return follower
    }

    /// Whether this connection did not follow `topic` before; from now on it does.
    func follows(newly topic: String) -> Bool { topics.withLock { $0.insert(topic).inserted } }

    /// Calls `action` once when the connection has closed, on its event loop; at once if it has already.
    func whenClosed(_ action: @escaping @Sendable () -> Void) {
        loop.execute { [handler] in handler.value.whenClosed(action) }
    }

    /// Finishes what is under way, refuses the rest, and closes.
    func drain() { loop.execute { [handler] in handler.value.drain() } }

    /// Answers everything that is under way with `shuttingDown`, and closes.
    func abandon() { loop.execute { [handler] in handler.value.abandon() } }
}

/// The connections that are open.
final class Connections: Sendable {
    private struct State {
        var open: [Int: ConnectionPort] = [:]
        var next = 0
        var whenEmpty: [EventLoopPromise<Void>] = []
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.open.count } }

    func nextNumber() -> Int {
        state.withLock { state in
            state.next += 1
            return state.next
        }
    }

    func add(_ port: ConnectionPort) { state.withLock { $0.open[port.number] = port } }

    func remove(_ number: Int) {
        let waiting = state.withLock { state in
            state.open[number] = nil
            guard state.open.isEmpty else { return [EventLoopPromise<Void>]() }
            defer { state.whenEmpty = [] }
            return state.whenEmpty
        }
        for promise in waiting { promise.succeed() }
    }

    var all: [ConnectionPort] { state.withLock { Array($0.open.values) } }

    /// Is fulfilled as soon as no connection is open.
    func whenEmpty(on loop: any EventLoop) -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        let isEmpty = state.withLock { state in
            if state.open.isEmpty { return true }
            state.whenEmpty.append(promise)
            return false
        }
        if isEmpty { promise.succeed() }
        return promise.futureResult
    }
}
