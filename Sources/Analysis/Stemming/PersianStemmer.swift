/// A light stemmer for Persian: takes off the endings of plural, possession, comparison, ezafe, indefiniteness and person,
/// and the prefix of the imperfective verb.
///
/// Endings after Lazard, A Grammar of Contemporary Persian, 1992. Letters are the folded ones: the Arabic yeh and kaf.
enum PersianStemmer {
    static func stem(_ word: inout [Unicode.Scalar]) {
        guard word.contains(where: { (0x621...0x64A).contains($0.value) || $0.value > 0x66F }) else { return }
        normalize(&word)
        if stripVerb(&word) { return }
        stripPossession(&word)
        // Behind a vowel ezafe and indefiniteness are written twice, as in دانشجویی.
        if !strip("يي", &word, atLeast: 3) { strip("ي", &word, atLeast: 3) }
        if !strip("ترين", &word, atLeast: 3) { strip("تر", &word, atLeast: 3) }
        stripPlural(&word)
        strip("ي", &word, atLeast: 3)
        // The silent heh stands behind a consonant; endings replace it.
        if word.count >= 2, !["ا", "و", "ي"].contains(word[word.count - 2]) { strip("ه", &word, atLeast: 4) }
    }

    /// Pieces that a zero-width non-joiner divides from the word that they belong to.
    static func isAffix(_ piece: ArraySlice<UInt8>) -> Bool {
        piece.count <= 12 && affixes.contains(String(decoding: piece, as: UTF8.self))
    }

    private static let affixes: Set<String> = Set(
        "ها هاي هايي هايم هايت هايش هايمان هايتان هايشان تر ترين تري ترها اي ام ات اش ايم ايد اند مان تان شان مي نمي ي"
            .split(separator: " ").map(String.init)
    )

    /// Hamza on its carriers, the round teh and the madda of alef are often left out.
    private static func normalize(_ word: inout [Unicode.Scalar]) {
        for index in word.indices {
            switch word[index] {
            case "أ", "إ", "آ": word[index] = "ا"
            case "ؤ": word[index] = "و"
            case "ئ": word[index] = "ي"
            case "ة", "ۀ": word[index] = "ه"
            default: break
            }
        }
        word.removeAll { $0.value == 0x654 }
    }

    private static func stripVerb(_ word: inout [Unicode.Scalar]) -> Bool {
        for prefix in ["نمي", "مي"] where word.starts(with: prefix.unicodeScalars) {
            let length = prefix.unicodeScalars.count
            for ending in ["يم", "يد", "ند", "م", "د", "ي"] {
                let rest = word.count - length - ending.unicodeScalars.count
                if rest >= 3, ends(word, ending) {
                    word = Array(word[length..<length + rest])
                    return true
                }
            }
        }
        return false
    }

    private static func stripPossession(_ word: inout [Unicode.Scalar]) {
        for ending in ["هايمان", "هايتان", "هايشان", "هايي", "هايم", "هايت", "هايش", "هاي", "ها"]
        where strip(ending, &word, atLeast: 2) {
            return
        }
        // The country names in -ستان are no possessions.
        for ending in ["شان", "تان", "مان"] where !ends(word, "ستان") && strip(ending, &word, atLeast: 4) { break }
        // Behind the silent heh the endings keep their alef: خانه‌ام, حرفه‌ای.
        for ending in ["هام", "هات", "هاش", "هاي", "هاند", "هايم", "هايد"]
        where ends(word, ending) && word.count - ending.unicodeScalars.count >= 2 {
            word.removeLast(ending.unicodeScalars.count - 1)
            return
        }
    }

    private static func stripPlural(_ word: inout [Unicode.Scalar]) {
        if strip("ات", &word, atLeast: 3) || strip("گان", &word, atLeast: 3) { return }
        if ends(word, "يان"), word.count >= 6, word[word.count - 4] == "و" || word[word.count - 4] == "ا" {
            word.removeLast(3)
            return
        }
        if !strip("ان", &word, atLeast: 4) { strip("ين", &word, atLeast: 4) }
    }

    @discardableResult
    private static func strip(_ ending: String, _ word: inout [Unicode.Scalar], atLeast count: Int) -> Bool {
        guard word.count - ending.unicodeScalars.count >= count, ends(word, ending) else { return false }
        word.removeLast(ending.unicodeScalars.count)
        return true
    }

    private static func ends(_ word: [Unicode.Scalar], _ ending: String) -> Bool {
        word.suffix(ending.unicodeScalars.count).elementsEqual(ending.unicodeScalars)
    }
}
