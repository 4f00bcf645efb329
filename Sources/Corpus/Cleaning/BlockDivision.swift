import Glibc

/// Divides blocks that repeat themselves: a scrape whose line breaks were lost, so that all copies stand in one line.
///
/// Such a block is cut wherever words begin that stood before in it; what is a copy is decided as for other blocks.
/// Only a long block that is mostly long repetitions is touched, so a text with a refrain is not.
enum BlockDivision {
    /// Folded bytes below which a block is left alone.
    static let shortest = 1_000

    /// The blocks with the repetitive ones in parts; nil when there are none.
    ///
    /// - Complexity: O(segments).
    static func divide(_ blocks: [TextBlock], _ text: SegmentedText) -> [TextBlock]? {
        var seenIn = [Int32](repeating: -1, count: Int(text.symbolCount))
        var result: [TextBlock] = []
        var isDivided = false
        for block in blocks.indices {
            let cuts = isRepetitive(block, text, &seenIn) ? cuts(in: block, text) : []
            var start = blocks[block].range.lowerBound
            for cut in cuts {
                result.append(TextBlock(range: start..<cut, kind: blocks[block].kind))
                start = cut
                isDivided = true
            }
            result.append(TextBlock(range: start..<blocks[block].range.upperBound, kind: blocks[block].kind))
        }
        return isDivided ? result : nil
    }

    /// Whether two in five segments of a long block may have stood before in it: `false` is sure but for a block whose
    /// copies were changed in more than spaces, quotation marks and case; `true` says only that a closer look is worth it.
    ///
    /// A segment ends with a sentence, so copies of one have the same letters before its mark: those are looked at, and
    /// one in five of them is enough. A block that has few marks, or other letters than Latin ones, is looked at closely.
    ///
    /// - Complexity: O(n), eight bytes at a time.
    static func mayBeRepetitive(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        guard let base = text.baseAddress else { return false }
        var size = 1024
        while size * 4 < range.count { size *= 2 }
        var seen = [UInt64](repeating: 0, count: size / 64)
        var (marks, repeated) = (0, 0)
        guard isLatin(text, range) else { return true }
        for mark: Int32 in [0x2E, 0x21, 0x3F] {
            var index = range.lowerBound
            while let found = memchr(base + index, mark, range.upperBound - index) {
                index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                let next = index + 1 < range.upperBound ? text[index + 1] : 0x20
                if next <= 0x20 || next >= 0x80 || WordReader.closes(next) {
                    let key = lettersBefore(index, text, from: range.lowerBound) & UInt64(size - 1)
                    let bit: UInt64 = 1 << (key & 63)
                    marks += 1
                    if seen[Int(key >> 6)] & bit != 0 { repeated += 1 }
                    seen[Int(key >> 6)] |= bit
                }
                index += 1
            }
        }
        return repeated * 5 >= marks || marks * mostBytesOfSentence < range.count
    }

    /// A block with fewer marks has other ends, or none.
    private static let mostBytesOfSentence = 600
    /// So many letters tell the ends of sentences apart.
    private static let letterCount = 12

    /// Whether all letters are Latin ones, and all marks those of ASCII.
    private static func isLatin(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        guard let base = text.baseAddress else { return true }
        var index = range.lowerBound
        let high: UInt64 = 0x8080_8080_8080_8080
        while index < range.upperBound {
            let bytes = UnsafeRawPointer(base + index)
            if index + 32 <= range.upperBound {
                let first = bytes.loadUnaligned(as: UInt64.self)
                let second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                let third = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
                let fourth = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
                if (first | second | third | fourth) & high == 0 {
                    index += 32
                    continue
                }
            }
            if index + 8 <= range.upperBound,
                bytes.loadUnaligned(as: UInt64.self) & high == 0
            {
                index += 8
            } else {
                if text[index] >= 0xCA, text[index] != 0xE2 { return false }
                index += 1
            }
        }
        return true
    }

    /// A hash of the letters before `index`, without what folding drops or changes.
    private static func lettersBefore(_ index: Int, _ text: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt64 {
        var (key, count, place) = (UInt64(0), 0, index)
        let limit = max(start, index &- 40)
        while place > limit, count < letterCount {
            place &-= 1
            let byte = text[place] | 0x20
            if byte &- 0x61 >= 26 { continue }
            key = (key &* 31) &+ UInt64(byte)
            count &+= 1
        }
        let mixed = (key ^ key >> 32) &* 0x9E37_79B9_7F4A_7C15
        return mixed >> 32 ^ mixed >> 47
    }

    /// Whether at least two in five segments stood before in the block: a quick test that most blocks fail.
    private static func isRepetitive(_ block: Int, _ text: SegmentedText, _ seenIn: inout [Int32]) -> Bool {
        guard text.sizes[block] >= shortest else { return false }
        let segments = text.segments(of: block)
        var repeated = 0
        for segment in segments {
            let symbol = Int(text.segments[segment].symbol)
            if seenIn[symbol] == Int32(truncatingIfNeeded: block) { repeated += 1 }
            seenIn[symbol] = Int32(truncatingIfNeeded: block)
        }
        return repeated * 5 >= segments.count * 2 && segments.count - repeated >= 3
    }

    /// The bytes at which runs begin that stood before in the block; none when long runs are less than two fifths of it.
    private static func cuts(in block: Int, _ text: SegmentedText) -> [Int] {
        var index = RunIndex()
        var cursor = RunIndex.Cursor()
        var cuts: [Int] = []
        var run = 0
        var runSize = 0
        var longSize = 0
        func finishRun() {
            if run >= 2, runSize >= CopyEvidence.longRun { longSize += runSize }
        }
        for segment in text.segments(of: block) {
            let symbol = text.segments[segment].symbol
            let size = Int(text.segments[segment].size)
            if run > 0 { index.advance(&cursor, symbol) }
            if run > 0, cursor.length == run + 1 {
                run += 1
                runSize += size
            } else {
                finishRun()
                cursor = RunIndex.Cursor()
                index.advance(&cursor, symbol)
                run = cursor.length
                runSize = run > 0 ? size : 0
                if run > 0 { cuts.append(text.segments[segment].start) }
            }
            index.append(symbol, at: segment)
        }
        finishRun()
        return longSize * 5 >= text.sizes[block] * 2 ? cuts : []
    }
}
