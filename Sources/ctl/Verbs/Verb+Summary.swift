import Flags
import Schema

extension Verb {
    static let summary = asking(
        "summary",
        "Sums up a document, or the whole corpus, in sentences of its own.",
        words: Words(usage: "[DOCUMENT]", parameter: "document", count: 0...1, isDocument: true),
        flags: [
            Flag("sentences", letter: "n", .integer(1...Int.max), "N", "At most so many sentences."),
            Flag("characters", letter: "c", .integer(1...Int.max), "N", "At most so many characters."),
            Flag("words", letter: "w", .integer(1...Int.max), "N", "At most so many words."),
        ],
        examples: [
            Example("summary", "Of everything."),
            Example("summary seeds/mehr-caspian-legal-regime.txt -n 3", "Three sentences of one document."),
            Example("summary -n 3 --format plain", "The sentences alone, one a line."),
        ]
    )
}
