/// What cuts the words of one language to their stems. For one thread.
enum Stemmer {
    /// For languages without one: words stay as they are.
    case none
    /// Snowball's, and then no more letters than these.
    case snowball(SnowballStemmer, longest: Int)
    /// English words of a to z by the first one, all others by Snowball's.
    case english(EnglishStemmer, SnowballStemmer?)
    /// For languages that inflect and have none: the first letters do nearly as well (McNamee & Mayfield 2004,
    /// "Character n-gram tokenization for European language text retrieval").
    case prefix(Int)
    case arabic
    /// Snowball's, behind one spelling for all.
    case hindi(SnowballStemmer?)
    case persian
    case suffixes(SuffixStemmer)
    case endings(EndingStemmer)

    /// - Parameter language: the primary subtag of BCP 47.
    init(_ language: String) {
        switch language {
        case "ar": self = .arabic
        case "en": self = .english(EnglishStemmer(), SnowballStemmer("en"))
        case "fa": self = .persian
        case "hi": self = .hindi(SnowballStemmer("hi"))
        case "az": self = .suffixes(.azerbaijani)
        case "kk": self = .suffixes(.kazakh)
        case "tk": self = .suffixes(.turkmen)
        default:
            let code = Self.snowballCodes[language] ?? language
            if let stemmer = SnowballStemmer(code) {
                self = .snowball(stemmer, longest: language == "ru" ? Self.longestRussian : .max)
            } else if let stemmer = EndingStemmer.of(language) {
                self = .endings(stemmer)
            } else {
                self = Self.inflecting.contains(language) ? .prefix(Self.longestPrefix) : .none
            }
        }
    }

    /// Where libstemmer knows a language by another code: both forms of Norwegian, and what is written like Serbian.
    private static let snowballCodes = ["nb": "no", "nn": "no", "bs": "sr", "hr": "sr"]

    private static let inflecting: Set<String> = [
        "bn", "et", "gu", "ka", "kn", "ky", "la", "ml", "mn", "mr", "pa", "si", "sq", "te", "tt", "uz",
    ]
    /// On passages of XQuAD in Russian, taken for an unknown language (MRR): words .847, 5 letters .934, 6 letters .930.
    private static let longestPrefix = 6
    /// What Russian words have behind eight letters of their stem is mostly derivation, such as in финансиров-ал and
    /// финансиров-ание. On the same passages: whole stems .941, 9 letters .946, 8 letters .947, 6 letters .953.
    private static let longestRussian = 8

    /// Cuts the folded word that is `word` from `start` on to its stem.
    func stem(_ word: inout [UInt8], from start: Int) {
        switch self {
        case .none: return
        case .snowball(let stemmer, let longest):
            stemmer.stem(&word, from: start)
            if longest < .max { Self.cut(&word, from: start, to: longest) }
        case .english(let stemmer, let others):
            if !stemmer.stem(&word, from: start) { others?.stem(&word, from: start) }
        case .prefix(let longest): Self.cut(&word, from: start, to: longest)
        case .arabic: Self.replace(&word, from: start) { ArabicStemmer.stem(&$0) }
        case .hindi(let stemmer):
            Self.replace(&word, from: start) { HindiSpelling.normalize(&$0) }
            stemmer?.stem(&word, from: start)
        case .persian: Self.replace(&word, from: start) { PersianStemmer.stem(&$0) }
        case .endings(let stemmer): Self.replace(&word, from: start) { stemmer.stem(&$0) }
        case .suffixes(let stemmer): Self.replace(&word, from: start) { stemmer.stem(&$0) }
        }
    }

    /// Cuts a word of letters to so many; one with digits stays.
    private static func cut(_ word: inout [UInt8], from start: Int, to longest: Int) {
        var letters = 0
        var index = start
        while index < word.count {
            if word[index] &- 0x30 < 10 { return }
            if UTF8Reading.isBoundary(word[index]) { letters += 1 }
            index += 1
        }
        guard letters > longest else { return }
        index = start
        letters = 0
        while index < word.count {
            if UTF8Reading.isBoundary(word[index]) {
                letters += 1
                if letters > longest { break }
            }
            index += 1
        }
        word.removeSubrange(index...)
    }

    private static func replace(_ word: inout [UInt8], from start: Int, _ change: (inout [Unicode.Scalar]) -> Void) {
        var letters = Array(String(decoding: word[start...], as: UTF8.self).unicodeScalars)
        change(&letters)
        guard !letters.isEmpty else { return }
        word.removeSubrange(start...)
        for letter in letters { word.append(letter) }
    }
}
