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

    /// The sum of `count` numbers of `width` bits, the first of which begins `bit` bits behind `start`.
    ///
    /// Of narrow ones the ones of each bit are counted, for as many numbers at once as lie in eight bytes.
    static func sum(_ start: UnsafePointer<UInt8>, bit: Int, width: Int, count: Int) -> Int {
        var sum = 0
        if width == 0 || count == 0 { return 0 }
        guard (1...3).contains(width) else {
            forEach(start, bit: bit, width: width, count: count) { sum &+= Int($1) }
            return sum
        }
        let lowest: UInt64 = width == 1 ? .max : width == 2 ? 0x5555_5555_5555_5555 : 0x9249_2492_4924_9249
        let perWord = 57 / width
        var bit = bit
        var left = count
        while left > 0 {
            let taken = min(left, perWord)
            let word = UnsafeRawPointer(start + bit &>> 3).loadUnaligned(as: UInt64.self) &>> UInt64(bit & 7)
            let own = word & (1 &<< UInt64(taken &* width) &- 1)
            for place in 0..<width { sum &+= (own &>> UInt64(place) & lowest).nonzeroBitCount &<< place }
            bit &+= taken &* width
            left &-= taken
        }
        return sum
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
