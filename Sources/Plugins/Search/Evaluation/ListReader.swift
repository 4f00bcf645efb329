/// Reads one list of postings, window by window.
///
/// Short lists are unpacked when they are opened; of long ones a range is, when a window of it is asked for. A damaged one
/// has no postings.
final class ListReader {
    let count: Int
    /// In 255ths.
    let largestImpact: UInt8
    private let kind: PostingListWriter.Kind
    private let data: UnsafePointer<UInt8>
    /// Holds what is unpacked.
    private let memory: QueryMemory

    // Of long lists.
    let shift: Int
    /// Of a list that isn't unpacked as a whole.
    let rangeCount: Int
    let maxima: UnsafePointer<UInt8>
    private let starts: UnsafeRawPointer
    private let hasWideStarts: Bool
    private let blocks: UnsafePointer<UInt8>
    private(set) var range = -1
    private(set) var block: UnsafePointer<UInt8>

    /// How many postings there are now: those of a whole list, or of one range of it.
    private(set) var unpacked = 0
    /// Those of a range are unpacked when somebody asks for more than a few.
    private(set) var hasUnits = true
    let units: UnsafeMutablePointer<UInt32>
    private let textFrequencies: UnsafeMutablePointer<UInt32>
    private let titleFrequencies: UnsafeMutablePointer<UInt32>
    /// Those of a range are unpacked when somebody asks for all of them.
    private var hasFrequencies = true
    private(set) var hasTitles = true

    /// How many postings are unpacked at most; there is room for whole groups of sixteen.
    private let capacity: Int
    /// How many positions of its block stand before those of each unpacked posting; filled when positions are read.
    private var before: UnsafeMutablePointer<UInt32>?
    private var isSummed = false
    /// How many positions the unpacked range has, where they begin, and where the last of them was read.
    private var positionCount = 0
    private var positionStart = PostingBlock.PositionStart.none
    private var positionPlace = PostingBlock.PositionPlace()
    /// The blocks of a chain.
    private var chain: UnsafeMutablePointer<ChainBlock>?
    /// The one of them that positions were read of last.
    private var lastOfChain = -1
    /// A list of a few postings, read up to its positions.
    private var afterTiny: TinyList?
    private var twins = Twins.none

    private struct ChainBlock {
        let block: PostingBlock
        /// Counted when positions are read.
        var positionCount = 0
    }

    /// - Parameter unitCount: how many units the list is over: passages, or documents.
    init(
        _ entry: TermDictionary.Entry,
        in segment: IndexSegment,
        unitCount: Int,
        memory: QueryMemory
    ) {
        self.memory = memory
        let list = segment.list(of: entry)
        count = list == nil ? 0 : entry.count
        largestImpact = entry.largestImpact
        kind = list == nil ? .tiny : entry.kind
        data = list ?? TinyList.empty
        block = data
        if kind == .ranges {
            shift = Int(data[0] & ~PostingListWriter.wideStarts)
            hasWideStarts = data[0] & PostingListWriter.wideStarts != 0
            rangeCount = (unitCount - 1) >> shift + 1
            let fullest = Int(UnsafeRawPointer(data + 1).loadUnaligned(as: UInt32.self))
            maxima = data + 5
            starts = UnsafeRawPointer(maxima + rangeCount)
            blocks = maxima + rangeCount + (hasWideStarts ? 4 : 2) * (rangeCount + 1)
            capacity = fullest
            let stride = (fullest + 15) & ~15
            units = memory.take(stride * 3)
            textFrequencies = units + stride
            titleFrequencies = textFrequencies + stride
        } else {
            shift = 0
            rangeCount = 0
            maxima = data
            starts = UnsafeRawPointer(data)
            hasWideStarts = false
            blocks = data
            capacity = count
            let stride = (count + 15) & ~15
            units = memory.take(stride * 3)
            textFrequencies = units + stride
            titleFrequencies = textFrequencies + stride
            if kind == .tiny { unpackTiny(unitCount) } else { unpackChain() }
        }
    }

    var text: UnsafeMutablePointer<UInt32> {
        if !hasFrequencies { unpackFrequencies() }
        return textFrequencies
    }

    var title: UnsafeMutablePointer<UInt32> {
        if !hasFrequencies { unpackFrequencies() }
        return titleFrequencies
    }

    /// The frequencies of one unpacked posting.
    @inline(__always)
    func frequencies(at index: Int) -> (text: UInt32, title: UInt32) {
        guard hasFrequencies else { return PostingBlock(block).frequencies(at: index) }
        return (textFrequencies[index], titleFrequencies[index])
    }

    private func unpackFrequencies() {
        PostingBlock(block).frequencies(text: textFrequencies, title: titleFrequencies)
        hasFrequencies = true
    }

    /// Whether it is unpacked as a whole.
    var isWhole: Bool { kind != .ranges }

    /// The largest impact in each window, in 255ths, of a list that isn't unpacked as a whole.
    @inline(__always)
    func impact(ofWindow window: Int) -> UInt8 { maxima[window >> (shift - Window.shift)] }

    /// Whether a window may have postings, of a list that isn't unpacked as a whole.
    @inline(__always)
    func mayHave(_ window: Int) -> Bool { impact(ofWindow: window) > 0 }

    /// How many windows have one entry of `impact`, as a power of two, and those entries.
    var impacts: (shift: Int, maxima: UnsafePointer<UInt8>) { (shift - Window.shift, maxima) }

    /// Calls `body` with each window of the ranges that have postings and with the largest impact of its range, in 255ths, of
    /// a list that isn't unpacked as a whole.
    @inline(__always)
    func forEachImpact(windowCount: Int, _ body: (_ window: Int, _ impact: Float) -> Void) {
        let (shift, maxima) = impacts
        for range in 0..<rangeCount where maxima[range] > 0 {
            let impact = Float(maxima[range])
            for window in range << shift..<min((range + 1) << shift, windowCount) { body(window, impact) }
        }
    }

    /// Goes to a window.
    @inline(__always)
    func open(_ window: Int) {
        guard kind == .ranges else { return }
        let wanted = window >> (shift - Window.shift)
        if range != wanted { find(range: wanted) }
    }

    /// The unpacked postings that lie in a window.
    @inline(__always)
    func postings(in window: Int) -> Range<Int> {
        if kind == .ranges {
            open(window)
            if !hasUnits { unpackUnits() }
            if shift == Window.shift { return 0..<unpacked }
        }
        let start = units.firstIndex(from: UInt32(window << Window.shift), count: unpacked)
        let limit = UInt32((window + 1) << Window.shift)
        var end = start
        while end < unpacked, units[end] < limit { end += 1 }
        return start..<end
    }

    /// The unpacked posting of a unit.
    func posting(of unit: UInt32) -> Int? {
        if !hasUnits { unpackUnits() }
        let index = units.firstIndex(from: unit, count: unpacked)
        return index < unpacked && units[index] == unit ? index : nil
    }

    /// How often the term occurs in a part of a unit of the window that was asked for last.
    func frequencies(in unit: UInt32, _ part: TermSource.Part) -> Frequencies {
        guard let index = posting(of: unit) else { return Frequencies() }
        return Frequencies(title: part == .text ? 0 : Int(title[index]), text: part == .title ? 0 : Int(text[index]))
    }

    /// The slots of the unpacked postings of a window.
    @inline(__always)
    func slots(in window: Int) -> UnitMask {
        open(window)
        return bitmap.map { UnitMask(unaligned: $0) } ?? UnitMask(units, postings(in: window))
    }

    /// The block that has the postings of a window, if it is not unpacked yet and can be read as it is, and the first unit
    /// that it may have.
    @inline(__always)
    func packedBlock(of window: Int) -> (block: PostingBlock, start: UInt32)? {
        open(window)
        if hasUnits { return nil }
        let packed = PostingBlock(block)
        return packed.areGapsPlain ? (packed, UInt32(range << shift)) : nil
    }

    /// The bits of the window that was opened last, if its postings are packed as such and not unpacked yet.
    @inline(__always)
    var bitmap: UnsafeRawPointer? { hasUnits ? nil : PostingBlock(block).bitmap }

    /// The same of a window that is opened for it.
    @inline(__always)
    func openBitmap(_ window: Int) -> UnsafeRawPointer? {
        open(window)
        return bitmap
    }

    /// The block of the window that was opened last, if it is of this window alone, not unpacked yet and can be read as it
    /// is.
    @inline(__always)
    var packedNarrowBlock: PostingBlock? {
        if hasUnits || shift != Window.shift { return nil }
        let packed = PostingBlock(block)
        return packed.areGapsPlain ? packed : nil
    }

    /// The slots of the unpacked postings of a window that are in the text of their unit.
    @inline(__always)
    func textSlots(in window: Int) -> UnitMask {
        let postings = postings(in: window)
        if !isWhole, !hasTitles { return UnitMask(units, postings) }
        let text = text
        var slots = UnitMask.empty
        for index in postings where text[index] > 0 { slots.insert(Int(units[index]) & (Window.size - 1)) }
        return slots
    }

    /// The slots of the unpacked postings of a window that are in the title or the heading of their unit.
    func titleSlots(in window: Int) -> UnitMask {
        var slots = UnitMask.empty
        for index in postings(in: window) where title[index] > 0 { slots.insert(Int(units[index]) & (Window.size - 1)) }
        return slots
    }

    func find(range wanted: Int) {
        range = wanted
        isSummed = false
        let start: Int
        let isEmpty: Bool
        if hasWideStarts {
            start = Int(starts.loadUnaligned(fromByteOffset: wanted * 4, as: UInt32.self))
            isEmpty = start == Int(starts.loadUnaligned(fromByteOffset: wanted * 4 + 4, as: UInt32.self))
        } else {
            start = Int(starts.loadUnaligned(fromByteOffset: wanted * 2, as: UInt16.self))
            isEmpty = start == Int(starts.loadUnaligned(fromByteOffset: wanted * 2 + 2, as: UInt16.self))
        }
        hasUnits = isEmpty
        hasFrequencies = isEmpty
        unpacked = 0
        if isEmpty { return }
        block = blocks + start
        let packed = PostingBlock(block)
        unpacked = packed.count
        hasTitles = packed.hasTitles
    }

    func unpackUnits() {
        PostingBlock(block).units(from: UInt32(range << shift), into: units)
        hasUnits = true
    }

    private func unpackTiny(_ unitCount: Int) {
        var list = TinyList(data, unitCount: unitCount)
        for index in 0..<count { (units[index], textFrequencies[index], titleFrequencies[index]) = list.posting() }
        unpacked = count
        afterTiny = list
        twins = list.twins
        countTwins()
    }

    private func countTwins() {
        guard twins.distance > 0 else { return }
        for index in 0..<count {
            textFrequencies[index] = twins.all(textFrequencies[index])
            titleFrequencies[index] = twins.all(titleFrequencies[index])
        }
    }

    private func unpackChain() {
        var blocks = ChainBlocks(data, count: count)
        var start: UInt32 = 0
        var done = 0
        let chain: UnsafeMutablePointer<ChainBlock> = memory.take((count - 1) / PostingListWriter.chainBlock + 1)
        self.chain = chain
        twins = blocks.twins
        while let block = blocks.next() {
            block.units(from: start, into: units + done)
            block.frequencies(text: textFrequencies + done, title: titleFrequencies + done)
            chain[done / PostingListWriter.chainBlock] = ChainBlock(block: block)
            done += block.count
            start = units[done - 1] + 1
        }
        unpacked = count
        countTwins()
    }

    /// Writes the positions of an unpacked posting, those in the title first.
    ///
    /// - Parameter positions: room for its frequencies in title and text together.
    func positions(of index: Int, into positions: UnsafeMutablePointer<UInt32>) {
        guard kind == .ranges else { return wholePositions(of: index, into: positions) }
        let before = isSummed ? self.before.unsafelyUnwrapped : sumPositions()
        PostingBlock(block)
            .positions(
                of: index,
                after: Int(before[index]),
                (Int(title[index]), Int(text[index])),
                outOf: positionCount,
                from: positionStart,
                at: &positionPlace,
                into: positions
            )
    }

    /// The same of a list that was unpacked as a whole.
    private func wholePositions(of index: Int, into positions: UnsafeMutablePointer<UInt32>) {
        let counts = (title: Int(twins.written(title[index])), text: Int(twins.written(text[index])))
        if kind == .tiny {
            tinyPositions(of: index, counts, into: positions)
        } else {
            let before = isSummed ? self.before.unsafelyUnwrapped : sumPositions()
            let number = index / PostingListWriter.chainBlock
            let own = chain.unsafelyUnwrapped[number]
            if number != lastOfChain {
                positionPlace = PostingBlock.PositionPlace()
                positionStart = own.block.positionStart
            }
            lastOfChain = number
            own.block.positions(
                of: index % PostingListWriter.chainBlock,
                after: Int(before[index]),
                counts,
                outOf: own.positionCount,
                from: positionStart,
                at: &positionPlace,
                into: positions
            )
        }
        twins.spread(positions, written: counts.title, counts.text)
    }

    private func sumPositions() -> UnsafeMutablePointer<UInt32> {
        let before = self.before ?? memory.take(capacity)
        self.before = before
        let (text, title, unpacked) = (text, title, unpacked)
        var sum: UInt32 = 0
        if kind == .ranges, !hasTitles {
            for index in 0..<unpacked {
                before[index] = sum
                sum &+= text[index]
            }
        } else {
            for index in 0..<unpacked {
                if kind == .chain, index % PostingListWriter.chainBlock == 0 { sum = 0 }
                before[index] = sum
                sum &+= twins.written(text[index] &+ title[index])
                chain?[index / PostingListWriter.chainBlock].positionCount = Int(sum)
            }
        }
        positionCount = Int(sum)
        if kind == .ranges, unpacked > 0 { positionStart = PostingBlock(block).positionStart }
        positionPlace = PostingBlock.PositionPlace()
        isSummed = true
        return before
    }

    private func tinyPositions(
        of index: Int,
        _ counts: (title: Int, text: Int),
        into positions: UnsafeMutablePointer<UInt32>
    ) {
        guard var list = afterTiny else { return }
        for other in 0..<index { for _ in 0..<twins.written(title[other] + text[other]) { _ = list.position() } }
        var next: UInt32 = 0
        for place in 0..<counts.title + counts.text {
            if place == counts.title { next = 0 }
            next += list.position()
            positions[place] = next
            next += 1
        }
    }
}

extension [ListReader] {
    /// How often any of the terms occurs in a part of a unit of the window that was asked for last.
    func frequencies(in unit: UInt32, _ part: TermSource.Part) -> Frequencies {
        reduce(into: Frequencies()) { sum, list in
            let own = list.frequencies(in: unit, part)
            sum.title += own.title
            sum.text += own.text
        }
    }
}
