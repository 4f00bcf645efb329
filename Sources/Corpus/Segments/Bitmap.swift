/// A set of small numbers, such as the deleted documents of a segment: one bit each.
public struct Bitmap: Sendable, Hashable {
    /// Bit `n % 64` of word `n / 64` says whether `n` is in the set.
    public private(set) var words: [UInt64]
    /// How many numbers are in it.
    public private(set) var count: Int

    /// An empty set of numbers below `capacity`.
    public init(capacity: Int) {
        words = [UInt64](repeating: 0, count: (capacity + 63) / 64)
        count = 0
    }

    /// The set that `words` are.
    init(words: [UInt64]) {
        self.words = words
        count = words.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    public var isEmpty: Bool { count == 0 }

    /// What is over the capacity is not in the set.
    public func contains(_ number: Int) -> Bool {
        let word = number >> 6
        return word >= 0 && word < words.count && words[word] >> UInt64(number & 63) & 1 == 1
    }

    /// - Precondition: `number` is below the capacity.
    public mutating func insert(_ number: Int) {
        let bit = UInt64(1) << UInt64(number & 63)
        guard words[number >> 6] & bit == 0 else { return }
        words[number >> 6] |= bit
        count += 1
    }
}
