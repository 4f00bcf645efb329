import Glibc

/// A moment on the monotonic clock after which nobody waits any more; `nil` is never.
struct Deadline: Sendable {
    private let moment: Int?

    static let never = Deadline(moment: nil)

    private init(moment: Int?) { self.moment = moment }

    init(milliseconds: Int) { moment = Self.now &+ milliseconds }

    /// What `poll` takes: whole milliseconds until then, 0 when it is over, -1 for ever.
    var remaining: Int32 {
        guard let moment else { return -1 }
        return Int32(clamping: max(0, moment - Self.now))
    }

    var isOver: Bool { remaining == 0 }

    /// Milliseconds of the monotonic clock.
    static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
