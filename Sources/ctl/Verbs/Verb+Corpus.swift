import Flags
import Schema

extension Verb {
    private static let offset = Flag("offset", .integer(0...Int.max), "N", "Leave out so many first.")

    static let corpusList = asking(
        "corpus.list",
        as: "corpus list",
        "Lists the documents.",
        flags: [limit("At most so many."), offset],
        examples: [
            Example("corpus list", "What is there."), Example("corpus list --format jsonl -n 10000", "For a script."),
        ]
    )

    static let corpusProblems = asking(
        "corpus.problems",
        as: "corpus problems",
        "Lists the files that could not be read as they should be, with the reason.",
        flags: [
            limit("At most so many."), offset,
            Flag("skipped", .boolean, "", "List those instead that are no text and were not asked for by name."),
        ],
        details:
            "A program, a picture or a compressed file in a folder of texts is no problem, nor is a symbolic link that is not "
            + "followed: they are counted by 'status' and 'health'.",
        examples: [
            Example("corpus problems --format vimgrep", "As a quickfix list."),
            Example("corpus problems --skipped -n 10", "What stands in the folders without being text."),
        ]
    )

    static let corpusExplain = asking(
        "corpus.explain",
        as: "corpus explain",
        "Shows what cleaning took from a document, why, and where the surviving copy is.",
        words: Words(usage: "DOCUMENT", parameter: "document", count: 1...1, isDocument: true),
        examples: [Example("corpus explain seeds/mehr-caspian-legal-regime.txt", "By id, path or file.")]
    )

    static let corpusClean = asking(
        "corpus.clean",
        as: "corpus clean",
        "Shows what cleaning makes of any file: paragraphs in order, boilerplate, copies.",
        words: Words(usage: "[FILE]", parameter: "file", count: 0...1, isFile: true),
        details: "Prints a table on a terminal, elsewhere one JSON object with the byte range of every part.",
        examples: [
            Example("corpus clean page.html", "As it would be read into the corpus."),
            Example("corpus clean page.txt | jq -r '.paragraphs[].text'", "The clean text."),
        ]
    )

    static let corpusSentences = asking(
        "corpus.sentences",
        as: "corpus sentences",
        "Shows the sentences of any file, each with its place.",
        words: Words(usage: "[FILE]", parameter: "file", count: 0...1, isFile: true),
        details: "Prints a table on a terminal, elsewhere one JSON object with the byte range of every sentence.",
        examples: [
            Example("corpus sentences page.txt --language fa", "By the rules of a language."),
            Example("corpus sentences page.txt --no-clean", "Without taking out what is repeated."),
            Example("corpus sentences --text 'It rains. We go.'", "Of a text that stands in no file."),
        ]
    )

    static let corpusReload = asking(
        "corpus.reload",
        as: "corpus reload",
        "Reads the corpus again and swaps to it when it is ready.",
        examples: [Example("corpus reload && caspianctl corpus problems", "Read it again and see what is wrong.")]
    )
}
