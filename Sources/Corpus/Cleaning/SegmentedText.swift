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

    func segments(of block: Int) -> Range<Int> { firstSegments[block]..<firstSegments[block + 1] }

    /// - Complexity: O(bytes of the blocks).
    init(_ text: UnsafeBufferPointer<UInt8>, _ blocks: [TextBlock]) {
        var anchorSet = HashTable(capacity: blocks.count * 2)
        for block in blocks {
            let first = Self.anchor(text, firstOf: block.range)
            blockAnchors.append(first)
            if first != 0 { anchorSet.merge(first, bits: 1) }
            let last = Self.anchor(text, lastOf: block.range)
            if last != 0 { anchorSet.merge(last, bits: 2) }
        }
        var symbols = HashTable(capacity: 1024)
        var builder = SegmentBuilder()
        for block in blocks {
            var size = 0
            builder.read(text, block.range, anchorSet) { start, end, hash, length, anchor in
                let symbol = symbols.insert(hash, value: symbolCount)
                if symbol == symbolCount { symbolCount += 1 }
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
        var starts: [Int] = []
        // Words seldom have 50 bytes; a block that ends in longer ones has no anchor there.
        let limit = max(range.lowerBound, end - anchorWords * 50)
        while position > limit, starts.count < anchorWords {
            let wordEnd = Characters.trimmedEnd(text, limit..<position)
            guard wordEnd > limit else { break }
            position = wordEnd
            while position > limit {
                let previous = Characters.characterStart(text, before: position, from: limit)
                if Characters.spaceLength(text, previous, end) > 0 { break }
                position = previous
            }
            starts.append(position)
        }
        guard starts.count >= shortAnchorWords, position > limit || limit == range.lowerBound else { return 0 }
        let first = starts.count == anchorWords ? position : starts[shortAnchorWords - 1]
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

/// The words of a text, one after the other.
struct WordReader {
    struct Word {
        var start = 0
        var end = 0
        var hash: UInt64 = 0
        /// Folded bytes.
        var size = 0
        var endsSentence = false
    }

    private let text: UnsafeBufferPointer<UInt8>
    private let end: Int
    private var index: Int

    init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.text = text
        end = range.upperBound
        index = range.lowerBound
    }

    /// The next word: bytes without white space, or up to a wide full stop, behind which no space is written.
    @inline(__always)
    mutating func next() -> Word? {
        index = Characters.skipSpace(text, index, end)
        guard index < end else { return nil }
        var word = Word(start: index)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        while index < end {
            var byte = text[index]
            if byte <= 0x20 { if Characters.spaceLength(text, index, end) > 0 { break } }
            var length = 1
            if byte >= 0xC2 {
                if Characters.spaceLength(text, index, end) > 0 { break }
                if byte >= 0xD6, let found = SentenceMarks.mark(text, index, end), found.mark != .ellipsis {
                    for offset in 0..<found.length { hash = (hash ^ UInt64(text[index + offset])) &* 0x100_0000_01B3 }
                    index += found.length
                    word.size += found.length
                    word.endsSentence = true
                    if found.mark == .final { break }
                    continue
                }
                (byte, length) = FoldedReader.fold(text, index, end)
            }
            index += length
            if byte == 0 { continue }
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            word.size += 1
            if byte == 0x2E || byte == 0x21 || byte == 0x3F {
                word.endsSentence = true
            } else if byte != 0x22 && byte != 0x27 && byte != 0x29 && byte != 0x5D {
                word.endsSentence = false
            }
        }
        word.end = index
        word.hash = hash
        return word
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
    private var ring = [Pending](repeating: Pending(), count: SegmentedText.anchorWords)

    @inline(__always)
    static func combine(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let mixed = (hash ^ word ^ (word >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ (mixed >> 29)
    }

    /// Reads the words of `range` and hands over each segment: start, end, hash, folded size, anchor.
    mutating func read(
        _ text: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        _ anchors: HashTable,
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
        while let word = words.next() {
            if count - taken == width {
                take(ring[taken % width])
                taken += 1
            }
            ring[count % width] = Pending(word: word)
            count += 1
            guard count >= short else { continue }
            var gram: UInt64 = 0
            for index in count - short..<count { gram = Self.combine(gram, ring[index % width].word.hash) }
            cut((gram | 1) &+ 1, count - short..<count, anchors)
            guard count >= width else { continue }
            gram = 0
            for index in count - width..<count { gram = Self.combine(gram, ring[index % width].word.hash) }
            cut(gram | 1, count - width..<count, anchors)
        }
        while taken < count {
            take(ring[taken % width])
            taken += 1
        }
        if size > 0 { segment(start, end, hash, size, anchor) }
    }

    /// Marks cuts before and behind the words of number `words`, when blocks begin or end with them.
    @inline(__always)
    private mutating func cut(_ gram: UInt64, _ words: Range<Int>, _ anchors: HashTable) {
        guard let bits = anchors[gram] else { return }
        let width = SegmentedText.anchorWords
        if bits & 1 != 0 { ring[words.lowerBound % width].anchor = gram }
        if bits & 2 != 0, ring[(words.upperBound - 1) % width].endingAnchor == 0 {
            ring[(words.upperBound - 1) % width].endingAnchor = words.count
        }
    }
}

/// A table from 64-bit hashes to small numbers.
struct HashTable {
    private var keys: [UInt64]
    private var values: [Int32]
    private var count = 0

    init(capacity: Int) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        values = [Int32](repeating: 0, count: size)
    }

    subscript(hash: UInt64) -> Int32? {
        let key = hash == 0 ? 1 : hash
        let slot = slot(of: key)
        return keys[slot] == key ? values[slot] : nil
    }

    /// Keeps the value of a hash that is known, else enters it; returns what is there.
    mutating func insert(_ hash: UInt64, value: Int32) -> Int32 {
        let key = hash == 0 ? 1 : hash
        let found = slot(of: key)
        if keys[found] == key { return values[found] }
        keys[found] = key
        values[found] = value
        count += 1
        if count * 2 > keys.count { grow() }
        return value
    }

    /// Adds bits to the value of a hash.
    mutating func merge(_ hash: UInt64, bits: Int32) {
        let key = hash == 0 ? 1 : hash
        let found = slot(of: key)
        if keys[found] == key {
            values[found] |= bits
        } else {
            _ = insert(hash, value: bits)
        }
    }

    private func slot(of key: UInt64) -> Int {
        let mask = keys.count - 1
        let mixed = (key ^ (key >> 32)) &* 0x9E37_79B9_7F4A_7C15
        var slot = Int(truncatingIfNeeded: mixed >> 20) & mask
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let (oldKeys, oldValues) = (keys, values)
        keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
        values = [Int32](repeating: 0, count: oldKeys.count * 2)
        for (index, key) in oldKeys.enumerated() where key != 0 {
            let slot = slot(of: key)
            keys[slot] = key
            values[slot] = oldValues[index]
        }
    }
}
