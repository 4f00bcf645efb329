import TestSupport
import Testing

@testable import Daemon

@Suite("Latency histogram")
struct HistogramTests {
    @Test("is at most a quarter above the exact percentile", arguments: [0.5, 0.9, 0.99, 1.0])
    func percentiles(share: Double) {
        var generator = SeededNumbers(seed: 7)
        var histogram = Histogram()
        var times: [UInt64] = []
        for _ in 0..<10_000 {
            let time = UInt64.random(in: 300...(1 << UInt64.random(in: 10...34, using: &generator)), using: &generator)
            times.append(time)
            histogram.record(time)
        }
        times.sort()
        let exact = times[Int((Double(times.count) * share).rounded(.up)) - 1]
        let estimated = histogram.percentile(share)
        #expect(estimated >= exact)
        #expect(Double(estimated) <= Double(exact) * 1.25 + 1)
    }

    @Test("counts all times up to a bound that is a power of two")
    func bounds() {
        var histogram = Histogram()
        for time in [100, 1000, 1023, 1025, 5000, 1 << 40] { histogram.record(UInt64(time)) }
        #expect(histogram.count(upTo: 1024) == 3)
        #expect(histogram.count(upTo: 8192) == 5)
        #expect(histogram.count == 6)
    }

    @Test("answers 0 before anything was recorded")
    func empty() {
        #expect(Histogram().percentile(0.99) == 0)
    }
}
