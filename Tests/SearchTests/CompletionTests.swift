import JSON
import PluginFixtures
import PluginKit
import Schema
import Testing
import Wire

@testable import Search

@Suite("Completion and likeness")
struct CompletionTests {
    @Test(
        "completes the last word, the most frequent first",
        arguments: [
            ("res", ["resources"]), ("the Caspian lit", ["littoral"]), ("sea ", []),
            ("", []), ("zzz", []),
        ]
    )
    func completes(text: String, expected: [String]) throws {
        guard !text.isEmpty else { return }
        let result = try Fixture.plugin([Fixture.seed]).answer("search.complete", ["text": .string(text), "limit": 1])
        #expect(result["completions"]?.array?.map { $0["word"]?.string ?? "" } == expected)
    }

    @Test("keeps what stands before the last word")
    func keeps() throws {
        let result = try Fixture.plugin([Fixture.seed]).answer("search.complete", ["text": "title:casp"])
        #expect(result["completions"]?[0]?["text"] == "title:Caspian")
    }

    /// Words of the texts were offered there, which no document has in that field.
    @Test(
        "completes values of the field that stands before them",
        arguments: [
            ("author:", ["author:\"Jane Doe\"", "author:Jones", "author:\"Ann-Kathrin Joe\""]),
            ("author:jo", ["author:Jones", "author:\"Ann-Kathrin Joe\""]),
            ("sea -Author:doe", ["sea -Author:\"Jane Doe\""]),
            ("(author:\"jane d", ["(author:\"Jane Doe\""]), ("year:19", ["year:1998"]),
            ("tags:", ["tags:port", "tags:\"deep sea\""]), ("tags:\"deep s", ["tags:\"deep sea\""]),
            ("path:a", ["path:a"]), ("http://jo", []), ("\"author: jo", []), ("author:\"Jane Doe\"", []),
        ]
    )
    func values(text: String, expected: [String]) throws {
        let plugin = try Fixture.plugin([
            Fixture.document("a", metadata: ["author": "Jane Doe", "tags": ["port"]], [["Eggs of the sturgeon."]]),
            Fixture.document("b", metadata: ["author": "Jane Doe", "year": 1998], [["Ships cross."]]),
            Fixture.document("c", metadata: ["author": "Jones", "tags": ["deep sea", "port"]], [["Ships."]]),
            Fixture.document("d", metadata: ["author": "Ann-Kathrin Joe"], [["Rivers."]]),
            Fixture.document("e", metadata: ["author": "Jones"], [["Borders."]]),
        ])
        let found = try plugin.answer("search.complete", ["text": .string(text)])["completions"]?.array ?? []
        #expect(found.map { $0["text"]?.string ?? "" } == expected)
    }

    @Test("finds what is like a passage, but not the passage")
    func passages() throws {
        let plugin = try Fixture.plugin([
            Fixture.document("a", [["Sturgeon lay eggs in rivers."], ["Pipelines cross the border."]]),
            Fixture.document("b", [["Eggs of the sturgeon are caviar."], ["Ships cross the border."]]),
        ])
        let like = try plugin.answer("search.similar", ["document": "a", "passage": 0])
        #expect(like["hits"]?.array?.map { $0["document"] } == ["b"])
        #expect(like["hits"]?[0]?["passage"] == 0)
        let document = try plugin.answer("search.similar", ["document": "a", "limit": 5])
        #expect(Set(document["hits"]?.array?.compactMap { $0["document"]?.string } ?? []) == ["b"])
        let text = try plugin.answer("search.similar", ["text": "caviar and eggs"])
        #expect(text["hits"]?[0]?["document"] == "b")
        #expect(try plugin.answer("search.similar", ["text": "zzz"])["hits"] == [])
    }

    @Test(
        "finds what is like the passage at a place, as hits are printed",
        arguments: [
            // The place that one copies from a hit was taken for the name of a document.
            ("a:1", "b0"), ("a:2", "b1"), ("a:1:17", "b0"), ("a:2:3", "b1"), ("/corpus/a:2:1", "b1"),
            ("caspian:///a?v=1a2b3c4d#L2C1-L2C10", "b1"), ("caspian:///a#L1", "b0"),
        ]
    )
    func places(name: String, expected: String) throws {
        let plugin = try Fixture.plugin([
            Fixture.document("a", [["Sturgeon lay eggs in rivers."], ["Pipelines cross the border."]]),
            Fixture.document("b", [["Eggs of the sturgeon are caviar."], ["Ships cross the border."]]),
        ])
        let first = try plugin.answer("search.similar", ["document": .string(name)])["hits"]?[0]
        #expect("\(first?["document"]?.string ?? "")\(first?["passage"]?.integer ?? -1)" == expected)
    }

    @Test("says that a document has nothing at a place")
    func noPlace() throws {
        let plugin = try Fixture.plugin([Fixture.document("a", [["Sturgeon lay eggs in rivers."]])])
        #expect(throws: Failure(.notFound, "'a' has no text at line 9 or behind it", details: ["pointer": "/document"]))
        {
            try plugin.answer("search.similar", ["document": "a:9"])
        }
        let failure = #expect(throws: Failure.self) { try plugin.answer("search.similar", ["document": "x:9"]) }
        #expect(failure?.message.hasPrefix("no document is called 'x:9'") == true)
    }

    @Test(
        "refuses to be like nothing, or like two things",
        arguments: [[:], ["text": "a", "document": "b"]] as [Members]
    )
    func refuses(parameters: Members) throws {
        let plugin = try Fixture.plugin([Fixture.seed])
        #expect(throws: Failure.self) { try plugin.answer("search.similar", parameters) }
    }

    @Test(
        "answer their own examples as they say",
        arguments: SearchPlugin.methods.map(\.description).flatMap { method in
            method.examples.map { (method.name, $0.title) }
        }
    )
    func examples(name: String, title: String) throws {
        let method = try #require(SearchPlugin.methods.first { $0.description.name == name }).description
        let example = try #require(method.examples.first { $0.title == title })
        let result = try Fixture.plugin([Fixture.seed]).answer(name, example.parameters)
        #expect(try result.covers(#require(example.result)), "\(result)")
    }

    @Test(
        "proposes only what is near, and finds more",
        arguments: [
            ("kaspian", "Caspian"), ("agreemetn", "agreements"), ("see", nil), ("moskow", "Moscow"), ("tax", nil),
            ("zebra", nil), ("\"kaspian zebra\"", nil), ("kaspian AND zzzzzz", nil),
        ] as [(String, String?)]
    )
    func suggestions(query: String, expected: String?) throws {
        let result = try Fixture.plugin([Fixture.seed]).answer("search", ["query": .string(query)])
        #expect(result["suggestion"]?.string == expected)
    }

    /// Where words have no spaces between them, they end where the texts go on in different ways.
    @Test(
        "completes words of scripts without spaces",
        arguments: [
            (["里海沿岸国家签署公约。", "里海沿岸地区的气候。", "里海法律地位公约。"], "里", "里海"),
            (["里海沿岸国家签署公约。", "里海沿岸地区的气候。", "里海法律地位公约。"], "里海沿", "里海沿岸"),
            (["里海沿岸国家签署公约。", "里海沿岸地区的气候。"], "请问里海沿", "请问里海沿岸"),
            // What stands behind the last two characters elsewhere doesn't count.
            (["文件系统。", "文件系统。", "软件系列。", "软件系列。", "软件系列。"], "文件系", "文件系统"),
            (["カスピ海は湖である。", "カスピ海の水位。", "カスピ海沿岸の国。"], "カス", "カスピ海"),
            (["ประเทศไทยและลาว", "ประเทศจีน", "ประเทศลาวมีแม่น้ำ"], "ประ", "ประเทศ"),
            (["카스피해의 법적 지위", "카스피해는 호수이다", "카스피해 연안국"], "카스", "카스피해"),
            (["ទន្លេសាបធំ", "ទន្លេមេគង្គ", "ទន្លេបាសាក់"], "ទន្", "ទន្លេ"),
            (["ປະເທດລາວ", "ປະເທດໄທ", "ປະເທດຈີນ"], "ປະ", "ປະເທດ"),
        ]
    )
    func completesRuns(texts: [String], typed: String, expected: String) throws {
        let plugin = try Fixture.plugin(texts.enumerated().map { Fixture.document("d\($0.offset)", [[$0.element]]) })
        let result = try plugin.answer("search.complete", ["text": .string(typed)])
        #expect(result["completions"]?[0]?["text"]?.string == expected, "\(result)")
    }

    @Test("completes nothing that the corpus doesn't say, nor the middle of a Korean word")
    func completesNoRun() throws {
        let plugin = try Fixture.plugin([Fixture.document("a", [["카스피해의 법적 지위"], ["里海法律地位"]])])
        #expect(try plugin.answer("search.complete", ["text": "스피"])["completions"] == [])
        #expect(try plugin.answer("search.complete", ["text": "里海法律地位"])["completions"] == [])
        #expect(try plugin.answer("search.complete", ["text": "黑"])["completions"] == [])
    }

    /// A pair of Thai clusters has four letters and more, and another pair is near to it, which says something else.
    @Test("corrects no pairs of characters", arguments: ["ประเทส", "里海沿炭"])
    func correctsNoPair(query: String) throws {
        let plugin = try Fixture.plugin([
            Fixture.document("a", [["ประเทศไทยและลาว"], ["ประเทศจีน"], ["里海沿岸"]])
        ])
        let result = try plugin.answer("search", ["query": .string(query)])
        #expect(result["suggestion"] == nil)
    }
}
