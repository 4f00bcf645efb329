/// Text that is being put together out of parts of a source, with the map back to it.
///
/// What is appended has to come in the order of the source.
struct MappedText {
    private(set) var bytes: [UInt8] = []
    private(set) var runs: [SourceMap.Run] = []
    /// The source byte behind the last run, if the next plain byte there can join the run.
    private var joinable = -1

    var count: Int { bytes.count }

    var map: SourceMap { SourceMap(runs: runs) }

    /// Appends bytes that stand in the source as they are, from `offset` on.
    mutating func append(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        if joinable != range.lowerBound {
            runs.append(SourceMap.Run(textStart: bytes.count, sourceStart: range.lowerBound))
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[range]))
        joinable = range.upperBound
    }

    /// Appends one byte that stands for the byte at `offset` of the source.
    mutating func append(_ byte: UInt8, at offset: Int) {
        if joinable != offset { runs.append(SourceMap.Run(textStart: bytes.count, sourceStart: offset)) }
        bytes.append(byte)
        joinable = offset + 1
    }

    /// Appends one character, `width` bytes of text, that stands for `sourceWidth` bytes at `offset`; the units of a
    /// run are as wide as each other and follow each other in the source.
    mutating func append(unit: some Sequence<UInt8>, width: Int, at offset: Int, sourceWidth: Int) {
        if width == 1, sourceWidth == 1 {
            for byte in unit { append(byte, at: offset) }
            return
        }
        beginUnit(width, offset, sourceWidth)
        bytes.append(contentsOf: unit)
    }

    /// Makes the last run one that the unit at `offset` can be appended to.
    @inline(__always)
    private mutating func beginUnit(_ width: Int, _ offset: Int, _ sourceWidth: Int) {
        let isNext: Bool
        if let last = runs.last, Int(last.textWidth) == width, Int(last.sourceWidth) == sourceWidth {
            let units = (bytes.count - last.textStart) / width
            isNext = last.sourceStart + units * sourceWidth == offset
        } else {
            isNext = false
        }
        if !isNext {
            // Nothing that is read here is wider; a wider one would keep its start and lose its end.
            let run = SourceMap.Run(
                textStart: bytes.count,
                sourceStart: offset,
                textWidth: UInt8(clamping: width),
                sourceWidth: UInt8(clamping: sourceWidth)
            )
            runs.append(run)
        }
        joinable = -1
    }

    mutating func append(_ scalar: Unicode.Scalar, at offset: Int, sourceWidth: Int) {
        if scalar.isASCII, sourceWidth > 1 {
            beginUnit(1, offset, sourceWidth)
            bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            return
        }
        let unit = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        append(unit: unit, width: scalar.utf8Width, at: offset, sourceWidth: sourceWidth)
    }

    mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

    /// Makes room for so many bytes and runs more.
    mutating func reserve(bytes byteCount: Int, runs runCount: Int) {
        bytes.reserveCapacity(bytes.count + byteCount)
        runs.reserveCapacity(runs.count + runCount)
    }
}

extension Unicode.Scalar {
    var utf8Width: Int { value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4 }
}

extension SourceMap {
    /// The map of a text onto the source of the text that it was made from: this map, followed by `inner`.
    func followed(by inner: SourceMap, textCount: Int) -> SourceMap {
        if inner.runs.isEmpty { return self }
        if inner.runs.count == 1, inner.runs[0].textWidth == 1, inner.runs[0].sourceWidth == 1 {
            let shift = inner.runs[0].sourceStart - inner.runs[0].textStart
            if shift == 0 { return self }
            return SourceMap(runs: runs.map { run in run.shifted(by: shift) })
        }
        var composed: [Run] = []
        composed.reserveCapacity(runs.count + inner.runs.count)
        for (index, run) in runs.enumerated() {
            let end = index + 1 < runs.count ? runs[index + 1].textStart : textCount
            compose(run, until: end, inner, &composed)
        }
        return SourceMap(runs: composed)
    }

    private func compose(_ run: Run, until end: Int, _ inner: SourceMap, _ composed: inout [Run]) {
        let (width, sourceWidth) = (Int(run.textWidth), Int(run.sourceWidth))
        var text = run.textStart
        while text < end {
            let middle = run.sourceStart + (text - run.textStart) / width * sourceWidth
            let place = inner.runIndex(at: middle)
            let innerRun = inner.runs[place]
            if width == 1, sourceWidth == 1 {
                // Unchanged on its way out: the inner run says how wide it was, as far as it goes.
                let innerEnd = place + 1 < inner.runs.count ? inner.runs[place + 1].textStart : Int.max
                let part = Run(
                    textStart: text,
                    sourceStart: inner.sourceOffset(of: middle),
                    textWidth: innerRun.textWidth,
                    sourceWidth: innerRun.sourceWidth
                )
                composed.append(part)
                text += Swift.min(end - text, innerEnd - middle)
            } else {
                let source = inner.sourceRange(of: middle..<(middle + sourceWidth))
                let part = Run(
                    textStart: text,
                    sourceStart: source.lowerBound,
                    textWidth: run.textWidth,
                    sourceWidth: UInt8(clamping: source.count)
                )
                composed.append(part)
                text += width
            }
        }
    }

    private func runIndex(at offset: Int) -> Int {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].textStart <= offset { low = middle + 1 } else { high = middle }
        }
        return Swift.max(0, low - 1)
    }
}

extension SourceMap.Run {
    func shifted(by distance: Int) -> SourceMap.Run {
        SourceMap.Run(
            textStart: textStart,
            sourceStart: sourceStart + distance,
            textWidth: textWidth,
            sourceWidth: sourceWidth
        )
    }
}
