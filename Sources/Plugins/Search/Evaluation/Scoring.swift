/// How postings of one segment are scored under the statistics of the whole corpus.
struct Scoring {
    private let titleWeights: UnsafePointer<Float>
    private let textWeights: UnsafePointer<Float>
    private let titleCodes: UnsafePointer<UInt8>
    private let textCodes: UnsafePointer<UInt8>
    /// What the segment's own bounds of impacts have to be multiplied with: its mean lengths, for which they hold, differ
    /// from those of the corpus, and frequencies grow no faster than these.
    let boundFactor: Float

    /// - Parameter memory: holds the statistics from now on.
    init(_ segment: IndexSegment, _ statistics: Statistics, memory: QueryMemory) {
        memory.keep(segment)
        memory.keep(statistics)
        titleCodes = segment.titleCodes
        textCodes = segment.textCodes
        titleWeights = statistics.titleWeights.base
        textWeights = statistics.textWeights.base
        let units = Float(max(segment.unitCount, 1))
        let title = statistics.titleMean / max(Float(segment.titleLength) / units, 1e-9)
        let text = statistics.textMean / max(Float(segment.textLength) / units, 1e-9)
        // A little more than the ratio, for the rounding of sums.
        boundFactor = max(1, segment.titleLength == 0 ? 1 : title, text) * 1.0001
    }

    @inline(__always)
    func frequency(text: UInt32, unit: UInt32) -> Float { Float(text) * textWeights[Int(textCodes[Int(unit)])] }

    @inline(__always)
    func frequency(title: UInt32, text: UInt32, unit: UInt32) -> Float {
        let inText = Float(text) * textWeights[Int(textCodes[Int(unit)])]
        if title == 0 { return inText }
        return inText + Ranking.titleWeight * Float(title) * titleWeights[Int(titleCodes[Int(unit)])]
    }
}

/// Sizes of the whole corpus, and what follows from them.
final class Statistics: Sendable {
    let unitCount: Int
    /// In words.
    let titleMean: Float
    let textMean: Float
    /// For each code of a length, one over the normalised length.
    let titleWeights: FixedBuffer<Float>
    let textWeights: FixedBuffer<Float>

    init(_ segments: [IndexSegment]) {
        unitCount = segments.reduce(0) { $0 + $1.unitCount }
        let units = Float(max(unitCount, 1))
        titleMean = Float(segments.reduce(0) { $0 + $1.titleLength }) / units
        textMean = Float(segments.reduce(0) { $0 + $1.textLength }) / units
        titleWeights = FixedBuffer(LengthCode.weights(mean: titleMean, saturation: Ranking.titleLengthSaturation))
        textWeights = FixedBuffer(LengthCode.weights(mean: textMean, saturation: Ranking.textLengthSaturation))
    }

    /// One over the normalised length of a title of so many words.
    func titleWeight(ofLength length: Int) -> Float {
        Ranking.lengthWeight(length, mean: titleMean, saturation: Ranking.titleLengthSaturation)
    }

    /// The same of a text.
    func textWeight(ofLength length: Int) -> Float {
        Ranking.lengthWeight(length, mean: textMean, saturation: Ranking.textLengthSaturation)
    }
}
