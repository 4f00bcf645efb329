/// Shorter forms of a sentence: always a part of it as it stands, never other words.
enum Headline {
    /// So many words are one line.
    private static let mostWords = 16

    /// The sentence without the connective that opens it and, where it is long, without the clauses behind a comma or a
    /// semicolon; without the full stop.
    static func core(of sentence: String) -> String {
        var core = withoutConnective(sentence)
        while wordCount(core) > mostWords, let cut = lastBreak(in: core) { core = String(core[..<cut]) }
        while let last = core.last, ".,;:–— ".contains(last) { core.removeLast() }
        return core
    }

    /// "However, the sea is open." as "The sea is open.": nothing is said before it that it could join.
    static func withoutConnective(_ sentence: String) -> String {
        guard let comma = sentence.firstIndex(of: ",") else { return sentence }
        let opening = sentence[..<comma].lowercased()
        guard connectives.contains(opening) else { return sentence }
        let rest = sentence[sentence.index(after: comma)...].drop { $0 == " " }
        guard let first = rest.first else { return sentence }
        return first.uppercased() + rest.dropFirst()
    }

    private static let connectives: Set<String> = [
        "however", "therefore", "besides", "moreover", "furthermore", "also", "in addition", "in fact", "thus", "hence",
        "meanwhile", "nevertheless", "nonetheless", "still", "yet", "then", "instead", "finally", "consequently",
        "as a result", "for example", "for instance", "on the other hand", "in contrast", "similarly", "likewise",
        "indeed", "accordingly", "in the end", "of course",
        "однако", "поэтому", "кроме того", "также", "более того", "таким образом", "тем не менее", "наконец",
        "например", "впрочем", "следовательно",
    ]

    /// The last comma or semicolon that leaves at least six words before it.
    private static func lastBreak(in text: String) -> String.Index? {
        guard let place = text.lastIndex(where: { $0 == "," || $0 == ";" || $0 == "–" || $0 == "—" }) else {
            return nil
        }
        return wordCount(String(text[..<place])) >= 6 ? place : nil
    }

    private static func wordCount(_ text: String) -> Int { text.split(separator: " ").count }
}
