import Corpus
import JSON
import PluginFixtures
import PluginKit
import Schema
import Testing
import Wire

@testable import Search

@Suite("search")
struct SearchMethodTests {
    private let seed: SearchPlugin

    init() throws { seed = try Fixture.plugin([Fixture.seed]) }

    @Test("answers its own examples as they say", arguments: SearchMethod.description.examples.map(\.title))
    func examples(title: String) throws {
        let example = try #require(SearchMethod.description.examples.first { $0.title == title })
        let result = try seed.answer(example.parameters)
        #expect(try result.covers(#require(example.result)), "\(result)")
    }

    /// Passages by hand: those whose text has the words.
    @Test(
        "finds the passages of the seed article that have the words",
        arguments: [
            ("coastline", [3]), ("1921 AND 1940", [2]), ("moscow OR baku", [8]),
            ("\"legal regime\" AND NOT sea", [7, 9]),
            ("\"energy resources\"", [1, 4, 10]), ("prosperous", [10]), ("turkmenistan", []),
        ]
    )
    func seedArticle(query: String, expected: [Int]) throws {
        #expect(try seed.passages(query).sorted() == expected)
    }

    @Test(
        "leaves out what isn't wanted, and nothing else",
        arguments: [
            ["total"], ["hits.document", "hits.score"], ["hits.title", "total"], ["hits.snippet"], ["hits.line"],
            ["hits"],
            ["hits.places"], ["hits.explanation", "query"],
        ]
    )
    func fields(paths: [String]) throws {
        let method = SearchPlugin.methods[0]
        let arguments = Arguments(checked: ["query": "sea regime", "positions": true, "explain": true])
        let mask = try FieldMask(paths, of: method.description.result)
        let all = try method.answer(seed, Call(arguments: arguments))
        let some = try method.answer(seed, Call(arguments: arguments, mask: mask))
        #expect(mask.apply(to: all) == some)
        let written = try #require(try method.written(seed, Call(arguments: arguments, mask: mask)))
        #expect(try JSON(parsing: written) == some)
        let hasSnippet = paths.contains("hits") || paths.contains("hits.snippet")
        #expect((some["hits"]?[0]?["snippet"] != nil) == hasSnippet)
    }

    @Test("writes titles, paths and texts as JSON wants them")
    func escapes() throws {
        let document = Fixture.document(
            "a \"b\"\\c.txt",
            title: "\"T\u{2028}\tä\"",
            [["A \"sea\"\\ of \u{1F30A} words."]]
        )
        let plugin = try Fixture.plugin([document])
        let hit = try #require(try plugin.answer(["query": "sea"])["hits"]?[0])
        #expect(hit["document"]?.string == document.id)
        #expect(hit["path"]?.string == document.path)
        #expect(hit["title"]?.string == document.title)
        #expect(hit["snippet"]?.string == "A \"sea\"\\ of \u{1F30A} words.")
    }

    /// Each was read and marked by itself: 10,000 times the same word took 4.7 s.
    @Test("takes a word that stands there often for one that counts as often")
    func repetitions() throws {
        let often =
            String(repeating: "sea ", count: 60) + String(repeating: "legal regi* ", count: 20)
            + String(repeating: "\"legal regime\" ", count: 5)
        for mode in ["fast", "deep"] {
            func hits(_ query: String) throws -> [JSON] {
                let result = try seed.answer(["query": .string(query), "mode": .string(mode), "limit": 100])
                return result["hits"]?.array ?? []
            }
            let expected = try hits("sea^60 legal^20 regi*^20 \"legal regime\"^5")
            let found = try hits(often)
            #expect(found.map { $0["highlights"] } == expected.map { $0["highlights"] })
            #expect(found.map { $0["passage"] } == expected.map { $0["passage"] })
            for (one, other) in zip(found, expected) {
                let scores = try (#require(one["score"]?.number), #require(other["score"]?.number))
                #expect(abs(scores.0 - scores.1) < 1e-3 * scores.1)
            }
        }
    }

    @Test("cites the snippet so that its place holds its words")
    func citations() throws {
        for hit in try seed.answer(["query": "sea"])["hits"]?.array ?? [] {
            let start = try #require(hit["byteRange"]?[0]?.integer)
            let end = try #require(hit["byteRange"]?[1]?.integer)
            #expect(Fixture.seed.text[start..<end] == hit["snippet"]?.string)
            #expect(hit["line"]?.integer == (hit["passage"]?.integer ?? -2) + 1)
        }
    }

    @Test("pages through the hits without repeating or losing one")
    func pages() throws {
        let all = try seed.answer(["query": "sea", "limit": 100])["hits"]?.array ?? []
        var paged: [JSON] = []
        for offset in stride(from: 0, to: 12, by: 3) {
            let page = try seed.answer(["query": "sea", "limit": 3, "offset": .integer(offset)])
            #expect(page["total"]?.integer == all.count)
            paged += page["hits"]?.array ?? []
        }
        #expect(paged == all)
    }

    @Test("proposes words of the corpus for those that it lacks")
    func suggestions() throws {
        #expect(try seed.answer(["query": "kaspian coasline"])["suggestion"] == "Caspian coastline")
        #expect(try seed.answer(["query": "sea"])["suggestion"] == nil)
        #expect(try seed.answer(["query": "zzzzzz"])["suggestion"] == nil)
    }

    @Test("is cheap on a small corpus only")
    func cost() throws {
        #expect(seed.cost(of: SearchMethod.description) == .cheap)
        let many = (0..<100).map { Fixture.document("d\($0)", [["The sea."]]) }
        #expect(try Fixture.plugin(many).cost(of: SearchMethod.description) == .brief)
    }
}

extension JSON {
    /// Whether this has everything that `other` has; objects may have further members.
    fileprivate func covers(_ other: JSON) -> Bool {
        switch (self, other) {
        case (.object(let mine), .object(let theirs)):
            theirs.allSatisfy { member in mine[member.key].map { $0.covers(member.value) } ?? false }
        case (.array(let mine), .array(let theirs)):
            mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.covers($1) }
        default: self == other
        }
    }
}
