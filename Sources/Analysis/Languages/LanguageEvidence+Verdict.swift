extension LanguageEvidence {
    /// Another language of the script must have so many votes, and twice those of the expected one, before the expectation
    /// is given up: what looks like three words of Portuguese is mostly a table of English.
    private static let clearly: Int32 = 9
    /// One word of another language, and no more.
    private static let quietly: Int32 = 4
    /// What some ten words say that only one language has.
    private static let plainly: Int32 = 40

    /// Texts of no more words are as short as a title or a description of a line.
    private static let fewWords = 20
    /// What a letter costs a language that is written without it: a name of elsewhere may have one.
    private static let alien: Int32 = 5
    /// In a text of a language at least one word of so many is one that carries grammar; in prose it is one of three.
    private static let wordsForOne = 12

    /// Whether the text is so surely what was expected that there is no need to read on.
    var isClear: Bool {
        guard let expectedNumber, votes[expectedNumber] >= 12 else { return false }
        return mostVotes(but: expectedNumber) * 3 <= votes[expectedNumber] * 2
    }

    /// Whether the script is that of what was expected, and nothing speaks for another language: so it is in programs and
    /// tables, of which more words say no more.
    var isQuiet: Bool {
        guard let expectedNumber, cyrillic + arabic + east == 0, others.isEmpty, latin > 0 else { return false }
        guard LanguageScripts.isLatin[expectedNumber] else { return false }
        return mostVotes(but: expectedNumber) <= Self.quietly
    }

    /// Whether so many words speak for one language of the Latin script, and so few for any other, that more words
    /// would hardly change it.
    var isPlain: Bool {
        guard latin > 100, cyrillic + arabic + east == 0, others.isEmpty else { return false }
        let (most, next) = mostVotes(among: votes.indices)
        return most >= Self.plainly && next * 3 <= most
    }

    /// The highest count of all languages but one.
    private func mostVotes(but expected: Int) -> Int32 {
        var most: Int32 = 0
        for number in votes.indices { most = max(most, number == expected ? 0 : votes[number]) }
        return most
    }

    /// The two highest counts.
    @inline(__always)
    private func mostVotes(among languages: some Sequence<Int>) -> (most: Int32, next: Int32) {
        var (most, next) = (Int32(0), Int32(0))
        for language in languages where votes[language] > next {
            next = min(most, votes[language])
            most = max(most, votes[language])
        }
        return (most, next)
    }

    /// Whether there are some letters, and some words where many languages share them.
    var isEnough: Bool {
        let letters = latin + cyrillic + arabic + east * 2 + others.values.reduce(0, +)
        guard letters >= 3 else { return false }
        guard latin * 2 > letters else { return true }
        let (most, next) = mostVotes(among: LanguageScripts.latinScript)
        guard most >= 4, most > next else { return false }
        return LanguageScripts.latinScript.contains { votes[$0] == most && isSupported($0) }
    }

    /// Whether a text of more than a few words says so in words that differ, and often enough: a program in which
    /// `len` stands on every line is not Slovak.
    private func isSupported(_ number: Int) -> Bool {
        let found = support[number]
        let different = found.different.nonzeroBitCount
        if wordCount <= Self.fewWords { return different >= 2 }
        return different >= 3 && Int(found.words) * Self.wordsForOne >= wordCount
    }

    var verdict: String {
        let other =
            others.isEmpty ? nil : others.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }
        let most = max(latin, cyrillic, arabic, east * 2, (other?.value ?? 0))
        guard most > 0 else { return expected }
        if east * 2 == most { return kana * 12 > east ? "ja" : "zh" }
        if let other, other.value == most {
            return other.key == "hi" ? best(among: LanguageScripts.devanagari, otherwise: "hi") : other.key
        }
        if arabic == most { return best(among: LanguageScripts.arabicScript, otherwise: "ar") }
        if cyrillic == most { return best(among: LanguageScripts.cyrillicScript, otherwise: "ru") }
        return best(among: LanguageScripts.latinScript, otherwise: "en")
    }

    /// How many of the letters that were read a language of the Cyrillic script doesn't have.
    private func alienCount(_ number: Int) -> Int32 {
        guard cyrillicLetters != 0 else { return 0 }
        return Int32((cyrillicLetters & ~LanguageScripts.cyrillicAlphabets[number]).nonzeroBitCount)
    }

    /// The language with most votes; the expected one if it is of the script and nothing speaks clearly against it.
    private func best(among candidates: [Int], otherwise fallback: String) -> String {
        guard let fallback = FunctionWords.number(of: fallback) else { return expected }
        let start = expectedNumber.map { candidates.contains($0) ? $0 : fallback } ?? fallback
        var best = start
        let isTrusted = start == expectedNumber && alienCount(start) < 2
        var most = isTrusted ? max(votes[start] * 2, Self.clearly) : weight(start)
        let isLatin = fallback == LanguageScripts.english
        for number in candidates where number != start && weight(number) > most {
            guard !isLatin || isSupported(number) else { continue }
            best = number
            most = weight(number)
        }
        return FunctionWords.languages[best]
    }

    private func weight(_ number: Int) -> Int32 { votes[number] - Self.alien * alienCount(number) }
}
