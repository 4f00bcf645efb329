/// Lets so many events of a kind through in a span of time and counts the rest.
struct RateLimit {
    let limit: Int
    let spanMilliseconds: Int
    private var start = Int.min
    private var count = 0
    private(set) var suppressed = 0

    init(_ limit: Int, inMilliseconds span: Int) {
        self.limit = limit
        spanMilliseconds = span
    }

    /// Whether an event at `now` (milliseconds of any clock that does not go back) is still within the limit.
    mutating func allows(at now: Int, weight: Int = 1) -> Bool {
        if start == Int.min || now - start >= spanMilliseconds {
            start = now
            count = 0
        }
        count += weight
        guard count > limit else { return true }
        suppressed += 1
        return false
    }

    /// How many were not let through since this was last asked.
    mutating func takeSuppressed() -> Int {
        defer { suppressed = 0 }
        return suppressed
    }
}
