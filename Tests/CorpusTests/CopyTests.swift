import TestSupport
import Testing

@testable import Corpus

@Suite("Copies across documents")
struct CopyTests {
    private let folder = TemporaryFolder()
    private let paragraphs = Article.paragraphs

    /// The sentences that are left of documents that have these paragraphs, and the survivor of each copy that was taken
    /// out: its document and its words.
    private func left(_ documents: [[String]]) throws -> [(sentences: [String], survivors: [String])] {
        for (number, paragraphs) in documents.enumerated() {
            folder.write("\(number).txt", paragraphs.joined(separator: "\n\n"))
        }
        let snapshot = try folder.build()
        return snapshot.documents.map { document in
            let survivors = document.removals.compactMap { snapshot.survivor(of: $0, in: document) }
            return (document.sentenceTexts, survivors.map { "\($0.document.id): \($0.document.text[$0.range])" })
        }
    }

    @Test("are found as runs over paragraphs, and the first document keeps them")
    func syndicated() throws {
        let found = try left([paragraphs, Article.other + paragraphs[4...5], [paragraphs[5]]])
        #expect(found[0].survivors.isEmpty)
        #expect(found[1].sentences.joined(separator: " ") == Article.other.joined(separator: " "))
        #expect(found[1].survivors == ["0.txt: " + paragraphs[4], "0.txt: " + paragraphs[5]])
        #expect(found[2].sentences.isEmpty)
        #expect(found[2].survivors == ["0.txt: " + paragraphs[5]])
    }

    @Test("are found in one of the paragraphs that a record joins")
    func records() throws {
        let copied =
            "The commission met in Astrakhan on Monday, and counted all the nets along the lower arms of the river by hand."
            + " Nobody left before it was dark."
        let texts = ["It rained.\\n\\n\(copied)\\n\\nIt snowed.", "It was hot.\\n\\n\(copied)\\n\\nIt was dry."]
        folder.write("a.jsonl", texts.map { "{\"text\": \"\($0)\"}\n" }.joined())
        let documents = try folder.build().documents
        #expect(documents[0].passages.count == 1)
        #expect(documents[0].sentenceTexts.count == 4)
        #expect(documents[1].sentenceTexts == ["It was hot.", "It was dry."])
    }

    @Test("are found within a longer paragraph, which becomes two")
    func partly() throws {
        let copied = "\(paragraphs[2]) \(paragraphs[3]) \(paragraphs[4])"
        let found = try left([paragraphs, ["It was hot that day. \(copied) Snow fell."]])
        #expect(found[1].sentences == ["It was hot that day.", "Snow fell."])
        #expect(found[1].survivors.first?.hasPrefix("0.txt: " + paragraphs[2]) == true)
    }

    @Test("are not seen in short sentences that anybody may write")
    func coincidence() throws {
        let found = try left([paragraphs, ["The talks go on.", "Nobody owns the water. The talks go on."]])
        #expect(found[1].sentences.count == 3)
    }

    @Test("within one document are left alone")
    func oneDocument() throws {
        var settings = folder.settings
        settings.cleans = true
        folder.write("a.md", [paragraphs[1], paragraphs[5], paragraphs[1]].joined(separator: "\n\n"))
        folder.write("b.md", "Something else.")
        let snapshot = try folder.build(settings)
        #expect(snapshot.documents[0].removals.allSatisfy { $0.reason != Removal.copyReason })
    }

    @Test("do not run from the end of one document into the next")
    func border() throws {
        let ends = [
            "The first of two short sentences that stand apart in their documents and count only together.",
            "And here is the second of the two short sentences, which is found at another document's beginning.",
        ]
        let found = try left([[ends[0]], [ends[1]], [ends[0] + " " + ends[1]]])
        #expect(found[2].sentences.count == 2)
    }
}
