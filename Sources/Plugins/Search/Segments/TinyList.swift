/// A list of a few postings, packed bit by bit: most terms of a segment have one, and it is read as a whole.
///
/// ```
/// width        that of the low bits of positions, in 4 bits
/// twins        how far they lie apart, as a frequency
/// postings     of each its unit less what lies before, by the width of what can follow; 0 if it is once in the text and not
///              in the title, or 1 and both frequencies; of twins one counts
/// positions    of all postings, as in a block; of each what is left behind its low bits, and then those
/// ```
struct TinyList {
    /// Of what stands before its postings.
    private static let headBits = 4
    private static let mostPositionBits = 15

    private var reader: BitReader
    private let positionWidth: Int
    private let unitCount: Int
    private var next: UInt32 = 0
    let twins: Twins

    /// The bytes of a list without postings: a few ones, at which codes of zeros end.
    static var empty: UnsafePointer<UInt8> { ones.base }
    private static let ones = FixedBuffer([UInt8](repeating: .max, count: 64))

    /// - Parameter unitCount: over which the list is.
    init(_ start: UnsafePointer<UInt8>, unitCount: Int) {
        reader = BitReader(start)
        positionWidth = Int(reader.next(width: Self.headBits))
        twins = Twins(distance: Self.frequency(&reader))
        self.unitCount = unitCount
    }

    /// The next posting, before all positions. Of twins one counts.
    mutating func posting() -> (unit: UInt32, text: UInt32, title: UInt32) {
        let unit = next &+ reader.next(width: Self.unitWidth(from: next, unitCount))
        next = unit &+ 1
        guard reader.next(width: 1) == 1 else { return (unit, 1, 0) }
        let text = Self.frequency(&reader)
        return (unit, text, Self.frequency(&reader))
    }

    /// The next position, after all postings: the first one of a title or a text, or the distance from the last one less 1.
    mutating func position() -> UInt32 {
        let high = reader.nextZeros()
        return high &<< UInt32(positionWidth) | reader.next(width: positionWidth)
    }

    /// Elias's gamma code (1975) of one more than the frequency.
    private static func frequency(_ reader: inout BitReader) -> UInt32 {
        let width = reader.nextZeros()
        return (1 &<< width | reader.next(width: Int(width))) &- 1
    }

    /// The bits that tell a unit from `first` on.
    @inline(__always)
    private static func unitWidth(from first: UInt32, _ unitCount: Int) -> Int {
        BitWidths.bits(UInt32(max(unitCount - 1 - Int(first), 0)))
    }

    /// Writes all postings of a run.
    static func write(_ run: borrowing PostingRun, unitCount: Int, to output: inout ByteWriter) {
        let split = SplitNumbers(run.allPositions, most: mostPositionBits)
        var bitCount = headBits + Self.bitCount(run.twins.distance) + split.bitCount
        var next: UInt32 = 0
        for index in 0..<run.count {
            bitCount += unitWidth(from: next, unitCount) + 1
            next = run.units[index] + 1
            if !run.isSimple(index) { bitCount += Self.bitCount(run.text[index]) + Self.bitCount(run.title[index]) }
        }
        output.appendPacked(bitCount: bitCount) { writer in
            writer.append(UInt32(split.width), width: headBits)
            append(run.twins.distance, to: &writer)
            next = 0
            for index in 0..<run.count {
                writer.append(run.units[index] - next, width: unitWidth(from: next, unitCount))
                next = run.units[index] + 1
                writer.append(run.isSimple(index) ? 0 : 1, width: 1)
                if run.isSimple(index) { continue }
                append(run.text[index], to: &writer)
                append(run.title[index], to: &writer)
            }
            for position in run.allPositions {
                writer.append(zeros: split.high(position))
                writer.append(split.low(position), width: split.width)
            }
        }
    }

    private static func append(_ frequency: UInt32, to writer: inout BitWriter) {
        let width = BitWidths.bits(frequency + 1) - 1
        writer.append(zeros: UInt32(width))
        writer.append((frequency + 1) & (1 << UInt32(width) - 1), width: width)
    }

    /// The bits of a frequency.
    private static func bitCount(_ frequency: UInt32) -> Int { 2 * BitWidths.bits(frequency + 1) - 1 }
}
