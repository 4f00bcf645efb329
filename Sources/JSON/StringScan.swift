/// Searches in the bytes of strings, eight at a time or more.
extension UnsafeBufferPointer<UInt8> {
    /// The first quote, backslash or control character at or after `start`, or the end.
    package func endOfPlain(from start: Int) -> Int {
        firstMarked(from: start) { $0.marking(below: 0x20) | $0.marking(0x22) | $0.marking(0x5C) }
    }

    /// The first byte at or after `start` that may not be written as it is, or that begins U+2028 or U+2029 or one of
    /// their neighbours; or the end.
    func endOfUnescaped(from start: Int) -> Int {
        firstMarked(from: start) {
            $0.marking(below: 0x20) | $0.marking(0x22) | $0.marking(0x5C) | $0.marking(0x7F) | $0.marking(0xE2)
        }
    }

    /// Whether the sequence that begins with 0xE2 at `index` of valid UTF-8 is U+2028 or U+2029.
    func isLineSeparator(at index: Int) -> Bool { self[index + 1] == 0x80 && self[index + 2] & 0xFE == 0xA8 }

    @inline(__always)
    private func firstMarked(from start: Int, _ marks: (UInt64) -> UInt64) -> Int {
        let bytes = UnsafeRawBufferPointer(self)
        var index = start
        // Long strings have few marks: 64 bytes at a time, which the compiler makes vectors of.
        while index + 64 <= count {
            var found: UInt64 = 0
            for offset in stride(from: 0, to: 64, by: 8) {
                found |= marks(
                    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index + offset, as: UInt64.self))
                )
            }
            if found & UInt64.highBits != 0 { break }
            index += 64
        }
        while index + 8 <= count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let found = marks(word) & UInt64.highBits
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, marks(UInt64(self[index]) | .paddingAboveOneByte) & 0x80 == 0 { index += 1 }
        return index
    }
}

extension UInt64 {
    fileprivate static var highBits: UInt64 { 0x8080_8080_8080_8080 }
    fileprivate static var paddingAboveOneByte: UInt64 { 0x6161_6161_6161_6100 }
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }

    /// The high bit of each byte that is `byte`; higher than the lowest of them, also of others, for a borrow passes on.
    @inline(__always)
    fileprivate func marking(_ byte: UInt8) -> UInt64 {
        let difference = self ^ (Self.ones &* UInt64(byte))
        return (difference &- Self.ones) & ~difference
    }

    /// The high bit of each byte below `bound`, which is at most 0x80; the same caution.
    @inline(__always)
    fileprivate func marking(below bound: UInt8) -> UInt64 {
        (self &- Self.ones &* UInt64(bound)) & ~self
    }
}
