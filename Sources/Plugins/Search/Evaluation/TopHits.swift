import Synchronization

/// A passage that a query matches.
struct Hit {
    /// The segment's number in the upper and the unit in the lower half.
    let place: UInt64
    let score: Float

    var segment: Int { Int(place >> 32) }
    var unit: Int { Int(UInt32(truncatingIfNeeded: place)) }

    init(segment: Int, unit: Int, score: Float) {
        place = UInt64(segment) << 32 | UInt64(unit)
        self.score = score
    }

    init(place: UInt64, score: Float) {
        self.place = place
        self.score = score
    }

    /// Higher scores first, and the order of the corpus where they are equal.
    @inline(__always)
    func precedes(_ other: Hit) -> Bool { score != other.score ? score > other.score : place < other.place }
}

/// The best hits so far, as a heap with the worst of them on top.
struct TopHits {
    private let capacity: Int
    private var hits: [Hit] = []
    /// What others know who look for the same in other segments.
    private let shared: SharedThreshold?

    init(capacity: Int, shared: SharedThreshold? = nil) {
        self.capacity = capacity
        self.shared = shared
        hits.reserveCapacity(min(capacity, 1024))
    }

    /// A hit with a lower score is none of the best; below 0 until there are enough.
    private(set) var threshold: Float = -1
    /// Whether the threshold is that of others: a hit with the same score may be one of the best then.
    private var isShared = false

    /// Whether a hit of at most this score, at this place or behind it, can be one of the best.
    @inline(__always)
    func mayTake(_ bound: Float, from place: UInt64) -> Bool {
        bound > threshold || bound == threshold && (isShared || place < hits[0].place)
    }

    /// Tells others the threshold and learns theirs.
    @inline(__always)
    mutating func exchange() {
        guard let shared else { return }
        let highest = shared.raise(to: threshold)
        guard highest > threshold else { return }
        threshold = highest
        isShared = true
    }

    mutating func offer(_ hit: Hit) {
        if hits.count < capacity {
            hits.append(hit)
            rise(from: hits.count - 1)
            if hits.count == capacity { raise(to: hits[0].score) }
        } else if capacity > 0, hit.precedes(hits[0]) {
            hits[0] = hit
            sink()
            raise(to: hits[0].score)
        }
    }

    @inline(__always)
    private mutating func raise(to score: Float) {
        guard !isShared || score >= threshold else { return }
        threshold = score
        isShared = false
    }

    /// Best first.
    var sorted: [Hit] { hits.sorted { $0.precedes($1) } }

    private mutating func rise(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard hits[parent].precedes(hits[child]) else { return }
            hits.swapAt(parent, child)
            child = parent
        }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            let child = parent * 2 + 1
            guard child < hits.count else { return }
            let other = min(child + 1, hits.count - 1)
            let worst = hits[child].precedes(hits[other]) ? other : child
            guard hits[parent].precedes(hits[worst]) else { return }
            hits.swapAt(parent, worst)
            parent = worst
        }
    }
}

/// The highest threshold of several who look for the same hits in different segments.
final class SharedThreshold: Sendable {
    /// Numbers that aren't below 0 are ordered as their bits are.
    private let bits = Atomic<UInt32>(0)

    /// What it is then.
    @inline(__always)
    func raise(to threshold: Float) -> Float {
        let known = Float(bitPattern: bits.load(ordering: .relaxed))
        guard threshold > known else { return known }
        return max(threshold, Float(bitPattern: bits.max(threshold.bitPattern, ordering: .relaxed).newValue))
    }
}
