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

    /// Appends so many zeros and a one.
    @inline(__always)
    mutating func append(zeros: UInt32) {
        bit &+= Int(zeros)
        set(bit: bit)
        bit &+= 1
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

/// Reads numbers that were packed one behind the other.
struct BitReader {
    private let base: UnsafePointer<UInt8>
    /// How many bits stand before the next number.
    private(set) var bit: Int

    init(_ base: UnsafePointer<UInt8>, bit: Int = 0) {
        self.base = base
        self.bit = bit
    }

    /// The bits from here on, at least 57 of them, and how many.
    @inline(__always)
    private var word: (bits: UInt64, count: Int) {
        let bits = UnsafeRawPointer(base + bit >> 3).loadUnaligned(as: UInt64.self) &>> UInt64(bit & 7)
        return (bits, 64 - bit & 7)
    }

    @inline(__always)
    mutating func next(width: Int) -> UInt32 {
        let value = BitWidths.read(base, bit: bit, width: width)
        bit &+= width
        return value
    }

    /// How many zeros stand before the next one, behind which it goes on.
    @inline(__always)
    mutating func nextZeros() -> UInt32 {
        var zeros = 0
        var (bits, count) = word
        while bits == 0 {
            zeros &+= count
            bit &+= count
            (bits, count) = word
        }
        let last = bits.trailingZeroBitCount
        bit &+= last &+ 1
        return UInt32(truncatingIfNeeded: zeros &+ last)
    }
}

/// Reads runs of zeros, each of which a one ends, 57 bits and more at a time.
struct ZeroRuns {
    private let base: UnsafePointer<UInt8>
    /// The bits that were taken out of memory and not read yet, the next one lowest, and how many they are.
    private var bits: UInt64 = 0
    private var left = 0
    /// The bit behind them.
    private var next: Int

    init(_ base: UnsafePointer<UInt8>, bit: Int) {
        self.base = base
        next = bit
        take()
    }

    /// The bit behind the last one that was read.
    var bit: Int { next &- left }

    @inline(__always)
    private mutating func take() {
        bits = UnsafeRawPointer(base + next >> 3).loadUnaligned(as: UInt64.self) &>> UInt64(next & 7)
        left = 64 - next & 7
        next &+= left
    }

    /// How many zeros stand before the next one, behind which it goes on.
    @inline(__always)
    mutating func nextCount() -> UInt32 {
        var zeros = 0
        while bits == 0 {
            zeros &+= left
            take()
        }
        let last = bits.trailingZeroBitCount
        // In two steps: 64 at once would be none.
        bits = (bits &>> UInt64(last)) &>> 1
        left &-= last &+ 1
        return UInt32(truncatingIfNeeded: zeros &+ last)
    }

    /// Goes on behind so many ones.
    @inline(__always)
    mutating func skip(ones: Int) {
        var wanted = ones
        // Few ones are taken out faster than they are counted.
        while wanted > Self.few {
            let own = bits.nonzeroBitCount
            if own >= wanted { break }
            wanted &-= own
            take()
        }
        while wanted > 0 {
            while wanted > 1, bits != 0 {
                bits &= bits &- 1
                wanted &-= 1
            }
            if bits == 0 {
                take()
            } else {
                _ = nextCount()
                wanted = 0
            }
        }
    }

    private static let few = 8
}
