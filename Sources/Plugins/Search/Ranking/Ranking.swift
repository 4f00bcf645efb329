import Glibc

/// The ranking: BM25 over the fields of a passage (Robertson, Zaragoza & Taylor 2004, "Simple BM25 extension to multiple
/// weighted fields"), where a term counts the more the more often it occurs where it occurs at all.
///
/// ```
/// frequency = titleWeight · tf(title) / B(title) + tf(text) / B(text)     B = 1 − b + b · length / mean length
/// rarity    = ln(1 + (N − df + ½) / (df + ½))^1.2 · √(cf / df)
/// score     = Σ rarity · frequency · (k + 1) / (frequency + k)
/// ```
///
/// N is the number of passages, df that of the passages with the term, cf that of its occurrences in them, where a title
/// belongs to the first passage of its document. The root is the term part of In_expB2 (Amati & van Rijsbergen 2002):
/// words that come in bursts name what a text is about. The power lets rare words count a little more: with it, burstiness
/// doesn't lift words that are in every other text.
enum Ranking {
    /// k: how soon further occurrences count less.
    static let frequencySaturation: Float = 1.2
    /// b of texts: how much of their length counts.
    static let textLengthSaturation: Float = 0.75
    /// b of titles.
    static let titleLengthSaturation: Float = 0.5
    static let titleWeight: Float = 6
    /// The power of the logarithm in a rarity.
    private static let rarityPower = 1.2
    /// What a pair of characters of a script without spaces counts: pairs overlap, so that a text has about twice as many of
    /// them as it has words.
    static let pairWeight: Float = 0.5
    /// The part of it that the last character of a Japanese word with the first one of its ending counts.
    private static let endingPart: Float = 0.7
    /// And any other pair with a character of hiragana: particles and endings are written in it, and between them and words
    /// stands nothing.
    private static let hiraganaPart: Float = 0.3

    /// - Parameters:
    ///   - documentFrequency: in how many passages the term occurs; at least 1.
    ///   - collectionFrequency: how often it occurs in all of them.
    static func rarity(documentFrequency: Int, collectionFrequency: Int, passageCount: Int) -> Float {
        let inside = Double(documentFrequency)
        let outside = Double(passageCount) - inside
        let burstiness = (Double(collectionFrequency) / inside).squareRoot()
        return Float(pow(log(1 + (outside + 0.5) / (inside + 0.5)), rarityPower) * burstiness)
    }

    /// What a pair of characters counts.
    static func weight(ofPair pair: String.UnicodeScalarView) -> Float {
        let hiragana: ClosedRange<UInt32> = 0x3041...0x309F
        let ideographs: ClosedRange<UInt32> = 0x3400...0x9FFF
        guard let first = pair.first?.value, let last = pair.last?.value,
            hiragana.contains(first) || hiragana.contains(last)
        else { return pairWeight }
        return pairWeight * (ideographs.contains(first) ? endingPart : hiraganaPart)
    }

    /// How much a term occurs in a passage, for its lengths.
    ///
    /// - Parameters:
    ///   - titleWeight: one over the normalised length of the title.
    ///   - textWeight: one over that of the text.
    @inline(__always)
    static func frequency(title: UInt32, text: UInt32, titleWeight: Float, textWeight: Float) -> Float {
        let inText = Float(text) * textWeight
        return title == 0 ? inText : inText + Self.titleWeight * Float(title) * titleWeight
    }

    /// One over the normalised length of a title or text of so many words: 1 / (1 − b + b · length / mean).
    ///
    /// - Parameter saturation: b.
    @inline(__always)
    static func lengthWeight(_ length: Int, mean: Float, saturation: Float) -> Float {
        1 / (1 - saturation + saturation * Float(length) / max(mean, 1e-9))
    }

    /// How much a term has to occur for a score, or a little less: most postings are too low, which is seen without a division.
    ///
    /// - Parameter weight: that of the term times k + 1.
    static func frequency(reaching score: Float, weight: Float) -> Float {
        // The rounding of a score moves its frequency as much as this does, and less by far.
        let lowered = score * 0.999_99
        if lowered <= 0 { return 0 }
        return lowered < weight ? frequencySaturation * lowered / (weight - lowered) : .infinity
    }

    /// What one term of this weight adds to the score of a passage where it occurs so much.
    @inline(__always)
    static func score(frequency: Float, weight: Float) -> Float {
        score(frequency: frequency, scaledWeight: weight * (frequencySaturation + 1))
    }

    /// The same of a weight that is times k + 1 already.
    @inline(__always)
    static func score(frequency: Float, scaledWeight: Float) -> Float {
        scaledWeight * frequency / (frequency + frequencySaturation)
    }
}
