import PluginKit
import Synchronization

/// How far the reading of the corpus is, for those who wait for it.
final class ReadingProgress: Sendable {
    typealias Follower = @Sendable (Progress) -> Void

    private struct State {
        var now: Progress?
        var nextTelling: UInt64 = 0
        var followers: [Int: Follower] = [:]
        var nextFollower = 0
    }

    private let state = Mutex(State())
    /// Nanoseconds between two tellings of one stage.
    private static let pause: UInt64 = 100_000_000

    /// `nil` while nothing is being read.
    var now: Progress? { state.withLock { $0.now } }

    /// Tells those who follow that so much is done of what `message` names, at once where that is new and else now and then.
    ///
    /// - Parameter total: 0 where it isn't known.
    func tell(_ done: Int, of total: Int, _ message: String) {
        let progress = Progress(done: done, total: total, message: message)
        let followers = state.withLock { state -> [Follower] in
            let isNew = state.now?.message != message
            state.now = progress
            guard !state.followers.isEmpty else { return [] }
            let time = MonotonicClock.nanoseconds()
            guard isNew || time >= state.nextTelling else { return [] }
            state.nextTelling = time + Self.pause
            return Array(state.followers.values)
        }
        for follower in followers { follower(progress) }
    }

    func end() { state.withLock { $0.now = nil } }

    /// Tells `follower` how far it is, now and from now on, on the thread that reads; answers its number for `leave`.
    func follow(_ follower: @escaping Follower) -> Int {
        let (number, now) = state.withLock { state in
            state.nextFollower += 1
            state.followers[state.nextFollower] = follower
            return (state.nextFollower, state.now)
        }
        if let now { follower(now) }
        return number
    }

    func leave(_ number: Int) { state.withLock { $0.followers[number] = nil } }
}

extension Progress {
    /// `reading 3500 files, 43 %`
    var text: String { total > 0 ? "\(message), \(done * 100 / total) %" : message }
}
