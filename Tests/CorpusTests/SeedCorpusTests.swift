import JSON
import Testing

@testable import Corpus

@Suite("The seed corpus")
struct SeedCorpusTests {
    /// The folder of the seed article.
    private static let seeds = String(#filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()) + "/seeds"

    private func snapshot() throws -> Snapshot {
        let settings = CorpusSettings(
            sources: [.init(path: Self.seeds, include: ["*.txt"])],
            baseFolder: Self.seeds
        )
        return try CorpusBuilder(settings).build().snapshot
    }

    @Test("is one document of thirteen sentences, each of which stands at its place in the file")
    func sentences() throws {
        let snapshot = try snapshot()
        let document = try #require(snapshot.documents.first)
        #expect(snapshot.documents.count == 1)
        #expect(snapshot.problems == [])
        #expect(document.sentences.count == 13)
        for (index, text) in document.sentenceTexts.enumerated() {
            #expect(document.sourceBytes(index) == Array(text.utf8))
        }
        #expect(document.sentenceTexts.first?.hasPrefix("These working sessions have been held") == true)
        #expect(document.sentenceTexts.last?.hasPrefix("Therefore, Russia, Azerbaijan and Kazakhstan") == true)
    }

    @Test("keeps the licence and whose it is as metadata and out of the text")
    func licence() throws {
        let document = try #require(try snapshot().documents.first)
        #expect(document.metadata["licence"] == "CC-BY-4.0")
        #expect(document.metadata["attribution"] == "Mehr News Agency")
        #expect(!document.sentenceTexts.contains { $0.contains("Creative Commons") })
    }

    @Test("says of every removed line why it went and where its words are kept")
    func explanation() throws {
        let explanation = try #require(try Explanation(of: "mehr-caspian-legal-regime.txt", in: snapshot()))
        let entry = try #require(explanation.entries.first)
        let lines = entry.removed.map { "\($0.start.line) \($0.reason)" }
        #expect(lines.last == "12 licence")
        #expect(lines.dropLast().allSatisfy { $0.hasSuffix(" repeated-run") || $0.hasSuffix(" truncated-copy") })
        #expect(entry.removed.dropLast().allSatisfy { $0.survivor != nil })
        #expect(explanation.json["documents"]?[0]?["sentences"] == 13)
    }
}
