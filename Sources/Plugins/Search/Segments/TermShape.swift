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

    /// Where, among sixteen terms, those stand whose shape differs in at most two bits for each of `edits` from one of
    /// `shapes`: 1 in their bits.
    @inline(__always)
    static func near(_ terms: SIMD16<UInt32>, _ shapes: [UInt32], edits: Int) -> UInt16 {
        var near = SIMDMask<SIMD16<Int32>>(repeating: false)
        for shape in shapes {
            var difference = terms ^ SIMD16(repeating: shape)
            for _ in 0..<2 * edits { difference &= difference &- SIMD16(repeating: 1) }
            near .|= difference .== SIMD16(repeating: 0)
        }
        guard any(near) else { return 0 }
        var bits: UInt16 = 0
        for place in 0..<16 where near[place] { bits |= 1 << UInt16(place) }
        return bits
    }
}
