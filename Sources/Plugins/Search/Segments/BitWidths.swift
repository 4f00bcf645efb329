/// Reads packed numbers of one width from the first one on.
struct NumberStream {
    private let base: UnsafePointer<UInt8>?
    private let width: Int
    private let mask: UInt32
    /// The bit behind those in `word`, the next of which is the lowest, and how many these are.
    private var bit = 0
    private var word: UInt64 = 0
    private var left = 0

    @inline(__always)
    init(_ base: UnsafePointer<UInt8>?, width: Int) {
        self.base = base
        self.width = width
        mask = 1 &<< UInt32(width) &- 1
    }

    /// Zeros, of which none is read anywhere.
    @inline(__always)
    static var zeros: NumberStream { NumberStream(nil, width: 0) }

    @inline(__always)
    mutating func next() -> UInt32 {
        if left < width {
            bit &-= left
            word =
                UnsafeRawPointer(base.unsafelyUnwrapped + bit &>> 3).loadUnaligned(as: UInt64.self) &>> UInt64(bit & 7)
            left = 64 &- bit & 7
            bit &+= left
        }
        let value = UInt32(truncatingIfNeeded: word) & mask
        word &>>= UInt64(width)
        left &-= width
        return value
    }
}

/// The widths that packed numbers have: any up to 28 bits, or one of a few whose code is shorter.
enum BitWidths {
    /// How many bits a number below 2²⁸ takes.
    @inline(__always)
    static func bits(_ value: UInt32) -> Int { 32 - value.leadingZeroBitCount }

    /// How many bits a text's frequency takes, by a code of four bits.
    @inline(__always)
    static func textWidth(_ code: Int) -> Int {
        code <= 10 ? code : code == 11 ? 12 : code == 12 ? 15 : code == 13 ? 20 : 28
    }

    /// The code of the narrowest of those widths that holds `value`.
    static func textCode(for value: UInt32) -> Int {
        switch bits(value) {
        case let few where few <= 10: few
        case 11, 12: 11
        case 13...15: 12
        case 16...20: 13
        default: 14
        }
    }

    /// How many bits a title's frequency takes, by a code of three bits.
    @inline(__always)
    static func titleWidth(_ code: Int) -> Int { code <= 4 ? code : code == 5 ? 6 : code == 6 ? 10 : 28 }

    /// The code of the narrowest of those widths that holds `value`.
    static func titleCode(for value: UInt32) -> Int {
        switch bits(value) {
        case let few where few <= 4: few
        case 5, 6: 5
        case 7...10: 6
        default: 7
        }
    }

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
