/// The blocks that are no copies of others, as one row of symbols with every run of them indexed.
///
/// A position counts segments in the order in which the blocks were kept; between two blocks one position is empty.
struct KeptText {
    private(set) var symbols: [Int32] = []
    /// The segment at each position; -1 between blocks.
    private(set) var segments: [Int32] = []
    /// The positions of each block, nil when it was not kept.
    private(set) var ranges: [Range<Int>?]
    /// The block at each position.
    private(set) var blocks: [Int32] = []
    private(set) var index = RunIndex()
    /// Positions of segments that start like some block.
    private var anchored = HashTable(capacity: 64)
    /// Positions whose words are kept at another position, because two blocks overlap.
    var aliases: [Int: Int] = [:]

    static let gap: Int32 = -1

    init(blockCount: Int) {
        ranges = [Range<Int>?](repeating: nil, count: blockCount)
    }

    mutating func keep(_ block: Int, of text: SegmentedText) {
        let start = symbols.count
        index.beginText()
        for segment in text.segments(of: block) {
            let symbol = text.segments[segment].symbol
            index.append(symbol, at: symbols.count)
            if text.anchors[segment] != 0 {
                _ = anchored.insert(text.anchors[segment], value: Int32(truncatingIfNeeded: symbols.count))
            }
            symbols.append(symbol)
            segments.append(Int32(truncatingIfNeeded: segment))
            blocks.append(Int32(truncatingIfNeeded: block))
        }
        ranges[block] = start..<symbols.count
        symbols.append(Self.gap)
        segments.append(-1)
        blocks.append(Int32(truncatingIfNeeded: block))
    }

    /// The first position where a segment starts with the words of `anchor`.
    func position(of anchor: UInt64) -> Int? {
        anchor == 0 ? nil : anchored[anchor].map(Int.init)
    }

    /// Whether the symbols of `segments` stand at `position`.
    func holds(_ segments: ArraySlice<SegmentedText.Segment>, at position: Int) -> Bool {
        guard position >= 0, position + segments.count <= symbols.count else { return false }
        var place = position
        for segment in segments {
            if symbols[place] != segment.symbol { return false }
            place += 1
        }
        return true
    }

    /// The positions of the block at `position`.
    func home(of position: Int) -> Range<Int> {
        guard position < blocks.count else { return position..<position }
        return ranges[Int(blocks[position])] ?? position..<position
    }

    /// The position where the words at `position` are kept in the end.
    func canonical(_ position: Int) -> Int {
        var place = position
        for _ in 0..<16 {
            guard let next = aliases[place] else { break }
            place = next
        }
        return place
    }
}
