/// English words as they are spelt in Britain and in America.
enum SpellingVariants {
    /// Other spellings that a word in small letters may have; some of them are none.
    ///
    /// For words that were looked for in vain: what is no word is found no more than they were.
    static func of(_ word: String) -> [String] {
        guard word.utf8.count > 4 else { return [] }
        var variants: [String] = []
        for (one, other) in inside { variants += exchanged(word, one, other) + exchanged(word, other, one) }
        for (one, other) in endings {
            if word.hasSuffix(one) { variants.append(word.dropLast(one.count) + other) }
            if word.hasSuffix(other) { variants.append(word.dropLast(other.count) + one) }
        }
        return variants
    }

    /// `word` with each `part` in turn, but for one at its beginning, written as `other`.
    private static func exchanged(_ word: String, _ part: String, _ other: String) -> [String] {
        word.ranges(of: part).filter { $0.lowerBound > word.startIndex }.map { range in
            word[..<range.lowerBound] + other + word[range.upperBound...]
        }
    }

    private static let inside = [
        ("our", "or"), ("ise", "ize"), ("isi", "izi"), ("isa", "iza"), ("yse", "yze"), ("ll", "l"), ("ence", "ense"),
        ("aes", "es"),
    ]
    private static let endings = [("re", "er"), ("ogue", "og"), ("amme", "am"), ("res", "ers"), ("ogues", "ogs")]
}
