import JSON
import PluginFixtures
import PluginKit
import Schema
import Testing
import Wire

@testable import Summary

@Suite("Key phrases")
struct SummaryPhraseTests {
    /// How often each of the weightiest phrases of a text comes.
    private func counts(_ text: String, limit: Int) throws -> [String: Int] {
        let method = try #require(SummaryPlugin.methods.first { $0.description.name == "summary.phrases" })
        let parameters: Members = ["text": .string(text), "limit": .integer(limit)]
        try #require(method.description.parameterSchema.accepts(.object(parameters)))
        let result = try method.answer(try Fixture.plugin([]), Call(arguments: Arguments(checked: parameters)))
        #expect(method.description.result.problems(with: result).map { "\($0.pointer): \($0.message)" } == [])
        let rows = result["phrases"]?.array ?? []
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["phrase"]?.string ?? "", $0["count"]?.integer ?? 0) })
    }

    @Test("parts of addresses, paths and names of programs are none, words beside a stroke are")
    func addresses() throws {
        let text =
            "The tide tables are at https://tides.example.org/tables/2026.html and in /srv/tables/tide_model.dat. "
            + "Write to tables@tides.example.org about tide tables. Their client/server model is documented: see "
            + "https://tides.example.org/model. The client and the server keep tide tables."
        let counts = try counts(text, limit: 50)
        #expect(counts["tide tables"] == 3)
        #expect(counts["client"] == 2)
        let parts: Set = ["https", "tides", "example", "org", "html", "srv", "dat"]
        #expect(counts.keys.allSatisfy { parts.isDisjoint(with: $0.split(separator: " ").map(String.init)) })
    }

    @Test("those that come twice are counted, however many words come once, and no part that is never by itself")
    func repeated() throws {
        let filler = (0..<120).map { "Item\($0) stands beside thing\($0)." }.joined(separator: " ")
        let text = "Joint use rights matter. \(filler) Joint use rights differ. The sea ends. A sea begins."
        let counts = try counts(text, limit: 9)
        #expect(counts["Joint use rights"] == 2)
        #expect(counts["sea"] == 2)
        #expect(counts["Joint use"] == nil)
        #expect(counts["Item7"] == nil)
    }
}
