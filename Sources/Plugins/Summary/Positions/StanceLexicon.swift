/// How somebody stands to a matter.
enum Stance: String, Sendable, CaseIterable {
    case favours, opposes, claims, reports
    /// What somebody is doing or about to do.
    case pursues
    /// What somebody else says that they should do.
    case should
}

/// The English verbs and phrases that say so.
enum StanceLexicon {
    struct Cue: Sendable {
        let stance: Stance
        /// In its plain form.
        let verb: String
        let form: Form
    }

    enum Form: Sendable {
        case plain, past, gerund
    }

    static func cue(_ word: String) -> Cue? { cues[word] }

    /// Verbs that say it together with the word behind them: "call for".
    static func cue(_ word: String, before particle: String) -> Cue? { particled[word]?[particle] }

    /// The cue of a word with whatever may stand behind it.
    static func anyCue(_ word: String) -> Cue? { cue(word) ?? particled[word]?.values.first }

    /// Whether a position may stand at a word.
    static func mayOpen(_ word: String) -> Bool {
        modals.contains(word) || forms.contains(word) || cues[word] != nil || particled[word] != nil
    }

    /// Phrases of several words behind a form of "be": "in favor of".
    static let phrases: [(words: [String], stance: Stance)] = [
        (["in", "favor", "of"], .favours), (["in", "favour", "of"], .favours), (["supportive", "of"], .favours),
        (["against"], .opposes), (["opposed", "to"], .opposes), (["hostile", "to"], .opposes),
        (["critical", "of"], .opposes), (["willing", "to"], .favours), (["ready", "to"], .favours),
        (["reluctant", "to"], .opposes), (["unwilling", "to"], .opposes),
    ]

    /// What a state or a person can have that says how they stand: "Iran's stance is based on …".
    static let standpoints: Set<String> = [
        "stance", "stances", "position", "positions", "view", "views", "policy", "policies", "approach", "demand",
        "demands", "proposal", "proposals", "opinion", "opinions", "plan", "plans", "goal", "goals", "aim", "aims",
    ]

    static let modals: Set<String> = ["must", "should", "ought"]
    static let possibilities: Set<String> = ["may", "might", "could", "would"]
    static let seeming: Set<String> = ["seem", "seems", "seemed", "appear", "appears", "appeared"]
    static let adverbsOfDoubt: Set<String> = [
        "reportedly", "allegedly", "apparently", "perhaps", "possibly", "probably", "likely", "supposedly",
        "purportedly", "maybe", "seemingly", "presumably",
    ]
    /// Words of the author's own judgement.
    static let judgements: Set<String> = [
        "unfairly", "fairly", "unjustly", "justly", "wrongly", "rightly", "unlawfully", "illegally", "wisely",
        "unwisely", "stubbornly", "recklessly", "correctly", "unreasonably", "selfishly",
    ]
    static let auxiliaries: Set<String> = [
        "have", "has", "had", "having", "is", "are", "was", "were", "been", "be", "being", "do", "does", "did", "will",
        "would", "shall", "to", "not", "never", "n't", "can", "cannot", "am", "can't", "don't", "doesn't", "didn't",
        "won't", "isn't", "aren't", "wasn't", "weren't",
    ]
    static let negations: Set<String> = [
        "not", "never", "n't", "cannot", "can't", "don't", "doesn't", "didn't", "won't", "isn't", "aren't", "wasn't",
        "weren't",
    ]
    static let forms: Set<String> = ["is", "are", "was", "were", "been", "be", "being", "am", "isn't", "aren't"]

    private static let verbs: [(Stance, String)] = [
        (
            .favours,
            "favor favour support back advocate endorse welcome prefer want propose urge recommend accept approve embrace "
                + "champion promote request demand"
        ), (.favours, "seek:sought agree:agreed"),
        (
            .opposes,
            "oppose reject refuse object criticise criticize condemn dispute resist block veto denounce dismiss contest "
                + "protest deny doubt question decline"
        ),
        (
            .claims,
            "claim believe argue maintain consider assert insist warn declare state announce suggest stress emphasise "
                + "emphasize note expect hope predict acknowledge admit warn reiterate accuse add fear concede confirm "
                + "estimate complain"
        ), (.claims, "say:said think:thought hold:held tell:told"), (.reports, "report reveal"),
        (
            .pursues,
            "pursue devise prepare adopt negotiate develop draft intend plan draw:drew offer vow pledge promise threaten"
        ),
    ]

    private static let verbsWithParticles: [(Stance, verbs: String, particles: String)] = [
        (.favours, "ask call push press hope campaign vote argue lobby opt", "for"), (.favours, "call", "on upon"),
        (.favours, "agree", "to with on"), (.favours, "insist", "on"), (.favours, "side", "with"),
        (.opposes, "object", "to"),
        (.opposes, "campaign vote argue lobby protest warn speak:spoke", "against"),
    ]

    private static let particled: [String: [String: Cue]] = {
        var table: [String: [String: Cue]] = [:]
        for (stance, list, particles) in verbsWithParticles {
            for word in list.split(separator: " ") {
                for (form, cue) in forms(of: word, stance) {
                    for particle in particles.split(separator: " ") {
                        table[form, default: [:]][String(particle)] = cue
                    }
                }
            }
        }
        return table
    }()

    private static let cues: [String: Cue] = {
        var cues: [String: Cue] = [:]
        for (stance, list) in verbs {
            for word in list.split(separator: " ") {
                for (form, cue) in forms(of: word, stance) { cues[form] = cue }
            }
        }
        cues["drawn"] = cues["drew"]
        return cues
    }()

    /// The forms of a verb that is written plain, or with its past behind a colon.
    private static func forms(of word: Substring, _ stance: Stance) -> [(String, Cue)] {
        let parts = word.split(separator: ":").map(String.init)
        let plain = parts[0]
        let stem = plain.hasSuffix("e") ? String(plain.dropLast()) : plain
        let third =
            plain.hasSuffix("y") && !"aeiou".contains(plain.dropLast().last ?? "a")
            ? plain.dropLast() + "ies"
            : ["s", "h", "x", "o"].contains { plain.hasSuffix($0) } && !plain.hasSuffix("gh")
                ? plain + "es"
                : plain + "s"
        let doubled = ["plan", "admit"].contains(plain) ? plain + String(plain.last ?? "n") : stem
        let isChanged = plain.hasSuffix("y") && !"aeiou".contains(plain.dropLast().last ?? "a")
        let past = parts.count > 1 ? parts[1] : isChanged ? plain.dropLast() + "ied" : doubled + "ed"
        return [
            (plain, Cue(stance: stance, verb: plain, form: .plain)),
            (String(third), Cue(stance: stance, verb: plain, form: .plain)),
            (String(past), Cue(stance: stance, verb: plain, form: .past)),
            (doubled + "ing", Cue(stance: stance, verb: plain, form: .gerund)),
        ]
    }
}
