import Synchronization

/// Whether the calls of a method are worth a try on the event loop, judged by the last ones.
///
/// Handing a call to a worker and its answer back wakes a sleeping thread twice, which takes some 100 µs on a machine with
/// nothing else to do: longer than most searches.
final class Attempts: Sendable {
    /// Behind so much at the next checkpoint a call that is tried is given up, so that others who ask wait no longer.
    static let limit = Duration.microseconds(1000)
    private static let longestRest = 64

    private struct State {
        /// So many calls go to the workers untried.
        var rest = 0
        var nextRest = 1
    }

    private let state = Mutex(State())

    func mayBegin() -> Bool {
        state.withLock { state in
            guard state.rest > 0 else { return true }
            state.rest -= 1
            return false
        }
    }

    /// Each one in a row that is given up doubles the rest behind it.
    func ended(isGivenUp: Bool) {
        state.withLock { state in
            guard isGivenUp else {
                state.nextRest = 1
                return
            }
            state.rest = state.nextRest
            state.nextRest = min(state.nextRest * 2, Self.longestRest)
        }
    }
}
