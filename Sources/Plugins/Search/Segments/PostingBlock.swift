/// A run of postings of one list: numbers of units, frequencies in title and text, each packed with the width of its
/// largest, and positions.
///
/// ```
/// count        1 byte, or 0 and 2 bytes
/// widths       2 bytes: of gaps in 5 bits (31: a bitmap of 256 units instead), text frequencies in 4, title frequencies
///              in 3, low bits of positions in 4 (15: no bits, all positions are 0)
/// gaps         unit - unit before - 1; for the first one, unit - start; in a chain their low bits alone
/// text         frequency - 1; where the block has title frequencies, the frequency
/// title        frequency; nothing if all are 0
/// high gaps    in a chain what is left of each gap, as so many zeros and a one
/// positions    for each posting those in the title, then those in the text: the first one, then
///              position - position before - 1; the low bits of all, then of each what is left as so many zeros and a one
/// ```
struct PostingBlock {
    /// What a block is a part of.
    enum Kind {
        case chain
        /// A list of ranges of 256 units, or of wider ones.
        case narrowRange, wideRange
    }

    let count: Int
    private let gapWidth: Int
    private let textWidth: Int
    private let titleWidth: Int
    private let positionCode: Int
    private let isBitmap: Bool
    /// The first packed bit.
    private let packed: UnsafePointer<UInt8>

    static let bitmapCode = 31
    static let noPositions = 15
    /// A bitmap has a bit for each unit of the narrowest range.
    static let bitmapBits = 256

    @inline(__always)
    init(_ start: UnsafePointer<UInt8>) {
        var place = start
        var count = Int(place[0])
        place += 1
        if count == 0 {
            count = Int(UnsafeRawPointer(place).loadUnaligned(as: UInt16.self))
            place += 2
        }
        self.count = count
        let widths = Int(UnsafeRawPointer(place).loadUnaligned(as: UInt16.self).littleEndian)
        let gapCode = widths & 31
        isBitmap = gapCode == Self.bitmapCode
        gapWidth = isBitmap ? 0 : gapCode
        textWidth = BitWidths.textWidth(widths >> 5 & 15)
        titleWidth = BitWidths.titleWidth(widths >> 9 & 7)
        positionCode = widths >> 12
        packed = place + 2
    }

    private var textBit: Int { isBitmap ? Self.bitmapBits : count * gapWidth }
    private var titleBit: Int { textBit + count * textWidth }
    /// Where positions begin; in a chain what is left of gaps.
    private var positionBit: Int { titleBit + count * titleWidth }

    var hasTitles: Bool { titleWidth > 0 }

    /// The bits of the units, if they are written so; not aligned.
    var bitmap: UnsafeRawPointer? { isBitmap ? UnsafeRawPointer(packed) : nil }

    /// Writes the units of the block, which lie at `start` or above.
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
        var unit = start
        BitWidths.forEach(packed, bit: 0, width: gapWidth, count: count) { index, gap in
            unit += gap
            units[index] = unit
            unit += 1
        }
    }

    /// The same for a block of a chain; returns where its positions begin.
    @inline(__always)
    func unitsOfChain(from start: UInt32, into units: UnsafeMutablePointer<UInt32>) -> PositionStart {
        var high = ZeroRuns(packed, bit: positionBit)
        var unit = start
        BitWidths.forEach(packed, bit: 0, width: gapWidth, count: count) { index, low in
            unit &+= high.nextCount() &<< UInt32(gapWidth) | low
            units[index] = unit
            unit &+= 1
        }
        return PositionStart(bit: high.bit)
    }

    /// How many units lie between each one and the one before, or the start of the block's range.
    ///
    /// - Precondition: the block is a range, and they aren't written as bits.
    var gaps: NumberStream { NumberStream(packed, width: gapWidth) }

    /// The frequencies of one posting.
    @inline(__always)
    func frequencies(at index: Int) -> (text: UInt32, title: UInt32) {
        let text = BitWidths.read(packed, bit: textBit + index * textWidth, width: textWidth)
        if titleWidth == 0 { return (text + 1, 0) }
        return (text, BitWidths.read(packed, bit: titleBit + index * titleWidth, width: titleWidth))
    }

    /// Writes the frequencies of the block's postings.
    @inline(__always)
    func frequencies(
        text: UnsafeMutablePointer<UInt32>,
        title: UnsafeMutablePointer<UInt32>
    ) {
        let textBit = textBit
        if titleWidth == 0 {
            if textWidth == 0 {
                for index in 0..<count { text[index] = 1 }
            } else {
                BitWidths.forEach(packed, bit: textBit, width: textWidth, count: count) { text[$0] = $1 + 1 }
            }
            for index in 0..<count { title[index] = 0 }
        } else {
            BitWidths.forEach(packed, bit: textBit, width: textWidth, count: count) { text[$0] = $1 }
            BitWidths.forEach(packed, bit: titleBit, width: titleWidth, count: count) { title[$0] = $1 }
        }
    }

    /// Where the positions of a block begin.
    struct PositionStart {
        fileprivate let bit: Int
    }

    var positionStart: PositionStart { PositionStart(bit: positionBit) }

    /// Where somebody who reads positions is: so many of them stand before a bit.
    struct PositionPlace {
        fileprivate var count = 0
        /// In what is left of them behind their low bits; 0 before the first one.
        fileprivate var bit = 0
    }

    /// Writes the positions of one posting, those in the title and then those in the text, before which the block has
    /// `before` others.
    ///
    /// - Parameters:
    ///   - total: how many positions the block has.
    ///   - start: where they begin.
    ///   - place: where the last one of the block was read; it is found again fastest behind it.
    @inline(__always)
    func positions(
        after before: Int,
        _ counts: (title: Int, text: Int),
        of total: Int,
        from start: PositionStart,
        at place: inout PositionPlace,
        into positions: UnsafeMutablePointer<UInt32>
    ) {
        let count = counts.title + counts.text
        guard positionCode != Self.noPositions else {
            for index in 0..<count {
                positions[index] = UInt32(truncatingIfNeeded: index < counts.title ? index : index - counts.title)
            }
            return
        }
        let width = positionCode
        if place.count > before || place.bit == 0 {
            place = PositionPlace(count: 0, bit: start.bit + total * width)
        }
        var high = ZeroRuns(packed, bit: place.bit)
        high.skip(ones: before - place.count)
        var low = start.bit + before * width
        var position: UInt32 = 0
        for index in 0..<count {
            if index == counts.title { position = 0 }
            position &+= high.nextCount() &<< UInt32(width) | BitWidths.read(packed, bit: low, width: width)
            low &+= width
            positions[index] = position
            position &+= 1
        }
        place = PositionPlace(count: before + count, bit: high.bit)
    }
}
