/// Reads short lists one after the other, of which nothing is kept.
struct WholeLists {
    private let segment: IndexSegment
    private let unitCount: Int
    private let units: UnsafeMutablePointer<UInt32>
    private let text: UnsafeMutablePointer<UInt32>
    private let title: UnsafeMutablePointer<UInt32>

    /// - Parameter unitCount: how many units the lists are over.
    init(_ segment: IndexSegment, unitCount: Int, _ memory: QueryMemory) {
        self.segment = segment
        self.unitCount = unitCount
        units = memory.take(PostingListWriter.chainBlock * 2)
        text = memory.take(PostingListWriter.chainBlock * 2)
        title = memory.take(PostingListWriter.chainBlock * 2)
    }

    /// Calls `body` with the units of a list and whether each has the term in its text and in its title; with none of a
    /// damaged one.
    ///
    /// - Precondition: the list isn't one of ranges.
    @inline(__always)
    func forEachUnit(
        of entry: TermDictionary.Entry,
        _ body: (_ unit: UInt32, _ isInText: Bool, _ isInTitle: Bool) -> Void
    ) {
        guard let place = segment.list(of: entry) else { return }
        if entry.kind == .tiny {
            var list = TinyList(place, unitCount: unitCount)
            for _ in 0..<entry.count {
                let posting = list.posting()
                body(posting.unit, posting.text > 0, posting.title > 0)
            }
            return
        }
        var blocks = ChainBlocks(place, count: entry.count)
        var start: UInt32 = 0
        while let block = blocks.next() {
            block.units(from: start, into: units)
            if block.hasTitles {
                block.frequencies(text: text, title: title)
                for index in 0..<block.count { body(units[index], text[index] > 0, title[index] > 0) }
            } else {
                for index in 0..<block.count { body(units[index], true, false) }
            }
            start = units[block.count - 1] + 1
        }
    }
}

/// The blocks of a chain, in their order.
struct ChainBlocks {
    private var reader: VariableReader
    private var left: Int
    let twins: Twins

    /// - Parameter count: how many postings the chain has.
    init(_ start: UnsafePointer<UInt8>, count: Int) {
        reader = VariableReader(start)
        twins = Twins(distance: UInt32(truncatingIfNeeded: reader.next()))
        left = count
    }

    mutating func next() -> PostingBlock? {
        guard left > 0 else { return nil }
        let count = min(left, PostingListWriter.chainBlock)
        let byteCount = left > count ? reader.next() : 0
        let block = PostingBlock(ofChain: reader.place, count: count)
        reader.skip(byteCount)
        left -= count
        return block
    }
}
