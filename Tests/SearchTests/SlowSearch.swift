import Corpus
import Glibc
import JSON

/// Search without an index: looks at every word of every passage for every question, and adds scores up in double
/// precision, as docs/ranking.md has the formula.
struct SlowSearch {
    /// A query whose text can be read by the parser.
    indirect enum Tree {
        case word(String, Part)
        case phrase([String])
        case loosePhrase([String], slop: Int)
        case near([String], distance: Int)
        case prefix(String)
        case wildcard(String)
        case regex(String)
        case fuzzy(String)
        case year(from: Int)
        case any(Tree, Tree)
        case all(Tree, Tree)
        case without(Tree, Tree)
        case boost(Tree, Int)
        case constant(Tree, Int)
    }

    enum Part: String {
        case anywhere = ""
        case title = "title:"
        case text = "text:"
    }

    struct Unit {
        let document: String
        let passage: Int
        let year: Int?
        /// The title of the document and the heading above, apart from each other.
        let titles: [[String]]
        let text: [String]
        let isDeleted: Bool

        var name: String { "\(document) \(passage)" }
        /// In words.
        var length: Int { titles.joined().count + text.count }
    }

    let units: [Unit]
    /// Deleted passages count in statistics until their segment is written anew.
    let passageCount: Double
    let meanTitle: Double
    let meanText: Double
    private let described = Described()
    /// Of each word: the passages that have it, and how often they do.
    private(set) var counts: [String: (passages: Int, occurrences: Int)] = [:]

    /// The words that a description of words stands for, each worked out once.
    private final class Described {
        private var known: [String: Set<String>] = [:]

        func words(_ text: String, _ find: () -> Set<String>) -> Set<String> {
            if let words = known[text] { return words }
            let words = find()
            known[text] = words
            return words
        }
    }

    init(_ snapshot: Snapshot) {
        var units: [Unit] = []
        for live in snapshot.segments {
            for number in 0..<live.segment.documentCount {
                units += Self.units(of: live.segment[number], isDeleted: live.deleted.contains(number))
            }
        }
        self.units = units
        passageCount = Double(units.count)
        meanTitle = Double(units.reduce(0) { $0 + $1.titles.joined().count }) / max(passageCount, 1)
        meanText = Double(units.reduce(0) { $0 + $1.text.count }) / max(passageCount, 1)
        for unit in units {
            // A title belongs to the first passage of its document.
            let words = unit.text + (unit.passage == 0 ? Array(unit.titles.joined()) : [])
            // A word that only titles have is known, and in no passage.
            for word in unit.titles.joined() where counts[word] == nil { counts[word] = (0, 0) }
            for word in words { counts[word, default: (0, 0)].occurrences += 1 }
            for word in Set(words) { counts[word]?.passages += 1 }
        }
    }

    private static func units(of document: Document, isDeleted: Bool) -> [Unit] {
        document.passages.enumerated().map { place, passage in
            let heading = passage.heading.map { words(document.text[document.passages[$0].range]) }
            return Unit(
                document: document.id,
                passage: place,
                year: document.metadata["year"]?.integer,
                titles: [words(document.title)] + (heading.map { [$0] } ?? []),
                text: words(document.text[passage.range]),
                isDeleted: isDeleted
            )
        }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// The scores of all passages that are shown, by document and passage.
    ///
    /// A passage that only its title, its heading or a field makes match is shown if it is the first one of its document
    /// that matches, and none matches by its own text.
    func find(_ tree: Tree) -> [String: Double] {
        var found: [String: Double] = [:]
        let matches = units.filter { !$0.isDeleted }.compactMap { unit in
            match(tree, unit).map { (unit: unit, match: $0) }
        }
        for (_, own) in Dictionary(grouping: matches, by: { $0.unit.document }) {
            let inText = own.filter(\.match.isInText)
            for (unit, match) in inText.isEmpty ? Array(own.prefix(1)) : inText {
                found[unit.name] = match.score
            }
        }
        return found
    }

    private struct Match {
        var score = 0.0
        var isInText = false
    }

    /// `nil` where it doesn't match.
    private func match(_ tree: Tree, _ unit: Unit) -> Match? {
        switch tree {
        case .word(let word, let part): return match(ofAny: [word], unit, part)
        case .phrase(let words):
            return match(ofPhrase: words, unit) { part in part.indices.count { part[$0...].starts(with: words) } }
        case .prefix, .wildcard, .regex, .fuzzy:
            let words = described.words(tree.text) { Set(counts.keys.filter { Self.fits($0, tree) }) }
            return match(ofAny: words, unit, .anywhere)
        case .loosePhrase(let words, let slop):
            return match(ofPhrase: words, unit) { part in
                Self.shortest(of: words, part, within: slop, from: { $0.enumerated().map { $1 - $0 } })
            }
        case .near(let words, let distance):
            return match(ofPhrase: words, unit) { part in
                Self.shortest(of: words, part, within: distance + words.count - 2, from: { $0 })
            }
        case .year(let first): return (unit.year ?? 0) >= first ? Match() : nil
        case .any(let left, let right):
            let matches = [match(left, unit), match(right, unit)].compactMap { $0 }
            return matches.isEmpty ? nil : Self.sum(matches)
        case .all(let left, let right):
            guard let left = match(left, unit), let right = match(right, unit) else { return nil }
            return Self.sum([left, right])
        case .without(let left, let right): return match(right, unit) == nil ? match(left, unit) : nil
        case .boost(let tree, let factor):
            return match(tree, unit).map { Match(score: $0.score * Double(factor), isInText: $0.isInText) }
        case .constant(let tree, let value):
            return match(tree, unit).map { Match(score: Double(value), isInText: $0.isInText) }
        }
    }

    private static func sum(_ matches: [Match]) -> Match {
        Match(score: matches.reduce(0) { $0 + $1.score }, isInText: matches.contains(where: \.isInText))
    }

    // MARK: Scores

    /// Several words count as one that occurs as often as they all.
    private func match(ofAny words: Set<String>, _ unit: Unit, _ part: Part) -> Match? {
        let title = part == .text ? 0 : unit.titles.joined().count { words.contains($0) }
        let text = part == .title ? 0 : unit.text.count { words.contains($0) }
        return match(title, text, unit, rarity: rarity(ofAny: words))
    }

    /// What counts in each part; a phrase is as rare as its words together.
    private func match(ofPhrase words: [String], _ unit: Unit, count: ([String]) -> Int) -> Match? {
        let rarity = words.reduce(0) { $0 + self.rarity(ofAny: [$1]) }
        return match(unit.titles.reduce(0) { $0 + count($1) }, count(unit.text), unit, rarity: rarity)
    }

    private func match(_ title: Int, _ text: Int, _ unit: Unit, rarity: Double) -> Match? {
        guard title + text > 0 else { return nil }
        let frequency = frequency(title, text, unit)
        return Match(score: rarity * 2.2 * frequency / (frequency + 1.2), isInText: text > 0)
    }

    /// How much a word occurs in a passage, for its lengths.
    func frequency(of word: String, _ unit: Unit) -> Double {
        frequency(unit.titles.joined().count { $0 == word }, unit.text.count { $0 == word }, unit)
    }

    private func frequency(_ title: Int, _ text: Int, _ unit: Unit) -> Double {
        frequency(title, of: unit.titles.joined().count, text, of: unit.text.count)
    }

    /// Of a word that is so often in a title and in a text of these lengths.
    func frequency(_ title: Int, of titleLength: Int, _ text: Int, of textLength: Int) -> Double {
        let inText = Double(text) / (0.25 + 0.75 * Double(textLength) / meanText)
        if title == 0 { return inText }
        return inText + 6 * Double(title) / (0.5 + 0.5 * Double(titleLength) / meanTitle)
    }

    func rarity(ofAny words: Set<String>) -> Double {
        let known = words.compactMap { counts[$0] }
        let inside = min(Double(known.reduce(0) { $0 + $1.passages }), passageCount)
        guard inside > 0 else { return 0 }
        let root = (max(Double(known.reduce(0) { $0 + $1.occurrences }), inside) / inside).squareRoot()
        return pow(log(1 + (passageCount - inside + 0.5) / (inside + 0.5)), 1.2) * root
    }

    // MARK: Words

    private static func fits(_ word: String, _ tree: Tree) -> Bool {
        switch tree {
        case .prefix(let start): word.hasPrefix(start)
        case .wildcard(let shape):
            word.count == shape.count && zip(word, shape).allSatisfy { $0 == $1 || $1 == "?" }
        case .fuzzy(let other): isNear(Array(word), Array(other))
        case .regex(let pattern): (try? Regex(pattern)).flatMap { try? $0.wholeMatch(in: word) } != nil
        default: false
        }
    }

    /// Whether at most one character is more, less, other or swapped with the next one.
    private static func isNear(_ left: [Character], _ right: [Character]) -> Bool {
        guard left != right else { return true }
        var start = 0
        while start < min(left.count, right.count), left[start] == right[start] { start += 1 }
        let (one, other) = (left[start...], right[start...])
        if one.dropFirst() == other || one == other.dropFirst() || one.dropFirst() == other.dropFirst() { return true }
        return one.count > 1 && other.count > 1 && one.first == other.dropFirst().first
            && one.dropFirst().first == other.first && one.dropFirst(2) == other.dropFirst(2)
    }

    /// How many stretches there are from the first to the last word of a choice whose places lie within `slack`: for each
    /// place where one begins that of the first choice there, without those that have another one inside.
    private static func shortest(
        of wanted: [String],
        _ words: [String],
        within slack: Int,
        from places: ([Int]) -> [Int]
    ) -> Int {
        var choiceAt: [Int: [Int]] = [:]
        for choice in choices(wanted, words) {
            guard let start = places(choice).min(), let end = places(choice).max(), end - start <= slack else {
                continue
            }
            if choiceAt[start].map({ choice.lexicographicallyPrecedes($0) }) ?? true { choiceAt[start] = choice }
        }
        let stretches = Set(choiceAt.values.map { ($0.min() ?? 0)...($0.max() ?? 0) })
        return stretches.count { one in
            !stretches.contains { $0 != one && $0.lowerBound >= one.lowerBound && $0.upperBound <= one.upperBound }
        }
    }

    /// Every choice of different positions for the words.
    private static func choices(_ wanted: [String], _ words: [String]) -> [[Int]] {
        wanted.reduce([[]]) { chosen, word in
            chosen.flatMap { choice in
                words.indices.filter { words[$0] == word && !choice.contains($0) }.map { choice + [$0] }
            }
        }
    }
}

extension SlowSearch.Tree {
    /// As the query language writes it.
    var text: String {
        switch self {
        case .word(let word, let part): part.rawValue + word
        case .phrase(let words): "\"\(words.joined(separator: " "))\""
        case .loosePhrase(let words, let slop): "\"\(words.joined(separator: " "))\"~\(slop)"
        case .near(let words, let distance): "(\(words.joined(separator: " NEAR/\(distance) ")))"
        case .prefix(let start): start + "*"
        case .wildcard(let shape): shape
        case .regex(let pattern): "/\(pattern)/"
        case .fuzzy(let word): word + "~1"
        case .year(let first): "year:>=\(first)"
        case .any(let left, let right): "(\(left.text) OR \(right.text))"
        case .all(let left, let right): "(\(left.text) AND \(right.text))"
        case .without(let left, let right): "(\(left.text) AND NOT \(right.text))"
        case .boost(let tree, let factor): "(\(tree.text))^\(factor)"
        case .constant(let tree, let value): "(\(tree.text))^=\(value)"
        }
    }
}
