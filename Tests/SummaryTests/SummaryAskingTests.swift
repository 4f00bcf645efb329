import Analysis
import Corpus
import JSON
import PluginFixtures
import PluginKit
import Schema
import Testing
import Wire

@testable import Summary

/// What people ask of a summary besides its length.
@Suite("Asking summary")
struct SummaryAskingTests {
    private let seed: SummaryPlugin

    init() throws { seed = try Fixture.plugin([Fixture.seed]) }

    private func positions(_ result: JSON) -> [Int] {
        result["sentences"]?.array?.compactMap { $0["position"]?.integer } ?? []
    }

    @Test(
        "about a matter takes the sentence that speaks of it",
        arguments: [
            ("coastline", 3), ("joint exploitation", 9), ("What is Moscow devising?", 10), ("agreements of 1921", 2),
            ("consensus and modern law", 6),
        ]
    )
    func query(question: String, position: Int) throws {
        let result = try seed.answer(["query": .string(question), "sentences": 1])
        #expect(positions(result) == [position])
    }

    /// The question was answered by what the article says of Iran alone, without the agreements that it names.
    @Test("of several parts is answered part by part")
    func parts() throws {
        let question: JSON = "which agreements does Iran rely on, and who disagrees?"
        let result = try seed.answer(["query": question, "sentences": 3])
        // The agreements of 1921 and 1940, the differences of stances, and what Iran relies on.
        #expect(positions(result) == [2, 4, 5])
    }

    /// "what is the licence?" was answered by nothing, where the files say "license".
    @Test(
        "finds words as they are spelt on either side of the Atlantic",
        arguments: [
            ("licence", "license"), ("colour", "color"), ("organise", "organize"), ("centre", "center"),
            ("defense", "defence"), ("catalog", "catalogue"), ("traveller", "traveler"), ("program", "programme"),
        ]
    )
    func spelling(asked: String, written: String) throws {
        let text = "The sea is large and cold. It says nothing of the \(written) of the port. Boats sail there."
        let result = try seed.answer(["text": .string(text), "query": .string("what is the \(asked)?"), "sentences": 1])
        #expect(positions(result) == [1])
    }

    /// What stands beside an answer was taken for one, however little it says.
    @Test("leaves out what has neither a word of the question nor many others")
    func scraps() throws {
        let text =
            "See #1028654. The signature of a package is verified by its key. Closes: #77. Fish is sold there at noon."
        let result = try seed.answer(["text": .string(text), "query": "how is a signature verified?", "sentences": 2])
        #expect(Set(positions(result)).isDisjoint(with: [0, 2]))
    }

    /// What people say to each other in passing is short; the same words of nobody's are not.
    @Test("of talk trusts what is said at length more than of other texts")
    func talk() throws {
        func weight(_ one: String, _ other: String) throws -> Double {
            let text = """
                \(one) saw the harbour wall. The wall is old now \(other). \(one) told \(other) that the wall needs stone from \
                the old quarry before winter. \(one) like stone walls, \(other) know. Winter comes for \(other) and the wall.
                """
            let result = try seed.answer(["text": .string(text), "sentences": 5, "explain": true])
            let longest = try #require(result["sentences"]?.array?.first { $0["position"] == 2 })
            return try #require(longest["parts"]?["length"]?.number)
        }
        #expect(try weight("I", "you") > weight("Vera", "Anton") + 0.2)
    }

    /// "who wants what?" has no word that stands in a text, and was answered by nothing, though it is an example of the help.
    @Test("who wants what takes the sentences that say so", arguments: ["who wants what?", "Who wants what"])
    func positions(question: String) throws {
        let result = try seed.answer(["query": .string(question), "sentences": 4])
        // Those of the seed in which someone favours, believes, pursues, is reported to favour or must do something.
        #expect(positions(result).count == 4)
        #expect(Set(positions(result)).isSubset(of: [2, 3, 5, 6, 7, 8, 9, 10, 12]))
        let nobody = try seed.answer(["text": "The sea is large. It is salt.", "query": .string(question)])
        #expect(nobody["sentences"] == [])
    }

    @Test(
        "finds what a text says that it comes to",
        arguments: [
            "We also show that salt falls.", "Here we measure salt.", "This paper is about salt.",
            "In conclusion, salt falls.",
            "Our results are plain.", "Taken together, salt falls.", "We unanimously agreed on salt.",
        ]
    )
    func announces(sentence: String) throws {
        #expect(try cue(of: sentence) == 0.5)
    }

    @Test(
        "sees no such phrase in other words, and less worth in a pointer to a table",
        arguments: [
            ("We walked to the sea.", nil), ("The paper is wet.", nil), ("In summer we swim.", nil),
            ("This is a study.", nil), ("Show the sea to us, as we do.", nil), ("Table 2 lists the rivers.", -0.3),
            ("The table is set for 2.", nil), ("We show it in Figure 3.", 0.2),
        ] as [(String, Double?)]
    )
    func announcesNothing(sentence: String, expected: Double?) throws {
        #expect(try cue(of: sentence) == expected)
    }

    /// What phrases add to the score of a sentence, the second one of a text.
    private func cue(of sentence: String) throws -> Double? {
        let text = "The sea is large and salt and old. \(sentence) Rivers bring it water, and wind takes it away."
        let result = try seed.answer(["text": .string(text), "sentences": 3, "explain": true])
        return result["sentences"]?[1]?["parts"]?["cue"]?.number
    }

    @Test("about what the texts don't mention is empty")
    func nothing() throws {
        let result = try seed.answer(["query": "penguins"])
        #expect(result["sentences"] == [])
        #expect(result["text"] == "")
        #expect(result["cursor"] == .null)
    }

    @Test(
        "goes on where the cursor says, until all was said once",
        arguments: [["sentences": 3], ["words": 60]] as [Members]
    )
    func more(budget: Members) throws {
        var said: [Int] = []
        var parameters = budget
        for _ in 0..<20 {
            let result = try seed.answer(parameters)
            #expect(!positions(result).isEmpty)
            said += positions(result)
            guard let cursor = result["cursor"]?.string else { break }
            parameters["cursor"] = .string(cursor)
        }
        #expect(said.sorted() == Array(0..<13))
    }

    @Test("refuses a cursor of something else", arguments: ["x", "12:1", "13:99", "13", "13:1.x"])
    func badCursor(cursor: String) {
        let failure = #expect(throws: Failure.self) { try seed.answer(["cursor": .string(cursor)]) }
        #expect(failure?.code == .invalidParams)
        #expect(failure?.details["pointer"] == "/cursor")
    }

    @Test("explains each score as the sum of its parts")
    func explains() throws {
        let result = try seed.answer(["sentences": 5, "explain": true, "order": "weight"])
        for item in result["sentences"]?.array ?? [] {
            let parts = item["parts"]?.object?.compactMap(\.value.number) ?? []
            #expect(parts.count > 6)
            #expect(abs(parts.reduce(0, +) - (item["score"]?.number ?? .nan)) < 0.001)
        }
    }

    @Test("by weight begins with the sentence that alone would be chosen")
    func weight() throws {
        let one = positions(try seed.answer(["sentences": 1]))
        let five = positions(try seed.answer(["sentences": 5, "order": "weight"]))
        #expect(five.first == one.first)
        #expect(five != five.sorted())
    }

    @Test("as bullets puts each sentence on a line, without the word that joined it to another")
    func bullets() throws {
        let text = try #require(try seed.answer(["sentences": 13, "style": "bullets"])["text"]?.string)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 13)
        #expect(lines.allSatisfy { $0.hasPrefix("• ") })
        #expect(lines[7].hasPrefix("• Three other Caspian states are pursuing"))
    }

    @Test(
        "as a headline is a part of a sentence as it stands",
        arguments: [
            ("However, the sea is open.", "The sea is open"),
            (
                "The five states will meet again next year in the old port of the north, where the first talks were held.",
                "The five states will meet again next year in the old port of the north"
            ),
            ("A short one.", "A short one"),
        ]
    )
    func headline(sentence: String, core: String) { #expect(Headline.core(of: sentence) == core) }

    private let articles = [
        Fixture.document(
            "news/a",
            metadata: ["date": "2020-01-05"],
            [["The five states signed the treaty on the sea in Aktau.", "The fleet of the north stayed in port."]]
        ),
        Fixture.document(
            "news/b",
            metadata: ["date": "2021-06-01"],
            [
                [
                    "In Aktau the five states signed the treaty on the sea.",
                    "A pipeline under the sea was planned at once.",
                ]
            ]
        ),
        Fixture.document("other/c", [["Cats sleep all day on the sofa."]]),
    ]

    @Test("says each fact once, with all its sources")
    func once() throws {
        let plugin = try Fixture.plugin(articles)
        let result = try plugin.answer(["documents": ["news/"], "sentences": 3])
        #expect(result["of"]?["documents"] == 2)
        let treaty = result["sentences"]?.array?.filter { $0["text"]?.string?.contains("treaty") == true } ?? []
        #expect(treaty.count == 1)
        let documents = [treaty.first?["document"]?.string, treaty.first?["also"]?[0]?["document"]?.string]
        #expect(Set(documents) == ["news/a", "news/b"])
    }

    @Test("says only what is new beside known documents")
    func known() throws {
        let plugin = try Fixture.plugin(articles)
        let result = try plugin.answer(["documents": ["news/b"], "known": ["news/a"], "sentences": 1])
        #expect(result["text"] == "A pipeline under the sea was planned at once.")
        #expect(result["of"]?["sentences"] == 2)
    }

    @Test(
        "says what is new since a day, and how many documents have no date",
        arguments: ["2021", "2021-06", "2021-06-01"]
    )
    func since(day: String) throws {
        let plugin = try Fixture.plugin(articles)
        let result = try plugin.answer(["since": .string(day), "sentences": 1])
        #expect(result["text"] == "A pipeline under the sea was planned at once.")
        #expect(result["of"]?["undated"] == 1)
        let failure = #expect(throws: Failure.self) { try plugin.answer(["since": "yesterday"]) }
        #expect(failure?.details["pointer"] == "/since")
    }

    /// Reviews say one thing often; a story has no matter of its own, and there whole sentences count.
    @Test("tells texts with a matter from those without")
    func diffuse() {
        func diffuseness(_ texts: [String]) -> Double {
            var reader = TermReader()
            for text in texts {
                let bytes = Array(text.utf8)
                bytes.withUnsafeBufferPointer { reader.add($0, [0..<bytes.count], language: "en") {} }
            }
            return Features(reader.table).diffuseness
        }
        #expect(diffuseness((0..<120).map { "The room\($0 % 9) was clean and the bath was clean." }) == 0)
        #expect(diffuseness((0..<120).map { "Person\($0) thing\($0 + 900) place\($0 / 2)." }) == 1)
    }
}
