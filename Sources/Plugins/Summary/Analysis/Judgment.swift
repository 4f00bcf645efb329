/// A text as the judgment of a court: what each sentence does in it.
///
/// It tells what happened, what the parties argued and what the court thinks of it, and comes to what it orders at its end;
/// a summary wants the last two (Farzindar & Lapalme, "LetSum", 2004; Hachey & Grover, "Extractive summarisation of legal
/// texts", 2006).
struct Judgment {
    let parts: [SentencePart]

    /// `nil` where the text is none: where nothing is ordered in its last third, or courts and parties are rarely named.
    ///
    /// - Parameter rulings: whether each sentence says what could be ordered.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, _ sentences: [Range<Int>], rulings: [Bool]) {
        let orders = sentences.count * 2 / 3
        guard sentences.count >= Self.fewestSentences, rulings[orders...].contains(true) else { return nil }
        let words = sentences.map { sentence in
            Set(bytes[sentence].split { ($0 | 0x20) &- 0x61 >= 26 }.map { $0.map { $0 | 0x20 } })
        }
        let named = words.count { !$0.isDisjoint(with: Self.parties) }
        guard Double(named) >= Self.leastNamed * Double(sentences.count) else { return nil }
        parts = sentences.indices.map { index in
            if index >= orders, rulings[index] { return .point }
            if !words[index].isDisjoint(with: Self.arguing) { return .piece }
            guard index * 2 >= sentences.count else { return .matter }
            return words[index].isDisjoint(with: Self.holding) ? .reason : .point
        }
    }

    private static let fewestSentences = 8
    /// The part of the sentences that name a court or a party.
    private static let leastNamed = 1.0 / 6

    private static let parties = words(
        """
        appellant appellants respondent respondents plaintiff plaintiffs defendant defendants claimant claimants \
        petitioner petitioners applicant applicants appellee appellees court tribunal judge counsel jury
        """
    )
    private static let arguing = words(
        """
        argued argues argue contended contends contend submitted submits submit pleaded alleged alleges relied relies \
        asserted asserts claimed urged urges complained says said
        """
    )
    private static let holding = words("hold holds held finds find concludes conclude therefore accordingly")

    private static func words(_ list: String) -> Set<[UInt8]> {
        Set(list.utf8.split(separator: 0x20).map { Array($0) })
    }
}
