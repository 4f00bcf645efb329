/// Blocks cut into segments, so that two copies of the same words are cut at the same places.
///
/// The cuts depend only on the words around them: behind the end of a sentence, and wherever the words stand with which
/// any block begins or ends. A paragraph without a full stop, such as a headline, is thereby one segment also where it
/// is glued to the next paragraph.
struct SegmentedText {
    struct Segment {
        let start: Int
        let end: Int
        /// Equal for segments of equal folded words.
        let symbol: Int32
        /// Folded bytes, with one space for each word.
        let size: Int32
    }

    /// How many words make an anchor; blocks of two or three words have a short one, a single word has none.
    static let anchorWords = 4
    static let shortAnchorWords = 2

    private(set) var segments: [Segment] = []
    /// The hash of the first words of a segment that starts like a block, else 0; parallel to `segments`.
    private(set) var anchors: [UInt64] = []
    /// Segments of block b are `firstSegments[b]..<firstSegments[b + 1]`.
    private(set) var firstSegments: [Int] = [0]
    /// The hash of the first words of each block, 0 when it has only one.
    private(set) var blockAnchors: [UInt64] = []
    /// Folded bytes of each block.
    private(set) var sizes: [Int] = []
    private(set) var symbolCount: Int32 = 0
    /// Whether no segment comes twice and no block's first words stand anywhere else, so that nothing can be a copy.
    private(set) var sharesNothing = true

    func segments(of block: Int) -> Range<Int> { firstSegments[block]..<firstSegments[block + 1] }

    /// - Complexity: O(bytes of the blocks).
    init(_ text: UnsafeBufferPointer<UInt8>, _ blocks: [TextBlock]) {
        if blocks.count == 1,
            blocks[0].range.count + 1 < BlockDivision.shortest
                || !BlockDivision.mayBeRepetitive(text, blocks[0].range)
        {
            addWhole(text, blocks[0].range)
            return
        }
        var anchorSet = AnchorSet(blockCount: blocks.count)
        for block in blocks {
            let first = Self.anchor(text, firstOf: block.range)
            blockAnchors.append(first)
            if first != 0, !anchorSet.insert(first, .start) { sharesNothing = false }
            let last = Self.anchor(text, lastOf: block.range)
            if last != 0 { anchorSet.insert(last, .end) }
        }
        var symbols = HashTable(capacity: blocks.reduce(0) { $0 + $1.range.count } / 128)
        var builder = SegmentBuilder()
        for block in blocks {
            var size = 0
            let firstSegment = segments.count
            builder.read(text, block.range, anchorSet) { start, end, hash, length, anchor in
                let symbol = symbols.insert(hash, value: symbolCount)
                if symbol == symbolCount { symbolCount += 1 } else { sharesNothing = false }
                if anchor != 0, segments.count > firstSegment { sharesNothing = false }
                segments.append(
                    Segment(start: start, end: end, symbol: symbol, size: Int32(truncatingIfNeeded: length))
                )
                anchors.append(anchor)
                size += length
            }
            firstSegments.append(segments.count)
            sizes.append(size)
        }
    }

    /// Takes a single block, which does not repeat itself, for one segment.
    private mutating func addWhole(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        if let range = Characters.trimmed(text, range) {
            let size = Int32(truncatingIfNeeded: range.count)
            segments = [Segment(start: range.lowerBound, end: range.upperBound, symbol: 0, size: size)]
            anchors = [0]
        }
        firstSegments.append(segments.count)
        blockAnchors = [0]
        sizes = [range.count]
        symbolCount = 1
    }

    private static func anchor(_ text: UnsafeBufferPointer<UInt8>, firstOf range: Range<Int>) -> UInt64 {
        var words = WordReader(text, range)
        var anchor = Anchor()
        var last: WordReader.Word?
        for _ in 0..<anchorWords {
            guard let word = words.next() else { break }
            anchor.add(word.hash)
            last = word
        }
        // The last word of a short block may be cut off.
        if let last, !last.endsSentence, words.next() == nil { return anchor.shortHash }
        return anchor.hash
    }

    private static func anchor(_ text: UnsafeBufferPointer<UInt8>, lastOf range: Range<Int>) -> UInt64 {
        let end = Characters.trimmedEnd(text, range)
        var position = end
        var (count, shortStart) = (0, end)
        // Words seldom have 50 bytes; a block that ends in longer ones has no anchor there.
        let limit = max(range.lowerBound, end - anchorWords * 50)
        while position > limit, count < anchorWords {
            let wordEnd = Characters.trimmedEnd(text, limit..<position)
            guard wordEnd > limit else { break }
            position = wordEnd
            while position > limit {
                // Most are letters of ASCII.
                if text[position - 1] &- 0x21 < 0x5F {
                    position -= 1
                    continue
                }
                let previous = Characters.characterStart(text, before: position, from: limit)
                if Characters.spaceLength(text, previous, end) > 0 { break }
                position = previous
            }
            count += 1
            if count == shortAnchorWords { shortStart = position }
        }
        guard count >= shortAnchorWords, position > limit || limit == range.lowerBound else { return 0 }
        let first = count == anchorWords ? position : shortStart
        var words = WordReader(text, first..<end)
        var anchor = Anchor()
        while let word = words.next() { anchor.add(word.hash) }
        return anchor.hash
    }
}

/// The hash of up to `SegmentedText.anchorWords` words.
struct Anchor {
    private var gram: UInt64 = 0
    private var short: UInt64 = 0
    private var count = 0

    @inline(__always)
    mutating func add(_ word: UInt64) {
        gram = SegmentBuilder.combine(gram, word)
        count += 1
        if count == SegmentedText.shortAnchorWords { short = gram }
    }

    /// 0 when there are too few words; odd for a long one and even for a short one.
    var hash: UInt64 {
        if count >= SegmentedText.anchorWords { return gram | 1 }
        return shortHash
    }

    var shortHash: UInt64 {
        count >= SegmentedText.shortAnchorWords ? (short | 1) &+ 1 : 0
    }
}

/// Puts words together to segments.
struct SegmentBuilder {
    private struct Pending {
        var word = WordReader.Word()
        var anchor: UInt64 = 0
        /// The length in words of the anchor that ends here, 0 for none.
        var endingAnchor = 0
    }

    /// The last words read, which an anchor found later may still cut.
    private var ring = InlineArray<4, Pending>(repeating: Pending())

    @inline(__always)
    static func combine(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let mixed = (hash ^ word ^ (word >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ (mixed >> 29)
    }

    /// Reads the words of `range` and hands over each segment: start, end, hash, folded size, anchor.
    mutating func read(
        _ text: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        _ anchors: AnchorSet,
        _ segment: (Int, Int, UInt64, Int, UInt64) -> Void
    ) {
        let width = SegmentedText.anchorWords
        let short = SegmentedText.shortAnchorWords
        var words = WordReader(text, range)
        var count = 0
        var taken = 0
        var start = 0
        var end = 0
        var hash: UInt64 = 0
        var size = 0
        var wordCount = 0
        var anchor: UInt64 = 0
        func take(_ pending: Pending) {
            if pending.anchor != 0, size > 0 {
                segment(start, end, hash, size, anchor)
                size = 0
            }
            if size == 0 {
                start = pending.word.start
                hash = 0
                anchor = pending.anchor
            }
            if size == 0 { wordCount = 0 }
            hash = Self.combine(hash, pending.word.hash)
            size += pending.word.size + 1
            end = pending.word.end
            wordCount += 1
            // A copy may start at any cut, and then does not hold what is before it: only words between cuts count.
            let isEnd = pending.endingAnchor > 0 && pending.endingAnchor <= wordCount
            if pending.word.endsSentence || isEnd {
                segment(start, end, hash, size, anchor)
                size = 0
            }
        }
        // The hashes of the last words: of one, two and three; that of four is made of them.
        var (one, two, three) = (UInt64(0), UInt64(0), UInt64(0))
        while let word = words.next() {
            if count - taken == width {
                take(ring[taken % width])
                taken += 1
            }
            ring[count % width] = Pending(word: word)
            count += 1
            let four = Self.combine(three, word.hash)
            three = Self.combine(two, word.hash)
            two = Self.combine(one, word.hash)
            one = Self.combine(0, word.hash)
            guard count >= short else { continue }
            cut((two | 1) &+ 1, count - short..<count, anchors)
            guard count >= width else { continue }
            cut(four | 1, count - width..<count, anchors)
        }
        while taken < count {
            take(ring[taken % width])
            taken += 1
        }
        if size > 0 { segment(start, end, hash, size, anchor) }
    }

    /// Marks cuts before and behind the words of number `words`, when blocks begin or end with them.
    @inline(__always)
    private mutating func cut(_ gram: UInt64, _ words: Range<Int>, _ anchors: AnchorSet) {
        guard let bits = anchors[gram] else { return }
        let width = SegmentedText.anchorWords
        if bits & 1 != 0 { ring[words.lowerBound % width].anchor = gram }
        if bits & 2 != 0, ring[(words.upperBound - 1) % width].endingAnchor == 0 {
            ring[(words.upperBound - 1) % width].endingAnchor = words.count
        }
    }
}

/// The words with which blocks begin and end, by their hashes.
struct AnchorSet {
    enum Place: Int32 {
        case start = 1
        case end = 2
    }

    private var table: HashTable
    /// One bit for each anchor; most words are none, and are told so by one look at this.
    private var filter: [UInt64]

    init(blockCount: Int) {
        table = HashTable(capacity: blockCount * 2)
        var size = 16
        while size * 4 < blockCount { size *= 2 }
        filter = [UInt64](repeating: 0, count: size)
    }

    /// Whether a block begins (bit 0) or ends (bit 1) with the words of this hash; `nil` for neither.
    @inline(__always)
    subscript(hash: UInt64) -> Int32? {
        let bit = hash >> 8
        guard filter[Int(truncatingIfNeeded: bit >> 6) & (filter.count - 1)] & 1 << (bit & 63) != 0 else { return nil }
        return table[hash]
    }

    /// Answers whether no block was known to begin, or to end, like this.
    @discardableResult
    mutating func insert(_ hash: UInt64, _ place: Place) -> Bool {
        let bit = hash >> 8
        filter[Int(truncatingIfNeeded: bit >> 6) & (filter.count - 1)] |= 1 << (bit & 63)
        return table.merge(hash, bits: place.rawValue)
    }
}
