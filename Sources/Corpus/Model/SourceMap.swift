/// Says where each byte of a document's text stands in its source file, which may be in another encoding or have markup
/// around and inside the text.
///
/// It is a list of runs, in the order of the text. In a run every unit of `textWidth` bytes of text stands for
/// `sourceWidth` bytes of source: (1, 1) for text copied as it is, (1, 2) for ASCII out of UTF-16, (2, 1) for Cyrillic
/// out of windows-1251, (1, 5) for `&amp;`.
public struct SourceMap: Sendable, Hashable {
    public struct Run: Sendable, Hashable {
        public let textStart: Int
        public let sourceStart: Int
        public let textWidth: UInt8
        public let sourceWidth: UInt8

        public init(textStart: Int, sourceStart: Int, textWidth: UInt8 = 1, sourceWidth: UInt8 = 1) {
            self.textStart = textStart
            self.sourceStart = sourceStart
            self.textWidth = textWidth
            self.sourceWidth = sourceWidth
        }
    }

    public private(set) var runs: [Run]

    /// - Precondition: `runs` is sorted by `textStart` and begins at 0, unless it is empty.
    public init(runs: [Run]) { self.runs = runs }

    /// The map of a text that stands in its file byte for byte, from `sourceStart` on.
    public static func verbatim(from sourceStart: Int = 0) -> SourceMap {
        SourceMap(runs: [Run(textStart: 0, sourceStart: sourceStart)])
    }

    /// Where the byte at `offset` of the text stands in the source.
    ///
    /// - Complexity: O(log n) in the number of runs.
    public func sourceOffset(of offset: Int) -> Int { offsetInSource(of: offset) }

    /// Where a range of the text stands in the source: from its first byte to behind its last one.
    public func sourceRange(of range: Range<Int>) -> Range<Int> { rangeInSource(of: range) }
}

extension SourceMap: SourceRuns {
    func run(at offset: Int) -> Run? {
        let place = Self.place(of: offset, in: runs.count) { runs[$0].textStart }
        return place.map { runs[$0] }
    }

    /// The last of so many runs that begins at `offset` or before.
    static func place(of offset: Int, in count: Int, _ textStart: (Int) -> Int) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if textStart(middle) <= offset { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}

/// The runs of a source map, in an array or where they lie in a segment.
protocol SourceRuns {
    /// The run that has a byte of the text; the last one for what lies behind it.
    func run(at offset: Int) -> SourceMap.Run?
}

extension SourceRuns {
    func offsetInSource(of offset: Int) -> Int {
        guard let run = run(at: offset) else { return offset }
        let units = (offset - run.textStart) / Int(run.textWidth)
        return run.sourceStart + units * Int(run.sourceWidth)
    }

    func rangeInSource(of range: Range<Int>) -> Range<Int> {
        let start = offsetInSource(of: range.lowerBound)
        guard !range.isEmpty else { return start..<start }
        let last = range.upperBound - 1
        guard let run = run(at: last) else { return start..<max(start, range.upperBound) }
        let units = (last - run.textStart) / Int(run.textWidth) + 1
        return start..<max(start, run.sourceStart + units * Int(run.sourceWidth))
    }
}
