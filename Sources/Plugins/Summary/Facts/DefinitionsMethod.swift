import JSON
import PluginKit
import Schema
import Wire

/// summary.definitions: what is called what.
enum DefinitionsMethod {
    static let description = FactMethod.description(
        "summary.definitions",
        "Finds the sentences that say what a word means or what a short form stands for.",
        list: "definitions",
        of: [
            Property("term", .string), Property("meaning", .string.described("As the sentence has it.")),
            Property("kind", .choice("meaning", "shortForm")),
        ],
        summaryOfList: "In the order of the texts, each with its sentence.",
        examples: [
            .init(
                "in a text of one's own",
                [
                    "text":
                        "A condominium is a territory that several states own together. The Exclusive Economic Zone (EEZ) is wider."
                ],
                result: [
                    "definitions": [
                        [
                            "term": "condominium", "meaning": "a territory that several states own together",
                            "kind": "meaning",
                        ],
                        ["term": "EEZ", "meaning": "Exclusive Economic Zone", "kind": "shortForm"],
                    ]
                ]
            )
        ]
    )
}

extension SummaryPlugin {
    func definitions(_ call: Call) throws(Failure) -> JSON {
        let reading = try reading(call)
        var rows: [JSON] = []
        for sentence in reading.sentences {
            for definition in Definition.definitions(in: sentence.tokens) {
                rows.append(
                    reading.row(
                        [
                            "term": .string(reading.text(sentence, definition.term)),
                            "meaning": .string(reading.text(sentence, definition.meaning)),
                            "kind": .string(definition.kind),
                        ],
                        sentence
                    )
                )
            }
        }
        return FactMethod.answer("definitions", rows, call)
    }
}

/// Which tokens of a sentence are a word, and which its meaning.
struct Definition {
    let term: Range<Int>
    let meaning: Range<Int>
    let kind: String

    static func definitions(in tokens: [Token]) -> [Definition] {
        var found = shortForms(in: tokens)
        if let meaning = meaning(in: tokens) { found.append(meaning) }
        return found
    }

    /// "Exclusive Economic Zone (EEZ)": as many words before the bracket as the short form has letters.
    private static func shortForms(in tokens: [Token]) -> [Definition] {
        var found: [Definition] = []
        for index in tokens.indices.dropFirst(2) where index + 1 < tokens.count {
            let form = tokens[index]
            let letters = Array(form.text.uppercased())
            guard tokens[index - 1].text == "(", tokens[index + 1].text == ")", form.kind == .word,
                (2...8).contains(letters.count), form.text.filter(\.isUppercase).count * 2 > letters.count
            else { continue }
            var place = index - 2
            var letter = letters.count - 1
            var first = index - 1
            while place >= 0, letter >= 0, tokens[place].kind == .word {
                if tokens[place].text.uppercased().first == letters[letter] {
                    letter -= 1
                    first = place
                } else if !["of", "the", "and", "for", "on", "in"].contains(tokens[place].lower) {
                    break
                }
                place -= 1
            }
            if letter < 0 {
                found.append(Definition(term: index..<index + 1, meaning: first..<index - 1, kind: "shortForm"))
            }
        }
        return found
    }

    private static let verbs: [[String]] = [
        ["is", "defined", "as"], ["are", "defined", "as"], ["is", "known", "as"], ["refers", "to"], ["means"],
        ["stands", "for"], ["denotes"], ["—", "это"], ["-", "это"], ["–", "это"],
    ]
    /// Nouns of a class: only with one of these is "X is a Y" a definition.
    private static let articles: Set<String> = ["a", "an"]

    private static func meaning(in tokens: [Token]) -> Definition? {
        let limit = min(tokens.count, 12)
        for index in 1..<max(limit, 1) {
            for words in verbs where matches(words, tokens, index) {
                return made(tokens, index, index + words.count)
            }
            // "A condominium is a territory that …": the article before the term says that any of its kind is meant.
            guard ["is", "are"].contains(tokens[index].lower), index + 2 < tokens.count,
                articles.contains(tokens[0].lower) || tokens[index].lower == "are" && index == 1,
                articles.contains(tokens[index + 1].lower) || tokens[index].lower == "are",
                index <= 5, tokens[..<index].allSatisfy({ $0.kind == .word }),
                tokens[(index + 2)...].contains(where: {
                    ["that", "which", "who", "where", "of", "for", "used"].contains($0.lower)
                })
            else { continue }
            return made(tokens, index, index + 1)
        }
        return nil
    }

    private static func matches(_ words: [String], _ tokens: [Token], _ index: Int) -> Bool {
        index + words.count <= tokens.count && words.indices.allSatisfy { tokens[index + $0].lower == words[$0] }
    }

    private static func made(_ tokens: [Token], _ verb: Int, _ start: Int) -> Definition? {
        var first = 0
        while first < verb, ["a", "an", "the", "“", "\"", "«"].contains(tokens[first].lower) { first += 1 }
        var last = verb
        while last > first, tokens[last - 1].kind == .mark { last -= 1 }
        var end = tokens.count
        while end > start, tokens[end - 1].kind == .mark { end -= 1 }
        guard first < last, last - first <= 6, start < end, !StopWords.contains(Array(tokens[last - 1].lower.utf8))
        else {
            return nil
        }
        return Definition(term: first..<last, meaning: start..<end, kind: "meaning")
    }
}
