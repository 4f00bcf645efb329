/// What an apostrophe divides from a word: the elided articles and pronouns of Romance languages, the endings that Turkish
/// puts behind names, the genitive of Germanic languages.
enum Apostrophes {
    /// The part of a folded word that is the word itself.
    static func word(in folded: UnsafeBufferPointer<UInt8>, language: String) -> Range<Int> {
        let whole = 0..<folded.count
        let apostrophe = UInt8(ascii: "'")
        guard let place = folded.firstIndex(of: apostrophe), place > 0, place + 1 < folded.count else { return whole }
        if let elided = elided[language] {
            return place <= 7 && elided.contains(String(decoding: folded[..<place], as: UTF8.self))
                ? place + 1..<folded.count : whole
        }
        if language == "tr" || language == "az" { return 0..<place }
        // Snowball's English knows it by itself, and Irish and Ukrainian write it inside words.
        if genitive.contains(language), place + 2 == folded.count, folded[place + 1] == UInt8(ascii: "s") {
            return 0..<place
        }
        return whole
    }

    private static let genitive: Set<String> = ["da", "de", "fi", "id", "nb", "nl", "nn", "no", "sv"]

    private static let elided: [String: Set<String>] = [
        "fr": ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu"],
        "it": [
            "l", "d", "un", "c", "m", "t", "s", "v", "n", "gl", "dell", "all", "dall", "nell", "sull", "coll", "quell",
            "quest", "bell", "sant", "tutt", "nessun", "ciascun", "alcun",
        ],
        "ca": ["l", "d", "m", "t", "s", "n"],
        "pt": ["d"],
        "ga": ["d", "m", "b"],
    ]
}
