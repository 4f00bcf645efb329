/// The running hash of folded bytes, which depends on the bytes alone and not on how many are added at a time.
struct FoldedHash {
    /// The hash of the folded bytes of `range`, and how many they are; eight bytes at a time where nothing is folded.
    ///
    /// - Precondition: no white space at its ends.
    static func hash(of text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> (hash: UInt64, size: Int) {
        var hash = FoldedHash()
        var size = 0
        var index = range.lowerBound
        let end = range.upperBound
        var isBehindSpace = false
        while index < end {
            if index + 8 <= end, let base = text.baseAddress {
                let bytes = UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
                let count = plainCount(bytes, isBehindSpace: isBehindSpace)
                if count > 0 {
                    hash.add(bytes, count: count)
                    size += count
                    index += count
                    isBehindSpace = text[index - 1] == 0x20
                    if count == 8 { continue }
                }
            }
            var (byte, length) = (UInt8(0x20), Characters.spaceLength(text, index, end))
            if length > 0 {
                length = Characters.skipSpace(text, index, end) - index
                if isBehindSpace { byte = 0 }
                isBehindSpace = true
            } else {
                (byte, length) = FoldedReader.fold(text, index, end)
                isBehindSpace = false
            }
            index += length
            if byte == 0 { continue }
            hash.add(byte)
            size += 1
        }
        return (hash.value, size)
    }

    /// How many of the lower bytes stand for themselves: those up to the first that is below a space or not ASCII, or is a
    /// space behind another one.
    @inline(__always)
    private static func plainCount(_ bytes: UInt64, isBehindSpace: Bool) -> Int {
        // The highest bit of bytes below 0x20 or above 0x7F, and of spaces. A borrow may mark more of the first than there
        // are, but only behind one that there is.
        let folded = ((bytes &- 0x2020_2020_2020_2020) & ~bytes | bytes) & 0x8080_8080_8080_8080
        let others = bytes ^ 0x2020_2020_2020_2020
        let spaces = ~((others & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F | others) & 0x8080_8080_8080_8080
        let further = spaces & (spaces << 8 | (isBehindSpace ? 0x80 : 0))
        return (folded | further).trailingZeroBitCount >> 3
    }

    private var state: UInt64 = 0xCBF2_9CE4_8422_2325
    /// The bytes that are not mixed in yet, and how many bits they have.
    private var waiting: UInt64 = 0
    private var bitCount = 0

    @inline(__always)
    mutating func add(_ byte: UInt8) {
        waiting |= UInt64(byte) << UInt64(bitCount)
        bitCount += 8
        if bitCount == 64 {
            mix(waiting)
            (waiting, bitCount) = (0, 0)
        }
    }

    /// Adds the `count` lower bytes of `bytes`.
    ///
    /// - Precondition: `count` is 1...8.
    @inline(__always)
    mutating func add(_ bytes: UInt64, count: Int) {
        let added = count == 8 ? bytes : bytes & ((1 << UInt64(count * 8)) &- 1)
        waiting |= added << UInt64(bitCount)
        let total = bitCount + count * 8
        if total < 64 {
            bitCount = total
            return
        }
        mix(waiting)
        waiting = bitCount == 0 ? 0 : added >> UInt64(64 - bitCount)
        bitCount = total - 64
    }

    @inline(__always)
    private mutating func mix(_ bytes: UInt64) {
        let mixed = (state ^ bytes) &* 0x9E37_79B9_7F4A_7C15
        state = mixed ^ (mixed >> 32)
    }

    var value: UInt64 {
        var copy = self
        copy.mix(waiting)
        copy.mix(UInt64(bitCount))
        return copy.state
    }
}
