import Testing

@testable import Corpus

@Suite("Sentence splitter")
struct SentencesTests {
    @Test("finds the sentences that people see", arguments: SentencesCases.all)
    func own(_ example: SentenceCase) {
        #expect(split(example.text, example.language) == example.sentences)
    }

    @Test("splits English of many kinds", arguments: SentencesEnglishCases.all)
    func english(_ example: SentenceCase) {
        #expect(split(example.text, .english) == example.sentences)
    }

    @Test("splits other languages by their own marks and abbreviations", arguments: SentencesLanguageCases.all)
    func languages(_ example: SentenceCase) {
        #expect(split(example.text, example.language) == example.sentences)
    }

    @Test("of unknown language still finds all but what hangs on English words")
    func unknown() {
        let failing = SentencesCases.all.filter { split($0.text, nil) != $0.sentences }.map { $0.what.prefix(6) }
        #expect(failing == ["en-029"])
    }

    @Test("gives one item or none for marks alone", arguments: [" ... ", "...", "?!", ". . ."])
    func marksAlone(text: String) {
        #expect(split(text, .english).count <= 1)
    }

    @Test("splits within the range asked for, with offsets of the whole text")
    func range() {
        let bytes = Array("One. Two. Three. Four.".utf8)
        let sentences = bytes.withUnsafeBufferPointer {
            SentenceSplitter.sentences(in: $0, range: 4..<16, language: .english)
        }
        #expect(sentences == [5..<9, 10..<16])
    }

    @Test(
        "reads tags of regional languages",
        arguments: [("en-GB", Language.english), ("zh_TW", .chinese), ("fa", .persian)]
    )
    func tags(tag: String, language: Language) {
        #expect(Language(tag: tag) == language)
    }

    @Test("knows no rules for Welsh")
    func welsh() {
        #expect(Language(tag: "cy") == nil)
    }
}
