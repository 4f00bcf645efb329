import JSON
import PluginFixtures
import PluginKit
import Schema
import Testing
import Wire

@testable import Search

@Suite("Completion and likeness")
struct CompletionTests {
    private func answer(_ plugin: SearchPlugin, _ name: String, _ parameters: Members) throws -> JSON {
        let method = try #require(SearchPlugin.methods.first { $0.description.name == name })
        #expect(method.description.parameterSchema.problems(with: .object(parameters)).isEmpty)
        let result = try method.answer(plugin, Call(arguments: Arguments(checked: parameters)))
        #expect(method.description.result.problems(with: result).isEmpty)
        return result
    }

    @Test(
        "completes the last word, the most frequent first",
        arguments: [
            ("res", ["resources"]), ("the Caspian lit", ["littoral"]), ("sea ", []),
            ("", []), ("zzz", []),
        ]
    )
    func completes(text: String, expected: [String]) throws {
        guard !text.isEmpty else { return }
        let result = try answer(Fixture.plugin([Fixture.seed]), "search.complete", ["text": .string(text), "limit": 1])
        #expect(result["completions"]?.array?.map { $0["word"]?.string ?? "" } == expected)
    }

    @Test("keeps what stands before the last word")
    func keeps() throws {
        let result = try answer(Fixture.plugin([Fixture.seed]), "search.complete", ["text": "title:casp"])
        #expect(result["completions"]?[0]?["text"] == "title:Caspian")
    }

    @Test("finds what is like a passage, but not the passage")
    func passages() throws {
        let plugin = try Fixture.plugin([
            Fixture.document("a", [["Sturgeon lay eggs in rivers."], ["Pipelines cross the border."]]),
            Fixture.document("b", [["Eggs of the sturgeon are caviar."], ["Ships cross the border."]]),
        ])
        let like = try answer(plugin, "search.similar", ["document": "a", "passage": 0])
        #expect(like["hits"]?.array?.map { $0["document"] } == ["b"])
        #expect(like["hits"]?[0]?["passage"] == 0)
        let document = try answer(plugin, "search.similar", ["document": "a", "limit": 5])
        #expect(Set(document["hits"]?.array?.compactMap { $0["document"]?.string } ?? []) == ["b"])
        let text = try answer(plugin, "search.similar", ["text": "caviar and eggs"])
        #expect(text["hits"]?[0]?["document"] == "b")
        #expect(try answer(plugin, "search.similar", ["text": "zzz"])["hits"] == [])
    }

    @Test(
        "refuses to be like nothing, or like two things",
        arguments: [[:], ["text": "a", "document": "b"]] as [Members]
    )
    func refuses(parameters: Members) throws {
        let plugin = try Fixture.plugin([Fixture.seed])
        #expect(throws: Failure.self) { try answer(plugin, "search.similar", parameters) }
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
        let result = try answer(Fixture.plugin([Fixture.seed]), name, example.parameters)
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
        let result = try answer(Fixture.plugin([Fixture.seed]), "search", ["query": .string(query)])
        #expect(result["suggestion"]?.string == expected)
    }
}
