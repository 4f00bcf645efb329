import Synchronization

/// The words that decide about a full stop in one language, in tables built once.
///
/// A class, because every block of a text has a scan that holds them.
final class LanguageRules: Sendable {
    /// What an abbreviation says of the full stop behind it.
    enum Abbreviation: UInt8 {
        /// Never the end before another word: titles, "e.g.", "vs.".
        case inner
        /// Inside before a number, else like any word: "No. 7", "p. 55".
        case numbered
        /// The end only before a word that commonly opens sentences: "Inc.", "U.S.".
        case open
        /// The end before any capital: "etc.", "usw.".
        case closing
        /// A time of day: the end before a capital, but for days, months, zones and a phrase such as "At 5 a.m.".
        case hour
        /// A month or a weekday: inside before a number.
        case date
        /// A year or unit, the end before an opening word when a number stands before it, else inside: "1940 г.".
        case unit
    }

    let abbreviations: WordTable
    /// Words that commonly open a sentence and seldom follow an abbreviation inside one.
    let starters: WordTable
    let isEnglish: Bool
    /// Whether "5." can be an ordinal number.
    let hasOrdinalStops: Bool
    /// Whether » after a space closes a quotation.
    let spacesQuotes: Bool
    /// Whether articles are joined to words by an apostrophe: "l'art. 3".
    let hasElision: Bool
    /// Whether a semicolon asks.
    let asksBySemicolon: Bool
    /// What a compound for a street ends with, where it is written in one word: "Gartenstr. 5".
    let streetEnding: [UInt8]

    static func rules(for language: Language?) -> LanguageRules {
        guard let language else { return unknown }
        return known.withLock { known in
            if let rules = known[language] { return rules }
            let rules = LanguageRules([language], isUnion: false)
            known[language] = rules
            return rules
        }
    }

    /// Those that were asked for: most corpora have one language or two.
    private static let known = Mutex<[Language: LanguageRules]>([:])

    private static let capitalOnly: UInt8 = 0x80

    /// What the word in `range`, which a full stop follows, is as an abbreviation.
    func abbreviation(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Abbreviation? {
        guard let value = abbreviations.value(text, range) else {
            return !streetEnding.isEmpty && isStreet(text, range) ? .numbered : nil
        }
        if value & Self.capitalOnly != 0, text[range.lowerBound] >= 0x61 { return nil }
        return Abbreviation(rawValue: value & ~Self.capitalOnly)
    }

    /// Whether a capitalised word is a compound for a street.
    private func isStreet(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        range.count > streetEnding.count + 2 && text[range.lowerBound] < 0x61
            && text[range].suffix(streetEnding.count).elementsEqual(streetEnding)
    }

    /// The same for two words of one letter each, with a space between their full stops: "z. B.", "и т. д.".
    func abbreviation(
        _ text: UnsafeBufferPointer<UInt8>,
        _ first: Range<Int>,
        _ second: Range<Int>
    ) -> Abbreviation? {
        var hash = WordTable.Hash()
        for index in first { hash.add(text[index]) }
        hash.add(0x2E)
        for index in second { hash.add(text[index]) }
        guard let value = abbreviations.value(of: hash) else { return nil }
        return Abbreviation(rawValue: value & ~Self.capitalOnly)
    }

    /// The union for text of unknown language: what one of these takes for an abbreviation is one. With more languages
    /// there would be more words that end sentences in others: "ok", "on", "as".
    private static let unknown = LanguageRules(
        [
            .english, .german, .french, .spanish, .russian, .persian, .arabic, .azerbaijani, .kazakh, .turkmen,
            .turkish,
            .chinese, .japanese,
        ],
        isUnion: true
    )

    private init(_ languages: [Language], isUnion: Bool) {
        var entries: [(word: String, value: UInt8)] = []
        var starterEntries: [(word: String, value: UInt8)] = []
        for kind in [Abbreviation.inner, .hour, .date, .numbered, .unit, .open, .closing] {
            for language in languages {
                for word in AbbreviationLists.words(language, kind) {
                    let first = word.utf8.first ?? 0
                    let capital = first >= 0x41 && first <= 0x5A ? Self.capitalOnly : 0
                    entries.append((word, kind.rawValue | capital))
                }
            }
        }
        for language in languages {
            for word in AbbreviationLists.starters(language) { starterEntries.append((word, 1)) }
        }
        abbreviations = WordTable(entries)
        starters = WordTable(starterEntries)
        isEnglish = languages == [.english]
        let ordinal: [Language] = [.german, .turkish, .azerbaijani, .danish, .norwegian]
        hasOrdinalStops = !isUnion && ordinal.contains(languages[0])
        spacesQuotes = !isUnion && languages[0] == .french
        hasElision = !isUnion && [.french, .italian].contains(languages[0])
        asksBySemicolon = languages == [.greek]
        streetEnding = languages == [.german] ? Array("str".utf8) : []
    }
}

/// Words of English that the rules treat one by one.
enum EnglishWords {
    /// Nouns that a single letter names: "plan B."
    static let labelled = table(
        "plan group type class grade section part option vitamin hepatitis appendix exhibit figure table category "
            + "series phase side team block level unit zone gate hall point annex schedule step item case room wing "
            + "platform column row variant method model clause chapter form line area"
    )
    /// Verbs that report speech: "“Why?” Smith asked."
    static let speech = table(
        "said says asked asks replied answered cried shouted whispered added told wrote exclaimed demanded inquired "
            + "murmured muttered called yelled screamed snapped wondered continued remarked observed repeated began"
    )
    /// What opens a question.
    static let askers = table(
        "who whom whose what which when where why how is are am was were do does did can could will would should shall "
            + "may might must has have had any anyone anybody isn't aren't don't doesn't didn't can't won't wouldn't"
    )
    /// Short words at which sentences end and that abbreviate nothing.
    static let shortEnders = table("it me him her us you up out too now far bad day way go all fun old new ago by no")
    /// Who does something, in a clause of its own.
    static let persons = table("he she it they we you")
    /// Names that end with an exclamation or question mark.
    static let exclaimed = table("yahoo jeopardy yum wham joomla oklahoma oliver")
    /// Words that open a phrase of time, which is no sentence: "At 5 a.m. Mr. Smith went".
    static let timeOpeners = table("at by around about from since until till before after on near between")
    /// What follows an hour within the sentence.
    static let afterHour = table(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
            + "september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu "
            + "thur thurs fri sat sun et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet eastern central pacific "
            + "mountain greenwich moscow tehran local"
    )
    /// Last labels of host names, which make "Booking.Com" one word.
    static let domains = table(
        "com org net edu gov info io ru de fr uk co ir az kz tm tr cn js py md exe dll xml net's"
    )

    private static func table(_ words: String) -> WordTable {
        WordTable(words.utf8.split(separator: 0x20).map { (String(Substring($0)), 1) })
    }
}
