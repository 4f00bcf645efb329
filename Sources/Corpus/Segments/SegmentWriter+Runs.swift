extension SegmentWriter {
    private typealias Half = SegmentLayout.RunHalf

    /// Adds a source map; an escape and the plain text behind it are written as one.
    ///
    /// - Returns: whether it is written as that of a short text.
    mutating func add(_ map: SourceMap) -> Bool {
        let start = runs.count
        if addShort(map) { return true }
        runs.removeLast(runs.count - start)
        var index = 0
        while index < map.runs.count {
            let run = map.runs[index]
            let units = Self.units(map.runs, index)
            append(half: run.textStart, run.textStart >> 16)
            append(half: run.sourceStart, run.sourceStart >> 16)
            append(half: Int(run.textWidth) | Int(run.sourceWidth) << 8, units)
            index += units > 0 ? 2 : 1
        }
        return false
    }

    /// Adds a source map in short numbers, and gives up where one of them is too large.
    private mutating func addShort(_ map: SourceMap) -> Bool {
        guard let base = map.runs.first?.sourceStart, base <= Int(UInt32.max) else { return false }
        append(half: base, base >> 16)
        let bits = Half.shortWidths
        var index = 0
        while index < map.runs.count {
            let run = map.runs[index]
            let units = Self.units(map.runs, index)
            let source = run.sourceStart - base
            guard run.textStart <= Int(UInt16.max), source >= 0, source <= Int(UInt16.max),
                run.textWidth < 1 << bits.text, run.sourceWidth < 1 << bits.source, units < 1 << bits.units
            else { return false }
            append(half: run.textStart, source)
            let widths = Int(run.textWidth) | Int(run.sourceWidth) << bits.text
            runs.append(UInt16(truncatingIfNeeded: widths | units << (bits.text + bits.source)))
            index += units > 0 ? 2 : 1
        }
        return true
    }

    private mutating func append(half first: Int, _ second: Int) {
        runs.append(UInt16(truncatingIfNeeded: first))
        runs.append(UInt16(truncatingIfNeeded: second))
    }

    /// How many units a run has where plain text follows it in the source too; else 0.
    private static func units(_ runs: [SourceMap.Run], _ index: Int) -> Int {
        guard index + 1 < runs.count else { return 0 }
        let (run, next) = (runs[index], runs[index + 1])
        guard next.textWidth == 1, next.sourceWidth == 1 else { return 0 }
        let (units, rest) = (next.textStart - run.textStart).quotientAndRemainder(dividingBy: Int(run.textWidth))
        guard rest == 0, units > 0, units <= Int(UInt16.max),
            next.sourceStart == run.sourceStart + units * Int(run.sourceWidth)
        else { return 0 }
        return units
    }
}
