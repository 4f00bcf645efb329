import TestSupport

/// Texts and queries of a few words, some of which are an edit away from others.
enum RandomCorpus {
    /// The first of them are common, the last ones rare. None is the inflected form of another.
    private static let words = [
        "sea", "oil", "gas", "law", "iran", "lake", "soil", "sand", "salt", "boat", "bord", "bolt", "salk", "lamp",
        "lund", "gulf", "golf", "port", "part", "pact", "fish", "fist", "dam", "dim", "roof", "root", "zinc", "zonk",
    ]

    static func word(_ random: inout SeededNumbers) -> String {
        words[random.below(3) == 0 ? random.below(words.count) : random.below(1 + random.below(8))]
    }

    static func words(_ count: Int, _ random: inout SeededNumbers) -> String {
        (0..<count).map { _ in word(&random) }.joined(separator: " ")
    }

    /// Records of one passage, or a text with headings.
    static func content(_ random: inout SeededNumbers, isText: Bool) -> String {
        if isText {
            return (0..<1 + random.below(3)).map { _ in
                "# \(words(1 + random.below(3), &random))\n\n\(words(1 + random.below(40), &random))\n\n"
            }.joined()
        }
        return (0..<random.below(60)).map { _ in
            let title = random.below(2) == 0 ? words(1 + random.below(3), &random) : ""
            return "{\"title\": \"\(title)\", \"text\": \"\(words(1 + random.below(12), &random))\", "
                + "\"year\": \(1990 + random.below(10))}\n"
        }.joined()
    }

    static func tree(_ random: inout SeededNumbers, depth: Int) -> SlowSearch.Tree {
        func tree() -> SlowSearch.Tree { Self.tree(&random, depth: depth - 1) }
        switch random.below(depth == 0 ? 11 : 17) {
        case 0, 1: return .word(word(&random), .anywhere)
        case 2: return .word(word(&random), random.below(2) == 0 ? .title : .text)
        case 3: return .phrase([word(&random), word(&random)])
        case 4: return .phrase((0..<3).map { _ in word(&random) })
        case 5: return .loosePhrase([word(&random), word(&random)], slop: 1 + random.below(3))
        case 6:
            return .near((0..<2 + random.below(2)).map { _ in word(&random) }, distance: 1 + random.below(4))
        case 7: return .prefix(String(word(&random).prefix(1 + random.below(2))))
        case 8: return .fuzzy(word(&random))
        case 9:
            let word = word(&random)
            return .wildcard(word.prefix(1) + "?" + word.dropFirst(2))
        case 10: return .regex(regex(&random))
        case 11: return .any(tree(), tree())
        case 12: return .all(tree(), tree())
        case 13: return .without(tree(), tree())
        case 14: return .boost(tree(), 2 + random.below(3))
        case 15: return .constant(tree(), random.below(5))
        default: return .all(tree(), .year(from: 1992 + random.below(6)))
        }
    }

    /// A regular expression that is nearly a word, and has a sign that makes it one.
    private static func regex(_ random: inout SeededNumbers) -> String {
        var pieces = word(&random).map { letter in
            switch random.below(8) {
            case 0: return "."
            case 1: return "[\(letter)a-f]"
            case 2: return "[^\(letter)]"
            case 3: return "(\(letter)|o|in)"
            case 4: return "\(letter)?"
            case 5: return "\\w{1,2}"
            default: return String(letter)
            }
        }
        // Behind another sign, a plus would mean something else.
        let ending = ["", "+", "*", "(s|e.)?"][random.below(4)]
        if pieces.last?.last?.isLetter == true { pieces.append(ending) }
        let pattern = pieces.joined()
        return pattern.allSatisfy(\.isLetter) ? pattern + "?" : pattern
    }
}

extension TemporaryFolder {
    /// Writes, changes or removes a file.
    func change(_ random: inout SeededNumbers) {
        let isText = random.below(2) == 0
        let name = "\(random.below(isText ? 20 : 6))." + (isText ? "md" : "jsonl")
        switch random.below(5) {
        case 0: remove(name)
        case 1 where !isText: replace(name, bytes(name) + RandomCorpus.content(&random, isText: false).utf8)
        default: replace(name, RandomCorpus.content(&random, isText: isText))
        }
    }
}
