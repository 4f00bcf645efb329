/// Writes the postings of one term after the other.
///
/// A list of a few postings is a run of variable numbers. One of more is a chain of blocks of 128. One that has more
/// postings than twice the number of ranges of 256 units is cut at the borders of ranges, so that every range can be
/// reached by itself, with the largest impact of each.
struct PostingListWriter: ~Copyable {
    enum Kind: Int {
        case tiny, chain, ranges
    }

    /// A list with more is no tiny one.
    static let mostTiny = 7
    static let chainBlock = 128
    /// Ranges are as wide as it takes for this many postings in the mean, and at least 256 units.
    static let meanRangeCount = 24
    static let narrowestShift = 8
    /// Said of the starts of ranges beside their shift.
    static let wideStarts: UInt8 = 0x80

    private let unitCount: Int
    private let facts: [UnitFacts]
    private let impacts: ImpactBounds
    private(set) var output = ByteWriter()
    private var blocks = ByteWriter()
    private var run = PostingRun()

    /// What impacts and statistics depend on.
    struct UnitFacts {
        let titleCode: UInt8
        let textCode: UInt8
        /// Whether it is the first unit of its document.
        let isFirst: Bool
    }

    /// - Parameter facts: of the units; empty where they are documents, whose lengths don't count.
    init(unitCount: Int, facts: [UnitFacts], impacts: ImpactBounds) {
        self.unitCount = unitCount
        self.facts = facts
        self.impacts = impacts
    }

    /// What the dictionary says of a list.
    struct Entry {
        let kind: Kind
        /// The largest impact, rounded up, in 255ths.
        let largestImpact: UInt8
        /// Postings.
        let count: Int
        /// Passages that the term stands for: a title counts for the first passage of its document alone, or its words
        /// would seem common just because the document is long.
        let passageCount: Int
        /// Occurrences in those.
        let occurrenceCount: Int
        let byteCount: Int
    }

    static func kind(count: Int, unitCount: Int) -> Kind {
        if count <= mostTiny { return .tiny }
        return count > max(2 * ((unitCount >> narrowestShift) + 1), chainBlock) ? .ranges : .chain
    }

    /// Writes the list of one term.
    ///
    /// - Parameter occurrences: ascending and without repetition.
    mutating func append<Key>(_ occurrences: UnsafeBufferPointer<Key>, _ layout: PlaceLayout<Key>) -> Entry {
        run.fill(occurrences, layout)
        let start = output.count
        var largest: UInt8 = 0
        let kind = Self.kind(count: run.count, unitCount: unitCount)
        if kind != .ranges { run.joinTwins() }
        switch kind {
        case .tiny: TinyList.write(run, unitCount: unitCount, to: &output)
        case .chain: largest = appendChain()
        case .ranges: largest = appendRanges()
        }
        var passageCount = 0
        var occurrenceCount = 0
        for index in 0..<run.count {
            let (text, title) = (run.twins.all(run.text[index]), run.twins.all(run.title[index]))
            let countsTitle = title > 0 && (facts.isEmpty || facts[Int(run.units[index])].isFirst)
            guard text > 0 || countsTitle else { continue }
            passageCount += 1
            occurrenceCount += Int(text) + (countsTitle ? Int(title) : 0)
        }
        return Entry(
            kind: kind,
            largestImpact: largest,
            count: run.count,
            passageCount: passageCount,
            occurrenceCount: occurrenceCount,
            byteCount: output.count - start
        )
    }

    @inline(__always)
    private func impact(of index: Int) -> UInt8 {
        let unit = Int(run.units[index])
        return impacts.bound(
            title: run.twins.all(run.title[index]),
            text: run.twins.all(run.text[index]),
            titleCode: facts.isEmpty ? 0 : facts[unit].titleCode,
            textCode: facts.isEmpty ? 0 : facts[unit].textCode
        )
    }

    /// How far twins lie apart (a number of variable length), then the blocks; before each but the last one stands how
    /// many bytes it has.
    ///
    /// Answers the largest impact.
    private mutating func appendChain() -> UInt8 {
        var largest: UInt8 = 0
        for index in 0..<run.count { largest = max(largest, impact(of: index)) }
        output.appendVariable(Int(run.twins.distance))
        var first = 0
        var start: UInt32 = 0
        while first < run.count {
            let end = min(first + Self.chainBlock, run.count)
            if end == run.count {
                run.write(first..<end, from: start, .chain, to: &output)
            } else {
                blocks.removeAll()
                run.write(first..<end, from: start, .chain, to: &blocks)
                output.appendVariable(blocks.count)
                output.append(blocks.bytes)
            }
            start = run.units[end - 1] + 1
            first = end
        }
        return largest
    }

    /// `shift` (1 byte, its highest bit set where starts have four bytes), the count of the fullest range (4 bytes), the
    /// largest impact of each range (1 byte), where each range begins behind all this, and the end (2 or 4 bytes), then the
    /// blocks; an empty range has none.
    ///
    /// Answers the largest impact.
    private mutating func appendRanges() -> UInt8 {
        var shift = Self.narrowestShift
        while (run.count << shift) / unitCount < Self.meanRangeCount, 1 << shift < unitCount { shift += 1 }
        let rangeCount = (unitCount - 1) >> shift + 1
        var maxima = [UInt8](repeating: 0, count: rangeCount)
        var starts: [UInt32] = []
        starts.reserveCapacity(rangeCount + 1)
        blocks.removeAll()
        var first = 0
        var fullest = 0
        for range in 0..<rangeCount {
            starts.append(UInt32(blocks.count))
            let start = UInt32(range << shift)
            var end = first
            while end < run.count, run.units[end] >> UInt32(shift) == UInt32(range) {
                maxima[range] = max(maxima[range], impact(of: end))
                end += 1
            }
            if end > first {
                let kind: PostingBlock.Kind = shift == Self.narrowestShift ? .narrowRange : .wideRange
                run.write(first..<end, from: start, kind, to: &blocks)
                fullest = max(fullest, end - first)
            }
            first = end
        }
        starts.append(UInt32(blocks.count))
        let isWide = blocks.count > Int(UInt16.max)
        output.append(UInt8(shift) | (isWide ? Self.wideStarts : 0))
        output.append(UInt32(fullest))
        output.append(maxima)
        if isWide {
            output.append(contentsOf: starts)
        } else {
            output.append(contentsOf: starts.map { UInt16(truncatingIfNeeded: $0) })
        }
        output.append(blocks.bytes)
        return maxima.max() ?? 0
    }
}

/// Bounds the impact of postings: the saturated frequency, 0 … 1, in 255ths and rounded up.
struct ImpactBounds {
    private let titleWeights: [Float]
    private let textWeights: [Float]

    /// - Parameters:
    ///   - titleMean: the mean length of titles in the segment, in words.
    ///   - textMean: that of texts.
    init(titleMean: Float, textMean: Float) {
        titleWeights = LengthCode.weights(mean: titleMean, saturation: Ranking.titleLengthSaturation)
        textWeights = LengthCode.weights(mean: textMean, saturation: Ranking.textLengthSaturation)
    }

    func bound(title: UInt32, text: UInt32, titleCode: UInt8, textCode: UInt8) -> UInt8 {
        let frequency = Ranking.frequency(
            title: title,
            text: text,
            titleWeight: titleWeights[Int(titleCode)],
            textWeight: textWeights[Int(textCode)]
        )
        let impact = frequency / (frequency + Ranking.frequencySaturation)
        return UInt8(min(255, (impact * 255).rounded(.up)))
    }
}
