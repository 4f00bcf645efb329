/// Numbers as people write them.
enum Number {
    /// Whether a number's signs only group its digits by three: 1,000,000 and 1.000.000 and 1'000'000, but not 2.3.1. A
    /// single point is taken for that of a fraction, a single comma for a group.
    static func isGrouped(_ folded: UnsafeBufferPointer<UInt8>) -> Bool {
        var separator: UInt8 = 0
        var separators = 0
        var digits = 0
        for byte in folded {
            if byte &- 0x30 < 10 {
                digits += 1
                continue
            }
            guard separators == 0 ? digits <= 3 : digits == 3 && byte == separator else { return false }
            separator = byte
            separators += 1
            digits = 0
        }
        return separators > (separator == UInt8(ascii: ".") ? 1 : 0) && digits == 3
    }
}
