import Analysis

/// Which characters a word has, in a number with a bit for each.
///
/// What one change makes of a word, a character more, less or other, or two swapped, differs from it in two bits at most. So
/// nearly all words that are not near to another one are told apart by their shapes, sixteen of them at a time.
enum TermShape {
    static func bits(of word: some Sequence<Unicode.Scalar>) -> UInt32 {
        var bits: UInt32 = 0
        for scalar in word { bits |= bit(of: scalar.value) }
        return bits
    }

    /// That of a term's UTF-8.
    static func bits(of term: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var bits: UInt32 = 0
        var index = 0
        while index < term.count {
            if term[index] < 0x80 {
                bits |= bit(of: UInt32(term[index]))
                index += 1
                continue
            }
            let (scalar, length) = UTF8Reading.scalar(in: term, at: index)
            bits |= bit(of: scalar.value)
            index += length
        }
        return bits
    }

    /// A letter of English has a bit of its own, and a digit shares its bit with one or two others.
    @inline(__always)
    private static func bit(of scalar: UInt32) -> UInt32 {
        if scalar &- 0x61 < 26 { return 1 << (scalar &- 0x61) }
        if scalar &- 0x30 < 10 { return 1 << (26 + (scalar &- 0x30) % 5) }
        if scalar < 0x80 { return 1 << 31 }
        return 1 << ((scalar &* 0x9E37_79B1) >> 27)
    }
}

/// Finds the terms whose shape differs in at most two bits for each change from one of some shapes.
struct NearShapes {
    private let shapes: [UInt32]
    private let edits: Int
    /// The bits of all shapes, and those that are either in all of them or in none.
    private let common: UInt32
    private let agreed: UInt32

    init(_ shapes: Set<UInt32>, edits: Int) {
        self.shapes = Array(shapes)
        self.edits = edits
        common = shapes.reduce(.max, &)
        agreed = common | ~shapes.reduce(0, |)
    }

    /// Where, among sixteen terms, those stand: 1 in their bits.
    ///
    /// Shapes of what languages make of one word have most bits in common, so that one look at those does for most terms.
    @inline(__always)
    func places(in terms: SIMD16<UInt32>) -> UInt16 {
        let may = Self.hasFewBits((terms ^ SIMD16(repeating: common)) & SIMD16(repeating: agreed), edits)
        return may.hasAny ? placesByShape(in: terms) : 0
    }

    @inline(never)
    private func placesByShape(in terms: SIMD16<UInt32>) -> UInt16 {
        var near = SIMDMask<SIMD16<Int32>>(repeating: false)
        for shape in shapes { near .|= Self.hasFewBits(terms ^ SIMD16(repeating: shape), edits) }
        var bits: UInt16 = 0
        for place in 0..<16 where near[place] { bits |= 1 << UInt16(place) }
        return bits
    }

    /// Where a difference has at most two bits for each change.
    @inline(__always)
    private static func hasFewBits(_ differences: SIMD16<UInt32>, _ edits: Int) -> SIMDMask<SIMD16<Int32>> {
        let one = SIMD16<UInt32>(repeating: 1)
        var left = differences
        left &= left &- one
        left &= left &- one
        if edits > 1 {
            left &= left &- one
            left &= left &- one
        }
        return left .== SIMD16(repeating: 0)
    }
}
