import Testing

@testable import Corpus

@Suite("Copies across documents")
struct CleaningCopyFinderTests {
    private func copies(_ documents: [[String]]) -> [PassageCopy] {
        var finder = CopyFinder()
        return documents.flatMap { paragraphs in
            let bytes = Array(paragraphs.joined(separator: "\n").utf8)
            return bytes.withUnsafeBufferPointer { buffer in
                let blocks = TextBlock.blocks(ofPlainText: buffer)
                return finder.add(buffer, Cleaner.clean(buffer, blocks: blocks, language: .english))
            }
        }
    }

    private func place(_ document: Int, _ passage: Int) -> PassageCopy.Place {
        PassageCopy.Place(document: document, passage: passage)
    }

    private let paragraphs = Article.paragraphs

    @Test("are found as runs over paragraphs, and the first document keeps them")
    func syndicated() {
        let found = copies([paragraphs, Article.other + paragraphs[4...5], [paragraphs[5]]])
        #expect(found.map(\.place) == [place(1, 3), place(1, 4), place(2, 0)])
        #expect(found.map(\.survivor) == [place(0, 4), place(0, 5), place(0, 5)])
        #expect(found.map(\.sentences) == [0..<1, 0..<3, 0..<3])
        #expect(found.map(\.survivorSentence) == [6, 7, 7])
    }

    @Test("are found within a longer paragraph")
    func partly() {
        let found = copies([
            paragraphs, ["It was hot that day. \(paragraphs[2]) \(paragraphs[3]) \(paragraphs[4]) Snow fell."],
        ])
        #expect(found.map(\.place) == [place(1, 0)])
        #expect(found.map(\.sentences) == [1..<5])
        #expect(found.map(\.survivor) == [place(0, 2)])
    }

    @Test("are not seen in short sentences that anybody may write")
    func coincidence() {
        #expect(copies([paragraphs, ["The talks go on.", "Nobody owns the water. The talks go on."]]).isEmpty)
    }

    @Test("within one document are left alone")
    func oneDocument() {
        #expect(copies([[paragraphs[1], paragraphs[5], paragraphs[1]]]).isEmpty)
    }

    @Test("do not run from the end of one document into the next")
    func border() {
        let found = copies([[paragraphs[1]], [paragraphs[2]], [paragraphs[1] + " " + paragraphs[2]]])
        #expect(found.allSatisfy { $0.sentences.count == 2 })
    }
}
