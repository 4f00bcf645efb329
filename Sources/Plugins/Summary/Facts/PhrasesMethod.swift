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
        var runs = PhraseRuns()
        for (index, sentence) in reading.sentences.enumerated() {
            if index.isMultiple(of: 1024) { try call.checkpoint() }
            runs.add(sentence.tokens, sentence: index, language: texts[sentence.text].language ?? defaultLanguage)
        }
        let table = PhraseTable(runs)
        try call.checkpoint()
        return FactMethod.answer("phrases", table.best(limit: call[FactMethod.limit]), call) { phrase in
            reading.row(
                [
                    "phrase": .string(phrase.text), "count": .integer(phrase.count),
                    "score": .number((phrase.score * 1000).rounded() / 1000),
                ],
                reading.sentences[phrase.sentence]
            )
        }
    }
}
