/// What a question in a person's words says about a division.
struct QuestionReading {
    /// The body that is named, else the first one.
    let body: Body?
    /// The codes of the states that are named.
    let states: [String]
    let rule: Rule?
    /// How sure it is that shares are asked for: 0 … 1.
    let confidence: Double

    init(_ question: String, bodies: [Body]) {
        let words = Self.words(of: question)
        func names(_ phrase: String) -> Bool { Self.contains(words, Self.words(of: phrase)) }

        let named = bodies.first { $0.names.contains(where: names) }
        body =
            named ?? bodies.first { body in body.states.contains { $0.names.contains(where: names) } } ?? bodies.first
        states = body?.states.filter { $0.names.contains(where: names) }.map(\.code) ?? []
        let isEqual = words.contains(where: Self.equalWords.contains)
        let isCoast = words.contains(where: Self.coastWords.contains)
        rule = isEqual == isCoast ? nil : isEqual ? .equal : .coast
        confidence = Self.confidence(
            asksForShares: words.contains(where: Self.shareWords.contains),
            asksWhoGets: words.contains(where: Self.getWords.contains),
            asksHowMuch: Self.quantityPhrases.contains { Self.contains(words, $0) },
            namesRule: isEqual || isCoast,
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
        words.contains { $0 != "equal" && $0 != "even" && equalWords.contains($0) }
            || contains(words, ["equal", "parts"])
    }

    /// Lower-cased runs of letters, digits and signs of percent.
    private static func words(of text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "%") }.map(String.init)
    }

    private static func contains(_ words: [String], _ phrase: [String]) -> Bool {
        guard let first = phrase.first else { return false }
        return words.indices.contains { start in
            words[start] == first && words[start...].starts(with: phrase)
        }
    }

    private static let shareWords: Set<String> = [
        "share", "shares", "sharing", "shared", "divide", "divides", "divided", "dividing", "division", "split",
        "splits", "splitting", "partition", "partitioned", "apportion", "apportioned", "allot", "allotted", "percent",
        "percentage", "percentages", "%", "portion", "portions", "fraction", "fractions",
    ]
    private static let getWords: Set<String> = ["get", "gets", "receive", "receives", "obtain", "obtains", "allocated"]
    private static let quantityPhrases: [[String]] = [
        ["how", "much"], ["how", "large"], ["how", "big"], ["how", "many"], ["how", "long"], ["km2"], ["km²"], ["km"],
        ["square"], ["calculate"], ["compute"], ["compare"],
    ]
    private static let equalWords: Set<String> = ["equal", "equally", "equals", "fifth", "fifths", "evenly", "even"]
    private static let coastWords: Set<String> = [
        "coast", "coasts", "coastal", "coastline", "coastlines", "shore", "shores", "shoreline", "shorelines",
    ]
}

extension Body.State {
    /// What questions call it. Codes of two letters are left out: they are words of many languages.
    fileprivate var names: [String] { (code.count > 2 ? [code] : []) + [name] + aliases }
}
