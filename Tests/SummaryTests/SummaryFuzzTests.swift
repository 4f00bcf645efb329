import JSON
import PluginFixtures
import PluginKit
import Schema
import TestSupport
import Testing
import Wire

@testable import Summary

/// Random text of awkward pieces, seed 11: every answer points at what it claims, and nothing traps.
@Suite("Summary of awkward text")
struct SummaryFuzzTests {
    private let plugin: SummaryPlugin

    init() throws { plugin = try Fixture.plugin([Fixture.seed]) }

    @Test("cites what it says, whatever the text", arguments: 0..<25)
    func citations(round: Int) throws {
        var numbers = SeededNumbers(seed: 11 + round)
        let text = Self.text(&numbers)
        let bytes = Array(text.utf8)
        for method in SummaryPlugin.methods {
            var parameters: Members = ["text": .string(text)]
            if method.description.name == "summary" { parameters["percent"] = 60 }
            let result = try method.answer(plugin, Call(arguments: Arguments(checked: parameters)))
            let problems = method.description.result.problems(with: result)
            #expect(problems.isEmpty, "\(method.description.name): \(problems)")
            for (_, value) in result.object ?? Members() {
                for row in value.array ?? [] {
                    let start = try #require(row["byteRange"]?[0]?.integer)
                    let end = try #require(row["byteRange"]?[1]?.integer)
                    try #require(start < end && end <= bytes.count)
                    let cited = String(decoding: bytes[start..<end].map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
                    #expect(row["text"]?.string == cited, "\(method.description.name)")
                }
            }
        }
    }

    /// A sentence without an end took time that grew with the square of its length.
    @Test("reads a text without any mark piece by piece", .timeLimit(.minutes(1)))
    func endless() throws {
        let text = String(repeating: "the states of the sea say that Iran wants a share and ", count: 2000)
        let method = try #require(SummaryPlugin.methods.first { $0.description.name == "summary.positions" })
        let parameters: Members = ["text": .string(text), "limit": 1]
        let result = try method.answer(plugin, Call(arguments: Arguments(checked: parameters)))
        #expect(result["total"]?.integer ?? 0 > 0)
    }

    private static let pieces = [
        "Iran", "Russia", "the", "states", "favors", "must", "adopt", "says that", "according to", "Azeri media",
        "seem",
        "5 May 1996", "1921", "$5bn", "12 km²", "is a", "means", "(EEZ)", "Exclusive Economic Zone", "U.S.", "e.g.",
        "however,", "море", "دریای خزر", "里海", "🌊", "İstanbul", "ß", "'s", "’s", "“", "”", "«", "»", "(", ")", ",", ";",
        ":", ".", ".", ".", "!", "?", "…", "。", "؟", "\n", "\n\n", "\t", "\u{A0}", "\u{200C}", "\u{1}", "\u{7F}", "-",
        "—",
        "a\u{301}", "\u{FEFF}",
    ]

    private static func text(_ numbers: inout SeededNumbers) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0..<300, using: &numbers) {
            text += pieces[Int.random(in: 0..<pieces.count, using: &numbers)]
            if Int.random(in: 0..<5, using: &numbers) > 0 { text += " " }
        }
        return text
    }
}
