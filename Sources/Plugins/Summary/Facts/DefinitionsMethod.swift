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
        var rows = FactRows(call)
        for sentence in reading.sentences {
            for definition in Definition.definitions(in: sentence.tokens) {
                rows.add(
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
        return FactMethod.answer("definitions", rows)
    }
}

/// Which tokens of a sentence are a word, and which its meaning.
struct Definition {
    let term: Range<Int>
    let meaning: Range<Int>
    let kind: String

    static func definitions(in tokens: [Token]) -> [Definition] {
        var found = shortForms(in: tokens) + namedBelow(in: tokens)
        if let meaning = meaning(in: tokens) { found.append(meaning) }
        return found
    }

    /// "Exclusive Economic Zone (EEZ)", "cardiovascular disease (CVD)": the letters of the short form stand in this order
    /// in the words before the bracket, the first one at the beginning of a word (Schwartz & Hearst 2003).
    static func shortForms(in tokens: [Token]) -> [Definition] {
        var found: [Definition] = []
        for index in tokens.indices.dropFirst(2) where index + 1 < tokens.count {
            let form = tokens[index]
            guard form.kind == .word, tokens[index - 1].text == "(", tokens[index + 1].text == ")" else { continue }
            let letters = Array(form.lower.unicodeScalars.filter(\.properties.isAlphabetic))
            guard (2...8).contains(letters.count), form.text.filter(\.isUppercase).count * 2 > letters.count
            else { continue }
            let most = min(letters.count + 5, letters.count * 2)
            if let first = start(of: letters, in: tokens, before: index - 1, most: most) {
                found.append(Definition(term: index..<index + 1, meaning: first..<index - 1, kind: "shortForm"))
            }
        }
        return found
    }

    /// "ООО «Ромашка» (далее — Общество)": what a contract or a law calls something from there on.
    private static func namedBelow(in tokens: [Token]) -> [Definition] {
        var found: [Definition] = []
        for index in tokens.indices.dropFirst() where index + 3 < tokens.count && tokens[index].text == "(" {
            guard tokens[index + 1].lower == "далее",
                let close = tokens[index...].firstIndex(where: { $0.text == ")" })
            else { continue }
            var start = index + 2
            while start < close, tokens[start].kind == .mark || tokens[start].lower == "именуемое" { start += 1 }
            var end = close
            while end > start, tokens[end - 1].kind == .mark { end -= 1 }
            var first = index
            while first > 0, index - first < 12, !",;:".contains(tokens[first - 1].text) { first -= 1 }
            guard start < end, first < index else { continue }
            found.append(Definition(term: start..<end, meaning: first..<index, kind: "shortForm"))
        }
        return found
    }

    /// The word from which on the words before `end` hold `letters` in their order.
    private static func start(of letters: [Unicode.Scalar], in tokens: [Token], before end: Int, most: Int) -> Int? {
        var left = letters.count
        var place = end - 1
        while place >= 0, end - place <= most, tokens[place].kind == .word {
            let word = Array(tokens[place].lower.unicodeScalars)
            for index in word.indices.reversed() where left > 0 && word[index] == letters[left - 1] {
                // The first letter has to begin a word, or a part of one behind a hyphen.
                if left > 1 || index == 0 || word[index - 1] == "-" { left -= 1 }
                if left == 0 { return place }
            }
            place -= 1
        }
        return nil
    }

    private static let verbs: [[String]] = [
        ["is", "defined", "as"], ["are", "defined", "as"], ["is", "known", "as"], ["refers", "to"], ["means"],
        ["stands", "for"], ["denotes"], ["is", "the", "term", "for"], ["—", "это"], ["-", "это"], ["–", "это"],
        ["означает"], ["обозначает"], ["расшифровывается", "как"], ["определяется", "как"], ["понимается"],
        ["понимают"],
        ["یعنی"], ["به", "معنای"], ["به", "معنی"], ["عبارت", "است", "از"], ["дегеніміз"],
    ]
    /// Nouns of a class: only with one of these is "X is a Y" a definition.
    private static let articles: Set<String> = ["a", "an"]

    /// What a definition goes on with, to tell a thing from others of its class; where the term has an article, a place or a
    /// part will do: "A pier is a structure over water".
    private static let distinguishing: Set<String> = ["that", "which", "who", "where", "of", "for", "used"]
    private static let placing: Set<String> = [
        "over", "under", "between", "with", "made", "built", "along", "across", "near",
    ]

    private static func meaning(in tokens: [Token]) -> Definition? {
        // A bullet may stand before it.
        let first = tokens.firstIndex { $0.kind != .mark } ?? 0
        let limit = min(tokens.count, first + 12)
        for index in first + 1..<max(limit, first + 1) {
            for words in verbs where matches(words, tokens, index) {
                return made(tokens, index, index + words.count)
            }
            // "A condominium is a territory that …": the article before the term says that any of its kind is meant.
            guard ["is", "are"].contains(tokens[index].lower), index + 2 < tokens.count,
                articles.contains(tokens[first].lower) || tokens[index].lower == "are" && index == first + 1,
                articles.contains(tokens[index + 1].lower)
                    || tokens[index].lower == "are" && isClass(tokens[index + 1]),
                index <= first + 5, tokens[first..<index].allSatisfy({ $0.kind == .word }),
                tokens[(index + 2)...].contains(where: {
                    distinguishing.contains($0.lower)
                        || articles.contains(tokens[first].lower) && placing.contains($0.lower)
                })
            else { continue }
            return made(tokens, index, index + 1)
        }
        return closedMeaning(in: tokens)
    }

    /// What Turkish, Azerbaijani and Kazakh end a definition with.
    private static let closings: [[String]] = [
        ["demektir"], ["deməkdir"], ["anlamına", "gelir"], ["anlamına", "gelmektedir"], ["mənasını", "verir"],
        ["mənasına", "gəlir"], ["білдіреді"], ["болып", "табылады"],
    ]
    private static let copulas = ["dır", "dir", "dur", "dür", "tır", "tir", "tur", "tür"]

    /// "Fiyort, buzulun oyduğu dar bir körfezdir.": the term, a comma or a dash, the meaning, and at the end what says that
    /// it is one. Where that is only the copula, a comma needs "a" behind it, else it is one of any sentence.
    private static func closedMeaning(in tokens: [Token]) -> Definition? {
        let first = tokens.firstIndex { $0.kind != .mark } ?? 0
        guard let last = tokens.lastIndex(where: { $0.kind != .mark }),
            let mark = tokens[first...].firstIndex(where: { [",", "–", "—", "-"].contains($0.text) }),
            mark > first, mark - first <= 4, mark + 2 <= last,
            tokens[first..<mark].allSatisfy({ $0.kind == .word && !$0.has(.stop) })
        else { return nil }
        if let closing = closings.first(where: { matches($0, tokens, last + 1 - $0.count) }) {
            let end = last + 1 - closing.count
            return end > mark + 1 ? Definition(term: first..<mark, meaning: mark + 1..<end, kind: "meaning") : nil
        }
        let isDash = tokens[mark].text != ","
        guard copulas.contains(where: { tokens[last].lower.hasSuffix($0) && tokens[last].lower.count > $0.count + 2 }),
            isDash || tokens[mark..<last].contains(where: { $0.lower == "bir" })
        else { return nil }
        return Definition(term: first..<mark, meaning: mark + 1..<last + 1, kind: "meaning")
    }

    /// Whether a word behind "are" may say what something is, and not what is done to it: "inlets of the sea that …", not
    /// "handled by …" or "not to be …".
    private static func isClass(_ token: Token) -> Bool {
        token.kind == .word && !noClass.contains(token.lower)
            && !["ed", "ly", "ing"].contains { token.lower.hasSuffix($0) && token.lower.utf8.count > $0.utf8.count + 2 }
    }

    private static let noClass: Set<String> = Set(
        [
            "not never no to also always often still now then there here too both all in on at of by for from with as if",
            "able available likely made kept given taken known written shown sent set built found held seen put run done",
            "left lost meant said drawn driven bound born hidden chosen broken spoken thrown worn read cut hit laid led",
        ].flatMap { $0.split(separator: " ").map(String.init) }
    )

    private static func matches(_ words: [String], _ tokens: [Token], _ index: Int) -> Bool {
        index + words.count <= tokens.count && words.indices.allSatisfy { tokens[index + $0].lower == words[$0] }
    }

    /// What a term may have before it: articles, "the word", "by".
    private static let openings: Set<String> = ["a", "an", "the", "под", "слово", "термин", "понятие"]

    private static func made(_ tokens: [Token], _ verb: Int, _ behind: Int) -> Definition? {
        var start = behind
        var first = 0
        while first < verb, tokens[first].kind == .mark || openings.contains(tokens[first].lower) {
            first += 1
        }
        var last = verb
        while last > first, tokens[last - 1].kind == .mark { last -= 1 }
        // "Body mass index (BMI) is …": the short form is told by itself.
        if last > first + 2, last < tokens.count, tokens[last].text == ")", tokens[last - 2].text == "(" { last -= 2 }
        var end = tokens.count
        while end > start, tokens[end - 1].kind == .mark { end -= 1 }
        // "X به معنای Y است": the verb says nothing of the meaning; "X дегеніміз — Y" has a dash before it.
        let hasClause = tokens[behind..<end].contains { $0.lower == "که" }
        if end > start + 1, tokens[end - 1].lower == "است", !hasClause { end -= 1 }
        while start < end, tokens[start].kind == .mark, !"([\"«“".contains(tokens[start].text) { start += 1 }
        guard first < last, last - first <= 6, start < end, !StopWords.contains(tokens[last - 1].lower)
        else {
            return nil
        }
        return Definition(term: first..<last, meaning: start..<end, kind: "meaning")
    }
}
