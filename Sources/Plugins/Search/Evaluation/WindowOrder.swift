/// The windows where something can match, by their bounds, highest first and in their order where those are about equal.
struct WindowOrder {
    private(set) var count = 0
    let windows: UnsafeMutablePointer<UInt32>
    private let bounds: UnsafeMutablePointer<Float>
    private let scale: Float
    /// The largest bound.
    let largest: Float

    private static let bucketCount = 8

    /// Sorts by counting, into buckets of bounds.
    ///
    /// - Parameters:
    ///   - bounds: with room for `group` more.
    ///   - least: windows with a lower bound are left out.
    init(_ bounds: UnsafeMutablePointer<Float>, count windowCount: Int, from least: Float, memory: QueryMemory) {
        self.bounds = bounds
        let groups = BoundGroups(bounds, count: windowCount)
        let largest = groups.largest
        self.largest = largest
        scale = largest > 0 ? Float(Self.bucketCount - 1) / largest : 0
        guard largest >= least else {
            windows = memory.take(0)
            return
        }
        // Behind the first segments, hardly any window is left.
        let kept = memory.take(windowCount + Self.group, of: UInt32.self)
        count = groups.write(from: least, to: kept)
        windows = memory.take(count)
        let starts = memory.take(Self.bucketCount + 1, repeating: Int32(0))
        for place in 0..<count { starts[bucket(bounds[Int(kept[place])]) + 1] += 1 }
        for bucket in 0..<Self.bucketCount { starts[bucket + 1] += starts[bucket] }
        for place in 0..<count {
            let bucket = bucket(bounds[Int(kept[place])])
            windows[Int(starts[bucket])] = kept[place]
            starts[bucket] += 1
        }
    }

    /// So many bounds are looked at at once.
    static let group = 16

    @inline(__always)
    private func bucket(_ bound: Float) -> Int { Self.bucketCount - 1 - Int(bound * scale) }

    /// No window from `place` on has a bound above it.
    func boundOfRest(at place: Int) -> Float {
        guard scale > 0 else { return largest }
        return Float(Int(bounds[Int(windows[place])] * scale) + 1) / scale
    }
}

/// The windows where something can match, in their order.
struct MatchingWindows {
    let windows: UnsafeMutablePointer<UInt32>
    let count: Int

    /// - Parameter bounds: with room for `WindowOrder.group` more.
    init(_ bounds: UnsafeMutablePointer<Float>, count windowCount: Int, _ memory: QueryMemory) {
        windows = memory.take(windowCount + WindowOrder.group)
        count = BoundGroups(bounds, count: windowCount).write(from: 0, to: windows)
    }
}

/// Bounds of windows, sixteen at a time: most of them are too low.
private struct BoundGroups {
    private let bounds: UnsafeMutablePointer<Float>
    private let count: Int

    init(_ bounds: UnsafeMutablePointer<Float>, count windowCount: Int) {
        self.bounds = bounds
        count = (windowCount + WindowOrder.group - 1) / WindowOrder.group
        for window in windowCount..<count * WindowOrder.group { bounds[window] = -1 }
    }

    @inline(__always)
    private func lanes(_ group: Int) -> SIMD16<Float> {
        UnsafeRawPointer(bounds + group * WindowOrder.group).loadUnaligned(as: SIMD16<Float>.self)
    }

    var largest: Float {
        var lanes = SIMD16<Float>(repeating: -1)
        for group in 0..<count {
            let next = self.lanes(group)
            lanes.replace(with: next, where: next .> lanes)
        }
        return lanes.max()
    }

    /// Writes the windows with at least that bound; returns how many they are.
    ///
    /// - Parameter windows: with room for `WindowOrder.group` more than there are.
    func write(from least: Float, to windows: UnsafeMutablePointer<UInt32>) -> Int {
        var written = 0
        for group in 0..<count where (lanes(group) .>= least).hasAny {
            for window in group * WindowOrder.group..<(group + 1) * WindowOrder.group {
                windows[written] = UInt32(window)
                written += bounds[window] >= least ? 1 : 0
            }
        }
        return written
    }
}
