/// A set of the 256 units of a window.
struct UnitMask {
    fileprivate var words: SIMD4<UInt64>

    // No stored constants: these are looked up at each use.
    @inline(__always)
    static var empty: UnitMask { UnitMask(words: SIMD4(repeating: 0)) }
    @inline(__always)
    static var all: UnitMask { UnitMask(words: SIMD4(repeating: .max)) }

    private init(words: SIMD4<UInt64>) { self.words = words }

    /// The units before `count`.
    init(first count: Int) {
        words = SIMD4(repeating: 0)
        for word in 0..<4 {
            let inside = Swift.min(Swift.max(count - word * 64, 0), 64)
            words[word] = inside == 64 ? .max : 1 << UInt64(inside) - 1
        }
    }

    /// Those of some units that lie in a window.
    init(_ units: Range<Int>, inWindow window: Int) {
        let start = window << Window.shift
        self = UnitMask(first: units.upperBound - start).subtracting(UnitMask(first: units.lowerBound - start))
    }

    /// Reads the window's part of a bitmap.
    @inline(__always)
    init(_ bitmap: UnsafePointer<UInt64>, window: Int) {
        words = SIMD4(bitmap[window * 4], bitmap[window * 4 + 1], bitmap[window * 4 + 2], bitmap[window * 4 + 3])
    }

    /// Reads a bitmap of one window, at any address.
    @inline(__always)
    init(unaligned bitmap: UnsafeRawPointer) {
        words = SIMD4(
            bitmap.loadUnaligned(as: UInt64.self),
            bitmap.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            bitmap.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
            bitmap.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        )
    }

    @inline(__always)
    var isEmpty: Bool { words == SIMD4(repeating: 0) }

    @inline(__always)
    var isAll: Bool { words == SIMD4(repeating: .max) }

    var count: Int {
        words[0].nonzeroBitCount + words[1].nonzeroBitCount + words[2].nonzeroBitCount + words[3].nonzeroBitCount
    }

    @inline(__always)
    func has(_ slot: Int) -> Bool { words[slot >> 6] & (1 << UInt64(slot & 63)) != 0 }

    @inline(__always)
    mutating func insert(_ slot: Int) { words[slot >> 6] |= 1 << UInt64(slot & 63) }

    @inline(__always)
    mutating func remove(_ slot: Int) { words[slot >> 6] &= ~(1 << UInt64(slot & 63)) }

    /// The slots of units that ascend.
    @inline(__always)
    init(_ units: UnsafeMutablePointer<UInt32>, _ range: Range<Int>) {
        // A register holds the word under way: writing each bit into its word would wait for the one before.
        var words = SIMD4<UInt64>(repeating: 0)
        var number = 0
        var bits: UInt64 = 0
        for index in range {
            let slot = Int(units[index]) & (Window.size - 1)
            if slot >> 6 != number {
                words[number] = bits
                bits = 0
                number = slot >> 6
            }
            bits |= 1 << UInt64(slot & 63)
        }
        words[number] = bits
        self.words = words
    }

    /// The slots whose score is at least `threshold`.
    @inline(__always)
    init(_ scores: UnsafeMutablePointer<Float>, from threshold: Float) {
        var words = SIMD4<UInt64>(repeating: 0)
        for group in 0..<Window.size / 16 {
            let place = UnsafeRawPointer(scores + group * 16)
            let four = (
                place.load(as: SIMD4<Float>.self), place.load(fromByteOffset: 16, as: SIMD4<Float>.self),
                place.load(fromByteOffset: 32, as: SIMD4<Float>.self),
                place.load(fromByteOffset: 48, as: SIMD4<Float>.self)
            )
            // Most groups have nothing: the largest of each lane tells.
            var largest = four.0
            largest.replace(with: four.1, where: four.1 .> largest)
            largest.replace(with: four.2, where: four.2 .> largest)
            largest.replace(with: four.3, where: four.3 .> largest)
            if Swift.all(largest .< threshold) { continue }
            var bits = Self.bits(four.0, from: threshold, SIMD4(1, 2, 4, 8))
            bits |= Self.bits(four.1, from: threshold, SIMD4(16, 32, 64, 128))
            bits |= Self.bits(four.2, from: threshold, SIMD4(256, 512, 1024, 2048))
            bits |= Self.bits(four.3, from: threshold, SIMD4(4096, 8192, 16384, 32768))
            words[group >> 2] |= UInt64(bits.wrappedSum()) << UInt64((group & 3) * 16)
        }
        self.words = words
    }

    /// Those of some bits, each of which stands for a score, whose score is at least `threshold`.
    @inline(__always)
    private static func bits(_ scores: SIMD4<Float>, from threshold: Float, _ bits: SIMD4<UInt32>) -> SIMD4<UInt32> {
        SIMD4(repeating: 0).replacing(with: bits, where: scores .>= threshold)
    }

    @inline(__always)
    static func & (left: UnitMask, right: UnitMask) -> UnitMask { UnitMask(words: left.words & right.words) }

    @inline(__always)
    static func | (left: UnitMask, right: UnitMask) -> UnitMask { UnitMask(words: left.words | right.words) }

    @inline(__always)
    func subtracting(_ other: UnitMask) -> UnitMask { UnitMask(words: words & ~other.words) }
}

/// The slots of the set, ascending.
extension UnitMask: Sequence {
    struct Iterator: IteratorProtocol {
        private let words: SIMD4<UInt64>
        private var word = 0
        private var bits: UInt64

        init(_ words: SIMD4<UInt64>) {
            self.words = words
            bits = words[0]
        }

        @inline(__always)
        mutating func next() -> Int? {
            while bits == 0 {
                word += 1
                guard word < 4 else { return nil }
                bits = words[word]
            }
            let slot = word * 64 + bits.trailingZeroBitCount
            bits &= bits - 1
            return slot
        }
    }

    @inline(__always)
    func makeIterator() -> Iterator { Iterator(words) }
}
