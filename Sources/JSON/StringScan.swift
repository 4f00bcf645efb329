/// Searches in the bytes of strings, eight at a time or more.
extension UnsafeBufferPointer<UInt8> {
    /// The first quote, backslash or control character at or after `start`, or the end.
    package func endOfPlain(from start: Int) -> Int {
        let bytes = UnsafeRawBufferPointer(self)
        var index = start
        // Texts with many escapes have one every few words: those are found before blocks are worth reading.
        let firstWords = Swift.min(start + 32, count)
        while index + 8 <= firstWords {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let found = word.markingEnd & UInt64.highBits
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        // Long strings have few marks: 64 bytes at a time.
        while index + 64 <= count, !Self.hasEnd(bytes.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self)) {
            index += 64
        }
        while index + 8 <= count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let found = word.markingEnd & UInt64.highBits
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, (UInt64(self[index]) | .paddingAboveOneByte).markingEnd & 0x80 == 0 { index += 1 }
        return index
    }

    /// Whether one of 64 bytes is marked by `UInt64.markingEnd`.
    @inline(__always)
    private static func hasEnd(_ block: SIMD8<UInt64>) -> Bool {
        let ones = SIMD8<UInt64>(repeating: 0x0101_0101_0101_0101)
        let quote = block ^ SIMD8(repeating: 0x2222_2222_2222_2222)
        let backslash = block ^ SIMD8(repeating: 0x5C5C_5C5C_5C5C_5C5C)
        let found =
            (block &- SIMD8(repeating: 0x2020_2020_2020_2020)) & ~block | (quote &- ones) & ~quote
            | (backslash &- ones) & ~backslash
        let half = found.lowHalf | found.highHalf
        let quarter = half.lowHalf | half.highHalf
        return (quarter[0] | quarter[1]) & UInt64.highBits != 0
    }

    /// Appends what may be written as it is, from `start` to the first byte that may not, or that begins U+2028 or U+2029
    /// or one of their neighbours; returns where that is, or the end.
    func copyUnescaped(from start: Int, into output: inout OutputBytes) -> Int {
        // Room for blocks that are copied as a whole, and cut off where the first mark is.
        let place = output.place(for: count - start + 16) - start
        let source = UnsafeRawPointer(baseAddress.unsafelyUnwrapped)
        var index = start
        while index + 16 <= count {
            let block = source.loadUnaligned(fromByteOffset: index, as: SIMD2<UInt64>.self)
            UnsafeMutableRawPointer(place + index).storeBytes(of: block, as: SIMD2<UInt64>.self)
            let found = Self.markingEscaped(block)
            guard (found[0] | found[1]) & UInt64.highBits == 0 else { break }
            index += 16
        }
        while index + 8 <= count {
            let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            UnsafeMutableRawPointer(place + index).storeBytes(of: word, as: UInt64.self)
            let found = word.littleEndian.markingEscaped & UInt64.highBits
            if found != 0 {
                index += found.trailingZeroBitCount / 8
                output.count += index - start
                return index
            }
            index += 8
        }
        // The last bytes once more together with those before.
        if index < count, count - start >= 8 {
            let word = source.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            if word.littleEndian.markingEscaped & UInt64.highBits == 0 {
                UnsafeMutableRawPointer(place + (count - 8)).storeBytes(of: word, as: UInt64.self)
                output.count += count - start
                return count
            }
        }
        while index < count, (UInt64(self[index]) | .paddingAboveOneByte).markingEscaped & 0x80 == 0 {
            place[index] = self[index]
            index += 1
        }
        output.count += index - start
        return index
    }

    /// `UInt64.markingEscaped` of two words at once, whichever byte comes first: which one it is, is asked again.
    @inline(__always)
    private static func markingEscaped(_ block: SIMD2<UInt64>) -> SIMD2<UInt64> {
        let ones = SIMD2<UInt64>(repeating: 0x0101_0101_0101_0101)
        let quote = block ^ SIMD2(repeating: 0x2222_2222_2222_2222)
        let backslash = block ^ SIMD2(repeating: 0x5C5C_5C5C_5C5C_5C5C)
        let delete = block ^ SIMD2(repeating: 0x7F7F_7F7F_7F7F_7F7F)
        let wide = block ^ SIMD2(repeating: 0xE2E2_E2E2_E2E2_E2E2)
        return (block &- SIMD2(repeating: 0x2020_2020_2020_2020)) & ~block | (quote &- ones) & ~quote
            | (backslash &- ones) & ~backslash | (delete &- ones) & ~delete | (wide &- ones) & ~wide
    }

    /// Whether the sequence that begins with 0xE2 at `index` of valid UTF-8 is U+2028 or U+2029.
    func isLineSeparator(at index: Int) -> Bool { self[index + 1] == 0x80 && self[index + 2] & 0xFE == 0xA8 }
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

    /// The high bit of each byte that ends what a string holds as it is: a quote, a backslash, a control character; the
    /// same caution.
    @inline(__always)
    fileprivate var markingEnd: UInt64 { marking(below: 0x20) | marking(0x22) | marking(0x5C) }

    /// The high bit of each byte that may not be written as it is, and of 0xE2; the same caution.
    @inline(__always)
    fileprivate var markingEscaped: UInt64 {
        marking(below: 0x20) | marking(0x22) | marking(0x5C) | marking(0x7F) | marking(0xE2)
    }

    /// The high bit of each byte below `bound`, which is at most 0x80; the same caution.
    @inline(__always)
    fileprivate func marking(below bound: UInt8) -> UInt64 {
        (self &- Self.ones &* UInt64(bound)) & ~self
    }
}
