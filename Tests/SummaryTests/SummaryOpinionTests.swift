import JSON
import PluginFixtures
import PluginKit
import Schema
import Testing

@testable import Summary

@Suite("Questions to summary")
struct SummaryOpinionTests {
    private func opinion(_ text: String) throws -> Opinion? {
        let call = Call(arguments: Arguments(checked: [:]))
        return try Fixture.plugin([Fixture.seed]).opinion(on: Question(text: text, limit: 5), call: call)
    }

    @Test(
        "are surely for it when they ask for a summary of everything",
        arguments: [
            "Summarise the article", "summarize this, please", "What is this about?", "what’s it all about", "tl;dr",
            "In short?", "the main points", "give me an overview", "what is the gist of it",
        ]
    )
    func certain(question: String) throws {
        let opinion = try #require(try opinion(question))
        #expect(opinion.confidence > 0.9)
        #expect(opinion.text.hasPrefix("The main problem regarding the Caspian issue"))
    }

    @Test("are less surely for it when they are about something particular")
    func particular() throws {
        let general = try #require(try opinion("summarise the article")).confidence
        let particular = try #require(try opinion("summarise the position of Iran on the coastline")).confidence
        #expect(particular < general)
        #expect(particular > 0.5)
    }

    /// "Russia should more realistic stances", and "certain Caspian states claims".
    @Test("say who wants what in sentences that agree")
    func agreement() throws {
        let opinion = try #require(try opinion("who wants what?"))
        let lines = opinion.text.split(separator: "; ")
        #expect(lines.first?.hasPrefix("certain Caspian states claim the new Caspian Sea legal regime") == true)
        let all = opinion.result["positions"]?.array ?? []
        #expect(all.map { $0["several"] == true } == [true, false, false, false, false])
    }

    @Test("are left to others", arguments: ["who owns the sea?", "joint exploitation", "short-term interests", ""])
    func declines(question: String) throws { #expect(try opinion(question) == nil) }
}
