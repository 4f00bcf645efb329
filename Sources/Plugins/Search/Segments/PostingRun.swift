/// Postings of one list on their way into its blocks.
struct PostingRun: ~Copyable {
    var units = PlainBuffer<UInt32>()
    var text = PlainBuffer<UInt32>()
    var title = PlainBuffer<UInt32>()
    /// As they are packed: the first of a posting, then distances less one.
    var positions = PlainBuffer<UInt32>()
    /// Where the positions of each posting begin, and the end.
    var positionStarts = PlainBuffer<Int>()
    /// See `joinTwins()`.
    private(set) var twins = Twins.none
    /// Those of the block under way, as they are packed.
    private var gaps = PlainBuffer<UInt32>()
    private var frequencies = PlainBuffer<UInt32>()
    /// The positions of the block under way, the first ones of postings and the others.
    private var firstPositions = PlainBuffer<UInt32>()
    private var furtherPositions = PlainBuffer<UInt32>()

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
        twins = .none
    }

    /// Where all occurrences are twins, leaves the second one of each pair out of frequencies and positions.
    mutating func joinTwins() {
        guard let distance = twinDistance() else { return }
        twins = Twins(distance: distance)
        var pairs = 0
        for index in 0..<count {
            let end = positionStarts[index + 1]
            var place = positionStarts[index]
            positionStarts[index] = pairs
            while place < end {
                positions[pairs] = positions[place]
                pairs += 1
                place += 2
            }
            text[index] /= 2
            title[index] /= 2
        }
        positionStarts[count] = pairs
        positions.take(pairs)
    }

    /// How far the occurrences of each pair lie apart; `nil` where not all are pairs.
    private func twinDistance() -> UInt32? {
        let apart = positions.count > 1 ? positions[1] : 0
        for index in 0..<count {
            guard (text[index] | title[index]) & 1 == 0 else { return nil }
            for place in stride(from: positionStarts[index] + 1, to: positionStarts[index + 1], by: 2)
            where positions[place] != apart { return nil }
        }
        return apart + 1
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
        var largestTitle: UInt32 = 0
        for index in range { largestTitle = max(largestTitle, title[index]) }
        let base: UInt32 = largestTitle == 0 ? 1 : 0
        let gaps = gaps.room(for: range.count)
        let frequencies = frequencies.room(for: range.count)
        var next = start
        for (place, index) in range.enumerated() {
            gaps[place] = units[index] &- next
            next = units[index] &+ 1
            frequencies[place] = text[index] &- base
        }
        let gapNumbers = UnsafeBufferPointer(start: UnsafePointer(gaps), count: range.count)
        let textNumbers = UnsafeBufferPointer(start: UnsafePointer(frequencies), count: range.count)
        let packedGaps = PatchedNumbers(gapNumbers, .gaps, leastGain: kind.leastGain(of: .gaps))
        let packedText = PatchedNumbers(textNumbers, .frequencies, leastGain: kind.leastGain(of: .frequencies))
        let titleCode = BitWidths.titleCode(for: largestTitle)
        let titleWidth = BitWidths.titleWidth(titleCode)
        let splitPositions = splitPositions(range)
        let isBitmap = kind == .narrowRange && packedGaps.bitCount > PostingBlock.bitmapBits
        let gapBits = isBitmap ? PostingBlock.bitmapBits : range.count * packedGaps.lowWidth

        if kind != .chain {
            if range.count < 256 {
                output.append(UInt8(range.count))
            } else {
                output.append(0 as UInt8)
                output.append(UInt8(truncatingIfNeeded: range.count))
                output.append(UInt8(truncatingIfNeeded: range.count >> 8))
            }
        }
        var head = PostingBlock.Head()
        head.set(.gapLow, isBitmap ? PostingBlock.bitmapCode : packedGaps.lowWidth)
        head.set(.gapHigh, isBitmap ? 0 : packedGaps.highWidth)
        head.set(.textLow, packedText.lowWidth)
        head.set(.textHigh, BitWidths.highCode(for: packedText.highWidth))
        head.set(.title, titleCode)
        head.set(.position, splitPositions?.first.width ?? PostingBlock.noPositions)
        head.set(.narrower, splitPositions.map { $0.first.width - $0.further.width } ?? 0)
        head.append(to: &output)

        var bitCount = (isBitmap ? gapBits : packedGaps.bitCount) + packedText.bitCount + range.count * titleWidth
        if let splitPositions { bitCount += splitPositions.first.bitCount + splitPositions.further.bitCount }
        output.appendPacked(bitCount: bitCount) { writer in
            if isBitmap {
                for index in range { writer.set(bit: Int(units[index] &- start)) }
                writer.skip(to: gapBits)
            } else {
                packedGaps.appendLow(gapNumbers, to: &writer)
            }
            packedText.appendLow(textNumbers, to: &writer)
            if titleWidth > 0 { for index in range { writer.append(title[index], width: titleWidth) } }
            if !isBitmap { packedGaps.appendFlags(gapNumbers, to: &writer) }
            packedText.appendFlags(textNumbers, to: &writer)
            if !isBitmap { packedGaps.appendHigh(gapNumbers, to: &writer) }
            packedText.appendHigh(textNumbers, to: &writer)
            if let splitPositions { append(range, splitPositions, to: &writer) }
        }
    }

    private typealias SplitPositions = (first: SplitNumbers, further: SplitNumbers)

    /// How the positions of the postings of `range` are packed: the first ones are larger than the distances between the
    /// others. `nil` where all are 0.
    private mutating func splitPositions(_ range: Range<Int>) -> SplitPositions? {
        let count = positionStarts[range.upperBound] - positionStarts[range.lowerBound]
        let firstOnes = firstPositions.room(for: range.count)
        let others = furtherPositions.room(for: max(count - range.count, 0))
        var next = 0
        for (place, index) in range.enumerated() {
            let start = positionStarts[index]
            firstOnes[place] = positions[start]
            for position in start &+ 1..<positionStarts[index &+ 1] {
                others[next] = positions[position]
                next &+= 1
            }
        }
        let firstNumbers = UnsafeBufferPointer(start: UnsafePointer(firstOnes), count: range.count)
        let furtherNumbers = UnsafeBufferPointer(start: UnsafePointer(others), count: next)
        let first = SplitNumbers(firstNumbers, most: PostingBlock.noPositions - 1)
        let further = SplitNumbers(furtherNumbers, most: PostingBlock.noPositions - 1)
        if first.areZeros, further.areZeros { return nil }
        let narrowest = first.width - PostingBlock.mostNarrower
        if further.width > first.width {
            return (SplitNumbers(firstNumbers, width: further.width), further)
        }
        return (first, further.width < narrowest ? SplitNumbers(furtherNumbers, width: narrowest) : further)
    }

    @inline(__always)
    private func append(_ range: Range<Int>, _ split: SplitPositions, to writer: inout BitWriter) {
        for index in range {
            let start = positionStarts[index]
            writer.append(split.first.low(positions[start]), width: split.first.width)
            for place in start &+ 1..<positionStarts[index &+ 1] {
                writer.append(split.further.low(positions[place]), width: split.further.width)
            }
        }
        for index in range {
            let start = positionStarts[index]
            writer.append(zeros: split.first.high(positions[start]))
            for place in start &+ 1..<positionStarts[index &+ 1] {
                writer.append(zeros: split.further.high(positions[place]))
            }
        }
    }
}
