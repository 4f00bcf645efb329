/// Looks up units that ascend among the postings of a window.
///
/// What is packed stays so: of numbers no more are read than lie before the last unit that is looked up.
struct PostingCursor {
    private let units: UnsafeMutablePointer<UInt32>
    /// Where they aren't unpacked: what lies between them.
    private var gaps: NumberStream
    private let isPacked: Bool
    private let bitmap: UnsafeRawPointer?
    private var index: Int
    private let end: Int
    /// The packed unit at `index`.
    private var unit: UInt32 = 0

    @inline(__always)
    init(_ list: ListReader, in window: Int) {
        units = list.units
        if let (packed, start) = list.packedBlock(of: window) {
            bitmap = packed.bitmap
            index = 0
            end = packed.count
            isPacked = true
            gaps = packed.gaps
            if bitmap == nil { unit = start &+ gaps.next() }
        } else {
            bitmap = nil
            isPacked = false
            gaps = .zeros
            let postings = list.postings(in: window)
            index = postings.lowerBound
            end = postings.upperBound
        }
    }

    @inline(__always)
    mutating func posting(of wanted: UInt32) -> Int? {
        if let bitmap { return Self.rank(of: Int(wanted) & (Window.size - 1), in: bitmap) }
        if isPacked {
            while unit < wanted {
                index &+= 1
                if index >= end { break }
                unit &+= gaps.next() &+ 1
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
