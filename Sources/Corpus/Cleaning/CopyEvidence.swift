/// Decides which copies are the doing of a scraper, and which are a text that says something twice.
///
/// Long runs are no coincidence. A short one counts when other copies lie against it, so that they repeat the text
/// together; a whole paragraph that comes again counts only with others around it or right behind itself. In doubt a
/// copy is kept: a sentence too many costs less than a sentence lost.
struct CopyEvidence {
    /// Folded bytes from which a run of two or more segments, inside a longer block, is no coincidence.
    static let longRun = 160
    /// Folded bytes from which words that break off are no coincidence.
    static let longBroken = 60
    /// The same in a text much of which is copies for certain.
    static let shortBroken = 12
    /// Folded bytes of whole paragraphs that come again one after the other.
    static let longRepeat = 400
    /// Folded bytes from which a paragraph that comes again in such a text is no refrain.
    static let longWhole = 1_000
    /// Folded bytes of a paragraph that comes twice in a row.
    static let longDouble = 120
    /// Folded bytes of a single sentence at the end of the block beside it.
    static let longEdge = 50

    private let alignment: CopyAlignment
    private var copies: [BlockCopy]
    /// Positions at which an accepted copy or its home starts or ends.
    private var edges: Set<Int>
    /// Blocks that an accepted copy repeats a part of.
    private var homes: Set<Int32> = []
    private var acceptedBytes = 0

    /// The copies of `alignment`, those accepted that are taken for repetitions.
    static func judge(_ alignment: CopyAlignment) -> [BlockCopy] {
        var evidence = CopyEvidence(alignment)
        evidence.acceptLong()
        evidence.acceptTogether()
        evidence.acceptAtEdges()
        evidence.acceptRepeats()
        evidence.findTruncated()
        return evidence.copies
    }

    private init(_ alignment: CopyAlignment) {
        self.alignment = alignment
        copies = alignment.copies
        edges = alignment.boundaries
        if !alignment.following.isEmpty { acceptedBytes = Self.longRun }
    }

    private func size(_ number: Int) -> Int { alignment.segmented.sizes[copies[number].block] }

    private func kind(_ number: Int) -> TextBlock.Kind { alignment.blocks[copies[number].block].kind }

    /// A heading may well be the beginning of a sentence below it.
    private func isHeading(_ number: Int) -> Bool {
        if case .heading = kind(number) { true } else { false }
    }

    private func home(_ number: Int) -> Range<Int> { alignment.kept.home(of: copies[number].position) }

    /// Whether the copy is all of a kept block, so that nothing but the words themselves speaks for it.
    private func isWhole(_ number: Int) -> Bool {
        let home = home(number)
        return copies[number].brokenEnd == nil && copies[number].position == home.lowerBound
            && copies[number].end == home.upperBound
    }

    /// Whether much of the text is copies for certain.
    private var isScrape: Bool { acceptedBytes * 4 >= alignment.segmented.sizes.reduce(0, +) }

    private mutating func accept(_ number: Int) {
        // Rows of a table and lines of a program are often the same.
        guard !copies[number].isAccepted, kind(number) != .code, kind(number) != .table else { return }
        copies[number].isAccepted = true
        acceptedBytes += size(number)
        guard !isWhole(number) else { return }
        edges.insert(copies[number].position)
        if copies[number].brokenEnd == nil { edges.insert(copies[number].end) }
        if homes.insert(alignment.kept.blocks[copies[number].position]).inserted {
            edges.insert(home(number).lowerBound)
            edges.insert(home(number).upperBound)
        }
    }

    private mutating func acceptLong() {
        for number in copies.indices where !isWhole(number) && !isHeading(number) {
            let isLong =
                isCutOff(number)
                ? size(number) >= Self.longBroken : copies[number].count >= 2 && size(number) >= Self.longRun
            if isLong { accept(number) }
        }
    }

    /// Accepts copies in consecutive blocks that lie against each other in the kept text, when they are long together.
    private mutating func acceptTogether() {
        var first = 0
        while first < copies.count {
            var last = first
            var bytes = size(first)
            while last + 1 < copies.count, copies[last + 1].block == copies[last].block + 1, touch(last, last + 1) {
                last += 1
                bytes += size(last)
            }
            if last > first, bytes >= Self.longRun {
                for number in first...last where !isWhole(number) { accept(number) }
            }
            first = last + 1
        }
    }

    private func touch(_ first: Int, _ second: Int) -> Bool {
        guard !isWhole(first), !isWhole(second) else { return false }
        let (one, other) = (copies[first], copies[second])
        if one.brokenEnd == nil, one.end == other.position { return true }
        return one.position == other.position || one.end == other.end
    }

    /// Accepts short copies whose ends are those of other copies, in a text much of which is copies, and those at an
    /// end of the block beside them.
    private mutating func acceptAtEdges() {
        let isScrape = isScrape
        for _ in 0..<2 {
            for number in copies.indices where !copies[number].isAccepted && !isWhole(number) {
                let copy = copies[number]
                let home = home(number)
                let isAtEnd = copy.end == home.upperBound && copy.brokenEnd == nil
                let isAtStart = copy.position == home.lowerBound
                let distance = Int(alignment.kept.blocks[copy.position]) - copy.block
                if isScrape,
                    size(number) >= Self.shortBroken && isCutOff(number) || edges.contains(copy.position)
                        || edges.contains(copy.end) || isAtEnd || isAtStart
                {
                    accept(number)
                } else if !isHeading(number), isAtEnd && distance == -1 || isAtStart && distance == 1,
                    size(number) >= Self.longEdge
                {
                    accept(number)
                }
            }
        }
    }

    /// Accepts whole blocks that come again: in a long row, right behind themselves, or nearly all of them.
    private mutating func acceptRepeats() {
        let whole = copies.indices.filter { isWhole($0) }
        let isMultiplied = isMultiplied(whole)
        let isScrape = isScrape
        var first = 0
        while first < whole.count {
            var last = first
            var bytes = size(whole[first])
            while last + 1 < whole.count, follows(whole[last], whole[last + 1]) {
                last += 1
                bytes += size(whole[last])
            }
            let isLongRow = last > first && bytes >= Self.longRepeat
            for place in first...last {
                let number = whole[place]
                let copy = copies[number]
                let isDouble =
                    Int(alignment.kept.blocks[copy.position]) == copy.block - 1 && size(number) >= Self.longDouble
                if isMultiplied || isLongRow || isDouble || isScrape && size(number) >= Self.longWhole {
                    accept(number)
                }
            }
            first = last + 1
        }
    }

    /// Finds copies cut off where no sentence ends: then no paragraph ends there either.
    ///
    /// A headline has no full stop. It differs in that most copies of its home are beginnings of growing length.
    private mutating func findTruncated() {
        var counts: [Int32: (all: Int, beginnings: Int)] = [:]
        func isBeginning(_ number: Int) -> Bool {
            endsInside(number) && copies[number].position == home(number).lowerBound
        }
        for number in copies.indices where copies[number].isAccepted {
            let home = alignment.kept.blocks[copies[number].position]
            counts[home, default: (0, 0)].all += 1
            if isBeginning(number) { counts[home, default: (0, 0)].beginnings += 1 }
        }
        for number in copies.indices where copies[number].isAccepted && endsInside(number) {
            let copy = copies[number]
            if copy.brokenEnd == nil, alignment.endsSentence(alignment.source(copy.end - 1..<copy.end)) { continue }
            let count = counts[alignment.kept.blocks[copy.position], default: (1, 0)]
            let isWordEnd = copy.brokenEnd.map {
                Characters.spaceLength(alignment.text, $0, alignment.text.count) > 0
            }
            copies[number].endsParagraph =
                isBeginning(number) && count.beginnings > 1 && count.beginnings * 2 > count.all && isWordEnd ?? true
        }
    }

    /// Whether the copy breaks off where its home goes on.
    private func isCutOff(_ number: Int) -> Bool {
        endsInside(number) && !endsSentence(number)
    }

    /// Whether the last word of the copy ends a sentence.
    private func endsSentence(_ number: Int) -> Bool {
        let segments = alignment.segmented.segments(of: copies[number].block)
        let last = alignment.segmented.segments[segments.upperBound - 1]
        return alignment.endsSentence(last.start..<last.end)
    }

    private func endsInside(_ number: Int) -> Bool {
        copies[number].end < home(number).upperBound
    }

    /// Whether nearly every block is there equally often, and more than once.
    private func isMultiplied(_ whole: [Int]) -> Bool {
        var repeats: [Int32: Int] = [:]
        for number in whole { repeats[alignment.kept.blocks[copies[number].position], default: 0] += 1 }
        var frequencies: [Int: Int] = [:]
        for (_, count) in repeats { frequencies[count, default: 0] += 1 }
        let distinct = alignment.kept.ranges.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
        let most = frequencies.values.max() ?? 0
        return most >= 3 && most * 5 >= distinct * 4
    }

    /// Whether two copies are neighbours, and so are the blocks that they repeat.
    private func follows(_ first: Int, _ second: Int) -> Bool {
        guard copies[second].block == copies[first].block + 1 else { return false }
        let (one, other) = (copies[first].position, copies[second].position)
        return alignment.kept.blocks[other] == alignment.kept.blocks[one] + 1
    }
}
