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

/// The widths that packed numbers have: any up to 31 bits, or one of a few whose code is shorter.
enum BitWidths {
    /// How many bits a number below 2²⁸ takes.
    @inline(__always)
    static func bits(_ value: UInt32) -> Int { 32 - value.leadingZeroBitCount }

    /// How many high bits a text's frequency has, by a code of three bits.
    @inline(__always)
    static func highWidth(_ code: Int) -> Int { Int(truncatingIfNeeded: highWidths &>> (code &* 8)) & 0xFF }

    /// The code of the narrowest of those widths that is `width` or wider.
    static func highCode(for width: Int) -> Int { (0..<7).first { highWidth($0) >= width } ?? 7 }

    static func highWidth(atLeast width: Int) -> Int { highWidth(highCode(for: width)) }

    /// A byte for each code.
    private static let highWidths = 0x1C0A_0604_0302_0100

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

    /// Writes `count` numbers of `width` bits, the first of which begins `bit` bits behind `start`, with `base` added to each.
    ///
    /// - Precondition: there is room for seven more.
    @inline(__always)
    static func unpack(
        _ start: UnsafePointer<UInt8>,
        bit: Int,
        width: Int,
        count: Int,
        adding base: UInt32,
        into output: UnsafeMutablePointer<UInt32>
    ) {
        switch width {
        case 0: output.update(repeating: base, count: count)
        case ...7: unpackEights(start, bit: bit, width: width, count: count, adding: base, into: output)
        case ...14: unpackFours(start, bit: bit, width: width, count: count, adding: base, into: output)
        default: forEach(start, bit: bit, width: width, count: count) { output[$0] = $1 &+ base }
        }
    }

    /// By how many bits each of four numbers is shifted, worked out byte by byte: the compiler would take numbers of 64 bits
    /// apart again.
    @inline(__always)
    private static func steps(_ width: Int) -> SIMD4<UInt8> {
        unsafeBitCast(UInt32(truncatingIfNeeded: width) &* 0x0302_0100, to: SIMD4<UInt8>.self)
    }

    /// The low halves of four numbers, whose bits above `width` are of others.
    @inline(__always)
    private static func halves(_ word: SIMD4<UInt64>, _ steps: SIMD4<UInt64>) -> SIMD4<UInt32> {
        unsafeBitCast(word &>> steps, to: SIMD8<UInt32>.self).evenHalf
    }

    /// Numbers of at most seven bits: eight of them lie in eight bytes wherever they begin, and are as many bytes as each
    /// has bits.
    @inline(__always)
    private static func unpackEights(
        _ start: UnsafePointer<UInt8>,
        bit: Int,
        width: Int,
        count: Int,
        adding base: UInt32,
        into output: UnsafeMutablePointer<UInt32>
    ) {
        let mask = SIMD8(repeating: UInt32(1) &<< UInt32(width) &- 1)
        let steps = steps(width)
        let low = SIMD4<UInt64>(truncatingIfNeeded: steps)
        let high = SIMD4<UInt64>(truncatingIfNeeded: steps &+ SIMD4(repeating: UInt8(truncatingIfNeeded: width &* 4)))
        let base = SIMD8(repeating: base)
        let phase = UInt64(bit & 7)
        var place = UnsafeRawPointer(start + bit &>> 3)
        var index = 0
        while index < count {
            let word = SIMD4(repeating: place.loadUnaligned(as: UInt64.self) &>> phase)
            let values = SIMD8(lowHalf: halves(word, low), highHalf: halves(word, high)) & mask
            UnsafeMutableRawPointer(output + index).storeBytes(of: values &+ base, as: SIMD8<UInt32>.self)
            place += width
            index &+= 8
        }
    }

    /// Numbers of at most fourteen bits: four of them lie in eight bytes wherever they begin.
    @inline(__always)
    private static func unpackFours(
        _ start: UnsafePointer<UInt8>,
        bit: Int,
        width: Int,
        count: Int,
        adding base: UInt32,
        into output: UnsafeMutablePointer<UInt32>
    ) {
        let mask = SIMD4(repeating: UInt32(1) &<< UInt32(width) &- 1)
        let steps = SIMD4<UInt64>(truncatingIfNeeded: steps(width))
        let base = SIMD4(repeating: base)
        var bit = bit
        var index = 0
        while index < count {
            let word = UnsafeRawPointer(start + bit &>> 3).loadUnaligned(as: UInt64.self) &>> UInt64(bit & 7)
            let values = halves(SIMD4(repeating: word), steps) & mask
            UnsafeMutableRawPointer(output + index).storeBytes(of: values &+ base, as: SIMD4<UInt32>.self)
            bit &+= 4 &* width
            index &+= 4
        }
    }

    /// How many of `count` bits from `bit` on are set.
    @inline(__always)
    static func ones(_ start: UnsafePointer<UInt8>, bit: Int, count: Int) -> Int {
        var ones = 0
        forEachWord(start, bit: bit, count: count) { _, bits in ones &+= bits.nonzeroBitCount }
        return ones
    }

    /// Calls `body` with the place of each of `count` bits from `bit` on that is set.
    @inline(__always)
    static func forEachOne(_ start: UnsafePointer<UInt8>, bit: Int, count: Int, _ body: (_ index: Int) -> Void) {
        forEachWord(start, bit: bit, count: count) { first, bits in
            var left = bits
            while left != 0 {
                body(first &+ left.trailingZeroBitCount)
                left &= left &- 1
            }
        }
    }

    /// As many bits can be read at once from anywhere.
    static let wordBits = 56

    /// Calls `body` with `wordBits` bits after the other, and how many stand before them.
    @inline(__always)
    static func forEachWord(
        _ start: UnsafePointer<UInt8>,
        bit: Int,
        count: Int,
        _ body: (_ first: Int, _ bits: UInt64) -> Void
    ) {
        var first = 0
        while first < count {
            let place = UnsafeRawPointer(start + (bit &+ first) &>> 3)
            let bits = place.loadUnaligned(as: UInt64.self) &>> UInt64((bit &+ first) & 7)
            body(first, bits & (.max &>> UInt64(64 &- min(wordBits, count &- first))))
            first &+= wordBits
        }
    }
}
