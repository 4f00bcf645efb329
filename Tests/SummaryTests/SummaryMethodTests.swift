import Corpus
import JSON
import PluginFixtures
import PluginKit
import Schema
import Testing
import Wire

@testable import Summary

@Suite("summary")
struct SummaryMethodTests {
    private let seed: SummaryPlugin

    init() throws { seed = try Fixture.plugin([Fixture.seed]) }

    private func texts(_ result: JSON) -> [String] {
        result["sentences"]?.array?.compactMap { $0["text"]?.string } ?? []
    }

    @Test("answers its own examples as they say", arguments: SummaryMethod.description.examples.map(\.title))
    func examples(title: String) throws {
        let example = try #require(SummaryMethod.description.examples.first { $0.title == title })
        let result = try seed.answer(example.parameters)
        #expect(try result.covers(#require(example.result)), "\(result)")
    }

    @Test("says what the seed article is about: the problem, who wants what, and the demand")
    func seedArticle() throws {
        let result = try seed.answer(Members())
        #expect(result["sentences"]?.array?.map { $0["position"] } == [1, 5, 12])
        #expect(result["of"] == ["documents": 1, "sentences": 13, "words": 355])
    }

    @Test("cites each sentence so that its place holds its words")
    func citations() throws {
        let bytes = Fixture.seed.text.bytes
        for item in try seed.answer(["sentences": 13])["sentences"]?.array ?? [] {
            let start = try #require(item["byteRange"]?[0]?.integer)
            let end = try #require(item["byteRange"]?[1]?.integer)
            #expect(String(decoding: bytes[start..<end], as: UTF8.self) == item["text"]?.string)
            let line = bytes[..<start].count { $0 == UInt8(ascii: "\n") } + 1
            #expect(item["line"]?.integer == line)
            #expect(item["path"] == "seeds/article.txt")
        }
    }

    @Test(
        "gives everything, in order, when the budget is above everything",
        arguments: ["sentences", "words", "percent"]
    )
    func everything(unit: String) throws {
        let result = try seed.answer([unit: unit == "percent" ? 100 : 1000])
        #expect(texts(result) == SeedArticle.paragraphs.flatMap { $0 })
        #expect(result["wordCount"] == result["of"]?["words"])
    }

    @Test("gives as many sentences as asked for, in source order", arguments: 1...13)
    func sentenceBudget(count: Int) throws {
        let positions = try seed.answer(["sentences": .integer(count)])["sentences"]?.array?
            .compactMap { $0["position"]?.integer }
        #expect(positions?.count == count)
        #expect(positions == positions?.sorted())
    }

    /// The shortest sentence of the article has 19 words.
    @Test(
        "never has more words than asked for, but for one sentence at least",
        arguments: Array(stride(from: 1, to: 360, by: 7))
    )
    func wordBudget(limit: Int) throws {
        let result = try seed.answer(["words": .integer(limit)])
        let counted = texts(result).reduce(0) { $0 + $1.split(separator: " ").count }
        #expect(result["wordCount"]?.integer == counted)
        #expect(counted <= limit || (texts(result).count == 1 && limit < 40))
        #expect(!texts(result).isEmpty)
    }

    @Test(
        "never has more than asked for where a sentence may be cut, and cuts one at most, at a word",
        arguments: Array(stride(from: 1, to: 360, by: 7)),
        ["words", "characters"]
    )
    func cut(limit: Int, unit: String) throws {
        let limit = unit == "words" ? limit : limit * 6 + 6
        let result = try seed.answer([unit: .integer(limit), "cut": true])
        let text = result["text"]?.string ?? ""
        let words = text.split(separator: " ").count
        #expect(result["wordCount"]?.integer == words)
        #expect(!text.isEmpty)
        // The first word is shown even where it is too long.
        #expect((unit == "words" ? words : text.unicodeScalars.count) <= limit || words == 1)
        let sentences = SeedArticle.paragraphs.flatMap { $0 }
        let items = result["sentences"]?.array ?? []
        #expect(items.count { $0["isCut"]?.bool == true } <= 1)
        for item in items {
            let shown = item["text"]?.string ?? ""
            let whole = sentences[item["position"]?.integer ?? 0]
            #expect(whole.hasPrefix(shown))
            #expect((shown == whole) == (item["isCut"] == nil))
            #expect(shown == whole || !(whole.dropFirst(shown.count).first?.isLetter ?? true))
        }
    }

    /// What a machine has heard has no marks. It is not one sentence of a megabyte.
    @Test(
        "sums up a text without any marks in pieces that stand in it",
        arguments: ["word by word ", "слово за словом ", "里海是大的"]
    )
    func endless(words: String) throws {
        let text = String(repeating: words, count: 2_000)
        let result = try seed.answer(["text": .string(text), "words": 50])
        let found = texts(result)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { text.contains($0) && $0.utf8.count <= 400 })
        let whole = try seed.answer(["text": .string(text), "percent": 100])
        #expect(whole["of"]?["sentences"]?.integer ?? 0 > 10)
    }

    /// The shortest of the best ones was taken, and cut, where the best one fits no less.
    /// Its few sentences can't show that the others talk about the first one; a list of features won.
    @Test("says of a short text first what it is, where there is room for no more")
    func opening() throws {
        let text =
            "Brine keeps the copies of a folder in step. Its list of patterns says which files of the folder are left out of "
            + "the copies. Files that changed in two copies of the folder are kept beside each other, so that nothing in "
            + "these files is lost. The files are compressed before they are sent to the other copies. A log of the files "
            + "that were sent to the copies is kept as well."
        let answer = try Fixture.plugin([]).answer(["text": .string(text), "characters": 160])
        #expect(answer["sentences"]?.array?.first?["position"] == 0)
    }

    @Test("cuts the best sentence where none fits, and takes a short one where none may be cut")
    func cutBest() throws {
        let text =
            "The treaty divides the sea between five coastal states by a formula of the treaty and the states. "
            + "The states know the sea well enough today. The treaty and the sea formula divide the states again."
        let best = try seed.answer(["text": .string(text), "order": "weight", "sentences": 1])
        let whole = try #require(best["sentences"]?[0]?["text"]?.string)
        let cut = try seed.answer(["text": .string(text), "words": 4, "cut": true])
        #expect(whole.hasPrefix(try #require(cut["sentences"]?[0]?["text"]?.string)))
        #expect(cut["wordCount"] == 4)
        let short = try seed.answer(["text": .string(text), "words": 4])
        #expect(short["text"] == "The states know the sea well enough today.")
    }

    @Test("cuts Chinese between characters")
    func cutChinese() throws {
        let result = try seed.answer(["text": "里海是世界上最大的湖泊也是一个内陆海。", "words": 6, "cut": true])
        #expect(texts(result) == ["里海是世界上"])
    }

    @Test(
        "never has more characters than asked for, but for one sentence at least",
        arguments: [1, 120, 300, 700, 2000]
    )
    func characterBudget(limit: Int) throws {
        let chosen = texts(try seed.answer(["characters": .integer(limit)]))
        let count = chosen.joined(separator: " ").unicodeScalars.count
        #expect(count <= limit || (chosen.count == 1 && limit < 120))
        #expect(count > min(limit, 2000) * 6 / 10)
    }

    @Test("summarises several texts together and says from which of them a sentence is")
    func severalTexts() throws {
        let result = try seed.answer(["texts": ["The sea is salt.", "Five states share it.\n\nThey disagree."]])
        #expect(result["sentences"]?.array?.map { $0["source"] } == [0, 1, 1])
        #expect(result["sentences"]?[2]?["byteRange"] == [23, 37])
    }

    @Test("takes percent of the words", arguments: [(10.0, 35), (20, 71), (50, 177), (99.9, 354)])
    func percentBudget(percent: Double, limit: Int) throws {
        let count = try #require(try seed.answer(["percent": .number(percent)])["wordCount"]?.integer)
        #expect(count <= limit)
        #expect(count > limit / 2)
    }

    @Test("does not say the same thing twice")
    func redundancy() throws {
        let article = SeedArticle.paragraphs.flatMap { $0 }
        let twice = Fixture.document("twice", [article, article.map { $0 + " " }])
        let result = try Fixture.plugin([twice]).answer(["sentences": 6])
        #expect(Set(texts(result).map { $0.split(separator: " ") }).count == 6)
    }

    @Test("summarises a text that is not in the corpus, and cites its lines")
    func ownText() throws {
        let text =
            "The sea has a regime.\nFive states drew up the regime of the sea. It rained. The regime of the sea holds."
        let result = try seed.answer(["text": .string(text), "sentences": 2])
        #expect(result["of"] == ["documents": 0, "sentences": 4, "words": 22])
        for item in result["sentences"]?.array ?? [] {
            #expect(item["document"] == nil)
            #expect(item["line"]?.integer == (item["position"] == 0 ? 1 : 2))
        }
        #expect(!texts(result).contains("It rained."))
    }

    @Test("summarises some documents together")
    func severalDocuments() throws {
        let plugin = try Fixture.plugin([
            Fixture.document("a", [["Iran wants equal shares of the sea."]]),
            Fixture.document("b", [["Russia wants shares of the sea by coastline."]]),
            Fixture.document("c", [["Cats sleep all day on the sofa."]]),
        ])
        let result = try plugin.answer(["documents": ["b", "a", "b"], "sentences": 5])
        #expect(result["sentences"]?.array?.map { $0["document"] } == ["b", "a"])
        #expect(try plugin.answer(Members())["of"]?["documents"] == 3)
    }

    @Test("leaves out headings where there is running text")
    func headings() throws {
        let document = Fixture.document("h", headings: [0], [["Legal regime"], ["The regime of the sea is open."]])
        #expect(texts(try Fixture.plugin([document]).answer(Members())) == ["The regime of the sea is open."])
        let bare = Fixture.document("h", headings: [0], [["Legal regime"]])
        #expect(texts(try Fixture.plugin([bare]).answer(Members())) == ["Legal regime"])
    }

    @Test(
        "answers sensibly on texts that are hardly any",
        arguments: [
            ("", 0), (" \n ", 0), ("One.", 1), ("no end at all", 1), ("12 13 14. 15 16.", 2), ("Same. Same. Same.", 3),
            ("🙂🙂 🙂", 1), ("里海的法律地位。里海有五个国家。", 2), ("\u{1}\u{2} \u{7}", 1),
            ("اُردو 中文 русский English 🙂 in one line", 1), ("دریای خزر پنج کشور دارد. ایران یکی است.", 2),
        ]
    )
    func oddTexts(text: String, most: Int) throws {
        let result = try seed.answer(["text": .string(text), "sentences": 9])
        #expect(texts(result).count <= most)
        #expect(texts(result).isEmpty == (most == 0))
    }

    @Test("counts the characters of scripts without spaces as words")
    func ideographs() throws {
        #expect(try seed.answer(["text": "里海的法律地位。"])["wordCount"] == 7)
    }

    @Test(
        "takes one source and one budget",
        arguments: [
            ["document": "seeds/article.txt", "text": "Sea."], ["documents": ["a"], "document": "b"],
            ["texts": ["Sea."], "text": "Sea."], ["words": 5, "characters": 50], ["words": 5, "sentences": 2],
            ["words": 5, "percent": 2],
        ] as [Members]
    )
    func contradictions(parameters: Members) {
        let failure = #expect(throws: Failure.self) { try seed.answer(parameters) }
        #expect(failure?.code == .invalidParams)
        #expect(failure?.hint == "leave out the others")
    }

    @Test("names the document that was probably meant")
    func unknown() {
        let failure = #expect(throws: Failure.self) { try seed.answer(["document": "seeds/artikle.txt"]) }
        #expect(failure?.code == .notFound)
        #expect(failure?.message.contains("did you mean 'seeds/article.txt'?") == true)
        #expect(failure?.details["pointer"] == "/document")
        let second = #expect(throws: Failure.self) { try seed.answer(["documents": ["seeds/article.txt", "x"]]) }
        #expect(second?.details["pointer"] == "/documents/1")
    }

    // It was said that there is no such document, and not what to do.
    @Test("says how to ask for a folder, and for a text that is not in the corpus")
    func unknownHints() {
        let folder = #expect(throws: Failure.self) { try seed.answer(["document": "seeds"]) }
        #expect(folder?.hint == "with a slash at the end it is all below that folder: 'seeds/'")
        #expect(folder?.details["suggestion"] == "seeds/")
        let file = #expect(throws: Failure.self) { try seed.answer(["document": "elsewhere.txt"]) }
        #expect(file?.hint?.contains("can be given as 'text'") == true)
        let misspelt = #expect(throws: Failure.self) { try seed.answer(["document": "other/artikle.txt"]) }
        #expect(misspelt?.message.contains("did you mean 'article.txt'?") == true)
    }

    // "Present were the chair …" was the headline of minutes.
    @Test(
        "never begins with who was there where anything was decided",
        arguments: [
            "Present were the chair Anna Berg, Tom Hale, Mira Novak and the clerk.",
            "In attendance: Anna Berg, Tom Hale, Mira Novak and the clerk.",
            "Присутствовали председатель Анна Берг, Том Хейл, Мира Новак и секретарь.",
        ]
    )
    func minutes(roll: String) throws {
        let text = """
            \(roll) The committee approved the budget of the committee for the repair of the north pump. \
            Mira Novak asked whether the repair could be done before the summer. \
            The committee agreed to lower the water price by three percent from July. The meeting closed at nine.
            """
        for count in 1...2 {
            let said = texts(try seed.answer(["text": .string(text), "sentences": .integer(count)]))
            #expect(said.count == count)
            #expect(!said.contains(roll))
        }
    }

    // Only texts of fewer than twenty sentences were: a manual page of more was summed up by one of its details.
    @Test("trusts the beginning of a description of some length, unless a sentence says what the text comes to")
    func description() throws {
        let verbs = ["reads", "writes", "opens", "stops", "moves"]
        let details = ["pump", "valve", "float", "probe", "relay"].flatMap { part in
            verbs.map {
                "The \(part) of the tank \($0) the dial when its level is low, and the lamp of the pump \($0) it."
            }
        }
        let text = (["Gauge is a program that measures the level of a tank."] + details).joined(separator: " ")
        func trust(_ text: String) throws -> JSON? {
            let answer = try seed.answer(["text": .string(text), "sentences": 1, "explain": true])
            return answer["sentences"]?[0]?["parts"]?["position"]
        }
        #expect(try trust(text) != nil)
        #expect(try trust(text + " In conclusion, the tank has a gauge.") == nil)
        // The seed begins in the midst of something, and was summed up by that.
        #expect(try trust("These gauges have been read since 1996. " + details.joined(separator: " ")) == nil)
        #expect(texts(try seed.answer(["sentences": 2])).allSatisfy { !$0.hasPrefix("These working sessions") })
    }

    @Test("stops when nobody waits any more")
    func cancelled() {
        let control = CallControl()
        control.end(.cancelled)
        #expect(throws: Failure.self) {
            try seed.summarise(
                SummaryMethod.Request(budget: .sentences(1)),
                call: Call(arguments: Arguments(checked: Members()), control: control)
            )
        }
    }
}
