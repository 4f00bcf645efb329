/// Writes a range of characters as ranges of the bytes of their UTF-8.
enum UTF8Ranges {
    /// The fewest sequences of byte ranges that together stand for the characters of `range` and for nothing else.
    /// Surrogates, which are no characters, are left out.
    static func sequences(of range: ClosedRange<UInt32>) -> [[ClosedRange<UInt8>]] {
        var result: [[ClosedRange<UInt8>]] = []
        let surrogates: ClosedRange<UInt32> = 0xD800...0xDFFF
        if range.lowerBound < surrogates.lowerBound {
            add(range.lowerBound, min(range.upperBound, surrogates.lowerBound - 1), to: &result)
        }
        if range.upperBound > surrogates.upperBound {
            add(max(range.lowerBound, surrogates.upperBound + 1), range.upperBound, to: &result)
        }
        return result
    }

    /// Splits where the number of bytes changes, and then so that behind the first byte in which two ends differ every
    /// byte may be any.
    private static func add(_ low: UInt32, _ high: UInt32, to result: inout [[ClosedRange<UInt8>]]) {
        for last: UInt32 in [0x7F, 0x7FF, 0xFFFF] where low <= last && last < high {
            add(low, last, to: &result)
            return add(last + 1, high, to: &result)
        }
        for tail in 1..<4 where high >= 0x80 {
            let mask: UInt32 = 1 << UInt32(6 * tail) - 1
            guard low & ~mask != high & ~mask else { break }
            if low & mask != 0 {
                add(low, low | mask, to: &result)
                return add((low | mask) + 1, high, to: &result)
            }
            if high & mask != mask {
                add(low, (high & ~mask) - 1, to: &result)
                return add(high & ~mask, high, to: &result)
            }
        }
        result.append(zip(bytes(of: low), bytes(of: high)).map { $0...$1 })
    }

    private static func bytes(of value: UInt32) -> [UInt8] {
        guard value >= 0x80 else { return [UInt8(value)] }
        let length: UInt32 = value < 0x800 ? 2 : value < 0x10000 ? 3 : 4
        let lead: UInt32 = 0xF0 << (4 - length) & 0xFF
        return (0..<length).map { index in
            let bits = value >> (6 * (length - 1 - index))
            return UInt8(truncatingIfNeeded: index == 0 ? lead | bits : 0x80 | bits & 0x3F)
        }
    }
}
