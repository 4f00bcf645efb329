/// What a question in a person's words says about a division.
struct QuestionReading {
    /// The body that is named, else the first one.
    let body: Body?
    /// The codes of the states that are named.
    let states: [String]
    let rule: Rule?
    /// The built-in formula that is named, which may be that rule.
    let formula: String?
    /// How sure it is that shares are asked for: 0 … 1.
    let confidence: Double

    init(_ question: String, bodies: [Body]) {
        let words = Self.words(of: question)
        func names(_ phrase: String) -> Bool { Self.contains(words, Self.words(of: phrase)) }

        let named = bodies.first { $0.names.contains(where: names) }
        body =
            named ?? bodies.first { body in body.states.contains { $0.names.contains(where: names) } } ?? bodies.first
        states = body?.states.filter { $0.names.contains(where: names) }.map(\.code) ?? []
        let special = QuestionWords.formulas.first { $0.cues.contains { Self.contains(words, $0) } }?.name
        let isEqual = special == nil && words.contains(where: QuestionWords.equal.contains)
        let isCoast = special == nil && words.contains(where: QuestionWords.coast.contains)
        rule = isEqual == isCoast ? nil : isEqual ? .equal : .coast
        formula = special ?? rule?.rawValue
        confidence = Self.confidence(
            asksForShares: words.contains(where: QuestionWords.share.contains),
            asksWhoGets: words.contains(where: QuestionWords.get.contains),
            asksHowMuch: QuestionWords.quantity.contains { Self.contains(words, $0) },
            namesRule: isEqual || isCoast || special != nil,
            asksForRule: isCoast || Self.sharesEqually(words),
            namesStates: !states.isEmpty,
            namesBody: named != nil
        )
    }

    /// A word of sharing is a question for this plugin, and so is asking who gets something by a rule; a quantity, a rule
    /// or a state alone is one about the corpus, which search answers.
    private static func confidence(
        asksForShares: Bool,
        asksWhoGets: Bool,
        asksHowMuch: Bool,
        namesRule: Bool,
        asksForRule: Bool,
        namesStates: Bool,
        namesBody: Bool
    ) -> Double {
        if asksForShares {
            let certain = namesRule ? 0.9 : namesStates ? 0.85 : namesBody ? 0.8 : 0.6
            return asksWhoGets || asksHowMuch ? min(certain + 0.05, 0.95) : certain
        }
        if asksWhoGets { return namesRule ? 0.85 : namesStates ? 0.7 : namesBody ? 0.6 : 0 }
        guard namesRule, namesStates else { return 0 }
        return asksHowMuch ? 0.6 : asksForRule ? 0.4 : 0
    }

    /// Whether something is to be equal that is shared: not "equal rights".
    private static func sharesEqually(_ words: [String]) -> Bool {
        words.contains { $0 != "equal" && $0 != "even" && QuestionWords.equal.contains($0) }
            || contains(words, ["equal", "parts"])
    }

    /// Lower-cased runs of letters, digits and signs of percent.
    private static func words(of text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "%") }.map(String.init)
    }

    /// Whether a word is another one, or in Russian one of its cases: two letters more or other vowels at the end.
    private static func isForm(_ word: String, of name: String) -> Bool {
        if word == name { return true }
        guard name.utf8.first.map({ $0 == 0xD0 || $0 == 0xD1 }) ?? false else { return false }
        var stem = Substring(name)
        while stem.count > 3, let last = stem.last, "аеийоуыьюя".contains(last) { stem.removeLast() }
        return stem.count > 3 && word.hasPrefix(stem) && word.count <= stem.count + 3
    }

    private static func contains(_ words: [String], _ phrase: [String]) -> Bool {
        guard let first = phrase.first else { return false }
        return words.indices.contains { start in
            isForm(words[start], of: first)
                && words[start...].starts(with: phrase) { isForm($0, of: $1) }
        }
    }
}

extension Body.State {
    /// What questions call it. Codes of two letters are left out: they are words of many languages.
    fileprivate var names: [String] { (code.count > 2 ? [code] : []) + [name] + aliases }
}
