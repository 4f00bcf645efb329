/// How one place of a term is written as a number that sorts by unit, then title before text, then position.
///
/// In 32 bits where that is enough, as in most segments: of the time in which an index is made a tenth went into memory for
/// places.
struct PlaceLayout<Key: FixedWidthInteger & UnsignedInteger> {
    /// Of a position, with the flag of the text above it.
    private let positionBits: Key

    /// `nil` where numbers of this width are too small.
    ///
    /// - Parameters:
    ///   - unitCount: of units or documents, whatever is more.
    ///   - largestPosition: of a title or a text.
    init?(unitCount: Int, largestPosition: Int) {
        let unitBits = Int.bitWidth - unitCount.leadingZeroBitCount
        let positionBits = Int.bitWidth - largestPosition.leadingZeroBitCount + 1
        guard unitBits + positionBits <= Key.bitWidth else { return nil }
        self.positionBits = Key(positionBits)
    }

    /// That of all places in a text, added to their positions.
    @inline(__always)
    var textFlag: Key { 1 &<< (positionBits &- 1) }

    /// What is added to all places in a unit.
    @inline(__always)
    func start(ofUnit unit: UInt32) -> Key { Key(truncatingIfNeeded: unit) &<< positionBits }

    @inline(__always)
    func unit(_ place: Key) -> UInt32 { UInt32(truncatingIfNeeded: place &>> positionBits) }

    @inline(__always)
    func isInText(_ place: Key) -> Bool { place & textFlag != 0 }

    @inline(__always)
    func position(_ place: Key) -> UInt32 { UInt32(truncatingIfNeeded: place & (textFlag &- 1)) }
}
