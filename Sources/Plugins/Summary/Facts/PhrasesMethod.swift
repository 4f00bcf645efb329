import Analysis
import Glibc
import JSON
import PluginKit
import Schema
import Wire

/// summary.phrases: the key phrases.
enum PhrasesMethod {
    static let description = FactMethod.description(
        "summary.phrases",
        "Finds the phrases that texts are about, the weightiest first.",
        list: "phrases",
        of: [
            Property("phrase", .string.described("As it stands most often.")),
            Property("count", .integer(1...Int.max)),
            Property("score", .number.described("Of use only to compare phrases of one answer.")),
        ],
        summaryOfList: "Each with the first sentence that has it.",
        examples: [
            .init(
                "what is the article about?",
                ["limit": 3],
                result: [
                    "phrases": [
                        ["phrase": "legal regime", "count": 6], ["phrase": "energy resources"],
                        ["phrase": "Caspian states"],
                    ]
                ]
            )
        ]
    )
}

extension SummaryPlugin {
    func phrases(_ call: Call) throws(Failure) -> JSON {
        let texts = try texts(for: try Source(call))
        let reading = try FactReading(texts, aliases: aliases, call: call)
        var table = PhraseTable()
        var number = -1
        var stemmer = WordStemmer(language: defaultLanguage)
        for (index, sentence) in reading.sentences.enumerated() {
            if sentence.text != number {
                number = sentence.text
                stemmer = WordStemmer(language: texts[number].language ?? defaultLanguage)
                try call.checkpoint()
            }
            table.add(sentence.tokens, sentence: index, stemmer)
        }
        let rows = table.best().map { phrase in
            reading.row(
                [
                    "phrase": .string(phrase.text), "count": .integer(phrase.count),
                    "score": .number((phrase.score * 1000).rounded() / 1000),
                ],
                reading.sentences[phrase.sentence]
            )
        }
        return FactMethod.answer("phrases", rows, call)
    }
}

/// Counts runs of up to four words with no stop word at their ends.
private struct PhraseTable {
    struct Phrase {
        let text: String
        let count: Int
        let score: Double
        let sentence: Int
    }

    private struct Entry {
        var count = 0
        /// How often it stands where no longer phrase of the table holds it.
        var free = 0
        var forms: [String: Int] = [:]
        let sentence: Int
        let length: Int
        let words: [String]
    }

    private var entries: [String: Entry] = [:]
    private var counts: [String: Int] = [:]
    private var total = 0

    mutating func add(_ tokens: [Token], sentence: Int, _ stemmer: borrowing WordStemmer) {
        var run: [(stem: String, text: String)] = []
        for token in tokens {
            let isContent =
                token.kind == .word && token.lower.unicodeScalars.count > 1
                && !StopWords.contains(Array(token.lower.utf8))
            if isContent {
                var stem = Array(token.stem.lowercased().utf8)
                stemmer.stem(&stem)
                run.append((String(decoding: stem, as: UTF8.self), token.stem))
                if token.isPossessive { close(&run, sentence) }
            } else {
                close(&run, sentence)
            }
        }
        close(&run, sentence)
    }

    private mutating func close(_ run: inout [(stem: String, text: String)], _ sentence: Int) {
        defer { run.removeAll(keepingCapacity: true) }
        for word in run {
            counts[word.stem, default: 0] += 1
            total += 1
        }
        for start in run.indices {
            for length in 1...4 where start + length <= run.count {
                let words = run[start..<start + length]
                let stems = words.map(\.stem)
                let key = stems.joined(separator: " ")
                var entry = entries[key] ?? Entry(sentence: sentence, length: length, words: stems)
                entry.count += 1
                entry.forms[words.map(\.text).joined(separator: " "), default: 0] += 1
                entries[key] = entry
            }
        }
    }

    /// By C-value (Frantzi, Ananiadou & Mima 2000): frequent and long ones, less what only stands in longer ones.
    func best() -> [Phrase] {
        var nested: [String: (sum: Int, kinds: Int)] = [:]
        for entry in entries.values where entry.count > 1 && entry.length > 1 {
            for start in 0..<entry.length {
                for length in 1..<entry.length where start + length <= entry.length {
                    let key = entry.words[start..<start + length].joined(separator: " ")
                    nested[key, default: (0, 0)].sum += entry.count
                    nested[key, default: (0, 0)].kinds += 1
                }
            }
        }
        var phrases: [Phrase] = []
        for (key, entry) in entries where entry.count > 1 || entries.count < 40 {
            var free = Double(entry.count)
            if let within = nested[key] { free -= Double(within.sum) / Double(within.kinds) }
            // A single word is rarely a phrase: it counts as one and a bit.
            let form = entry.forms.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? key
            // Numbers, units and words of any text are no phrases by themselves, nor the ends of one.
            if entry.length == 1, WeakWords.contains(form) { continue }
            if let first = entry.words.first, let last = entry.words.last,
                WeakWords.isNumber(first) || WeakWords.isNumber(last)
            {
                continue
            }
            let score = log2(Double(entry.length) + (entry.length == 1 ? 0.3 : 0.5)) * max(free, 0)
            guard score > 0 else { continue }
            phrases.append(Phrase(text: form, count: entry.count, score: score, sentence: entry.sentence))
        }
        return phrases.sorted { ($1.score, $0.sentence, $0.text) < ($0.score, $1.sentence, $1.text) }
    }
}
