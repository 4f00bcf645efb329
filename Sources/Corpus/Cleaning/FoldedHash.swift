/// The running hash of folded bytes, which depends on the bytes alone and not on how many are added at a time.
struct FoldedHash {
    /// The hash of the folded bytes of `range`, and how many they are.
    static func hash(of text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> (hash: UInt64, size: Int) {
        var hash = FoldedHash()
        if hash.addPlain(text, range) { return (hash.value, range.count) }
        hash = FoldedHash()
        var reader = FoldedReader(text, range)
        var size = 0
        while let byte = reader.next() {
            hash.add(byte)
            size += 1
        }
        return (hash.value, size)
    }

    /// Adds `range`, eight bytes at a time; answers `false` when it has anything that is folded.
    ///
    /// - Precondition: no white space at its ends.
    private mutating func addPlain(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        guard let base = text.baseAddress else { return range.isEmpty }
        var index = range.lowerBound
        var endsInSpace = false
        while index + 8 <= range.upperBound {
            let bytes = UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
            // The highest bit of bytes below 0x20 or above 0x7F, and of spaces. A borrow may mark more of the first than
            // there are, but only behind one that there is.
            let folded = ((bytes &- 0x2020_2020_2020_2020) & ~bytes | bytes) & 0x8080_8080_8080_8080
            let others = bytes ^ 0x2020_2020_2020_2020
            let spaces = ~((others & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F | others) & 0x8080_8080_8080_8080
            if folded != 0 || spaces & (spaces >> 8) != 0 || endsInSpace && spaces & 0x80 != 0 { return false }
            endsInSpace = spaces >> 63 != 0
            mix(bytes)
            index += 8
        }
        while index < range.upperBound {
            let byte = text[index]
            if byte < 0x20 || byte >= 0x80 || endsInSpace && byte == 0x20 { return false }
            endsInSpace = byte == 0x20
            add(byte)
            index += 1
        }
        return true
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
