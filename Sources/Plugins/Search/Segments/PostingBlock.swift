/// A run of postings of one list: numbers of units, frequencies in title and text, and positions, each packed with
/// the width of its largest.
///
/// ```
/// count        1 byte, or 0 and 2 bytes
/// widths       4 bits each: gaps (15: a bitmap of 256 units instead), text frequencies, title frequencies, positions
/// gaps         unit - unit before - 1; for the first one, unit - start
/// text         frequency - 1; where the block has title frequencies, the frequency
/// title        frequency; nothing if all are 0
/// positions    for each posting those in the title, then those in the text: the first one, then
///              position - position before - 1
/// ```
struct PostingBlock {
    let count: Int
    private let gapWidth: Int
    private let textWidth: Int
    private let titleWidth: Int
    private let positionWidth: Int
    private let isBitmap: Bool
    /// The first packed bit.
    private let packed: UnsafePointer<UInt8>

    static let bitmapCode = 15
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
        let gapCode = Int(place[0] & 15)
        isBitmap = gapCode == Self.bitmapCode
        gapWidth = isBitmap ? 0 : BitWidths.width(gapCode)
        textWidth = BitWidths.width(Int(place[0] >> 4))
        titleWidth = BitWidths.width(Int(place[1] & 15))
        positionWidth = BitWidths.width(Int(place[1] >> 4))
        packed = place + 2
    }

    private var textBit: Int { isBitmap ? Self.bitmapBits : count * gapWidth }
    private var titleBit: Int { textBit + count * textWidth }
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

    /// Writes `count` positions, in the title or in the text of one posting, before which the block has `before` others.
    @inline(__always)
    func positions(after before: Int, count: Int, into positions: UnsafeMutablePointer<UInt32>) {
        let bit = positionBit + before * positionWidth
        var position: UInt32 = 0
        BitWidths.forEach(packed, bit: bit, width: positionWidth, count: count) { index, gap in
            position += gap
            positions[index] = position
            position += 1
        }
    }

    /// The first byte behind the block, which has so many positions.
    @inline(__always)
    func end(positionCount: Int) -> UnsafePointer<UInt8> {
        packed + (positionBit + positionCount * positionWidth + 7) / 8
    }
}

/// Postings on their way into a block.
struct PostingRun: ~Copyable {
    var units = PlainBuffer<UInt32>()
    var text = PlainBuffer<UInt32>()
    var title = PlainBuffer<UInt32>()
    /// As they are packed: the first of a posting, then distances less one.
    var positions = PlainBuffer<UInt32>()
    /// Where the positions of each posting begin, and the end.
    var positionStarts = PlainBuffer<Int>()

    init() { positionStarts.append(0) }

    mutating func removeAll() {
        units.removeAll()
        text.removeAll()
        title.removeAll()
        positions.removeAll()
        positionStarts.removeAll()
        positionStarts.append(0)
    }

    var count: Int { units.count }

    /// Writes the postings of `range` as a block whose units lie at `start` or above.
    ///
    /// - Parameter isRange: whether the block is a range of 256 units, which may be written as a bitmap.
    func write(_ range: Range<Int>, from start: UInt32, isRange: Bool, to output: inout ByteWriter) {
        var largestGap: UInt32 = 0
        var largestText: UInt32 = 0
        var largestTitle: UInt32 = 0
        var next = start
        for index in range {
            largestGap = max(largestGap, units[index] &- next)
            next = units[index] &+ 1
            largestText = max(largestText, text[index])
            largestTitle = max(largestTitle, title[index])
        }
        var largestPosition: UInt32 = 0
        let places = positionStarts[range.lowerBound]..<positionStarts[range.upperBound]
        for place in places { largestPosition = max(largestPosition, positions[place]) }

        let base: UInt32 = largestTitle == 0 ? 1 : 0
        var gapCode = BitWidths.code(for: largestGap)
        let isBitmap = isRange && BitWidths.width(gapCode) * range.count > PostingBlock.bitmapBits
        if isBitmap { gapCode = PostingBlock.bitmapCode }
        let textCode = BitWidths.code(for: largestText - base)
        let titleCode = BitWidths.code(for: largestTitle)
        let positionCode = BitWidths.code(for: largestPosition)

        if range.count < 256 {
            output.append(UInt8(range.count))
        } else {
            output.append(0 as UInt8)
            output.append(UInt8(truncatingIfNeeded: range.count))
            output.append(UInt8(truncatingIfNeeded: range.count >> 8))
        }
        output.append(UInt8(gapCode | textCode << 4))
        output.append(UInt8(titleCode | positionCode << 4))

        let gapWidth = isBitmap ? 0 : BitWidths.width(gapCode)
        let (textWidth, titleWidth) = (BitWidths.width(textCode), BitWidths.width(titleCode))
        let positionWidth = BitWidths.width(positionCode)
        let gapBits = isBitmap ? PostingBlock.bitmapBits : range.count * gapWidth
        let bitCount = gapBits + range.count * (textWidth + titleWidth) + places.count * positionWidth
        output.appendPacked(bitCount: bitCount) { writer in
            next = start
            for index in range {
                if isBitmap {
                    writer.set(bit: Int(units[index] &- start))
                } else {
                    writer.append(units[index] &- next, width: gapWidth)
                    next = units[index] &+ 1
                }
            }
            writer.skip(to: gapBits)
            if textWidth > 0 { for index in range { writer.append(text[index] &- base, width: textWidth) } }
            if titleWidth > 0 { for index in range { writer.append(title[index], width: titleWidth) } }
            if positionWidth > 0 { for place in places { writer.append(positions[place], width: positionWidth) } }
        }
    }
}
