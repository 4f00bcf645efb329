/// A spelling that tokens have, with all that is asked of it again and again.
///
/// One is made for each spelling of the texts that are read, so that a question about it costs nothing at the next token.
final class TokenWord: Sendable {
    /// Counted from 0 in the order in which the spellings were met.
    let number: Int
    let text: String
    let lower: String
    /// Without a possessive ending, as it is written.
    let stem: String
    /// Whether it begins with a capital letter.
    let isUppercase: Bool
    /// Whether it ends like "Iran's" or "Aktau'da"; `stem` leaves that out.
    let isPossessive: Bool
    let roles: Roles

    /// What a word may be in a sentence.
    struct Roles: OptionSet, Sendable {
        let rawValue: UInt16

        /// Capitalised for another reason than being a name.
        static let ordinary = Roles(rawValue: 1)
        /// At the end of what means several, such as "states".
        static let groupHead = Roles(rawValue: 2)
        /// Where a position may stand: verbs of stance, modal verbs, forms of "be".
        static let stance = Roles(rawValue: 4)
        /// Where it may be said who says so.
        static let frame = Roles(rawValue: 8)
        static let month = Roles(rawValue: 16)
        static let stop = Roles(rawValue: 32)
        /// At the beginning of a name in the file of aliases, or of one that isn't known to be none.
        static let alias = Roles(rawValue: 64)
    }

    init(number: Int, _ text: String, aliases: AliasTable?) {
        self.number = number
        self.text = text
        let lower = text.lowercased()
        self.lower = lower
        let isOwner = lower.hasSuffix("'s")
        isUppercase = text.unicodeScalars.first?.properties.isUppercase == true
        let inflected = isUppercase ? TurkicEndings.nameLength(of: lower) : nil
        isPossessive = isOwner || lower.hasSuffix("s'") || inflected != nil
        let stem =
            isOwner
            ? String(text.dropLast(2))
            : lower.hasSuffix("s'") ? String(text.dropLast()) : inflected.map { String(text.prefix($0)) } ?? text
        self.stem = stem
        var roles: Roles = []
        if StopWords.contains(lower) { roles.insert(.stop) }
        if MentionFinder.isOrdinary(lower) { roles.insert(.ordinary) }
        if MentionFinder.groupHeads.contains(lower) { roles.insert(.groupHead) }
        if StanceLexicon.mayOpen(lower) { roles.insert(.stance) }
        if PositionFinder.framing.contains(lower) { roles.insert(.frame) }
        if FoundDate.months[lower] != nil { roles.insert(.month) }
        if aliases?.opens(stem, text) ?? true { roles.insert(.alias) }
        self.roles = roles
    }
}

/// What Turkish and Azerbaijani write behind a name and an apostrophe: "Aktau'da" is in Aktau.
enum TurkicEndings {
    /// How many characters of a word in small letters come before such an ending; `nil` where it has none.
    static func nameLength(of word: String) -> Int? {
        guard let apostrophe = word.lastIndex(of: "'"), let before = word[..<apostrophe].last else { return nil }
        let ending = word[word.index(after: apostrophe)...]
        // Behind a vowel another one needs a consonant between them: "Sana'a" and "Ma'in" are whole names.
        let endings = vowels.contains(before) ? behindVowels : behindConsonants
        guard endings.contains(String(ending)) || both.contains(String(ending)) else { return nil }
        return word.distance(from: word.startIndex, to: apostrophe)
    }

    private static let vowels: Set<Character> = ["a", "e", "ı", "i", "o", "ö", "u", "ü", "ə", "â", "î", "û"]
    private static let both = set(
        """
        da de də ta te tə dan den dən tan ten tən daki deki dəki taki teki ndan nden ndən nda nde ndə la le lə lı li lu lü \
        lar ler lər ca ce ça çe ki dır dir dur dür tır tir tur tür
        """
    )
    private static let behindVowels = set(
        "ya ye yə yı yi yu yü nın nin nun nün na ne nə nı ni nu nü yla yle sı si su sü ydı ydi"
    )
    private static let behindConsonants = set("a e ə ı i u ü ın in un ün")

    private static func set(_ endings: String) -> Set<String> {
        Set(endings.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}

/// The spellings of the tokens of some texts.
struct TokenWords {
    private(set) var words: [TokenWord] = []
    private var table = WordTable(capacity: 4096)
    private let aliases: AliasTable?

    /// - Parameter aliases: those that will be looked for; any where there is none.
    init(aliases: AliasTable? = nil) { self.aliases = aliases }

    mutating func word(_ bytes: UnsafeBufferPointer<UInt8>) -> TokenWord {
        let (number, isNew) = table.number(of: bytes)
        if isNew {
            let text = String(decoding: bytes, as: UTF8.self).replacingApostrophes()
            words.append(TokenWord(number: number, text, aliases: aliases))
        }
        return words[number]
    }
}
