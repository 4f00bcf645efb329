/// How numbers that are mostly small and sometimes large are packed where each is found by its place: the low bits of all, of
/// one width; a bit for each that says whether it has more; and the high bits of those that have, again of one width.
///
/// A frame of reference with patches (Zukowski, Héman, Nes and Boncz 2006) whose exceptions are marked in a bitmap, because
/// they are many: passages of one document that have a word stand side by side, and far from those of the next document.
struct PatchedNumbers {
    let lowWidth: Int
    /// 0 where no number has high bits, and then nothing says which ones have.
    let highWidth: Int
    /// For all numbers together.
    let bitCount: Int

    /// Of what the numbers are, which tells the widths that the head of a block can say.
    enum Kind {
        case gaps, frequencies

        @inline(__always)
        fileprivate var mostLow: Int { self == .gaps ? PostingBlock.bitmapCode - 1 : 7 }

        /// The narrowest width of high bits that is wide enough.
        @inline(__always)
        fileprivate func highWidth(_ bits: Int) -> Int { self == .gaps ? bits : BitWidths.highWidth(atLeast: bits) }
    }

    /// The widths that make `numbers`, which are below 2²⁸, the shortest.
    ///
    /// - Parameter leastGain: high bits take time, and are there only if they make it so many bits shorter, or the low ones
    ///   can't be as wide as the largest number.
    init(_ numbers: UnsafeBufferPointer<UInt32>, _ kind: Kind, leastGain: Int) {
        var all: UInt32 = 0
        for number in numbers { all |= number }
        let largest = BitWidths.bits(all)
        let count = numbers.count
        let plain = largest <= kind.mostLow ? count * largest : Int.max
        guard largest > 0 else {
            (lowWidth, highWidth, bitCount) = (0, 0, 0)
            return
        }
        if plain < .max, plain <= leastGain {
            (lowWidth, highWidth, bitCount) = (largest, 0, plain)
            return
        }
        var best = (low: largest, high: 0, bits: plain == .max ? plain : plain - leastGain)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 33) { counts in
            counts.initialize(repeating: 0)
            for number in numbers { counts[BitWidths.bits(number)] &+= 1 }
            var above = 0
            for low in stride(from: largest - 1, through: 0, by: -1) {
                above += Int(counts[low + 1])
                guard low <= kind.mostLow else { continue }
                let high = kind.highWidth(largest - low)
                let bits = count * (low + 1) + above * high
                if bits <= best.bits { best = (low, high, bits) }
            }
        }
        (lowWidth, highWidth) = (best.low, best.high)
        bitCount = best.high == 0 ? plain : best.bits
    }

    @inline(__always)
    private func high(_ number: UInt32) -> UInt32 { number &>> UInt32(lowWidth) }

    @inline(__always)
    func appendLow(_ numbers: UnsafeBufferPointer<UInt32>, to writer: inout BitWriter) {
        guard lowWidth > 0 else { return }
        let mask: UInt32 = 1 &<< UInt32(lowWidth) &- 1
        for number in numbers { writer.append(number & mask, width: lowWidth) }
    }

    /// Appends which numbers have high bits.
    @inline(__always)
    func appendFlags(_ numbers: UnsafeBufferPointer<UInt32>, to writer: inout BitWriter) {
        guard highWidth > 0 else { return }
        for number in numbers { writer.append(high(number) > 0 ? 1 : 0, width: 1) }
    }

    @inline(__always)
    func appendHigh(_ numbers: UnsafeBufferPointer<UInt32>, to writer: inout BitWriter) {
        guard highWidth > 0 else { return }
        for number in numbers where high(number) > 0 { writer.append(high(number), width: highWidth) }
    }
}
