/// Tells the language of a passage from a few of its words.
///
/// Scripts decide first, then letters that only some languages of a script have, then frequent words. A passage is read
/// only until it is clear: some ten words where it is the language that was expected.
public enum LanguageDetector {
    /// So many words tell whether anything else might be worth reading for.
    private static let quietWords = 24

    /// The language of a text, by its code of BCP 47: one that Analysis can stem or at least tells apart from those.
    ///
    /// - Parameters:
    ///   - bytes: valid UTF-8.
    ///   - expected: what it is when nothing in the text says otherwise, such as the language of its document.
    ///   - mostWords: at most so many words are read.
    public static func language(
        of bytes: UnsafeBufferPointer<UInt8>,
        in range: Range<Int>,
        expected: String,
        mostWords: Int = 60
    ) -> String {
        var evidence = LanguageEvidence(expected: expected)
        var index = range.lowerBound
        var wordCount = 0
        while index < range.upperBound, wordCount < mostWords {
            evidence.readWord(bytes, &index, range.upperBound)
            wordCount += 1
            if wordCount & 7 == 0, evidence.isClear || wordCount >= quietWords && evidence.isQuiet { break }
        }
        return evidence.verdict
    }

    /// The language that a whole text is written in, `nil` when there is too little to tell.
    ///
    /// Some words from the start, the middle and the end are read, so that the cost doesn't grow with the text, and fewer
    /// where they all speak for one language.
    public static func language(of bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var evidence = LanguageEvidence(expected: "")
        let starts = bytes.count < 3000 ? [0] : [0, bytes.count / 2, bytes.count - 1000]
        for start in starts {
            var index = start
            while index < bytes.count, !UTF8Reading.isBoundary(bytes[index]) { index += 1 }
            var wordCount = 0
            while index < bytes.count, wordCount < (starts.count == 1 ? 500 : 200) {
                evidence.readWord(bytes, &index, bytes.count)
                wordCount += 1
                if wordCount & 31 == 0, evidence.isPlain { break }
            }
        }
        return evidence.isEnough ? evidence.verdict : nil
    }
}
