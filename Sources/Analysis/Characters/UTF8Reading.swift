/// Reads single characters of valid UTF-8.
public enum UTF8Reading {
    /// The scalar that starts at `position`, and its length in bytes.
    ///
    /// - Precondition: `bytes` is valid UTF-8 and `position` is the start of a character.
    @inlinable @inline(__always)
    public static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (Unicode.Scalar, Int) {
        let first = UInt32(bytes[position])
        if first < 0x80 { return (Unicode.Scalar(UInt8(truncatingIfNeeded: first)), 1) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard position + length <= bytes.count else { return ("\u{FFFD}", bytes.count - position) }
        var value = first & (0x7F >> UInt32(length))
        for index in position + 1..<position + length { value = value << 6 | UInt32(bytes[index] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    /// Whether a character starts with `byte`.
    @inlinable @inline(__always)
    public static func isBoundary(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

    /// How many characters begin in a range: eight bytes at a time.
    public static func characterCount(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> Int {
        var count = range.count
        var index = range.lowerBound
        if let base = bytes.baseAddress {
            while index + 32 <= range.upperBound {
                let words = UnsafeRawPointer(base + index).loadUnaligned(as: SIMD4<UInt64>.self)
                if (words[0] | words[1] | words[2] | words[3]) & 0x8080_8080_8080_8080 != 0 { break }
                index += 32
            }
            while index + 8 <= range.upperBound {
                let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
                // All but the first byte of a character are 0b10xx_xxxx.
                let others = word & ~(word &<< 1) & 0x8080_8080_8080_8080
                // A product adds up the ones of all bytes in the highest one.
                count &-= Int(truncatingIfNeeded: ((others &>> 7) &* 0x0101_0101_0101_0101) &>> 56)
                index += 8
            }
        }
        while index < range.upperBound {
            if !isBoundary(bytes[index]) { count &-= 1 }
            index += 1
        }
        return count
    }
}

extension [UInt8] {
    /// Appends a scalar as UTF-8.
    mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.value < 0x80 {
            append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
        }
    }
}
