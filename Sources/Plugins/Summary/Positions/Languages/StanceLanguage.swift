/// The words of a language by which positions are found in it: verbs, where their matter stands, and what comes before them.
///
/// English has a finder of its own; this is what ``VerbPositionFinder`` needs of others.
struct StanceLanguage: Sendable {
    /// A verb of stance, or the word of a longer one that nothing else has.
    struct Cue: Sendable {
        let stance: Stance
        /// The words of it, in small letters.
        let words: [String]
        let matter: Matter
        /// Whether it denies by itself: "will not accept".
        let isNegated: Bool
    }

    /// Where what it is about stands.
    enum Matter: Sendable {
        /// Behind it.
        case behind
        /// Between the one who wants it and the verb, behind one of these words, if any is named: "از … حمایت".
        case before(behind: [String])
        /// Before it where something stands there, else behind it.
        case either
    }

    /// By the first word, the longest first.
    let cues: [String: [Cue]]
    /// Words that may stand between who wants something and the verb.
    let passed: Set<String>
    let negations: Set<String>
    let hedges: Set<String>
    let prepositions: Set<String>
    /// "and", "or" between names.
    let joining: Set<String>
    /// "that": what is said begins behind it.
    let that: Set<String>
    /// Words at which a clause ends.
    let breaks: Set<String>
    /// Of those, which end what is said where they stand behind a comma: "but".
    let contrasts: Set<String>
    /// Who can want something without a name: how words for them begin.
    let holders: [String]
    /// Of those, whose name stands for them: "the government of Iran".
    let governments: Set<String>
    /// Words before a name of which something is said to come: "according to".
    let sources: [(words: [String], stance: Stance)]
    /// Pronouns by which one that was named is meant.
    let pronouns: Set<String>
    /// Words before a noun that begin another one: "this".
    let determiners: Set<String>
    /// How adjectives before a noun end.
    let adjectiveEndings: [String]
    /// Whether the verb stands behind all else, so that who wants something is named first and not last before it.
    let isVerbLast: Bool
    /// The word that ends what a verb is done to: "را".
    let objectMarker: String?
    /// Words at the end of a sentence that belong to its verb: "است".
    let closing: Set<String>

    /// The language of a text, by BCP 47; `nil` where positions are read as in English.
    static func of(_ language: String?) -> StanceLanguage? {
        switch language?.prefix(2) {
        case "ru": russian
        case "fa": persian
        default: nil
        }
    }

    /// A word as it stands in the lists, without what Persian and Russian texts write in two ways.
    static func folded(_ word: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in word.unicodeScalars {
            switch scalar {
            case "ي", "ى": folded.append("ی")
            case "ك": folded.append("ک")
            case "ё": folded.append("е")
            case "أ": folded.append("ا")
            case "\u{64B}"..."\u{652}": break
            default: folded.append(scalar)
            }
        }
        return String(folded)
    }

    /// - Parameter lists: for each stance the verbs, divided by commas, and where their matter stands.
    static func cues(_ lists: [(Stance, Matter, String)], negated: [(Stance, Matter, String)] = []) -> [String: [Cue]] {
        var table: [String: [Cue]] = [:]
        for (isNegated, lists) in [(false, lists), (true, negated)] {
            for (stance, matter, list) in lists {
                for phrase in list.split(separator: ",") {
                    let words = phrase.split(separator: " ").map { folded(String($0)) }
                    guard let first = words.first else { continue }
                    let cue = Cue(stance: stance, words: words, matter: matter, isNegated: isNegated)
                    table[first, default: []].append(cue)
                }
            }
        }
        return table.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }

    static func words(_ list: String) -> Set<String> { Set(list.split(separator: " ").map { folded(String($0)) }) }
}
