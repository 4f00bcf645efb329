/// Postings of one list on their way into its blocks.
struct PostingRun: ~Copyable {
    var units = PlainBuffer<UInt32>()
    var text = PlainBuffer<UInt32>()
    var title = PlainBuffer<UInt32>()
    /// As they are packed: the first of a posting, then distances less one.
    var positions = PlainBuffer<UInt32>()
    /// Where the positions of each posting begin, and the end.
    var positionStarts = PlainBuffer<Int>()
    /// Those of the block under way, as they are packed.
    private var gaps = PlainBuffer<UInt32>()

    /// Takes the occurrences of one term instead of what it holds.
    ///
    /// - Parameter occurrences: ascending and without repetition.
    mutating func fill<Key>(_ occurrences: UnsafeBufferPointer<Key>, _ layout: PlaceLayout<Key>) {
        let count = occurrences.count
        let (units, text, title) = (
            self.units.room(for: count), self.text.room(for: count), self.title.room(for: count)
        )
        let (positions, starts) = (self.positions.room(for: count), positionStarts.room(for: count + 1))
        var postings = 0
        var index = 0
        while index < count {
            let unit = layout.unit(occurrences[index])
            let first = index
            var next: UInt32 = 0
            while index < count, layout.unit(occurrences[index]) == unit, !layout.isInText(occurrences[index]) {
                let position = layout.position(occurrences[index])
                positions[index] = position &- next
                next = position &+ 1
                index += 1
            }
            let firstOfText = index
            next = 0
            while index < count, layout.unit(occurrences[index]) == unit {
                let position = layout.position(occurrences[index])
                positions[index] = position &- next
                next = position &+ 1
                index += 1
            }
            units[postings] = unit
            title[postings] = UInt32(truncatingIfNeeded: firstOfText - first)
            text[postings] = UInt32(truncatingIfNeeded: index - firstOfText)
            starts[postings] = first
            postings += 1
        }
        starts[postings] = count
        self.units.take(postings)
        self.text.take(postings)
        self.title.take(postings)
        self.positions.take(count)
        positionStarts.take(postings + 1)
    }

    var count: Int { units.count }

    /// Whether a posting is once in the text and not in the title.
    @inline(__always)
    func isSimple(_ index: Int) -> Bool { text[index] == 1 && title[index] == 0 }

    var allPositions: UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(start: positions.base, count: positions.count)
    }

    /// Writes the postings of `range` as a block whose units lie at `start` or above.
    mutating func write(
        _ range: Range<Int>,
        from start: UInt32,
        _ kind: PostingBlock.Kind,
        to output: inout ByteWriter
    ) {
        gaps.removeAll()
        var largestGap: UInt32 = 0
        var largestText: UInt32 = 0
        var largestTitle: UInt32 = 0
        var next = start
        for index in range {
            let gap = units[index] &- next
            gaps.append(gap)
            largestGap = max(largestGap, gap)
            next = units[index] &+ 1
            largestText = max(largestText, text[index])
            largestTitle = max(largestTitle, title[index])
        }
        let gaps = UnsafeBufferPointer(start: gaps.base, count: gaps.count)
        let places = positionStarts[range.lowerBound]..<positionStarts[range.upperBound]
        let positions = UnsafeBufferPointer(rebasing: allPositions[places])
        let splitPositions = SplitNumbers(positions, most: PostingBlock.noPositions - 1)
        let splitGaps = kind == .chain ? SplitNumbers(gaps, most: PostingBlock.bitmapCode - 1) : nil

        let base: UInt32 = largestTitle == 0 ? 1 : 0
        var gapCode = splitGaps?.width ?? BitWidths.bits(largestGap)
        let isBitmap = kind == .narrowRange && gapCode * range.count > PostingBlock.bitmapBits
        if isBitmap { gapCode = PostingBlock.bitmapCode }
        let textCode = BitWidths.textCode(for: largestText - base)
        let titleCode = BitWidths.titleCode(for: largestTitle)
        let positionCode = splitPositions.areZeros ? PostingBlock.noPositions : splitPositions.width

        if range.count < 256 {
            output.append(UInt8(range.count))
        } else {
            output.append(0 as UInt8)
            output.append(UInt8(truncatingIfNeeded: range.count))
            output.append(UInt8(truncatingIfNeeded: range.count >> 8))
        }
        let widths = gapCode | textCode << 5 | titleCode << 9 | positionCode << 12
        output.append(UInt8(truncatingIfNeeded: widths))
        output.append(UInt8(truncatingIfNeeded: widths >> 8))

        let (textWidth, titleWidth) = (BitWidths.textWidth(textCode), BitWidths.titleWidth(titleCode))
        let gapBits = isBitmap ? PostingBlock.bitmapBits : range.count * gapCode
        var bitCount = gapBits + range.count * (textWidth + titleWidth)
        if let splitGaps { bitCount += splitGaps.highBitCount }
        if !splitPositions.areZeros { bitCount += splitPositions.bitCount }
        output.appendPacked(bitCount: bitCount) { writer in
            if isBitmap {
                for index in range { writer.set(bit: Int(units[index] &- start)) }
                writer.skip(to: gapBits)
            } else if let splitGaps {
                splitGaps.appendLow(gaps, to: &writer)
            } else {
                for gap in gaps { writer.append(gap, width: gapCode) }
            }
            if textWidth > 0 { for index in range { writer.append(text[index] &- base, width: textWidth) } }
            if titleWidth > 0 { for index in range { writer.append(title[index], width: titleWidth) } }
            if let splitGaps { splitGaps.appendHigh(gaps, to: &writer) }
            if splitPositions.areZeros { return }
            splitPositions.appendLow(positions, to: &writer)
            splitPositions.appendHigh(positions, to: &writer)
        }
    }
}
