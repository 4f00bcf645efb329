/// A light stemmer for Arabic: takes off the article, the conjunction, and the endings of number, gender and possession.
///
/// After light10 of Larkey, Ballesteros & Connell, "Light stemming for Arabic information retrieval", 2007, which they
/// found better than Snowball's way of looking for roots. Letters are the folded ones.
enum ArabicStemmer {
    static func stem(_ word: inout [Unicode.Scalar]) {
        guard word.contains(where: { (0x621...0x64A).contains($0.value) }) else { return }
        for index in word.indices {
            switch word[index] {
            case "أ", "إ", "آ": word[index] = "ا"
            case "ة": word[index] = "ه"
            default: break
            }
        }
        stripPrefix(&word)
        for suffix in suffixes {
            let count = word.count - suffix.count
            if count >= 2, word[count...].elementsEqual(suffix) { word.removeLast(suffix.count) }
        }
    }

    private static func stripPrefix(_ word: inout [Unicode.Scalar]) {
        for prefix in prefixes where word.count - prefix.count >= 2 && word.starts(with: prefix) {
            word.removeFirst(prefix.count)
            return
        }
        if word.first == "و", word.count > 3 { word.removeFirst() }
    }

    private static let prefixes = ["وال", "بال", "كال", "فال", "ال", "لل"].map { Array($0.unicodeScalars) }
    private static let suffixes = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"].map { Array($0.unicodeScalars) }
}
