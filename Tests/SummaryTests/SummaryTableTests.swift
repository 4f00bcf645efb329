import JSON
import PluginFixtures
import PluginKit
import TestSupport
import Testing

@testable import Summary

/// The tables under a summary, against what is counted in another way.
@Suite("Tables of a summary")
struct SummaryTableTests {
    @Test("number words as they come, whatever they have in common")
    func words() {
        // Around the eight bytes that a slot holds, and with the same beginnings and lengths.
        var words = (0...24).map { String(repeating: "a", count: $0) }
        words += (0...24).map { String(repeating: "a", count: $0) + "b" }
        words += ["internationalism", "internationalize", "internationalist", "море", "моря", "مورد", "里海"]
        words += (0..<5000).map { "word\($0)" }
        var expected: [String: Int] = [:]
        for word in words where expected[word] == nil { expected[word] = expected.count }
        var table = WordTable(capacity: 8)
        for word in words + words {
            let found = Array(word.utf8).withUnsafeBufferPointer { table.number(of: $0).number }
            #expect(found == expected[word])
        }
        #expect(table.count == expected.count)
        for word in ["aaaaaaac", "internationalisn", "word5000"] {
            #expect(Array(word.utf8).withUnsafeBufferPointer { table.find($0) } == nil)
        }
    }

    @Test("count words between white space, wherever they stand")
    func spacedWords() {
        var numbers = SeededNumbers(seed: 17)
        for length in 0..<700 {
            let bytes = (0..<length + 4).map { _ in
                [UInt8](arrayLiteral: 0x20, 0x0A, 0x61, 0x21, 0xD0, 0x7A).randomElement(using: &numbers) ?? 0x20
            }
            let range = 2..<length + 2
            let expected = bytes[range].split { $0 <= 0x20 }.count
            #expect(bytes.withUnsafeBufferPointer { TermReader.spacedWordCount($0, range) } == expected)
        }
    }

    @Test("know words as they were put in, whatever they have in common")
    func spellings() {
        var words = (1...40).map { String(repeating: "a", count: $0) }
        words += (1...40).map { String(repeating: "a", count: $0) + "b" }
        // The same ends and lengths, and what differs only between them.
        words += [
            "internationalise-or-not", "internationaliseXor-not", "мореплавание", "мореплаваний", "море", "مورد", "里海",
        ]
        words += (0..<5000).map { "word\($0)" }
        var table = SpellingTable(capacity: 8)
        for (number, word) in words.enumerated() {
            let entry = Vocabulary.Word(stem: UInt32(number), isStop: number.isMultiple(of: 3))
            Array(word.utf8).withUnsafeBufferPointer { bytes in
                #expect(table.find(bytes) == nil)
                table.add(bytes, entry)
            }
        }
        #expect(table.count == words.count)
        for (number, word) in words.enumerated() {
            let found = Array(word.utf8).withUnsafeBufferPointer { table.find($0) }
            #expect(found?.stem == UInt32(number))
            #expect(found?.isStop == number.isMultiple(of: 3))
        }
        for word in ["aaaaaaac", "internationalise+or-not", "word5000"] {
            #expect(Array(word.utf8).withUnsafeBufferPointer { table.find($0) } == nil)
        }
    }

    @Test("number the pairs of neighbours, each once a sentence, without those of two stop words")
    func pairs() {
        var table = PairTable(capacity: 4)
        let row = SentenceRow(capacity: 64)
        defer { row.deallocate() }
        var expected: [[UInt32]: UInt32] = [:]
        for sentence in 1...60 as ClosedRange<UInt32> {
            var met: Set<[UInt32]> = []
            var pairs: [UInt32] = []
            for index in 0..<60 {
                let number = UInt32(index) * sentence % 17
                (row.words[index], row.numbers[index]) = (Vocabulary.Word(stem: number, isStop: number < 4), number)
                guard index > 0, row.numbers[index - 1] >= 4 || number >= 4 else { continue }
                let pair = [row.numbers[index - 1], number]
                guard met.insert(pair).inserted else { continue }
                if expected[pair] == nil { expected[pair] = UInt32(expected.count) }
                if let found = expected[pair] { pairs.append(found) }
            }
            let count = table.number(pairsOf: 60, in: sentence, row)
            #expect(Array(UnsafeBufferPointer(start: row.pairs, count: count)) == pairs)
        }
        #expect(table.count == expected.count)
    }

    @Test(
        "count what stands between spaces",
        arguments: [
            "", " ", "a", "a b", "  sea  is\tlarge \n", "01234567 8", "0123456 78 ", "море и берег",
            "a  b c d e f g h i",
        ]
    )
    func wordCount(text: String) {
        let expected = text.split { $0.isWhitespace }.count
        let bytes = Array(("x" + text + "x").utf8)
        let count = bytes.withUnsafeBufferPointer { TermReader.spacedWordCount($0, 1..<bytes.count - 1) }
        #expect(count == expected)
    }

    @Test("hold each term once a sentence, with its count")
    func terms() {
        var reader = TermReader()
        let text = Array("Boats and boats and a boat. The sea.".utf8)
        text.withUnsafeBufferPointer { reader.add($0, [0..<27, 28..<36], language: "en") {} }
        let table = reader.table
        #expect(table.counts == [3, 1])
        #expect(table.starts == [0, 1, 2])
        #expect(table.wordCounts == [6, 2])
        // boat-and, and-boat, a-boat; the-sea: "and a" are both stop words.
        #expect(table.pairs.count == 4)
    }

    @Test("are the same whatever was read before")
    func vocabulary() throws {
        let used = try Fixture.plugin([])
        let texts = ["The sea is large. The sea is salt. Boats sail it.", "Das Meer ist groß.", "Salt boats sail."]
        for text in texts { _ = try used.answer(["text": .string(text), "sentences": 2, "explain": true]) }
        for text in texts.reversed() {
            let parameters: Members = ["text": .string(text), "sentences": 2, "explain": true]
            #expect(try used.answer(parameters) == Fixture.plugin([]).answer(parameters))
        }
    }
}
