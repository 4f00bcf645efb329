import NIOCore
import Synchronization

/// Who was answered last on the event loop: where clients ask at the same time, their calls belong to the workers, of whom
/// there are several.
final class Turns: Sendable {
    private struct Turn {
        var connection: Int
        var end: NIODeadline
    }

    private let last = Mutex(Turn(connection: 0, end: .uptimeNanoseconds(0)))

    /// Whether a request that arrived at `start` did not wait for another connection's.
    func isAlone(_ connection: Int, at start: NIODeadline) -> Bool {
        last.withLock { $0.connection == connection || start - $0.end > .microseconds(50) }
    }

    func ended(_ connection: Int, at end: NIODeadline) {
        last.withLock { $0 = Turn(connection: connection, end: end) }
    }
}
