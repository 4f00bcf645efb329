/// Whose words a question asks for, of a transcript: "What did Ann Berg say of the ferry?"
struct AskedSpeakers {
    /// For each name, how much of it the question has, from 0 to 1.
    let shares: [Double]
    /// The words of the question that are part of such a name, and the other ones.
    let names: String
    let matter: String

    /// `nil` where the question names nobody of these.
    init?(_ question: String, among names: [String]) {
        guard !names.isEmpty else { return nil }
        let asked = Self.words(of: question)
        // "What did A say?", but not "A summary".
        let known = Set(asked.map(Self.key)).subtracting([""])
        var found: Set<String> = []
        shares = names.map { name in
            let keys = Self.words(of: name).map(Self.key).filter { !$0.isEmpty }
            let matches = keys.filter(known.contains)
            found.formUnion(matches)
            return keys.isEmpty ? 0 : Double(matches.count) / Double(keys.count)
        }
        guard !found.isEmpty else { return nil }
        self.names = asked.filter { found.contains(Self.key($0)) }.joined(separator: " ")
        matter = asked.filter { !found.contains(Self.key($0)) }.joined(separator: " ")
    }

    private static func words(of text: String) -> [Substring] {
        text.split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "-") }
    }

    /// In small letters and without zeros before it; empty for what many names have. A letter alone stays as it is.
    private static func key(_ word: Substring) -> String {
        let word = word.hasSuffix("'s") ? word.dropLast(2) : word
        guard word.count > 1 else {
            return word == "A" || word == "I" ? "" : word.allSatisfy(\.isLowercase) ? "" : String(word)
        }
        let small = word.drop { $0 == "0" }.lowercased()
        return titles.contains(small) ? "" : small
    }

    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "professor", "sir", "madam", "madame", "hon", "the", "of", "and", "speaker",
        "some", "members", "an",
    ]
}
