import Testing

@testable import PluginHost

@Suite("Restarts")
struct RestartsTests {
    /// Draws the most that may be drawn, so that the bounds are seen.
    private struct Highest: RandomNumberGenerator {
        func next() -> UInt64 { .max }
    }

    @Test("wait twice as long after each quick death, up to the longest delay")
    func doubling() {
        var policy = RestartPolicy()
        policy.quickDeathsUntilBroken = 100
        var restarts = Restarts(policy: policy)
        var generator = Highest()
        let delays = (1...11).map { _ in restarts.died(afterMilliseconds: 5, using: &generator) }
        let expected = [100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]
        #expect(delays == expected.map { .again(inMilliseconds: $0) })
    }

    @Test("begin at the first delay again after a good life")
    func stable() {
        var restarts = Restarts(policy: RestartPolicy())
        var generator = Highest()
        for _ in 1...3 { _ = restarts.died(afterMilliseconds: 5, using: &generator) }
        #expect(restarts.died(afterMilliseconds: 10_000, using: &generator) == .again(inMilliseconds: 100))
        #expect(restarts.died(afterMilliseconds: 9999, using: &generator) == .again(inMilliseconds: 100))
        #expect(restarts.died(afterMilliseconds: 9999, using: &generator) == .again(inMilliseconds: 200))
    }

    @Test("stop for a while after five quick deaths, and again after one more")
    func breaker() {
        var restarts = Restarts(policy: RestartPolicy())
        var generator = Highest()
        let verdicts = (1...6).map { _ in restarts.died(afterMilliseconds: 5, using: &generator) }
        #expect(verdicts[3] == .again(inMilliseconds: 800))
        #expect(verdicts[4] == .broken(forMilliseconds: 60_000))
        #expect(verdicts[5] == .broken(forMilliseconds: 60_000))
        #expect(restarts.died(afterMilliseconds: 10_000, using: &generator) == .again(inMilliseconds: 100))
    }
}

@Suite("A rate limit")
struct RateLimitTests {
    @Test("lets so many through in its span, and counts the rest")
    func limits() {
        var limit = RateLimit(2, inMilliseconds: 10)
        #expect([0, 1, 2, 9, 10, 19].map { limit.allows(at: $0) } == [true, true, false, false, true, true])
        #expect(limit.takeSuppressed() == 2)
        #expect(limit.takeSuppressed() == 0)
    }
}

@Suite("Last words")
struct LastWordsTests {
    @Test("are the last twenty lines, and one that has no end yet")
    func tail() {
        var words = LastWords()
        for number in 1...30 { _ = words.append("line \(number)\n".utf8) }
        _ = words.append("and".utf8)
        #expect(words.lines == (11...30).map { "line \($0)" } + ["and"])
    }

    @Test("can't move a cursor, and are never long")
    func safe() {
        var words = LastWords()
        _ = words.append("\u{1B}[2Jcleared\tall\r\n".utf8)
        _ = words.append(String(repeating: "x", count: 1 << 20).utf8)
        #expect(words.lines == ["?[2Jcleared all", String(repeating: "x", count: 400)])
    }
}
