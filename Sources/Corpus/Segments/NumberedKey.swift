/// A key of 64 bits, and the number of what it belongs to.
public struct NumberedKey: BitwiseCopyable, Sendable, Equatable {
    public let key: UInt64
    public let number: UInt32

    public init(key: UInt64, number: UInt32) { (self.key, self.number) = (key, number) }
}

extension [NumberedKey] {
    /// Fewer are compared with each other.
    private static let leastCount = 256

    /// Sorts by key, byte after byte from the lowest one on, and by number where keys are equal: comparing hashes takes
    /// four times as long, most of it for branches that a processor can't guess.
    ///
    /// - Complexity: O(n) where the numbers of equal keys ascend already, as they mostly do.
    public mutating func sortByKey() {
        guard count >= Self.leastCount else {
            return sort { $0.key != $1.key ? $0.key < $1.key : $0.number < $1.number }
        }
        var sorted = self
        withUnsafeMutableBufferPointer { own in
            sorted.withUnsafeMutableBufferPointer { other in
                let isInOwn = Self.sort(own, other)
                if !isInOwn { _ = own.update(from: other) }
            }
        }
        for run in equalKeys() where zip(self[run], self[run].dropFirst()).contains(where: { $0.number > $1.number }) {
            self[run].sort { $0.number < $1.number }
        }
    }

    /// The runs of two and more equal keys, of sorted ones.
    public func equalKeys() -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        while start < count {
            var end = start + 1
            while end < count, self[end].key == self[start].key { end += 1 }
            if end - start > 1 { runs.append(start..<end) }
            start = end
        }
        return runs
    }

    /// Answers whether the sorted ones are in `own`, where they were, or in `other`.
    private static func sort(
        _ own: UnsafeMutableBufferPointer<NumberedKey>,
        _ other: UnsafeMutableBufferPointer<NumberedKey>
    ) -> Bool {
        var places = [Int](repeating: 0, count: 8 * 256)
        return places.withUnsafeMutableBufferPointer { places in
            for pair in own {
                for byte in 0..<8 { places[byte << 8 | Int(pair.key >> UInt64(byte * 8) & 0xFF)] += 1 }
            }
            var (source, target) = (own, other)
            for byte in 0..<8 {
                let starts = UnsafeMutableBufferPointer(rebasing: places[byte << 8..<(byte + 1) << 8])
                // Many keys begin alike.
                if starts[Int(own[0].key >> UInt64(byte * 8) & 0xFF)] == own.count { continue }
                var start = 0
                for value in 0..<256 { (starts[value], start) = (start, start + starts[value]) }
                for pair in source {
                    let value = Int(pair.key >> UInt64(byte * 8) & 0xFF)
                    target[starts[value]] = pair
                    starts[value] += 1
                }
                swap(&source, &target)
            }
            return source.baseAddress == own.baseAddress
        }
    }
}
