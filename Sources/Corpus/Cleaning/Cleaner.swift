/// Takes the repetitions and the boilerplate out of scraped text, and puts its paragraphs in order.
///
/// It knows no page and no site: a block whose words stand in a longer block is a copy of that part, and where copies
/// start and end are the paragraphs of the longer one. See ``CopyEvidence`` for what is left in doubt.
public enum Cleaner {
    /// The text of `blocks`, each of its sentences once, in order.
    ///
    /// - Parameters:
    ///   - text: valid UTF-8.
    ///   - blocks: in source order, not overlapping.
    ///   - language: for the sentences; nil when unknown.
    /// - Complexity: O(n log m) for n bytes in m blocks, whatever they repeat.
    public static func clean(
        _ text: UnsafeBufferPointer<UInt8>,
        blocks: [TextBlock],
        language: Language?
    ) -> CleanText {
        let alignment = CopyAlignment(text, blocks)
        let copies = alignment.sharesNothing ? [] : CopyEvidence.judge(alignment)
        var assembly = CleanAssembly(alignment, copies, language)
        assembly.run()
        return assembly.result
    }
}

/// Puts a clean text together from what the alignment found.
private struct CleanAssembly {
    var result = CleanText()
    private let alignment: CopyAlignment
    private let copies: [BlockCopy]
    private let rules: LanguageRules
    /// Positions before which a paragraph starts.
    private var boundaries: Set<Int>
    /// Bytes inside segments at which a paragraph ends, in order.
    private var cuts: [Int] = []
    /// For each segment that overlaps another block, its place in `alignment.overlaps`.
    private var overlapped: [Int: Int] = [:]

    init(_ alignment: CopyAlignment, _ copies: [BlockCopy], _ language: Language?) {
        self.alignment = alignment
        self.copies = copies
        rules = LanguageRules.rules(for: language)
        boundaries = []
        result.sentences.reserveCapacity(alignment.text.count / 80)
        for boundary in alignment.boundaries { insertBoundary(boundary) }
        for copy in copies where copy.isAccepted {
            insertBoundary(copy.position)
            guard copy.endsParagraph else { continue }
            if let end = copy.brokenEnd { cuts.append(end) } else { insertBoundary(copy.end) }
        }
        cuts.sort()
        for (number, overlap) in alignment.overlaps.enumerated() {
            for segment in overlap.segments { overlapped[segment] = number }
        }
    }

    private mutating func insertBoundary(_ position: Int) {
        boundaries.insert(position)
        boundaries.insert(alignment.kept.canonical(position))
    }

    mutating func run() {
        if alignment.sharesNothing {
            for block in alignment.blocks.indices { addPassage(alignment.segmented.segments(of: block), block) }
            return
        }
        var isCopy = [BlockCopy?](repeating: nil, count: alignment.blocks.count)
        for copy in copies { isCopy[copy.block] = copy }
        var isDone = [Bool](repeating: false, count: alignment.blocks.count)
        for block in alignment.blocks.indices where !isDone[block] {
            if let copy = isCopy[block] {
                if copy.isAccepted { remove(copy) } else { addPassage(alignment.segmented.segments(of: block), block) }
                isDone[block] = true
                continue
            }
            var first = block
            var steps = 0
            while let previous = alignment.preceding[first], !isDone[previous], steps < alignment.blocks.count {
                first = previous
                steps += 1
            }
            var next: Int? = first
            while let current = next, !isDone[current] {
                isDone[current] = true
                addKept(current)
                next = alignment.following[current]
            }
        }
        result.removals.sort { $0.range.lowerBound < $1.range.lowerBound }
        result.notices.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    private mutating func remove(_ copy: BlockCopy) {
        let segments = alignment.segmented.segments(of: copy.block)
        let survivor = survivor(copy.position..<copy.end, brokenEnd: copy.brokenEnd)
        let all = alignment.segmented.segments
        result.removals.append(
            CleanRemoval(
                range: all[segments.lowerBound].start..<all[segments.upperBound - 1].end,
                reason: copy.endsParagraph ? .repeatedRun : .truncatedCopy,
                survivor: survivor
            )
        )
    }

    /// Where the words at `positions`, and on to `brokenEnd`, are kept.
    private func survivor(_ positions: Range<Int>, brokenEnd: Int?) -> Range<Int> {
        let kept = alignment.kept
        let first = kept.canonical(positions.lowerBound)
        if positions.isEmpty {
            let segment = alignment.segmented.segments[Int(kept.segments[first])]
            return segment
                .start..<max(segment.start, first == positions.lowerBound ? brokenEnd ?? segment.end : segment.end)
        }
        let last = kept.canonical(positions.upperBound - 1)
        let isOneBlock = last >= first && kept.blocks[first] == kept.blocks[last]
        let range = alignment.source(first..<(isOneBlock ? last : first) + 1)
        guard let brokenEnd, isOneBlock, last == positions.upperBound - 1 else { return range }
        return range.lowerBound..<max(range.upperBound, brokenEnd)
    }

    /// Adds the passages of a kept block.
    private mutating func addKept(_ block: Int) {
        guard let positions = alignment.kept.ranges[block] else { return }
        let segments = alignment.segmented.segments(of: block)
        var start = segments.lowerBound
        for segment in segments {
            let position = positions.lowerBound + segment - segments.lowerBound
            let number = overlapped[segment]
            let isOtherPart = segment > segments.lowerBound && number != overlapped[segment - 1]
            if segment > start, isOtherPart || (number == nil && boundaries.contains(position)) {
                addPart(start..<segment, block)
                start = segment
            }
        }
        if start < segments.upperBound { addPart(start..<segments.upperBound, block) }
    }

    /// Adds `segments` as a passage, or removes them when they stand in another block too.
    private mutating func addPart(_ segments: Range<Int>, _ block: Int) {
        guard let number = overlapped[segments.lowerBound] else {
            addPassage(segments, block)
            return
        }
        let overlap = alignment.overlaps[number]
        let home = alignment.kept.home(of: overlap.position)
        let end = min(overlap.position + segments.count, home.upperBound)
        let all = alignment.segmented.segments
        result.removals.append(
            CleanRemoval(
                range: all[segments.lowerBound].start..<all[segments.upperBound - 1].end,
                reason: overlap.isBroken ? .truncatedCopy : .repeatedRun,
                survivor: survivor(overlap.position..<max(overlap.position + 1, end), brokenEnd: nil)
            )
        )
    }

    private mutating func addPassage(_ segments: Range<Int>, _ block: Int) {
        guard segments.count > 0 else { return }
        let all = alignment.segmented.segments
        let range = all[segments.lowerBound].start..<all[segments.upperBound - 1].end
        var start = range.lowerBound
        var place = firstCut(after: start)
        while place < cuts.count, cuts[place] < range.upperBound {
            if cuts[place] > start {
                addPassage(start..<cuts[place], kind: alignment.blocks[block].kind)
                start = Characters.skipSpace(alignment.text, cuts[place], range.upperBound)
            }
            place += 1
        }
        addPassage(start..<range.upperBound, kind: alignment.blocks[block].kind)
    }

    /// The first of `cuts` behind byte `start`.
    private func firstCut(after start: Int) -> Int {
        var (low, high) = (0, cuts.count)
        while low < high {
            let middle = (low + high) / 2
            if cuts[middle] <= start { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func addPassage(_ range: Range<Int>, kind: TextBlock.Kind) {
        guard range.count > 0, !addNotice(range) else { return }
        let first = result.sentences.count
        SentenceSplitter.append(sentencesIn: alignment.text, range: range, rules: rules, to: &result.sentences)
        var (start, end) = (range.lowerBound, range.upperBound)
        // A copyright line may be glued to the first paragraph, and to the last one, where licences are glued too.
        if result.sentences.count > first + 1, addNotice(result.sentences[first], only: Self.copyright) {
            result.sentences.remove(at: first)
            start = result.sentences[first].lowerBound
        }
        while result.sentences.count > first + 1, let last = result.sentences.last,
            addNotice(last, only: Self.legal)
        {
            result.sentences.removeLast()
            end = result.sentences[result.sentences.count - 1].upperBound
        }
        result.passages.append(
            CleanPassage(range: start..<end, sentences: first..<result.sentences.count, kind: kind)
        )
    }

    private static let copyright: Set<Notice.Kind> = [.copyright]
    private static let legal: Set<Notice.Kind> = [.licence, .copyright]

    private mutating func addNotice(_ range: Range<Int>, only kinds: Set<Notice.Kind>? = nil) -> Bool {
        guard let notice = NoticeFinder.notice(alignment.text, range), kinds?.contains(notice.kind) ?? true else {
            return false
        }
        result.notices.append(notice)
        result.removals.append(CleanRemoval(range: range, reason: .boilerplate(notice.kind), survivor: nil))
        return true
    }
}
