import Flags
import Glibc
import JSON
import Schema
import Wire

extension Verb {
    static let summary = Verb(
        name: "summary",
        summary: "Sums up a document, or the whole corpus, in sentences of its own.",
        words: "[DOCUMENT…|-]",
        wordCount: 0...Int.max,
        flags: [
            Flag("sentences", letter: "n", .integer(1...Int.max), "N", "At most so many sentences."),
            Flag("characters", letter: "c", .integer(1...Int.max), "N", "At most so many characters."),
            Flag("words", letter: "w", .integer(1...Int.max), "N", "At most so many words."),
            Flag("percent", letter: "p", .number(0.01...100), "N", "At most so many percent of the words."),
            Flag("cut", letter: "k", .boolean, "", "Cut the last sentence rather than leave room empty."),
            Flag("query", letter: "q", .string, "WORDS", "Only what is said about this."),
            Flag(
                "more",
                letter: "m",
                .integer(1...1000),
                "N",
                "What comes next: 1 behind the first answer, 2 behind that …"
            ),
        ],
        wordParameter: "document",
        details:
            "- reads the text from standard input. Its facts have verbs of their own: summary positions, entities, "
            + "phrases, timeline, numbers, definitions, readability, html.",
        examples: [
            Example("summary", "Of everything."),
            Example("summary seeds/mehr-caspian-legal-regime.txt -n 3", "Three sentences of one document."),
            Example("summary notes/*.md -n 3", "Of several documents together."),
            Example("summary -n 3 --format plain", "The sentences alone, one a line."),
            Example("summary --style bullets -q 'who wants what?'", "What it says about a matter, in bullets."),
            Example("summary - -w 60 < article.txt", "Of a text that is not in the corpus."),
            Example("summary -n 3 --more 1", "The three sentences that come next."),
            Example("summary -c 160 -k", "For a preview of 160 characters, cut at a word."),
        ],
        method: .fixed("summary")
    ) { (invocation) throws(Exit) in
        try invocation.askAboutTexts("summary")
    }

    static let summaryPositions = facts(
        "positions",
        "Tells who favours, opposes, claims or should do what, and where it says so (English, Russian, Persian).",
        Example("summary positions --actor Baku", "What is said of one, by any of its names.")
    )
    static let summaryEntities = facts(
        "entities",
        "Lists who and what is named, with all names.",
        Example("summary entities -n 10", "The ten most often named.")
    )
    static let summaryPhrases = facts(
        "phrases",
        "Lists the phrases that the texts are about.",
        Example("summary phrases -n 10 --format plain | cut -f1", "Ten of them alone.")
    )
    static let summaryTimeline = facts(
        "timeline",
        "Lists what is dated, in the order of time.",
        Example("summary timeline", "Of everything.")
    )
    static let summaryNumbers = facts(
        "numbers",
        "Lists the amounts with their units.",
        Example("summary numbers - < report.txt", "Of a text that is not in the corpus.")
    )
    static let summaryDefinitions = facts(
        "definitions",
        "Lists what words mean and short forms stand for.",
        Example("summary definitions", "Of everything.")
    )
    static let summaryReadability = facts(
        "readability",
        "Measures how hard the texts are to read.",
        hasLimit: false,
        Example("summary readability", "Of everything.")
    )
    static let summaryHTML = facts(
        "html",
        "Writes the texts as a page with their summary highlighted.",
        hasLimit: false,
        Example("summary html -n 5 > page.html", "Five sentences, highlighted.")
    )

    /// Before `summary` itself, which would take the second word for a document.
    static let summaryFacts = [
        summaryPositions, summaryEntities, summaryPhrases, summaryTimeline, summaryNumbers, summaryDefinitions,
        summaryReadability, summaryHTML,
    ]

    private static func facts(_ name: String, _ summary: String, hasLimit: Bool = true, _ example: Example) -> Verb {
        Verb(
            name: "summary " + name,
            summary: summary,
            words: "[DOCUMENT…|-]",
            wordCount: 0...Int.max,
            flags: hasLimit
                ? [limit("At most so many.")]
                : name == "html"
                    ? [Flag("sentences", letter: "n", .integer(1...Int.max), "N", "Highlight so many.")] : [],
            wordParameter: "document",
            details: "Of the whole corpus where no document is named; - reads the text from standard input.",
            examples: [example],
            method: .fixed("summary." + name)
        ) { (invocation) throws(Exit) in
            try invocation.askAboutTexts("summary." + name)
        }
    }
}

extension Invocation {
    /// Asks a method about the documents that the words name, or about what stands on standard input.
    fileprivate func askAboutTexts(_ method: String) throws(Exit) -> ShellStatus {
        var parameters = options
        if words == ["-"] {
            parameters["text"] = .string(try textFromInput(method))
        } else if words.contains("-") {
            throw .usage("'-' stands for standard input alone", hint: "ask about it, and about documents by themselves")
        } else {
            let document = Verb.Words(usage: "", parameter: "document", count: 0...1, isDocument: true)
            let names = words.map { JSON.string(document.value([$0])) }
            if names.count == 1 { parameters["document"] = names[0] }
            if names.count > 1 { parameters["documents"] = .array((parameters["documents"]?.array ?? []) + names) }
        }
        let page = parameters["more"]?.integer ?? 0
        parameters["more"] = nil
        if page > 0 { try goOn(page, &parameters) }
        do throws(Exit) {
            return try answer(method, parameters, page: page)
        } catch {
            guard error.failure?.code == .notFound, let word = words.first, word != "-" else { throw error }
            throw misplaced(words.count > 1 ? misnamed(by: error) ?? word : word, method, error)
        }
    }

    /// The word that a failure's pointer is about.
    private func misnamed(by error: Exit) -> String? {
        let pointer = error.failure?.details["pointer"]?.string ?? ""
        guard pointer.hasPrefix("/documents/"), let index = Int(pointer.dropFirst(11)) else { return nil }
        let place = index - (options["documents"]?.array?.count ?? 0)
        return words.indices.contains(place) ? words[place] : nil
    }

    private func textFromInput(_ method: String) throws(Exit) -> String {
        let verb = method.split(separator: ".").joined(separator: " ")
        let bytes = Standard.read(session.input)
        guard !bytes.contains(0) else {
            throw Exit(
                .usage,
                "standard input is no text: there is a NUL in it",
                hint: "'iconv -f UTF-16 -t UTF-8' turns text of that encoding; what a file is "
                    + "'caspianctl corpus clean FILE' says"
            )
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if String(validating: bytes, as: UTF8.self) == nil {
            session.tell(
                Exit(
                    .partial,
                    "standard input is not UTF-8; what is not stands as \u{FFFD}",
                    hint: "'iconv -f ENCODING -t UTF-8' turns it; of files the encoding is found out"
                )
            )
        }
        guard text.utf8.contains(where: { $0 > 0x20 }) else {
            throw Exit(.nothingFound, "standard input has no text", hint: "caspianctl \(verb) - < FILE")
        }
        return text
    }

    /// That no document is called `word`, and what to do about the file or whatever else it names.
    private func misplaced(_ word: String, _ method: String, _ error: Exit) -> Exit {
        let verb = method.split(separator: ".").joined(separator: " ")
        let option: String? =
            switch method {
            case "summary": "query"
            case "summary.positions": "actor"
            default: nil
            }
        let hint: String
        if access(word, R_OK) == 0 {
            hint = "the file is not in the corpus; its text by itself: caspianctl \(verb) - < \(Help.quoted(word))"
        } else if let option, !word.contains(where: { $0 == "/" || $0 == "." }),
            error.failure?.details["suggestion"] == nil
        {
            hint =
                "'caspianctl corpus list' shows the documents; what is said about it: "
                + "caspianctl \(verb) --\(option) \(Help.quoted(word))"
        } else {
            return error
        }
        return Exit(error.status, error.message, hint: hint, failure: error.failure)
    }

    /// Makes `parameters` those of the answer behind `count` earlier ones: each is asked for, and its cursor is where the next
    /// one begins.
    private func goOn(_ count: Int, _ parameters: inout Members) throws(Exit) {
        for number in 1...count {
            guard let cursor = try session.call("summary", parameters)["cursor"]?.string else {
                let said = number == 1 ? "the first answer says" : "the first \(number) answers say"
                throw Exit(
                    .nothingFound,
                    "there is no more: \(said) all of it",
                    hint: "ask for less, or without --more"
                )
            }
            parameters["cursor"] = .string(cursor)
        }
    }
}
