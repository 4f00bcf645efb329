/// The documents of a snapshot that are not deleted: segment after segment, in the order of their places.
public struct Documents: Sendable, RandomAccessCollection {
    private let segments: [LiveSegment]
    /// The index of the first document of each segment, and behind the last one the number of all.
    private let starts: [Int]
    /// For each segment that has deleted documents: how many are left before each word of its bitmap.
    private let ranks: [[Int32]?]

    init(_ segments: [LiveSegment]) {
        self.segments = segments
        var starts = [0]
        var ranks: [[Int32]?] = []
        for live in segments {
            starts.append(starts[starts.count - 1] + live.documentCount)
            ranks.append(live.deleted.isEmpty ? nil : Self.ranks(live))
        }
        self.starts = starts
        self.ranks = ranks
    }

    private static func ranks(_ live: LiveSegment) -> [Int32] {
        var left = 0
        return live.deleted.words.indices.map { word in
            defer {
                left += Swift.min(64, live.segment.documentCount - word * 64) - live.deleted.words[word].nonzeroBitCount
            }
            return Int32(left)
        }
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { starts[starts.count - 1] }

    /// - Complexity: O(log n) in the number of documents.
    public subscript(index: Int) -> Document {
        let place = place(of: index)
        return segments[place.segment].segment[place.number]
    }

    /// The segment, and the number in it, of a document.
    public func place(of index: Int) -> (segment: Int, number: Int) {
        precondition(index >= 0 && index < endIndex, "no such document")
        let segment = Self.last(in: starts.count - 1) { starts[$0] <= index }
        let rank = index - starts[segment]
        guard let ranks = ranks[segment] else { return (segment, rank) }
        let word = Self.last(in: ranks.count) { Int(ranks[$0]) <= rank }
        var left = ~segments[segment].deleted.words[word]
        for _ in 0..<(rank - Int(ranks[word])) { left &= left - 1 }
        return (segment, word * 64 + left.trailingZeroBitCount)
    }

    /// The index of a document; `nil` when it is deleted.
    public func index(ofNumber number: Int, inSegment segment: Int) -> Int? {
        let deleted = segments[segment].deleted
        guard !deleted.contains(number) else { return nil }
        guard let ranks = ranks[segment] else { return starts[segment] + number }
        let before = ~deleted.words[number >> 6] & ((1 << UInt64(number & 63)) - 1)
        return starts[segment] + Int(ranks[number >> 6]) + before.nonzeroBitCount
    }

    /// The last of `0..<count` for which `isTrue`, which is true of the first ones and then never again.
    private static func last(in count: Int, where isTrue: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if isTrue(middle) { low = middle } else { high = middle }
        }
        return low
    }
}
