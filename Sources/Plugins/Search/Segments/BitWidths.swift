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

    /// Calls `body` with `count` numbers of `width` bits, the first of which begins `bit` bits behind `start`.
    ///
    /// As many as lie in eight bytes are taken out of these one after the other.
    @inline(__always)
    static func forEach(
        _ start: UnsafePointer<UInt8>,
        bit: Int,
        width: Int,
        count: Int,
        _ body: (_ index: Int, _ value: UInt32) -> Void
    ) {
        guard width > 0 else {
            for index in 0..<count { body(index, 0) }
            return
        }
        let mask: UInt32 = 1 &<< UInt32(width) &- 1
        let perWord = 57 / width
        var bit = bit
        var index = 0
        while index < count {
            let place = UnsafeRawPointer(start + bit &>> 3)
            var word = place.loadUnaligned(as: UInt64.self) &>> UInt64(bit & 7)
            let end = min(index &+ perWord, count)
            while index < end {
                body(index, UInt32(truncatingIfNeeded: word) & mask)
                word &>>= UInt64(width)
                index &+= 1
            }
            bit &+= perWord &* width
        }
    }
}

/// Packs numbers of fewer than 32 bits one behind the other, into bytes that are 0.
struct BitWriter {
    private let base: UnsafeMutableRawPointer
    private var bit = 0

    /// - Precondition: eight bytes behind the last one that is written to can be read and written too.
    init(_ base: UnsafeMutableRawPointer) { self.base = base }

    @inline(__always)
    mutating func append(_ value: UInt32, width: Int) {
        let place = base + bit >> 3
        let word = place.loadUnaligned(as: UInt64.self) | UInt64(value) &<< UInt64(bit & 7)
        place.storeBytes(of: word, as: UInt64.self)
        bit &+= width
    }

    /// Sets one bit, counted from the start.
    @inline(__always)
    func set(bit: Int) {
        let byte = base.load(fromByteOffset: bit >> 3, as: UInt8.self)
        base.storeBytes(of: byte | 1 &<< UInt8(bit & 7), toByteOffset: bit >> 3, as: UInt8.self)
    }

    /// Goes on at `bit`, counted from the start.
    mutating func skip(to bit: Int) { self.bit = bit }
}
