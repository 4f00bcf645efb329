extension UInt64 {
    /// The high bit of each of the eight bytes that ends the plain part of a JSON string: a quote, a backslash or a
    /// control character. Bits above the lowest one may be wrong (a borrow passes through), the lowest is right.
    @inline(__always)
    var markingStringEnds: UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = self ^ (ones &* 0x22)
        let backslashes = self ^ (ones &* 0x5C)
        let controls = (self &- ones &* 0x20) & ~self
        return (((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes) | controls) & (ones &* 0x80)
    }
}
