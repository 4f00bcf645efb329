/// How postings of one segment are scored under the statistics of the whole corpus.
struct Scoring {
    private let titleWeights: UnsafePointer<Float>
    private let textWeights: UnsafePointer<Float>
    private let titleCodes: UnsafePointer<UInt8>
    private let textCodes: UnsafePointer<UInt8>
    /// How much larger frequencies may be than the segment's own impacts say: its mean lengths, for which these hold, differ
    /// from those of the corpus, and frequencies grow no faster than the means.
    private let growth: Float

    /// - Precondition: whoever uses it holds the segment and the statistics.
    init(_ segment: IndexSegment, _ statistics: Statistics) {
        titleCodes = segment.titleCodes
        textCodes = segment.textCodes
        titleWeights = statistics.titleWeights.base
        textWeights = statistics.textWeights.base
        let units = Float(max(segment.unitCount, 1))
        let title = statistics.titleMean / max(Float(segment.titleLength) / units, 1e-9)
        let text = statistics.textMean / max(Float(segment.textLength) / units, 1e-9)
        growth = max(1, segment.titleLength == 0 ? 1 : title, text)
    }

    /// What the segment's own impacts stand for at most.
    ///
    /// - Parameter weight: that of the term times k + 1.
    func bounds(weight: Float) -> ImpactScale { ImpactScale(weight: weight, growth: growth) }

    /// No unit has more than this of a term that is so often in its title and its text: those of no words at all would have.
    @inline(__always)
    func mostFrequency(title: SIMD16<UInt32>, text: SIMD16<UInt32>) -> SIMD16<Float> {
        SIMD16(text) * textWeights[0] + Ranking.titleWeight * SIMD16(title) * titleWeights[0]
    }

    /// The same of what occurs once, in the text: the least that this is for any posting.
    @inline(__always)
    var mostOfOne: Float { min(textWeights[0], Ranking.titleWeight * titleWeights[0]) }

    @inline(__always)
    func frequency(text: UInt32, unit: UInt32) -> Float { Float(text) * textWeights[Int(textCodes[Int(unit)])] }

    @inline(__always)
    func frequency(title: UInt32, text: UInt32, unit: UInt32) -> Float {
        let inText = Float(text) * textWeights[Int(textCodes[Int(unit)])]
        if title == 0 { return inText }
        return inText + Ranking.titleWeight * Float(title) * titleWeights[Int(titleCodes[Int(unit)])]
    }
}

/// Turns an impact of a segment, in 255ths, into a bound of scores.
///
/// An impact i is that of a frequency k·i / (1 − i); one that is c times as large has the impact c·i / (1 + (c − 1)·i),
/// which is little more where i is near 1: there the best scores are.
struct ImpactScale {
    private let scale: Float
    private let saturation: Float

    init(weight: Float, growth: Float) {
        // A little more, for the rounding of sums.
        scale = weight * growth * 1.0001
        saturation = growth - 1
    }

    @inline(__always)
    func bound(_ impact: Float) -> Float { scale * impact / (255 + saturation * impact) }

    @inline(__always)
    func bound(_ impact: UInt8) -> Float { bound(Float(impact)) }
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
