/// A light stemmer of a language that puts suffixes behind each other, each in harmony with the vowels before it: takes
/// off the endings of copula, case, possession and number, and no derivation.
struct SuffixStemmer: Sendable {
    /// Endings of one kind, of which a word has at most one at a time.
    struct Slot: Sendable {
        /// Longest first.
        let suffixes: [[Unicode.Scalar]]
        /// Whether the vowels of an ending follow those of the stem.
        let isHarmonic: Bool
        /// So many letters are left at least by an ending of three letters; and at least three by a shorter one.
        let shortestStem: Int

        /// - Parameter templates: endings with capitals for letters that vary, separated by spaces.
        init(_ templates: String, _ variants: [Character: String], isHarmonic: Bool = true, shortestStem: Int = 2) {
            var all: Set<String> = []
            for template in templates.split(separator: " ") {
                var forms = [""]
                for letter in template {
                    let options = variants[letter] ?? String(letter)
                    forms = forms.flatMap { form in options.map { form + String($0) } }
                }
                all.formUnion(forms)
            }
            suffixes = all.map { Array($0.unicodeScalars) }.sorted {
                $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
            }
            self.isHarmonic = isHarmonic
            self.shortestStem = shortestStem
        }
    }

    /// From the end of the word inwards.
    let slots: [Slot]
    let frontVowels: Set<Unicode.Scalar>
    let backVowels: Set<Unicode.Scalar>
    /// Vowels that go with both kinds.
    var neutralVowels: Set<Unicode.Scalar> = []
    /// Consonants behind which an ending begins with a voiceless one too, where it is written so.
    var voiceless: Set<Unicode.Scalar> = []
    /// What the last consonant of a stem becomes before an ending with a vowel. All stems end so: which of them would be
    /// hard when nothing follows can't be known.
    let softened: [Unicode.Scalar: Unicode.Scalar]
    /// The consonant between two vowels that also stands for a softened one, if any.
    var glide: Unicode.Scalar?
    /// Stems that lose a vowel before an ending, by what is left of them; and words that only look as if they had one.
    let irregular: [String: String]
    /// How another script of the language is written in this one.
    let transliteration: [Unicode.Scalar: String]

    func stem(_ word: inout [Unicode.Scalar]) {
        transliterate(&word)
        // Endings such as those of "what is in ours" come twice.
        for _ in 0..<3 {
            var hasChanged = false
            for slot in slots where !isIrregular(word) && strip(slot, &word) { hasChanged = true }
            // Behind a vowel nobody can tell an ending with n from one without it behind a stem that ends with n.
            if !isIrregular(word), dropLast("n", &word) { hasChanged = true }
            guard hasChanged else { break }
        }
        if let whole = irregular[String(String.UnicodeScalarView(word))] { word = Array(whole.unicodeScalars) }
        if word.count >= 3, let last = word.last, let soft = softened[last] { word[word.count - 1] = soft }
        // Nor can the glide be told from a softened k.
        if let glide { dropLast(glide, &word) }
    }

    @discardableResult
    private func dropLast(_ letter: Unicode.Scalar, _ word: inout [Unicode.Scalar]) -> Bool {
        guard word.count >= 4, word.last == letter, isVowel(word[word.count - 2]) else { return false }
        word.removeLast()
        return true
    }

    private func isIrregular(_ word: [Unicode.Scalar]) -> Bool {
        word.count <= 7 && irregular[String(String.UnicodeScalarView(word))] != nil
    }

    private func transliterate(_ word: inout [Unicode.Scalar]) {
        guard word.contains(where: { transliteration[$0] != nil }) else { return }
        word = word.flatMap { letter in transliteration[letter].map { Array($0.unicodeScalars) } ?? [letter] }
    }

    private func strip(_ slot: Slot, _ word: inout [Unicode.Scalar]) -> Bool {
        for suffix in slot.suffixes {
            let count = word.count - suffix.count
            guard count >= (suffix.count >= 3 ? slot.shortestStem : 3),
                word[count...].elementsEqual(suffix), fits(suffix, behind: word[..<count], slot)
            else { continue }
            word.removeSubrange(count...)
            return true
        }
        return false
    }

    private func fits(_ suffix: [Unicode.Scalar], behind stem: ArraySlice<Unicode.Scalar>, _ slot: Slot) -> Bool {
        guard let last = stem.last, stem.contains(where: isVowel) else { return false }
        // Two vowels don't meet at the border of an ending.
        if isVowel(suffix[0]), isVowel(last) { return false }
        if !voiceless.isEmpty, "tdkgqğpb".unicodeScalars.contains(suffix[0]),
            "tkqp".unicodeScalars.contains(suffix[0]) != voiceless.contains(last)
        {
            return false
        }
        if let lastVowel = stem.last(where: isVowel), neutralVowels.contains(lastVowel) { return true }
        guard slot.isHarmonic, let wanted = suffix.first(where: isHarmonicVowel),
            let given = stem.last(where: isHarmonicVowel)
        else { return true }
        return frontVowels.contains(wanted) == frontVowels.contains(given)
    }

    private func isHarmonicVowel(_ letter: Unicode.Scalar) -> Bool {
        frontVowels.contains(letter) || backVowels.contains(letter)
    }

    private func isVowel(_ letter: Unicode.Scalar) -> Bool { isHarmonicVowel(letter) || neutralVowels.contains(letter) }
}
