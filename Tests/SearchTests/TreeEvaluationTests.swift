import Analysis
import Corpus
import JSON
import PluginFixtures
import PluginKit
import Schema
import TestSupport
import Testing

@testable import Search

/// Compares what every kind of node finds with an evaluator that looks at every word of every passage.
@Suite("Matching of trees")
struct TreeEvaluationTests {
    private static let alphabet = ["sea", "oil", "gas", "law", "iran", "lake", "soil"]
    private static let bytes = Array(alphabet.joined(separator: " ").utf8)

    private static func word(_ number: Int, prefix: Int? = nil) -> Surface {
        let start = alphabet[..<number].reduce(0) { $0 + $1.utf8.count + 1 }
        return Surface(range: start..<start + (prefix ?? alphabet[number].utf8.count), kind: .word)
    }

    private static func leaf(_ matcher: Query.Matcher) -> Query.Node {
        .leaf(Query.Leaf(matcher: matcher, field: .anywhere, range: 0..<0))
    }

    private static func node(_ random: inout SeededNumbers, depth: Int) -> Query.Node {
        func words(_ count: Int) -> [Surface] { (0..<count).map { _ in word(random.below(alphabet.count)) } }
        func node() -> Query.Node { Self.node(&random, depth: depth - 1) }
        switch random.below(depth == 0 ? 6 : 11) {
        case 0: return leaf(.word(words(1)[0]))
        case 1: return leaf(.phrase(words(1 + random.below(3)), slop: random.below(4)))
        case 2: return leaf(.near(words(2 + random.below(2)), distance: 1 + random.below(4)))
        case 3: return leaf(.prefix(word(random.below(alphabet.count), prefix: 1 + random.below(3))))
        case 4: return leaf(.fuzzy(words(1)[0], edits: 1 + random.below(2)))
        case 5: return leaf(.pattern(.sequence([.any, .character("a"), .anything])))
        case 6: return .any([node(), node()])
        case 7: return .all([node(), node()])
        case 8: return .all([node(), .not(node())])
        case 9: return .boost(node(), by: 2)
        default: return .constant(node(), score: 3)
        }
    }

    private static func finds(_ node: Query.Node, in words: [String]) -> Bool {
        func text(_ word: Surface) -> String { String(decoding: bytes[word.range], as: UTF8.self) }
        switch node {
        case .everything: return true
        case .any(let nodes): return nodes.contains { finds($0, in: words) }
        case .all(let nodes): return nodes.allSatisfy { finds($0, in: words) }
        case .not(let node): return !finds(node, in: words)
        case .boost(let node, _), .constant(let node, _): return finds(node, in: words)
        case .leaf(let leaf):
            switch leaf.matcher {
            case .word(let word): return words.contains(text(word))
            case .phrase(let wanted, let slop):
                return choices(wanted.map(text), words).contains { choice in
                    let places = choice.enumerated().map { $1 - $0 }
                    return (places.max() ?? 0) - (places.min() ?? 0) <= slop
                }
            case .near(let wanted, let distance):
                return choices(wanted.map(text), words).contains { choice in
                    let between = (choice.max() ?? 0) - (choice.min() ?? 0) - 1 - (choice.count - 2)
                    return between <= distance - 1
                }
            case .prefix(let word): return words.contains { $0.hasPrefix(text(word)) }
            case .fuzzy(let word, let edits): return words.contains { near($0, text(word), edits) }
            case .pattern: return words.contains { $0.dropFirst().first == "a" }
            case .values: return false
            }
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

    private static func near(_ left: String, _ right: String, _ edits: Int) -> Bool {
        guard left != right else { return true }
        guard edits > 0 else { return false }
        var changed: Set<String> = []
        for index in 0...left.count {
            let (head, tail) = (left.prefix(index), left.dropFirst(index))
            changed.insert(String(head + tail.dropFirst()))
            for letter in Set(right) {
                changed.insert(head + String(letter) + tail)
                if !tail.isEmpty { changed.insert(head + String(letter) + tail.dropFirst()) }
            }
            if tail.count > 1 {
                let swapped = String(tail.dropFirst().prefix(1) + tail.prefix(1)) + tail.dropFirst(2)
                changed.insert(head + swapped)
            }
        }
        return changed.contains { near($0, right, edits - 1) }
    }

    @Test("finds what every kind of node says, in random texts")
    func random() throws {
        var random = SeededNumbers(seed: 29)
        let texts = (0..<60).map { _ in (0...random.below(8)).map { _ in Self.alphabet[random.below(7)] } }
        let plugin = try Fixture.plugin([Fixture.document("random", texts.map { [$0.joined(separator: " ")] })])
        for _ in 0..<500 {
            let node = Self.node(&random, depth: 3)
            let expected = texts.indices.filter { Self.finds(node, in: texts[$0]) }
            let found = try evaluate(node, plugin)
            #expect(found.map(\.unit) == expected, "\(node)")
        }
    }

    /// All matches, in the order of the passages.
    private func evaluate(_ node: Query.Node, _ plugin: SearchPlugin) throws -> [Hit] {
        let query = Query(bytes: Self.bytes, root: node)
        let call = Call(arguments: Arguments(checked: Members()))
        let found = try Evaluation(query, in: plugin.index, call: call).best(1000)
        #expect(found.total == found.hits.count && found.isTotalExact)
        return found.hits.sorted { $0.place < $1.place }
    }

    /// Titles of which many passages match by nothing else, long documents, words from common to rare, and languages that
    /// cut "lake" in different ways.
    private static func manyWindows(_ random: inout SeededNumbers) throws -> SearchPlugin {
        let documents = (0..<250).map { number in
            let title = random.below(3) == 0 ? alphabet[random.below(7)] : "untitled"
            let passages = (0..<1 + random.below(random.below(8) == 0 ? 60 : 6)).map { _ in
                [
                    (0...random.below(7)).map { _ in alphabet[min(random.below(7), random.below(9))] }.joined(
                        separator: " "
                    )
                ]
            }
            let headings: Set = random.below(4) == 0 ? [0] : []
            let language = random.below(3) == 0 ? "fr" : "en"
            return Fixture.document("d\(number)", title: title, language: language, headings: headings, passages)
        }
        let segments = [0..<120, 120..<130, 130..<250].flatMap {
            Snapshot(documents: Array(documents[$0]), problems: []).segments
        }
        return try SearchPlugin(
            settings: Arguments(checked: Members()),
            corpus: Snapshot(segments: segments, problems: [])
        )
    }

    @Test("finds the same best passages without looking at all that match, by one thread and by several")
    func best() throws {
        var random = SeededNumbers(seed: 31)
        let plugin = try Self.manyWindows(&random)
        #expect(plugin.index.parts.count == 3)
        #expect(plugin.index.parts.reduce(0) { $0 + Window.count(unitCount: $1.segment.unitCount) } > 4)
        for _ in 0..<300 {
            let node = Self.node(&random, depth: 3)
            let query = Query(bytes: Self.bytes, root: node)
            let call = Call(arguments: Arguments(checked: Members()))
            let evaluation = try Evaluation(query, in: plugin.index, call: call)
            let all = try evaluation.best(100_000, mostCounted: .max)
            let best = try evaluation.best(10, mostCounted: -1)
            let scores = Dictionary(uniqueKeysWithValues: all.hits.map { ($0.place, $0.score) })
            for hits in [best.hits, try evaluation.bestHits(10, threadCount: 3)] {
                #expect(hits.count == min(all.total, 10), "\(node)")
                for (found, expected) in zip(hits, all.hits) {
                    // Sums of the same numbers in another order.
                    #expect(abs(found.score - expected.score) <= 1e-4 * max(1, expected.score), "\(node)")
                    #expect(abs(found.score - (scores[found.place] ?? -1)) <= 1e-4 * max(1, found.score), "\(node)")
                }
            }
        }
    }

    @Test("boosts multiply, constants replace, filters add nothing")
    func scores() throws {
        let plugin = try Fixture.plugin([Fixture.document("d", [["sea oil"], ["sea"], ["oil gas gas"]])])
        func scores(_ node: Query.Node) throws -> [Float] { try evaluate(node, plugin).map(\.score) }
        let sea = Self.leaf(.word(Self.word(0)))
        let oil = Self.leaf(.word(Self.word(1)))
        let plain = try scores(sea)
        // Powers of two, so that nothing is rounded.
        #expect(try scores(.boost(sea, by: 4)) == plain.map { $0 * 4 })
        #expect(try scores(.boost(.boost(sea, by: 4), by: 0.5)) == plain.map { $0 * 2 })
        #expect(try scores(.constant(sea, score: 7)) == [7, 7])
        #expect(try scores(.boost(.constant(sea, score: 7), by: 2)) == [14, 14])
        #expect(try scores(.all([sea, .constant(oil, score: 0)])) == [plain[0]])
        #expect(try scores(.everything) == [0, 0, 0])
    }

    @Test("looks no further than the text, the heading or the title it began in")
    func boundaries() throws {
        let plugin = try Fixture.plugin([
            Fixture.document("d", title: "sea", headings: [0], [["oil"], ["gas law"]])
        ])
        let words = [Self.word(0), Self.word(1), Self.word(2)]
        #expect(try evaluate(Self.leaf(.near([words[0], words[1]], distance: 50)), plugin).isEmpty)
        #expect(try evaluate(Self.leaf(.phrase([words[1], words[2]], slop: 50)), plugin).isEmpty)
        #expect(try evaluate(Self.leaf(.near([Self.word(3), words[2]], distance: 1)), plugin).map(\.unit) == [1])
    }

    @Test("finds the documents with a value in a range")
    func values() throws {
        let plugin = try Fixture.plugin([
            Fixture.document("a", metadata: ["year": 1990, "date": "1996-05-03"], [["sea"], ["oil"]]),
            Fixture.document("b", metadata: ["year": [1980, 2000], "date": "1999"], [["sea"]]),
            Fixture.document("c", metadata: ["year": "unknown"], [["sea"]]),
        ])
        func found(_ field: String, _ lower: String?, _ upper: String?) throws -> [Int] {
            func bound(_ text: String?) -> ValueRange.Bound? {
                text.map { ValueRange.Bound(value: FieldValue($0), isIncluded: true) }
            }
            let number = try #require(plugin.index.fieldNames.firstIndex(of: field))
            let range = ValueRange(lower: bound(lower), upper: bound(upper))
            let leaf = Query.Node.leaf(Query.Leaf(matcher: .values(range), field: .named(number), range: 0..<0))
            return try evaluate(.all([.everything, leaf]), plugin).map(\.unit)
        }
        #expect(try found("year", "1985", "1995") == [0, 1])
        #expect(try found("year", "1995", nil) == [2])
        #expect(try found("year", nil, nil) == [0, 1, 2, 3])
        #expect(try found("date", "1996-05", "1996-05") == [0, 1])
        #expect(try found("date", nil, "1999") == [0, 1, 2])
    }
}
