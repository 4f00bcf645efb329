import Corpus
import JSON
import PluginFixtures
import PluginKit
import Schema
import Synchronization
import Testing
import Wire

@testable import Summary

/// What texts say of states, names, dates and numbers: on the seed article as people annotated it by hand, and on
/// sentences made for a case each.
@Suite("Facts in texts")
struct SummaryFactTests {
    private let plugin: SummaryPlugin

    init() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        plugin = try SummaryPlugin(
            settings: Arguments(checked: ["language": "en", "aliases": .string(root + "/config/aliases.txt")]),
            corpus: Snapshot(documents: [Fixture.seed], problems: [])
        )
    }

    func answer(_ name: String, _ parameters: Members = Members()) throws -> JSON {
        let method = try #require(SummaryPlugin.methods.first { $0.description.name == name })
        try #require(method.description.parameterSchema.accepts(.object(parameters)))
        let result = try method.answer(plugin, Call(arguments: Arguments(checked: parameters)))
        #expect(method.description.result.problems(with: result).map { "\($0.pointer): \($0.message)" } == [])
        return result
    }

    private struct Row: Hashable, CustomStringConvertible {
        let actor, stance, source, object: String
        var description: String { "\(actor) \(stance) (\(source)): \(object)" }
    }

    private func rows(_ text: String) throws -> [Row] {
        try answer("summary.positions", ["text": .string(text)])["positions"]?.array?.map(Self.row) ?? []
    }

    private static func row(_ item: JSON) -> Row {
        func text(_ key: String) -> String { item[key]?.string ?? "?" }
        return Row(actor: text("actor"), stance: text("stance"), source: text("basis"), object: text("object"))
    }

    @Test("every method answers its own examples as they say", arguments: SummaryPlugin.methods.map(\.description.name))
    func examples(name: String) throws {
        let method = try #require(SummaryPlugin.methods.first { $0.description.name == name })
        for example in method.description.examples {
            let result = try answer(name, example.parameters)
            if let expected = example.result {
                #expect(result.covers(expected), "\(example.title): \(result)")
            }
        }
    }

    /// The sentence of each position counts from 1, as in the annotation of the article by hand.
    @Test("finds in the article who stands how to what, and on whose word")
    func article() throws {
        let sentences = SeedArticle.paragraphs.flatMap { $0 }
        let found = try answer("summary.positions")["positions"]?.array?.map { item in
            let number = (sentences.firstIndex { $0 == item["text"]?.string } ?? -2) + 1
            return
                "\(number) \(item["actor"]?.string ?? "") \(item["stance"]?.string ?? "") \(item["basis"]?.string ?? "")"
        }
        #expect(
            found == [
                "3 certain Caspian states claims stated", "3 Iran claims stated", "4 Iran favours stated",
                "4 Russia favours stated", "4 Azerbaijan favours stated", "4 Kazakhstan favours stated",
                "6 Iran favours stated", "7 Iran favours stated", "8 three other Caspian states pursues stated",
                "9 Russia pursues surmised", "9 Azerbaijan pursues surmised", "10 Azerbaijan favours reported",
                "11 Russia pursues reported", "13 Russia should demanded", "13 Azerbaijan should demanded",
                "13 Kazakhstan should demanded",
            ]
        )
    }

    @Test("links what the article's states want to the rules of division that say what it gives")
    func formula() throws {
        let items = try answer("summary.positions")["positions"]?.array ?? []
        let linked = items.compactMap { item in
            item["formula"]?["rule"]?.string.map { "\(item["actor"]?.string ?? ""): \($0)" }
        }
        #expect(
            linked == [
                "certain Caspian states: treaties-1921-1940", "Iran: treaties-1921-1940", "Russia: coast",
                "Azerbaijan: coast", "Kazakhstan: coast", "Azerbaijan: joint-development",
            ]
        )
    }

    @Test(
        "tells stances",
        arguments: [
            ("Russia supports the treaty.", "Russia favours (stated): the treaty"),
            ("Moscow does not support the treaty.", "Russia opposes (stated): the treaty"),
            ("Tehran may oppose the pipeline.", "Iran opposes (surmised): the pipeline"),
            ("The pipeline was rejected by Moscow.", "Russia opposes (stated): The pipeline"),
            ("Kazakhstan is against any new fleet.", "Kazakhstan opposes (stated): any new fleet"),
            ("According to Tass, Baku wants a median line.", "Azerbaijan favours (reported): a median line"),
            ("Iran should withdraw its fleet.", "Iran should (demanded): its fleet"),
            ("Yesterday the spokesman Orlov rejected the offer.", "Orlov opposes (stated): the offer"),
            ("Iranian officials say that the talks failed.", "Iranian officials claims (stated): the talks failed"),
            ("Bamako calls for a moratorium.", "Bamako favours (stated): a moratorium"),
            ("Russia, which borders it, has objected to the dam.", "Russia opposes (stated): the dam"),
            (
                "The Mekong River Commission (MRC) reportedly favours a delay.",
                "Mekong River Commission favours (surmised): a delay"
            ),
            ("Iran does not oppose the dam.", "Iran favours (surmised): the dam"),
            ("China is said to back the plan.", "China favours (surmised): the plan"),
            ("The mayor rejected the offer.", "The mayor opposes (stated): the offer"),
            ("Mr. Brandt objected that the roof leaks.", "Brandt opposes (stated): the roof leaks"),
            ("The Green group is against the sale.", "The Green group opposes (stated): the sale"),
            (
                "President Omar al-Amin said the share was too small.",
                "President Omar al-Amin claims (stated): the share was too small"
            ),
            ("“We will fill the dam,” said Orlov.", "Orlov claims (stated): We will fill the dam"),
        ]
    )
    func stance(text: String, row: String) throws {
        #expect(try rows(text).map(\.description) == [row])
    }

    @Test(
        "takes nobody for somebody",
        arguments: [
            "The support of Russia is needed.", "Disputes in Iran favor delay.", "Russia's support matters.",
            "The report states nothing.", "It rained.", "They supported it.", "The plan demands of the city are high.",
            "Two states of the region are small.", "",
        ]
    )
    func nobody(text: String) throws { #expect(try rows(text) == []) }

    @Test(
        "knows from the sentence before whom a pronoun means",
        arguments: [
            ("Laos rejected the criticism. Its energy ministry argued that the dam is small.", ["Laos", "Laos"]),
            ("Orlov denied the report. He supports the dam.", ["Orlov", "Orlov"]),
            ("Russia and Iran oppose the dam. They want a study.", ["Russia", "Iran", "Russia", "Iran"]),
            ("Orlov denied the report. It rained. He supports the dam.", ["Orlov"]),
        ]
    )
    func pronouns(text: String, actors: [String]) throws { #expect(try rows(text).map(\.actor) == actors) }

    @Test("keeps a chain of attributions, the outermost first")
    func chain() throws {
        let text = "It has been reported in Azeri media that Moscow says that Tehran rejects the plan."
        let items = try answer("summary.positions", ["text": .string(text)])["positions"]?.array ?? []
        #expect(items.map { $0["actor"] } == ["Iran"])
        #expect(items.first?["attribution"]?.array?.compactMap { $0["who"]?.string } == ["Azeri media", "Moscow"])
    }

    @Test(
        "names who opens a sentence, joined to another name or before words in commas",
        arguments: [
            ("Norway and Russia agreed to split the sea.", ["Norway", "Russia"]),
            ("Canada, however, maintains that the ridge is its own.", ["Canada"]),
            ("Elsewhere, prices rose.", []),
            ("Fishing and Boating, however, rose.", []),
        ] as [(String, [String])]
    )
    func openings(text: String, actors: [String]) throws { #expect(try rows(text).map(\.actor) == actors) }

    /// "told" between who tells and what was lost, though it says on whose word the rest stands.
    @Test("keeps on whose word something is told")
    func told() throws {
        let text = "Officials in Khartoum told reporters that Sudan could accept a phased filling."
        let items = try answer("summary.positions", ["text": .string(text)])["positions"]?.array ?? []
        #expect(items.map { $0["actor"] } == ["Sudan"])
        #expect(items.first?["attribution"]?.array?.map { $0["who"] } == ["Officials in Khartoum"])
        #expect(items.first?["hedges"] == ["could"])
    }

    @Test(
        "answers who wants what, of one or of all",
        arguments: [
            ("What does Baku want?", "Azerbaijan", 4), ("the position of the Islamic Republic", "Iran", 4),
            ("Who wants what?", nil, 16),
        ] as [(String, String?, Int)]
    )
    func opinion(question: String, actor: String?, count: Int) throws {
        let call = Call(arguments: Arguments(checked: [:]))
        let opinion = try #require(try plugin.opinion(on: Question(text: question, limit: 50), call: call))
        #expect(opinion.method == "summary.positions")
        #expect(opinion.parameters["actor"]?.string == actor)
        #expect(opinion.result["positions"]?.array?.count == count)
        #expect(opinion.confidence >= 0.8)
        for other in ["who wants joint exploitation?", "what does Baku mean?", "Is Baku on the coast?"] {
            #expect(try plugin.opinion(on: Question(text: other, limit: 5), call: call) == nil)
        }
    }

    @Test("names states by all their names, as the annotation has them")
    func entities() throws {
        let items = try answer("summary.entities")["entities"]?.array ?? []
        let names = Dictionary(
            uniqueKeysWithValues: items.map {
                ($0["name"]?.string ?? "", $0["names"]?.array?.compactMap(\.string) ?? [])
            }
        )
        #expect(Set(names["Iran"] ?? []) == ["Iran", "Islamic Republic"])
        #expect(Set(names["Russia"] ?? []) == ["Russia", "Moscow"])
        #expect(Set(names["Azerbaijan"] ?? []) == ["Azerbaijan", "Baku"])
        #expect(names["Kazakhstan"] == ["Kazakhstan"])
        #expect(names["Soviet Union"] == ["Soviet Union"])
        #expect(names["Turkmenistan"] == nil)
    }

    @Test("counts a short form for the name that it stands for")
    func shortForms() throws {
        let text = "The Mekong River Commission (MRC) met. Then the MRC spoke. Laos left the MRC."
        let items = try answer("summary.entities", ["text": .string(text)])["entities"]?.array ?? []
        #expect(items.first?["name"] == "Mekong River Commission")
        #expect(items.first?["count"] == 4)
        #expect(!items.contains { $0["name"] == "MRC" })
    }

    @Test(
        "finds what things are, and not what is done to them",
        arguments: [
            ("Fjords are narrow inlets of the sea between cliffs.", "narrow inlets of the sea between cliffs"),
            ("Moraines are heaps that a glacier leaves.", "heaps that a glacier leaves"),
            ("* A sound is a strait that ships can pass.", "a strait that ships can pass"),
            ("A pier is a raised structure over water.", "a raised structure over water"),
            ("Trade is a quarrel over water.", nil),
            ("Fjords are carved by the ice of a glacier.", nil),
            ("Ships are strongly advised to wait for the tide.", nil),
            ("Sounds are not to be confused with fjords, which are narrow.", nil),
            ("Charts are kept for those who ask.", nil),
            ("Fiyort, buzulun oyduğu dar bir körfezdir.", "buzulun oyduğu dar bir körfezdir"),
            ("Kondominyum, ortak egemenlik demektir.", "ortak egemenlik"),
            ("Kondominyum, ortak egemenlik anlamına gelir.", "ortak egemenlik"),
            ("Kondominium – bir neçə dövlətin birgə ərazisidir.", "bir neçə dövlətin birgə ərazisidir"),
            ("Kondominium, birgə hakimiyyət deməkdir.", "birgə hakimiyyət"),
            ("Кондоминиум — бірнеше мемлекеттің ортақ аумағы болып табылады.", "бірнеше мемлекеттің ортақ аумағы"),
            ("Кондоминиум дегеніміз — ортақ аумақ.", "ортақ аумақ"),
            ("Dün, anlaşma imzalandı.", nil), ("Gemi, limandadır.", nil),
        ] as [(String, String?)]
    )
    func meanings(text: String, meaning: String?) throws {
        let items = try answer("summary.definitions", ["text": .string(text)])["definitions"]?.array ?? []
        #expect(items.map { $0["meaning"]?.string } == [meaning].compactMap(\.self))
    }

    @Test(
        "finds short forms whose letters stand inside words",
        arguments: [
            ("It prevents cardiovascular disease (CVD).", "CVD", "cardiovascular disease"),
            ("Body mass index (BMI) is used.", "BMI", "Body mass index"),
            ("They use the hidden Markov model (HMM) here.", "HMM", "hidden Markov model"),
        ]
    )
    func letters(text: String, term: String, meaning: String) throws {
        let items = try answer("summary.definitions", ["text": .string(text)])["definitions"]?.array ?? []
        #expect(items.map { [$0["term"]?.string, $0["meaning"]?.string] } == [[term, meaning]])
    }

    @Test(
        "dates what texts date",
        arguments: [
            ("The treaty of 5 May 1996 holds.", ["1996-05-05"]), ("On January 12, 2018, they met.", ["2018-01-12"]),
            ("In Aug. 2018 they signed.", ["2018-08"]), ("Since the 1990s it fell.", ["1990s"]),
            ("It cost $1900 and weighed 1950 tonnes.", []), ("From 1921 to 1940 it held.", ["1921", "1940"]),
            ("12 августа 2018 года подписали.", ["2018-08-12"]), ("See 2021-05-30.", ["2021-05-30"]),
            ("They may meet 20 times.", []), ("It defaults to 1000, or 1024 divided by 1024.", []),
            ("More than 2000 came in 1066.", ["1066"]),
            ("They met on 3 May 2021 and meet on 17 May.", ["2021-05-03", "2021-05-17"]),
            ("They meet on 17 May.", []), ("کنوانسیون در ۱۲ اوت ۲۰۱۸ امضا شد.", ["2018-08-12"]),
            ("در سال ۱۹۹۸ توافق کردند.", ["1998"]),
        ]
    )
    func dates(text: String, dates: [String]) throws {
        let found = try answer("summary.timeline", ["text": .string(text)])["dates"]?.array?.compactMap {
            $0["date"]?.string
        }
        #expect(found == dates)
    }

    // "Aktau'da" and "Aktau'nun" were two more names beside "Aktau".
    @Test(
        "knows a name with a Turkish or Azerbaijani ending behind an apostrophe",
        arguments: [
            ("Zirve dün Aktau'da yapıldı. Sonra liderler Aktau’nun limanını gördü.", "Aktau", 2),
            ("Gemiler dün Samsun'dan geldi.", "Samsun", 1), ("O dün Orenburq'a getdi.", "Orenburq", 1),
            ("They met in Sana'a.", "Sana'a", 1), ("They met near Ma'in.", "Ma'in", 1),
            ("They saw O'Neill there.", "O'Neill", 1),
        ]
    )
    func inflected(text: String, name: String, count: Int) throws {
        let items = try answer("summary.entities", ["text": .string(text)])["entities"]?.array ?? []
        let found = items.first { $0["name"]?.string == name }
        #expect(found?["count"]?.integer == count, "\(items)")
    }

    @Test("highlights in a page what the summary takes, escaped and only that")
    func html() throws {
        let result = try answer("summary.html", ["text": "The sea is <large> & salt. It rained.", "sentences": 1])
        let html = try #require(result["html"]?.string)
        #expect(html.contains("<mark title=\"1\">The sea is &lt;large&gt; &amp; salt.</mark>"))
        #expect(html.ranges(of: "<mark").count == 1)
        let whole = try answer("summary.html", ["sentences": 3])
        #expect(whole["highlighted"] == 3)
        #expect(whole["html"]?.string?.contains("Iran supports the consensus") == true)
    }

    @Test("finds nothing in texts that are hardly any", arguments: ["", " ", "...", "12", "🙂", "\u{1}"])
    func odd(text: String) throws {
        for method in SummaryPlugin.methods.map(\.description.name) where method != "summary" {
            _ = try answer(method, ["text": .string(text)])
        }
    }

    @Test(
        "a file of aliases is refused with the line of its mistake",
        arguments: [
            ("Iran Tehran", "x:1: 'NAME: other names; adjectives' is missing its name or colon"),
            ("A: b\n# c\nB: b", "x:3: 'b' is given to 'A' already"),
            ("A: b\r\n \t\r\nB: \tb ;\r\n", "x:3: 'b' is given to 'A' already"),
            (": x", "x:1: 'NAME: other names; adjectives' is missing its name or colon"),
        ]
    )
    func mistakes(text: String, message: String) {
        let failure = #expect(throws: Failure.self) { try AliasTable(text: text, file: "x") }
        #expect(failure?.message == message)
        #expect(failure?.code == .configInvalid)
    }

    @Test("show as many as are asked for, and say how many there are")
    func limit() throws {
        let text = "In 1921 and 1940 they met. It cost 5 km. In 1996 it ended; 7 km."
        for (method, list, total) in [("summary.timeline", "dates", 3), ("summary.numbers", "numbers", 2)] {
            let result = try answer(method, ["text": .string(text), "limit": 1])
            #expect(result[list]?.array?.count == 1)
            #expect(result["total"]?.integer == total)
        }
    }

    /// A text of 10 MB was read for ten to thirty seconds without a word.
    @Test(
        "about one long text tell how far they are, and stop when nobody waits",
        arguments: ["phrases", "entities", "positions", "timeline", "numbers", "definitions"]
    )
    func stops(name: String) throws {
        let text = (0..<5000).map { "Person\($0) said that the sea is number \($0)." }.joined(separator: " ")
        let method = try #require(SummaryPlugin.methods.first { $0.description.name == "summary." + name })
        let arguments = Arguments(checked: ["text": .string(text)])
        let told = Mutex<[Int]>([])
        let control = CallControl { progress in
            told.withLock { $0.append(progress.done) }
            #expect(progress.total == 5000)
        }
        _ = try method.answer(plugin, Call(arguments: arguments, control: control))
        #expect(told.withLock { $0 } == [1024, 2048, 3072, 4096])
        let ended = Mutex<CallControl?>(nil)
        let impatient = CallControl { _ in ended.withLock { $0?.end(.cancelled) } }
        ended.withLock { $0 = impatient }
        #expect(throws: Failure.self) {
            try method.answer(plugin, Call(arguments: arguments, control: impatient))
        }
    }

    // Five sentences of Chinese were five long words.
    @Test("reading counts each character of Chinese as a word, none of them long")
    func readingOfChinese() throws {
        let method = try #require(SummaryPlugin.methods.first { $0.description.name == "summary.readability" })
        let arguments = Arguments(checked: ["text": "里海有五个国家。伊朗是一个。"])
        let result = try method.answer(plugin, Call(arguments: arguments))
        #expect(result["words"] == 12)
        #expect(result["wordsPerSentence"]?.number == 6 && result["longWordPercent"]?.number == 0)
    }

    @Test("a place of every fact holds its sentence")
    func citations() throws {
        let bytes = Fixture.seed.text.bytes
        for (method, list) in [
            ("summary.positions", "positions"), ("summary.entities", "entities"), ("summary.timeline", "dates"),
            ("summary.phrases", "phrases"), ("summary.numbers", "numbers"),
        ] {
            for item in try answer(method)[list]?.array ?? [] {
                let start = try #require(item["byteRange"]?[0]?.integer)
                let end = try #require(item["byteRange"]?[1]?.integer)
                #expect(String(decoding: bytes[start..<end], as: UTF8.self) == item["text"]?.string)
            }
        }
    }
}
