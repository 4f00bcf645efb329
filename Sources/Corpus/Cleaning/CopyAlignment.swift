/// A block whose words stand in a kept block.
struct BlockCopy {
    let block: Int
    /// The first position in the kept text.
    var position: Int
    /// How many whole segments are the same.
    let count: Int
    /// The last byte in the source of the kept words when the copy breaks off inside a segment.
    let brokenEnd: Int?
    var isAccepted = false
    /// Whether a paragraph of the kept text ends where the copy does.
    var endsParagraph: Bool

    /// The position behind the copy. For a broken one the segment in which it breaks off is not counted.
    var end: Int { position + count }
}

/// Finds which blocks repeat others, and where.
///
/// Longest block first, each is looked up in what is kept so far: it is a copy, or it overlaps an end of a kept block,
/// or it is new and kept. Which copies are true repetitions of a scrape, and which are a text repeating itself, is
/// decided afterwards by ``CopyEvidence``.
struct CopyAlignment {
    let text: UnsafeBufferPointer<UInt8>
    let blocks: [TextBlock]
    let segmented: SegmentedText
    private(set) var kept: KeptText
    private(set) var copies: [BlockCopy] = []
    /// The block that goes on where a block ends, with words in common between; and the reverse.
    private(set) var following: [Int: Int] = [:]
    private(set) var preceding: [Int: Int] = [:]
    /// Positions at which a paragraph starts or ends, besides the ends of kept blocks.
    private(set) var boundaries: Set<Int> = []
    /// Segments at the ends of kept blocks that stand in another one, and the position there.
    private(set) var overlaps: [(segments: Range<Int>, position: Int, isBroken: Bool)] = []

    private let isAlone: Bool

    /// Whether nothing can be a copy.
    var sharesNothing: Bool { isAlone || segmented.sharesNothing }

    /// The fewest folded bytes that two blocks share when one continues the other, besides two segments: a single
    /// sentence may be a text that picks up its thread.
    private static let leastOverlap = 48

    init(_ text: UnsafeBufferPointer<UInt8>, _ blocks: [TextBlock]) {
        self.text = text
        let whole = SegmentedText(text, blocks)
        if whole.sharesNothing {
            self.blocks = blocks
            segmented = whole
            kept = KeptText(blockCount: 0)
            isAlone = blocks.count == 1
            return
        }
        let divided = BlockDivision.divide(blocks, whole)
        // One block that isn't divided has no other to be a copy of.
        isAlone = divided == nil && blocks.count == 1
        let blocks = divided ?? blocks
        self.blocks = blocks
        segmented = divided == nil ? whole : SegmentedText(text, blocks)
        kept = KeptText(blockCount: isAlone ? 0 : blocks.count)
        if isAlone { return }
        let sizes = segmented.sizes
        let order = blocks.indices.sorted { sizes[$0] != sizes[$1] ? sizes[$0] > sizes[$1] : $0 < $1 }
        for block in order { place(block) }
        copies.sort { $0.block < $1.block }
        alignInContext()
    }

    /// Where the words at `positions` stand in the source.
    func source(_ positions: Range<Int>) -> Range<Int> {
        let first = segmented.segments[Int(kept.segments[positions.lowerBound])]
        let last = segmented.segments[Int(kept.segments[positions.upperBound - 1])]
        return first.start..<max(first.start, last.end)
    }

    /// Whether the last word of `range` ends a sentence.
    func endsSentence(_ range: Range<Int>) -> Bool {
        var words = WordReader(text, range)
        var last: WordReader.Word?
        while let word = words.next() { last = word }
        return last?.endsSentence ?? false
    }

    private mutating func place(_ block: Int) {
        let range = segmented.segments(of: block)
        guard range.count > 0 else { return }
        var cursor = RunIndex.Cursor()
        var beforeLast = RunIndex.Cursor()
        var prefix = 0
        var prefixCursor = RunIndex.Cursor()
        for segment in range {
            beforeLast = cursor
            kept.index.advance(&cursor, segmented.segments[segment].symbol)
            if cursor.length == segment - range.lowerBound + 1 {
                prefix = cursor.length
                prefixCursor = cursor
            }
        }
        let prefixPosition = prefix > 0 ? kept.index.firstPosition(prefixCursor) : 0
        if prefix == range.count {
            copies.append(
                BlockCopy(block: block, position: prefixPosition, count: prefix, brokenEnd: nil, endsParagraph: true)
            )
        } else if let copy = brokenCopy(block, prefix, prefixPosition) {
            copies.append(copy)
        } else {
            let start = kept.symbols.count
            kept.keep(block, of: segmented)
            if bridge(block, prefix, prefixPosition, cursor, start) { return }
            if prefix > 0 { joinBehind(block, prefix, prefixPosition, start) }
            joinBefore(block, cursor, beforeLast, start, free: preceding[block] == nil ? 0 : prefix)
        }
    }

    /// The copy that `block` is when its words break off: `prefix` segments stand at `position`, and the rest begins
    /// what follows there.
    private func brokenCopy(_ block: Int, _ prefix: Int, _ position: Int) -> BlockCopy? {
        let range = segmented.segments(of: block)
        let rest = segmented.segments[range.lowerBound + prefix].start..<segmented.segments[range.upperBound - 1].end
        func copy(at start: Int) -> BlockCopy? {
            guard let home = kept.ranges[Int(kept.blocks[start])], start + prefix < home.upperBound else { return nil }
            let whole = source(start + prefix..<home.upperBound)
            guard case .prefix(let end) = PrefixComparison(text, part: rest, whole: whole) else { return nil }
            return BlockCopy(block: block, position: start, count: prefix, brokenEnd: end, endsParagraph: false)
        }
        if prefix > 0, let found = copy(at: position) { return found }
        let anchor = prefix > 0 ? segmented.anchors[range.lowerBound + prefix] : segmented.blockAnchors[block]
        guard let place = kept.position(of: anchor) else { return nil }
        let start = place - prefix
        guard kept.holds(segmented.segments[range.lowerBound..<range.lowerBound + prefix], at: start) else {
            return nil
        }
        return copy(at: start)
    }

    /// Whether `block`, kept at `start`, is no more than a run of one kept block and a run of another; they follow one
    /// another when it goes from the end of the first to the beginning of the second.
    private mutating func bridge(
        _ block: Int,
        _ prefix: Int,
        _ position: Int,
        _ cursor: RunIndex.Cursor,
        _ start: Int
    ) -> Bool {
        let range = segmented.segments(of: block)
        let suffix = cursor.length
        guard prefix >= 2, suffix >= 2, prefix + suffix >= range.count,
            size(of: range.lowerBound..<range.lowerBound + prefix) >= Self.leastOverlap,
            size(of: range.upperBound - suffix..<range.upperBound) >= Self.leastOverlap
        else { return false }
        let second = kept.index.firstPosition(cursor)
        let shared = prefix + suffix - range.count
        overlaps.append((range.lowerBound..<range.lowerBound + prefix, position, false))
        overlaps.append((range.lowerBound + prefix..<range.upperBound, second + shared, false))
        for offset in 0..<prefix { kept.aliases[start + offset] = position + offset }
        for offset in prefix..<range.count { kept.aliases[start + offset] = second + shared + offset - prefix }
        boundaries.insert(position)
        boundaries.insert(second + suffix)
        let (one, other) = (Int(kept.blocks[position]), Int(kept.blocks[second]))
        if position + prefix == kept.home(of: position).upperBound, second == kept.home(of: second).lowerBound,
            one != other, following[one] == nil, preceding[other] == nil
        {
            following[one] = other
            preceding[other] = one
        }
        return true
    }

    /// Notes that `block`, kept at `start`, begins with the end of another one, which stands at `position`.
    private mutating func joinBehind(_ block: Int, _ prefix: Int, _ position: Int, _ start: Int) {
        let home = kept.home(of: position)
        let other = Int(kept.blocks[position])
        let range = segmented.segments(of: block)
        let overlap = range.lowerBound..<range.lowerBound + prefix
        let end = position + prefix
        guard overlap.count + (end < home.upperBound ? 1 : 0) >= 2, size(of: overlap) >= Self.leastOverlap,
            following[other] == nil
        else { return }
        if end < home.upperBound {
            let part = source(end..<home.upperBound)
            let whole = segmented.segments[overlap.upperBound].start..<segmented.segments[range.upperBound - 1].end
            guard case .prefix = PrefixComparison(text, part: part, whole: whole) else { return }
            let tail = Int(kept.segments[end])..<Int(kept.segments[home.upperBound - 1]) + 1
            overlaps.append((tail, start + prefix, true))
            for place in end..<home.upperBound { kept.aliases[place] = start + prefix }
        } else {
            boundaries.insert(start + prefix)
        }
        boundaries.insert(position)
        overlaps.append((overlap, position, false))
        for offset in 0..<prefix { kept.aliases[start + offset] = position + offset }
        following[other] = block
        preceding[block] = other
    }

    /// Notes that `block`, kept at `start`, ends with the beginning of another one.
    private mutating func joinBefore(
        _ block: Int,
        _ cursor: RunIndex.Cursor,
        _ beforeLast: RunIndex.Cursor,
        _ start: Int,
        free: Int
    ) {
        let range = segmented.segments(of: block)
        for (found, left) in [(cursor, 0), (beforeLast, 1)] where found.length > 0 {
            let position = kept.index.firstPosition(found)
            let home = kept.home(of: position)
            let other = Int(kept.blocks[position])
            let overlap = range.upperBound - left - found.length..<range.upperBound
            guard other != block, position == home.lowerBound, overlap.lowerBound >= range.lowerBound + free,
                overlap.count >= 2,
                size(of: overlap) >= Self.leastOverlap, preceding[other] == nil, following[block] == nil
            else { continue }
            let end = position + found.length
            if left == 1 {
                guard end < home.upperBound else { continue }
                let last = segmented.segments[range.upperBound - 1]
                let whole = source(end..<home.upperBound)
                guard case .prefix = PrefixComparison(text, part: last.start..<last.end, whole: whole) else { continue }
            } else {
                boundaries.insert(end)
            }
            overlaps.append((overlap, position, left == 1))
            let first = start + overlap.lowerBound - range.lowerBound
            for offset in 0..<overlap.count {
                kept.aliases[first + offset] = min(position + offset, home.upperBound - 1)
            }
            following[block] = other
            preceding[other] = block
            return
        }
    }

    private func size(of segments: Range<Int>) -> Int {
        segments.reduce(0) { $0 + Int(segmented.segments[$1].size) }
    }

    /// Where the same words stand several times, moves copies to the place that their neighbours speak for.
    private mutating func alignInContext() {
        var previous: BlockCopy?
        for number in copies.indices {
            let copy = copies[number]
            if copy.brokenEnd == nil {
                let range = segmented.segments(of: copy.block)
                let words = segmented.segments[range]
                let home = kept.home(of: copy.position)
                var places: [Int] = []
                if let previous {
                    places += [previous.end - copy.count, previous.position, previous.end]
                }
                places += [home.upperBound - copy.count, home.lowerBound]
                for place in places where kept.holds(words, at: place) {
                    copies[number].position = place
                    break
                }
            }
            previous = copies[number]
        }
    }
}
