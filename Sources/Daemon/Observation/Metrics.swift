import Synchronization
import Wire

/// What has been counted since the daemon started; it outlives reloads.
final class Metrics: Sendable {
    private let methods = Mutex<[String: MethodMetrics]>([:])
    let connectionsOpen = Atomic<Int>(0)
    let connectionsTotal = Atomic<Int>(0)
    let connectionsRefused = Atomic<Int>(0)
    let slowConsumersClosed = Atomic<Int>(0)
    let linesRefused = Atomic<Int>(0)
    let reloads = Atomic<Int>(0)
    let reloadsFailed = Atomic<Int>(0)

    func record(_ report: Reloader.Report) {
        reloads.wrappingAdd(1, ordering: .relaxed)
        if report.failure != nil { reloadsFailed.wrappingAdd(1, ordering: .relaxed) }
    }

    /// The counters of a method, the same ones in every generation.
    func method(_ name: String) -> MethodMetrics {
        methods.withLock { methods in
            if let known = methods[name] { return known }
            let new = MethodMetrics(name: name)
            methods[name] = new
            return new
        }
    }

    var all: [MethodMetrics] { methods.withLock { Array($0.values) }.sorted { $0.name < $1.name } }
}

/// The requests of one method: how many, how they ended and how long they took.
final class MethodMetrics: Sendable {
    struct Counts: Sendable {
        var latency = Histogram()
        var failures: [Code: Int] = [:]

        var failed: Int { failures.values.reduce(0, +) }
    }

    let name: String
    private let state = Mutex(Counts())

    init(name: String) { self.name = name }

    func record(nanoseconds: UInt64, failure: Code?) {
        state.withLock { counts in
            counts.latency.record(nanoseconds)
            if let failure { counts.failures[failure, default: 0] += 1 }
        }
    }

    var counts: Counts { state.withLock { $0 } }
}

/// Times in buckets that grow by a quarter of a power of two, from 256 ns on, so that a percentile is at most 25 % off.
struct Histogram: Sendable {
    private static let firstPower = 8
    private static let powers = 32
    private(set) var buckets = [UInt32](repeating: 0, count: 1 + powers * 4)
    private(set) var count = 0
    /// Nanoseconds.
    private(set) var sum: UInt64 = 0

    mutating func record(_ nanoseconds: UInt64) {
        buckets[Self.bucket(of: nanoseconds)] &+= 1
        count += 1
        sum &+= nanoseconds
    }

    /// The upper bound in nanoseconds of the bucket that holds the given share of all times.
    func percentile(_ share: Double) -> UInt64 {
        let wanted = max(1, Int((Double(count) * share).rounded(.up)))
        var seen = 0
        for (index, bucket) in buckets.enumerated() {
            seen += Int(bucket)
            if seen >= wanted { return Self.upperBound(of: index) }
        }
        return 0
    }

    /// How many took at most `nanoseconds`, by whole buckets.
    func count(upTo nanoseconds: UInt64) -> Int {
        var seen = 0
        for (index, bucket) in buckets.enumerated() where Self.upperBound(of: index) <= nanoseconds {
            seen += Int(bucket)
        }
        return seen
    }

    private static func bucket(of nanoseconds: UInt64) -> Int {
        guard nanoseconds >= 1 << UInt64(firstPower) else { return 0 }
        let power = 63 - nanoseconds.leadingZeroBitCount
        let quarter = Int(nanoseconds >> UInt64(power - 2)) & 3
        return min(1 + (power - firstPower) * 4 + quarter, powers * 4)
    }

    private static func upperBound(of bucket: Int) -> UInt64 {
        guard bucket > 0 else { return 1 << UInt64(firstPower) }
        let power = UInt64(firstPower + (bucket - 1) / 4)
        let quarter = UInt64((bucket - 1) % 4)
        return (5 + quarter) << (power - 2)
    }
}
