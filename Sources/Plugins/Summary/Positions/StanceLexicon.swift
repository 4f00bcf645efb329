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
        modals.contains(word) || forms.contains(word) || staying.contains(word) || cues[word] != nil
            || particled[word] != nil || voicing.contains(word) || acts[word] != nil
    }

    /// Whether a word may stand between who wants something and the verb that says so.
    static func accompanies(_ word: String) -> Bool {
        auxiliaries.contains(word) || modals.contains(word) || possibilities.contains(word) || seeming.contains(word)
            || adverbsOfDoubt.contains(word) || PositionFinder.passed.contains(word)
    }

    /// Whether a phrase of several words stands there that says how somebody stands: "against", "no objection to".
    static func opensPhrase(_ tokens: [Token], at index: Int) -> Bool {
        let word = tokens[index].lower
        if staying.contains(word) || voicing.contains(word) {
            return tokens[index + 1..<min(index + 5, tokens.count)].contains { voiced[$0.lower] != nil }
                || index + 1 < tokens.count && phrases.contains { $0.words[0] == tokens[index + 1].lower }
        }
        return phrases.contains { phrase in
            index + phrase.words.count <= tokens.count
                && phrase.words.indices.allSatisfy { tokens[index + $0].lower == phrase.words[$0] }
        }
    }

    /// What is said with a noun: "expressed concern about", "has no objection to".
    static func voice(_ noun: String) -> Stance? { voiced[noun] }

    /// Whether a noun stands for what somebody does: "refusal", "opposition".
    static func isAct(_ noun: String) -> Bool { acts[noun] != nil }

    /// How somebody stands who does what a noun says, if this word follows: "refusal to".
    static func act(_ noun: String, before particle: String) -> Stance? { acts[noun]?[particle] }

    /// Verbs before a noun of ``voice(_:)``.
    static let voicing: Set<String> = [
        "has", "have", "had", "express", "expresses", "expressed", "voice", "voices", "voiced", "raise", "raises",
        "raised", "declare", "declares", "declared", "signal", "signals", "signalled", "signaled", "reiterated",
        "offered",
        "pledged", "gave", "given", "gives", "dropped", "withdrew", "withdrawn", "lifted", "abandoned",
    ]

    /// Those of them by which it is no longer so.
    static let dropping: Set<String> = ["dropped", "withdrew", "withdrawn", "lifted", "abandoned"]

    /// Verbs that go with a phrase as "be" does: "remains opposed to".
    static let staying: Set<String> = ["remain", "remains", "remained", "stays", "stayed", "stay", "became"]

    private static let voiced: [String: Stance] = {
        var table: [String: Stance] = [:]
        for noun in "support backing approval readiness willingness consent preference".split(separator: " ") {
            table[String(noun)] = .favours
        }
        let against =
            "concern concerns doubt doubts opposition objection objections reservation reservations alarm regret dismay"
        for noun in against.split(separator: " ") { table[String(noun)] = .opposes }
        return table
    }()

    private static let acts: [String: [String: Stance]] = {
        let lists: [(Stance, String, String)] = [
            (.opposes, "refusal unwillingness reluctance", "to"),
            (.opposes, "opposition objection objections hostility resistance aversion", "to"),
            (.opposes, "rejection veto criticism condemnation denial denunciation", "of"),
            (.favours, "support backing preference demand demands call calls enthusiasm advocacy push appeal", "for"),
            (.favours, "support approval endorsement acceptance", "of"),
            (.favours, "desire willingness readiness wish push proposal proposals", "to"),
            (.favours, "desire readiness wish proposal proposals", "for"),
            (.favours, "insistence", "on"), (.favours, "insistence demand demands", "that"),
            (.pursues, "plan plans decision intention attempt attempts effort efforts offer threat threats bid", "to"),
            (.claims, "claim claims belief assertion contention warning warnings allegation argument", "that"),
        ]
        var table: [String: [String: Stance]] = [:]
        for (stance, nouns, particle) in lists {
            for noun in nouns.split(separator: " ") { table[String(noun), default: [:]][particle] = stance }
        }
        return table
    }()

    /// Phrases of several words behind a form of "be": "in favor of".
    static let phrases: [(words: [String], stance: Stance)] = [
        (["in", "favor", "of"], .favours), (["in", "favour", "of"], .favours), (["supportive", "of"], .favours),
        (["against"], .opposes), (["opposed", "to"], .opposes), (["hostile", "to"], .opposes),
        (["critical", "of"], .opposes), (["willing", "to"], .favours), (["ready", "to"], .favours),
        (["reluctant", "to"], .opposes), (["unwilling", "to"], .opposes), (["happy", "to"], .favours),
        (["keen", "on"], .favours), (["keen", "to"], .favours), (["eager", "to"], .favours),
        (["averse", "to"], .opposes),
        (["wary", "of"], .opposes), (["sceptical", "of"], .opposes), (["skeptical", "of"], .opposes),
        (["concerned", "about"], .opposes), (["worried", "about"], .opposes), (["alarmed", "by"], .opposes),
        (["considering"], .pursues), (["weighing"], .pursues), (["mulling"], .pursues),
        (["determined", "to"], .pursues),
        (["committed", "to"], .favours), (["in", "talks", "to"], .pursues), (["set", "to"], .pursues),
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
        "purportedly", "maybe", "seemingly", "presumably", "unlikely",
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
            "favor favour support back advocate endorse welcome prefer want propose urge recommend accept approve embrace ask recognise recognize ratify hail praise applaud "
                + "champion promote request demand"
        ), (.favours, "seek:sought agree:agreed"),
        (
            .opposes,
            "oppose reject refuse object criticise criticize condemn dispute resist block veto denounce dismiss contest "
                + "protest deny doubt question decline appeal"
        ),
        (
            .claims,
            "claim believe argue maintain consider assert insist warn declare state announce suggest stress emphasise "
                + "emphasize note expect hope predict acknowledge admit warn reiterate accuse add fear concede confirm "
                + "estimate complain"
        ), (.claims, "say:said think:thought hold:held tell:told call:called"), (.reports, "report reveal"),
        (
            .pursues,
            "pursue devise prepare adopt negotiate develop draft intend plan draw:drew offer vow pledge promise threaten"
        ),
    ]

    private static let verbsWithParticles: [(Stance, verbs: String, particles: String)] = [
        (.favours, "ask call push press hope campaign vote argue lobby opt", "for"), (.favours, "call", "on upon"),
        (.favours, "agree", "to with on"), (.favours, "insist", "on"), (.favours, "side", "with"),
        (.favours, "vote", "to"), (.favours, "stand:stood", "by behind"), (.favours, "throw:threw", "behind"),
        (.favours, "appeal plead", "for"), (.favours, "lean:leaned", "towards"),
        (.opposes, "object", "to"), (.opposes, "turn", "down"), (.opposes, "rule", "out"),
        (.opposes, "balk baulk", "at"),
        (.opposes, "campaign vote argue lobby protest warn appeal speak:spoke come:came", "against"),
        (.opposes, "complain", "about of"),
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
