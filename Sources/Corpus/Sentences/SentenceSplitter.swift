/// Splits text into sentences by the rules and abbreviations of its language.
///
/// One pass over the bytes; nothing is allocated but the result. A sentence never spans a blank line or a new list
/// item, and may span a line break inside a hard-wrapped paragraph.
public enum SentenceSplitter {
    /// The sentences of `range`, as byte ranges of `text`.
    ///
    /// They are in order, do not overlap, have no white space at either end, and hold every byte of `range` that is not
    /// white space.
    ///
    /// - Parameters:
    ///   - text: valid UTF-8. Anything else is split somewhere, but read safely.
    ///   - range: starts and ends at characters; the whole text when nil.
    ///   - language: nil takes the abbreviations of every language, and so splits less.
    /// - Complexity: O(n).
    public static func sentences(
        in text: UnsafeBufferPointer<UInt8>,
        range: Range<Int>? = nil,
        language: Language?
    ) -> [Range<Int>] {
        var result: [Range<Int>] = []
        append(sentencesIn: text, range: range ?? 0..<text.count, language: language, to: &result)
        return result
    }

    /// Appends the sentences of `range` to `sentences`; see ``sentences(in:range:language:)``.
    public static func append(
        sentencesIn text: UnsafeBufferPointer<UInt8>,
        range: Range<Int>,
        language: Language?,
        to sentences: inout [Range<Int>]
    ) {
        append(sentencesIn: text, range: range, rules: LanguageRules.rules(for: language), to: &sentences)
    }

    /// The same for those who have the rules at hand for many ranges: all threads wait for each other to look them up.
    static func append(
        sentencesIn text: UnsafeBufferPointer<UInt8>,
        range: Range<Int>,
        rules: LanguageRules,
        to sentences: inout [Range<Int>]
    ) {
        var scan = SentenceScan(text, range, rules)
        swap(&scan.sentences, &sentences)
        scan.run()
        swap(&scan.sentences, &sentences)
    }
}
