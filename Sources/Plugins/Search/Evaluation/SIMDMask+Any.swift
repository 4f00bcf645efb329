extension SIMDMask<SIMD16<Int32>> {
    /// Whether any lane is set, which two halves of a register say sooner than sixteen lanes.
    @inline(__always)
    var hasAny: Bool {
        let lanes = unsafeBitCast(self, to: SIMD16<Int32>.self)
        let eight = lanes.lowHalf | lanes.highHalf
        let halves = unsafeBitCast(eight.lowHalf | eight.highHalf, to: SIMD2<UInt64>.self)
        return halves[0] | halves[1] != 0
    }
}
