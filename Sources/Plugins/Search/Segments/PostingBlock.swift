/// A run of postings of one list: numbers of units, frequencies in title and text, each packed with the width of its
/// largest, and positions.
///
/// ```
/// count        1 byte, or 0 and 2 bytes; not in a chain, all blocks of which but the last have the same number
/// widths       3 bytes: of the low bits of gaps in 4 bits (15: a bitmap of 256 units instead) and of their high bits in 5, of
///              those of text frequencies in 3 and 3, of title frequencies in 3, of the low bits of the first position of
///              a posting in 4 (15: no bits, all positions are 0), and how much narrower those of its others are in 2
/// gaps         unit - unit before - 1; for the first one, unit - start; in a chain their low bits
/// text         frequency - 1; where the block has title frequencies, the frequency; the low bits
/// title        frequency; nothing if all are 0
/// high bits    which gaps and which text frequencies have some, and those of gaps, and those of text frequencies
/// positions    for each posting those in the title, then those in the text: the first one, then
///              position - position before - 1; the low bits of all, then of each what is left as so many zeros and a one
/// ```
struct PostingBlock {
    /// What a block is a part of.
    enum Kind {
        case chain
        /// A list of ranges of 256 units, or of wider ones.
        case narrowRange, wideRange

        /// How many bits high bits have to save: a chain is read as a whole and once, a range often, and the gaps of narrow
        /// ones are small.
        func leastGain(of numbers: PatchedNumbers.Kind) -> Int {
            self == .chain ? 1 : self == .narrowRange && numbers == .gaps ? .max : 64
        }
    }

    let count: Int
    /// As the head says them.
    private let widths: UInt32
    /// The first packed bit.
    private let packed: UnsafePointer<UInt8>

    static let bitmapCode = 15
    static let noPositions = 15
    /// The low bits of further positions are at most so much narrower than those of the first ones.
    static let mostNarrower = 3
    /// A bitmap has a bit for each unit of the narrowest range.
    static let bitmapBits = 256

    /// The widths in the order of the head.
    enum Field: UInt32 {
        case gapLow = 0
        case gapHigh = 4
        case textLow = 9
        case textHigh = 12
        case title = 15
        case position = 18
        case narrower = 22
    }

    /// The widths of a block on its way into bytes.
    struct Head {
        private var widths = 0

        mutating func set(_ field: Field, _ code: Int) { widths |= code << Int(field.rawValue) }

        func append(to output: inout ByteWriter) {
            for byte in 0..<3 { output.append(UInt8(truncatingIfNeeded: widths >> (8 * byte))) }
        }
    }

    @inline(__always)
    init(_ start: UnsafePointer<UInt8>) {
        var place = start
        var count = Int(place[0])
        place += 1
        if count == 0 {
            count = Int(UnsafeRawPointer(place).loadUnaligned(as: UInt16.self))
            place += 2
        }
        self.init(ofChain: place, count: count)
    }

    /// A block that doesn't say how many postings it has.
    @inline(__always)
    init(ofChain start: UnsafePointer<UInt8>, count: Int) {
        self.count = count
        widths = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self).littleEndian
        packed = start + 3
    }

    @inline(__always)
    private func code(_ field: Field, _ bits: UInt32) -> Int { Int(widths &>> field.rawValue & (1 &<< bits &- 1)) }

    private var isBitmap: Bool { code(.gapLow, 4) == Self.bitmapCode }
    private var gapWidth: Int { code(.gapLow, 4) }
    private var highGapWidth: Int { code(.gapHigh, 5) }
    private var textWidth: Int { code(.textLow, 3) }
    private var highTextWidth: Int { BitWidths.highWidth(code(.textHigh, 3)) }
    private var hasHighText: Bool { code(.textHigh, 3) > 0 }
    private var titleWidth: Int { BitWidths.titleWidth(code(.title, 3)) }

    private var textBit: Int { isBitmap ? Self.bitmapBits : count &* gapWidth }
    private var titleBit: Int { textBit &+ count &* textWidth }
    /// Where it says which gaps have high bits, then which text frequencies, and where those are.
    private var gapFlagBit: Int { titleBit &+ count &* titleWidth }
    private var textFlagBit: Int { gapFlagBit &+ (highGapWidth > 0 ? count : 0) }
    private var highGapBit: Int { textFlagBit &+ (hasHighText ? count : 0) }
    private var highTextBit: Int {
        let width = highGapWidth
        return width == 0 ? highGapBit : highGapBit &+ width &* BitWidths.ones(packed, bit: gapFlagBit, count: count)
    }

    var hasTitles: Bool { code(.title, 3) > 0 }

    /// Whether no gap has high bits.
    var areGapsPlain: Bool { highGapWidth == 0 }

    /// The bits of the units, if they are written so; not aligned.
    var bitmap: UnsafeRawPointer? { isBitmap ? UnsafeRawPointer(packed) : nil }

    /// Writes the units of the block, which lie at `start` or above.
    ///
    /// - Precondition: there is room for seven more.
    @inline(__always)
    func units(from start: UInt32, into units: UnsafeMutablePointer<UInt32>) {
        if isBitmap {
            var index = 0
            for word in 0..<4 {
                var bits = UnsafeRawPointer(packed).loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
                let first = start + UInt32(word * 64)
                while bits != 0 {
                    units[index] = first + UInt32(bits.trailingZeroBitCount)
                    index += 1
                    bits &= bits - 1
                }
            }
            return
        }
        let (width, highWidth) = (gapWidth, highGapWidth)
        BitWidths.unpack(packed, bit: 0, width: width, count: count, adding: 0, into: units)
        if highWidth > 0 {
            var high = highGapBit
            BitWidths.forEachOne(packed, bit: gapFlagBit, count: count) { index in
                units[index] &+= BitWidths.read(packed, bit: high, width: highWidth) &<< UInt32(width)
                high &+= highWidth
            }
        }
        sumUp(units, from: start)
    }

    /// Makes units of gaps: four sums at once, in two steps.
    @inline(__always)
    private func sumUp(_ units: UnsafeMutablePointer<UInt32>, from start: UInt32) {
        var before = SIMD4(repeating: start) &+ SIMD4(0, 1, 2, 3)
        for index in stride(from: 0, to: count, by: 4) {
            let place = UnsafeMutableRawPointer(units + index)
            let gaps = place.loadUnaligned(as: SIMD4<UInt32>.self)
            let pairs = gaps &+ SIMD4(0, gaps[0], gaps[1], gaps[2])
            let sums = pairs &+ SIMD4(0, 0, pairs[0], pairs[1])
            place.storeBytes(of: sums &+ before, as: SIMD4<UInt32>.self)
            before = before &+ SIMD4(repeating: sums[3] &+ 4)
        }
    }

    /// Writes for each unit, by how far it lies from the start of the range, one more than its place in the block.
    ///
    /// - Precondition: `areGapsPlain`, and the range is one of 256 units, which aren't written as bits.
    @inline(__always)
    func writePlaces(to places: UnsafeMutablePointer<UInt16>) {
        var slot: UInt32 = 0
        BitWidths.forEach(packed, bit: 0, width: gapWidth, count: count) { index, gap in
            slot &+= gap
            places[Int(slot & UInt32(Self.bitmapBits - 1))] = UInt16(truncatingIfNeeded: index &+ 1)
            slot &+= 1
        }
    }

    /// How many units lie between each one and the one before, or the start of the block's range.
    ///
    /// - Precondition: `areGapsPlain`.
    var gaps: NumberStream { NumberStream(packed, width: gapWidth) }

    /// The frequencies of one posting.
    @inline(__always)
    func frequencies(at index: Int) -> (text: UInt32, title: UInt32) {
        var text = BitWidths.read(packed, bit: textBit + index * textWidth, width: textWidth)
        if hasHighText { text |= highText(at: index) }
        if titleWidth == 0 { return (text + 1, 0) }
        return (text, BitWidths.read(packed, bit: titleBit + index * titleWidth, width: titleWidth))
    }

    /// Numbers of one width that can be read at any place.
    struct PackedNumbers {
        fileprivate let packed: UnsafePointer<UInt8>
        fileprivate let bit: Int
        fileprivate let width: Int

        @inline(__always)
        subscript(index: Int) -> UInt32 { BitWidths.read(packed, bit: bit &+ index &* width, width: width) }
    }

    /// The frequencies in titles, if there are any.
    var titleFrequencies: PackedNumbers? {
        hasTitles ? PackedNumbers(packed: packed, bit: titleBit, width: titleWidth) : nil
    }

    /// The frequencies in texts, for whoever reads several of them.
    struct TextFrequencies {
        fileprivate let low: PackedNumbers
        fileprivate let base: UInt32
        fileprivate let hasHigh: Bool

        @inline(__always)
        func frequency(at index: Int, of block: PostingBlock) -> UInt32 {
            let own = low[index] &+ base
            return hasHigh ? own &+ block.highText(at: index) : own
        }
    }

    var textFrequencies: TextFrequencies {
        TextFrequencies(
            low: PackedNumbers(packed: packed, bit: textBit, width: textWidth),
            base: hasTitles ? 0 : 1,
            hasHigh: hasHighText
        )
    }

    /// Writes the frequencies of the block's postings.
    ///
    /// - Precondition: there is room for seven more.
    @inline(__always)
    func frequencies(
        text: UnsafeMutablePointer<UInt32>,
        title: UnsafeMutablePointer<UInt32>
    ) {
        let base: UInt32 = titleWidth == 0 ? 1 : 0
        BitWidths.unpack(packed, bit: textBit, width: textWidth, count: count, adding: base, into: text)
        if hasHighText {
            let (low, width) = (UInt32(textWidth), highTextWidth)
            var bit = highTextBit
            BitWidths.forEachOne(packed, bit: textFlagBit, count: count) { index in
                text[index] &+= BitWidths.read(packed, bit: bit, width: width) &<< low
                bit &+= width
            }
        }
        BitWidths.unpack(packed, bit: titleBit, width: titleWidth, count: count, adding: 0, into: title)
    }

    /// The high bits of the frequency in the text of one posting.
    @inline(__always)
    private func highText(at index: Int) -> UInt32 {
        BitWidths.read(packed, bit: textFlagBit + index, width: 1) == 0 ? 0 : highText(ofFlagged: index)
    }

    @inline(never)
    private func highText(ofFlagged index: Int) -> UInt32 {
        let before = BitWidths.ones(packed, bit: textFlagBit, count: index)
        let width = highTextWidth
        return BitWidths.read(packed, bit: highTextBit + before * width, width: width) &<< UInt32(textWidth)
    }

    /// Where the positions of a block begin.
    struct PositionStart {
        fileprivate let bit: Int

        /// Of a block without any.
        static var none: PositionStart { PositionStart(bit: 0) }
    }

    var positionStart: PositionStart {
        let width = highTextWidth
        return PositionStart(
            bit: width == 0
                ? highTextBit : highTextBit &+ width &* BitWidths.ones(packed, bit: textFlagBit, count: count)
        )
    }

    /// Where somebody who reads positions is: so many of them stand before a bit.
    struct PositionPlace {
        fileprivate var count = 0
        /// In what is left of them behind their low bits; 0 before the first one.
        fileprivate var bit = 0
    }

    /// Writes the positions of a posting, those in the title and then those in the text, before which the block has
    /// `before` others.
    ///
    /// - Parameters:
    ///   - index: the place of the posting in the block.
    ///   - total: how many positions the block has.
    ///   - start: where they begin.
    ///   - place: where the last one of the block was read; it is found again fastest behind it.
    @inline(__always)
    func positions(
        of index: Int,
        after before: Int,
        _ counts: (title: Int, text: Int),
        outOf total: Int,
        from start: PositionStart,
        at place: inout PositionPlace,
        into positions: UnsafeMutablePointer<UInt32>
    ) {
        let count = counts.title + counts.text
        let first = code(.position, 4)
        guard first != Self.noPositions else {
            for index in 0..<count {
                positions[index] = UInt32(truncatingIfNeeded: index < counts.title ? index : index - counts.title)
            }
            return
        }
        let further = first &- code(.narrower, 2)
        if place.count > before || place.bit == 0 {
            let low = self.count &* first &+ (total &- self.count) &* further
            place = PositionPlace(count: 0, bit: start.bit &+ low)
        }
        var high = ZeroRuns(packed, bit: place.bit)
        high.skip(ones: before - place.count)
        var low = start.bit &+ index &* first &+ (before &- index) &* further
        var width = first
        var position: UInt32 = 0
        for index in 0..<count {
            if index == counts.title { position = 0 }
            position &+= high.nextCount() &<< UInt32(width) | BitWidths.read(packed, bit: low, width: width)
            low &+= width
            width = further
            positions[index] = position
            position &+= 1
        }
        place = PositionPlace(count: before + count, bit: high.bit)
    }
}
