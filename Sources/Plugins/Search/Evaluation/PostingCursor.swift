/// Looks up units that ascend among the postings of a window.
///
/// What is packed stays so: of numbers no more are read than lie before the last unit that is looked up.
struct PostingCursor {
    private let units: UnsafeMutablePointer<UInt32>
    private let packed: PostingBlock?
    private let bitmap: UnsafeRawPointer?
    private var index: Int
    private let end: Int
    /// The packed unit at `index`.
    private var unit: UInt32 = 0

    init(_ list: ListReader, in window: Int) {
        units = list.units
        packed = list.packedBlock(of: window)
        bitmap = packed?.bitmap
        let postings = packed.map { 0..<$0.count } ?? list.postings(in: window)
        index = postings.lowerBound
        end = postings.upperBound
        if let packed, bitmap == nil { unit = UInt32(window << Window.shift) + packed.gap(at: 0) }
    }

    @inline(__always)
    mutating func posting(of wanted: UInt32) -> Int? {
        if let bitmap { return Self.rank(of: Int(wanted) & (Window.size - 1), in: bitmap) }
        if let packed {
            while unit < wanted {
                index += 1
                if index >= end { break }
                unit += packed.gap(at: index) + 1
            }
            return index < end && unit == wanted ? index : nil
        }
        while index < end, units[index] < wanted { index += 1 }
        return index < end && units[index] == wanted ? index : nil
    }

    /// How many bits are set before one that is set.
    private static func rank(of slot: Int, in bitmap: UnsafeRawPointer) -> Int? {
        func word(_ number: Int) -> UInt64 { bitmap.loadUnaligned(fromByteOffset: number * 8, as: UInt64.self) }
        let (number, bit) = (slot >> 6, UInt64(1) << UInt64(slot & 63))
        let own = word(number)
        guard own & bit != 0 else { return nil }
        var rank = (own & (bit - 1)).nonzeroBitCount
        for before in 0..<number { rank += word(before).nonzeroBitCount }
        return rank
    }
}
