/// The widths that packed numbers have, so that one of them fits into four bits.
enum BitWidths {
    /// How many bits a number takes, by its code.
    @inline(__always)
    static func width(_ code: Int) -> Int {
        code <= 10 ? code : code == 11 ? 12 : code == 12 ? 15 : code == 13 ? 20 : 28
    }

    /// The code of the narrowest width that holds `value`.
    static func code(for value: UInt32) -> Int {
        let bits = 32 - value.leadingZeroBitCount
        switch bits {
        case 0...10: return bits
        case 11, 12: return 11
        case 13...15: return 12
        case 16...20: return 13
        default: return 14
        }
    }

    /// A larger number fits into no width.
    static let largest = UInt32(1 << 28 - 1)

    /// The number of `width` bits that begins `bit` bits behind `start`.
    @inline(__always)
    static func read(_ start: UnsafePointer<UInt8>, bit: Int, width: Int) -> UInt32 {
        let word = UnsafeRawPointer(start + bit >> 3).loadUnaligned(as: UInt64.self)
        return UInt32(truncatingIfNeeded: word >> UInt64(bit & 7)) & (1 << UInt32(width) - 1)
    }
}

/// Packs numbers of fewer than 32 bits one behind the other.
struct BitWriter {
    private var word: UInt64 = 0
    private var filled = 0

    mutating func append(_ value: UInt32, width: Int, to output: inout ByteWriter) {
        word |= UInt64(value) << UInt64(filled)
        filled += width
        while filled >= 8 {
            output.append(UInt8(truncatingIfNeeded: word))
            word >>= 8
            filled -= 8
        }
    }

    /// Writes what is left of the last byte.
    mutating func finish(_ output: inout ByteWriter) {
        if filled > 0 { output.append(UInt8(truncatingIfNeeded: word)) }
        word = 0
        filled = 0
    }
}
