/// How numbers that are mostly small and sometimes large are packed in two parts: the low bits of each, all of one width, and
/// what is left of each as so many zeros and a one (Rice 1971).
///
/// As the low bits stand together and the others as well, any number is found by counting ones, 64 bits at a time. Positions
/// take a fifth less room than by the width of the largest, and can still be read from anywhere.
struct SplitNumbers {
    /// Of the low bits.
    let width: Int
    /// Of what is left, for all numbers together.
    let highBitCount: Int
    private let count: Int
    /// Whether all numbers are 0.
    let areZeros: Bool

    /// The width that makes `numbers` the shortest, or nearly.
    init(_ numbers: UnsafeBufferPointer<UInt32>, most: Int) {
        count = numbers.count
        var sum = 0
        for number in numbers { sum &+= Int(number) }
        areZeros = sum == 0
        guard sum > 0 else {
            width = 0
            highBitCount = count
            return
        }
        // Of numbers that are as likely to end as to go on everywhere, 0.69 of the mean splits best (Golomb 1966).
        let typical = UInt32(clamping: sum * 69 / (numbers.count * 100))
        let width = min(max(BitWidths.bits(typical) - 1, 0), most - 1)
        var (narrow, wide) = (0, 0)
        for number in numbers {
            narrow &+= Int(number &>> UInt32(width))
            wide &+= Int(number &>> UInt32(width + 1))
        }
        let isNarrow = narrow <= wide + count
        self.width = isNarrow ? width : width + 1
        highBitCount = (isNarrow ? narrow : wide) + count
    }

    /// The same with a width that was chosen already.
    init(_ numbers: UnsafeBufferPointer<UInt32>, width: Int) {
        count = numbers.count
        self.width = width
        var high = 0
        for number in numbers { high &+= Int(number &>> UInt32(width)) }
        highBitCount = high + count
        areZeros = false
    }

    var bitCount: Int { count * width + highBitCount }

    @inline(__always)
    func low(_ number: UInt32) -> UInt32 { number & (1 &<< UInt32(width) &- 1) }

    @inline(__always)
    func high(_ number: UInt32) -> UInt32 { number &>> UInt32(width) }
}
