import JSON
import PluginFixtures
import TestSupport
import Testing

@testable import Search

/// Compares the index with an evaluator that looks at every passage and every word.
@Suite("Matching")
struct EvaluationTests {
    private static let alphabet = ["sea", "oil", "gas", "law", "iran"]

    /// A query as a tree, written out as text and evaluated without an index.
    private indirect enum Tree {
        case word(String)
        case phrase([String])
        case any(Tree, Tree)
        case all(Tree, Tree)
        case without(Tree, Tree)

        init(_ random: inout SeededNumbers, depth: Int) {
            switch depth == 0 ? random.below(2) : random.below(6) {
            case 0: self = .word(alphabet[random.below(5)])
            case 1: self = .phrase((0...random.below(3)).map { _ in alphabet[random.below(5)] })
            case 2, 3: self = .any(Tree(&random, depth: depth - 1), Tree(&random, depth: depth - 1))
            case 4: self = .all(Tree(&random, depth: depth - 1), Tree(&random, depth: depth - 1))
            default: self = .without(Tree(&random, depth: depth - 1), Tree(&random, depth: depth - 1))
            }
        }

        var text: String {
            switch self {
            case .word(let word): word
            case .phrase(let words): "\"" + words.joined(separator: " ") + "\""
            case .any(let left, let right): "(\(left.text) OR \(right.text))"
            case .all(let left, let right): "(\(left.text) AND \(right.text))"
            case .without(let left, let right): "(\(left.text) AND NOT \(right.text))"
            }
        }

        func matches(_ words: [String]) -> Bool {
            switch self {
            case .word(let word): words.contains(word)
            case .phrase(let phrase): words.indices.contains { words[$0...].starts(with: phrase) }
            case .any(let left, let right): left.matches(words) || right.matches(words)
            case .all(let left, let right): left.matches(words) && right.matches(words)
            case .without(let left, let right): left.matches(words) && !right.matches(words)
            }
        }
    }

    @Test("finds what every operator says, in random texts")
    func operators() throws {
        var random = SeededNumbers(seed: 5)
        let texts = (0..<60).map { _ in (0...random.below(7)).map { _ in Self.alphabet[random.below(5)] } }
        let plugin = try Fixture.plugin([Fixture.document("random", texts.map { [$0.joined(separator: " ")] })])
        for _ in 0..<400 {
            let tree = Tree(&random, depth: 3)
            let expected = texts.indices.filter { tree.matches(texts[$0]) }
            #expect(try plugin.passages(tree.text).sorted() == expected, "\(tree.text)")
            let total = try plugin.answer(["query": .string(tree.text), "limit": 0])["total"]
            #expect(total == .integer(expected.count), "\(tree.text)")
        }
    }

    private let fields = [
        Fixture.document(
            "news/one.txt",
            title: "Caspian oil",
            language: "en",
            metadata: ["author": "Ada Smith", "tags": ["law", "sea bed"], "year": 1998],
            headings: [1],
            [["The states met."], ["Legal regime"], ["Iran favours parity."], ["Russia disagrees about oil."]]
        ),
        Fixture.document("notes/two.txt", title: "Other", language: "ru", [["Каспийские государства о нефти."]]),
    ]

    @Test(
        "looks into fields",
        arguments: [
            ("title:caspian", ["news/one.txt 0"]),
            ("text:caspian", []),
            ("caspian", ["news/one.txt 0"]),
            ("oil", ["news/one.txt 3"]),
            ("title:regime parity", ["news/one.txt 2"]),
            ("author:smith iran", ["news/one.txt 2"]),
            ("author:\"smith ada\"", []),
            ("author:\"Ada Smith\" -states", ["news/one.txt 1"]),
            ("tags:bed iran", ["news/one.txt 2"]),
            ("tags:\"law sea\"", []),
            ("year:1998", ["news/one.txt 0"]),
            ("path:notes", ["notes/two.txt 0"]),
            ("language:ru", ["notes/two.txt 0"]),
            ("author:jones iran", []),
        ]
    )
    func fieldQueries(query: String, expected: [String]) throws {
        let hits = try Fixture.plugin(fields).answer(["query": .string(query)])["hits"]?.array ?? []
        #expect(hits.map { "\($0["document"]?.string ?? "") \($0["passage"]?.integer ?? -1)" } == expected)
    }

    @Test("reads a word in every language of the corpus", arguments: ["каспийских", "КАСПИЙСКАЯ", "государство"])
    func languages(query: String) throws {
        #expect(try Fixture.plugin(fields).answer(["query": .string(query)])["total"] == 1)
    }

    @Test("finds characters of scripts without spaces by pairs")
    func ideographs() throws {
        let plugin = try Fixture.plugin([Fixture.document("zh", [["里海法律地位公约"], ["海里有鱼"]])])
        #expect(try plugin.passages("里海") == [0])
        #expect(try plugin.passages("法律地位") == [0])
        #expect(try Set(plugin.passages("海")) == [0, 1])
    }

    @Test("searches in one document, and names the one that is meant")
    func oneDocument() throws {
        let plugin = try Fixture.plugin(fields + [Fixture.document("notes/three.txt", [["Iran again."]])])
        let result = try plugin.answer(["query": "iran", "document": "/corpus/notes/three.txt"])
        #expect(result["total"] == 1)
        #expect(result["hits"]?[0]?["document"] == "notes/three.txt")
        let failure = #expect(throws: (any Error).self) {
            try plugin.answer(["query": "iran", "document": "notes/tree.txt"])
        }
        #expect("\(failure.map { "\($0)" } ?? "")".contains("did you mean 'notes/three.txt'?"))
    }

    @Test("finds nothing in an empty corpus, and says that there is nothing")
    func empty() throws {
        let answer = try Fixture.plugin([]).answer(["query": "sea"])
        #expect(answer["total"] == 0)
        #expect(answer["hits"] == [])
        #expect(answer["notes"]?[0]?["message"]?.string?.hasPrefix("the corpus has no text") == true)
    }

    @Test(
        "stems each passage in its own language",
        arguments: [
            ("agreement", [0, 2]), ("граница", [1]), ("Grenze", [3]), ("café", [4]), ("cafe", [4]), ("e-mail", [5]),
        ]
    )
    func passageLanguages(query: String, expected: [Int]) throws {
        let plugin = try Fixture.plugin([
            Fixture.document(
                "mixed",
                [
                    ["The agreements of the five states are old."],
                    ["Соглашения о границах моря не подписаны, и это их не беспокоит."],
                    ["No agreement was made."],
                    ["Die Grenzen des Meeres sind nicht bekannt, und das ist auch nicht zu ändern."],
                    ["Das Café ist zu."],
                    ["Emails were sent."],
                ]
            )
        ])
        #expect(try plugin.passages(query).sorted() == expected)
    }
}
