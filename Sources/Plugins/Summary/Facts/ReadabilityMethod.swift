import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// summary.readability: how hard texts are to read.
enum ReadabilityMethod {
    static let description = MethodDescription(
        "summary.readability",
        "Measures how hard texts are to read: lengths of sentences and words, LIX, and for English Flesch's grade.",
        parameters: Source.parameters,
        result: .object([
            Property("sentences", .integer(0...Int.max)), Property("words", .integer(0...Int.max)),
            Property("wordsPerSentence", .number), Property("charactersPerWord", .number),
            Property("longWordPercent", .number.described("Of more than six letters.")),
            Property("lix", .number.described("Björnsson 1968: to 30 easy, from 50 hard, from 60 very hard.")),
            Property(
                "readingEase",
                .either(.null, .number).described("Flesch 1948, English only: 100 very easy, 0 very hard.")
            ),
            Property(
                "grade",
                .either(.null, .number).described("Flesch & Kincaid 1975, English only: years of school.")
            ),
            Property("readingMinutes", .number.described("At 238 words a minute (Brysbaert 2019).")),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            .init("how hard is the article?", result: ["sentences": 13, "words": 355])
        ]
    )
}

extension SummaryPlugin {
    func readability(_ call: Call) throws(Failure) -> JSON {
        let texts = try texts(for: try Source(call))
        var measure = ReadingMeasure()
        var words = TokenWords()
        for (number, text) in texts.enumerated() {
            try call.checkpoint()
            if number > 0, number.isMultiple(of: 64) { call.progress(number, of: texts.count, "documents read") }
            try text.document.text.withUnsafeBufferPointer { (bytes) throws(Failure) in
                for (position, range) in text.sentences.enumerated() {
                    if position.isMultiple(of: 1024) { try call.checkpoint() }
                    measure.add(Token.tokens(of: bytes, range, &words))
                }
            }
        }
        let isEnglish = texts.allSatisfy { ($0.language ?? defaultLanguage).hasPrefix("en") }
        return measure.json(isEnglish: isEnglish)
    }
}

private struct ReadingMeasure {
    private var sentences = 0
    private var words = 0
    private var characters = 0
    private var longWords = 0
    private var syllables = 0

    mutating func add(_ tokens: [Token]) {
        sentences += 1
        for token in tokens where token.kind != .mark {
            let length = token.text.unicodeScalars.count
            characters += length
            // As everywhere, each character of Chinese and Japanese is a word.
            let isWide = (token.text.utf8.first ?? 0) >= 0xE3
            let ideographs = isWide ? token.text.unicodeScalars.count(where: Self.isIdeograph) : 0
            words += max(ideographs, 1)
            longWords += ideographs == 0 && length > 6 ? 1 : 0
            syllables += Self.syllables(of: token.lower)
        }
    }

    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        (0x3040...0x30FF).contains(scalar.value) || (0x3400...0x9FFF).contains(scalar.value)
    }

    /// Groups of vowels, without a silent e at the end.
    private static func syllables(of word: String) -> Int {
        var count = 0
        var wasVowel = false
        for letter in word.utf8 {
            let isVowel = "aeiouy".utf8.contains(letter)
            if isVowel, !wasVowel { count += 1 }
            wasVowel = isVowel
        }
        if word.hasSuffix("e"), !word.hasSuffix("le"), count > 1 { count -= 1 }
        return max(count, 1)
    }

    func json(isEnglish: Bool) -> JSON {
        func rounded(_ value: Double) -> JSON { .number((value * 10).rounded() / 10) }
        let perSentence = Double(words) / Double(max(sentences, 1))
        let perWord = Double(syllables) / Double(max(words, 1))
        let long = 100 * Double(longWords) / Double(max(words, 1))
        let hasFlesch = isEnglish && words > 0
        return [
            "sentences": .integer(sentences), "words": .integer(words), "wordsPerSentence": rounded(perSentence),
            "charactersPerWord": rounded(Double(characters) / Double(max(words, 1))), "longWordPercent": rounded(long),
            "lix": rounded(perSentence + long),
            "readingEase": hasFlesch ? rounded(206.835 - 1.015 * perSentence - 84.6 * perWord) : .null,
            "grade": hasFlesch ? rounded(0.39 * perSentence + 11.8 * perWord - 15.59) : .null,
            "readingMinutes": rounded(Double(words) / 238),
        ]
    }
}
