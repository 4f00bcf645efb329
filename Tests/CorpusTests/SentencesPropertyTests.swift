import TestSupport
import Testing

@testable import Corpus

/// Random text of awkward pieces, seed 7.
@Suite("Sentence ranges")
struct SentencesPropertyTests {
    @Test("hold every byte that is not white space, in order, whatever the text", arguments: 0..<60)
    func cover(round: Int) {
        var numbers = SeededNumbers(seed: 7 + round)
        let text = Self.text(&numbers)
        for language in [Language.english, .german, .russian, .japanese, nil] {
            text.withUnsafeBufferPointer { buffer in
                let sentences = SentenceSplitter.sentences(in: buffer, language: language)
                var position = 0
                for sentence in sentences {
                    #expect(sentence.lowerBound >= position && !sentence.isEmpty)
                    #expect(Characters.skipSpace(buffer, position, buffer.count) == sentence.lowerBound)
                    #expect(Characters.trimmedEnd(buffer, sentence) == sentence.upperBound)
                    #expect(buffer[sentence.lowerBound] & 0xC0 != 0x80)
                    position = sentence.upperBound
                }
                #expect(Characters.skipSpace(buffer, position, buffer.count) == buffer.count)
            }
        }
    }

    @Test("stay inside the text when the bytes are no UTF-8", arguments: 0..<40)
    func garbage(round: Int) {
        var numbers = SeededNumbers(seed: 700 + round)
        let text = (0..<300).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        text.withUnsafeBufferPointer { buffer in
            let sentences = SentenceSplitter.sentences(in: buffer, language: nil)
            #expect(sentences.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= buffer.count })
            #expect(zip(sentences, sentences.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
        }
    }

    private static let pieces = [
        "The", "sea", "fell", "Dr", "U.S", "e.g", "3", "1921", "a", "I", "он", "г", "Он", "т", "دریا", "海", "です", "🌊",
        "ß", "İ",
        ".", ".", ".", "!", "?", "...", "…", "。", "？", "؟", "\"", "“", "”", "«", "»", "(", ")", "[", "]", "「", "」",
        "1)", "2.", "• ",
        " ", " ", " ", " ", " ", "\n", "\n", "\n\n", "\r\n", "\t", "\u{A0}", "\u{3000}", "\u{2028}", "\u{FEFF}", "-",
        "—", "@", "/", ",", ":",
    ]

    private static func text(_ numbers: inout SeededNumbers) -> [UInt8] {
        var text = ""
        for _ in 0..<Int.random(in: 0..<400, using: &numbers) {
            text += pieces[Int.random(in: 0..<pieces.count, using: &numbers)]
            if Bool.random(using: &numbers) { text += " " }
        }
        return Array(text.utf8)
    }
}
