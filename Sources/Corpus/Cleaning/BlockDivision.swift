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
