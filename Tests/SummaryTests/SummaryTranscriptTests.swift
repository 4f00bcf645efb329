import JSON
import PluginFixtures
import PluginKit
import Testing

@testable import Summary

@Suite("summary of transcripts")
struct SummaryTranscriptTests {
    private let seed: SummaryPlugin

    init() throws { seed = try Fixture.plugin([Fixture.seed]) }

    /// What is said, with who says it in whatever form `label` gives.
    private static func meeting(_ label: (String, Int) -> String) -> String {
        [
            ("Ann Berg", "Okay."), ("Ann Berg", "Um, good morning. Is everybody here?"), ("Tom Hale", "Yeah."),
            ("Mira Novak", "Mm-hmm."),
            ("Tom Hale", "So the north pump is broken. It lets a third of the water back into the lake."),
            ("Ann Berg", "Oh. What does a repair of the north pump cost?"),
            ("Mira Novak", "The repair of the north pump costs nine thousand, and the spare part comes from Oslo."),
            ("Tom Hale", "Okay."),
            (
                "Ann Berg",
                "Right. So we repair the north pump before the summer, and the water price stays as it is."
            ),
            ("Mira Novak", "Yeah."), ("Tom Hale", "Fine."), ("Ann Berg", "Okay, lunch."),
        ].enumerated().map { label($1.0, $0) + $1.1 }.joined(separator: "\n")
    }

    // The commonest words of a meeting were the names before each turn: it came to "Ann Berg: Okay."
    @Test(
        "doesn't take the names of who speaks for what a meeting is about, whatever their form",
        arguments: [
            { name, _ in "\(name): " }, { name, _ in "\(name) (Chair): " }, { name, _ in "**\(name):** " },
            { name, _ in ">> \(name.uppercased()): " }, { name, _ in "[\(name)] " }, { name, _ in "<\(name)> " },
            { name, _ in name.prefix(1) + ": " }, { name, _ in name.lowercased() + ": " },
            { _, line in "\(line + 1)\n00:00:0\(line % 10),000 --> 00:00:0\(line % 10),900\n" },
            { name, _ in name.prefix(3).lowercased() + ": " },
            { name, line in "[00:0\(line % 10):31] SPEAKER_0\(name.utf8.count): " },
            { name, line in "00:0\(line % 10):31 \(name): " }, { name, line in "\(name) [00:0\(line % 10):31]: " },
            { name, line in "\(name)  00:0\(line % 10):31\n" },
        ] as [@Sendable (String, Int) -> String]
    )
    func names(label: @Sendable (String, Int) -> String) throws {
        for count in 1...3 {
            let text = Self.meeting(label)
            let said = texts(try seed.answer(["text": .string(text), "sentences": .integer(count)]))
            #expect(said.count == count)
            #expect(said.allSatisfy { $0.contains("pump") }, "\(said)")
        }
    }

    // Only the sentence with the label had the name, and the chair, who called for everybody, answered for all.
    @Test(
        "finds what is said by whom a question names, in all sentences of a turn",
        arguments: [
            ("What did Mira Novak say about the pump?", "repair"), ("What does Novak say?", "repair"),
            ("Tom Hale on the pump", "broken"), ("What did Tom say about the lake?", "third of the water"),
        ]
    )
    func speaker(question: String, answer: String) throws {
        let text = """
            Ann Berg: Tom, Mira, the pump? Tom Hale first, then Mira Novak.
            Tom Hale: The north pump is broken since Sunday. It lets a third of the water back into the lake.
            Ann Berg: What does the pump cost us? Mira?
            Mira Novak: The repair takes a week and costs nine thousand.
            Ann Berg: Thank you. Then we decide on the pump on Friday, once the council has met.
            Tom Hale: Fine.
            Mira Novak: Good night.
            """
        let said = texts(
            try seed.answer(["text": .string(text), "sentences": 1, "query": .string(question)])
        )
        #expect(said.count == 1 && said[0].contains(answer), "\(said)")
    }

    @Test("asks for nobody's words where a question names nobody", arguments: ["the cost", "A summary", "a pump"])
    func nobody(question: String) {
        #expect(AskedSpeakers(question, among: ["A", "Ann Berg", "Speaker 1"]) == nil)
    }

    @Test("knows a speaker by a part of the name, a letter or a number")
    func parts() throws {
        let names = ["Dr. Ann Berg", "SPEAKER_02", "B"]
        #expect(try #require(AskedSpeakers("What did Dr. Berg say?", among: names)).shares == [0.5, 0, 0])
        #expect(try #require(AskedSpeakers("speaker 2 on cost", among: names)).shares == [0, 1, 0])
        let last = try #require(AskedSpeakers("what does B want", among: names))
        #expect(last.shares == [0, 0, 1] && last.matter == "what does want" && last.names == "B")
    }

    // "Summarize the whole meeting." was taken for a question about "whole".
    @Test(
        "sums up everything where a question asks for just that",
        arguments: ["Summarize the whole meeting.", "What was discussed in the meeting?", "summary", "an overview"]
    )
    func everything(question: String) throws {
        let text = JSON.string(Self.meeting { name, _ in "\(name): " } + "\nMira Novak: The whole meeting is over.")
        let asked = try seed.answer(["text": text, "sentences": 3, "query": .string(question)])
        #expect(try asked == seed.answer(["text": text, "sentences": 3]))
    }

    @Test("trusts a proposal more and a question less, in a transcript only")
    func proposals() throws {
        func cues(_ label: String) throws -> [Double] {
            let text = """
                \(label)The lake loses a third of its water.
                Mira: Which pump lets the water back into the lake?
                \(label)We should mend the north pump of the lake.
                Mira: The north pump of the lake is old.
                """
            let result = try seed.answer(["text": .string(text), "sentences": 4, "explain": true])
            return result["sentences"]?.array?.map { $0["parts"]?["cue"]?.number ?? 0 } ?? []
        }
        #expect(try cues("Tom: ") == [0, -0.5, 0.5, 0])
        #expect(try cues("") == [0, 0, 0, 0])
    }

    // "Um, yeah, okay." was the commonest matter of talk.
    @Test("takes nothing that is said to gain time for a matter")
    func fillers() throws {
        let text = """
            Um, yeah, okay, so, uh. Okay, um, yeah. The lock of the mill was lost. Uh, um, yeah, okay. Yeah, okay, hmm. \
            Um, okay, oh, the foreman found another lock. Okay, yeah, um.
            """
        let said = texts(try seed.answer(["text": .string(text), "sentences": 2]))
        #expect(said.map { $0.contains("lock") } == [true, true], "\(said)")
    }

    @Test("doesn't take marks of a transcript for words")
    func sounds() throws {
        let text = """
            Marketing: {vocalsound} Okay .
            Industrial Designer: {vocalsound} Yeah . [laughter]
            Marketing: {disfmarker} {vocalsound} Well .
            Industrial Designer: <unk> {vocalsound} The case is made of rubber {disfmarker} like the balls .
            Marketing: {vocalsound} {gap} Hmm . {vocalsound}
            Industrial Designer: [laughter] Rubber doesn't break , so the case lasts for years .
            """
        let said = texts(try seed.answer(["text": .string(text), "sentences": 2]))
        #expect(said.map { $0.contains("ubber") } == [true, true], "\(said)")
        // Nobody asks what "laughter" is about.
        #expect(texts(try seed.answer(["text": .string(text), "query": "vocalsound laughter"])).isEmpty)
    }

    @Test(
        "finds the labels of turns, and where what is said begins",
        arguments: [
            ("Ann Berg: Okay.", "Ann Berg", "Okay."), ("Some hon. members: Agreed.", "Some hon. members", "Agreed."),
            ("The Chair (Hon. Kerry Dunmore): I call", "The Chair", "I call"), ("Q: Why?", "Q", "Why?"),
            ("[00:12:31] SPEAKER_01: yes", "SPEAKER_01", "yes"), ("(0:31) Ann: yes", "Ann", "yes"),
            (">> ANN: YES", "ANN", "YES"), ("[Ann] yes", "Ann", "yes"), ("<ann> yes", "ann", "yes"),
            ("**Ann:** yes", "Ann", "yes"), ("Ann Berg  00:12:31\nyes", "Ann Berg", "yes"),
            ("Speaker 1 (00:05):\nyes", "Speaker 1", "yes"), ("ann: yes", "ann", "yes"), ("Ann:", "Ann", ""),
            ("00:12:31 yes", "", "yes"), ("00:00:01,000 --> 00:00:02,500\nyes", "", "yes"),
            ("ann berg (chair): yes", "ann berg", "yes"), ("Иван Петров: да", "Иван Петров", "да"),
        ]
    )
    func labels(sentence: String, name: String, rest: String) throws {
        let bytes = Array(sentence.utf8)
        let found = try #require(bytes.withUnsafeBufferPointer { TurnLabel($0, 0..<bytes.count) })
        #expect(String(decoding: bytes[found.name], as: UTF8.self) == name)
        #expect(String(decoding: bytes[found.end...], as: UTF8.self) == rest)
    }

    // The chair, who names the ferry, was said to think so.
    @Test("finds what somebody says to a question, though it names nothing of what was asked")
    func answer() throws {
        let text = """
            CHAIR: Good evening. Let us turn to the ferry to the island.
            ANN BERG: I have read the report.
            CHAIR: Ann, do you think the ferry should run at night?
            ANN BERG: No. It costs too much, and hardly anybody would come. I would rather have a second bus in the morning.
            TOM HALE: The ferry needs a new engine.
            CHAIR: Thank you. Next is the school roof.
            ANN BERG: The roof leaks. We should mend it before the winter, and pay for it from the reserve.
            TOM HALE: I agree about the roof.
            CHAIR: Then that is decided.
            """
        let said = texts(
            try seed.answer(["text": .string(text), "query": "What did Ann Berg think of the ferry?", "sentences": 2])
        )
        let answer = ["It costs too much", "I would rather have"]
        #expect(said.count == 2 && said.allSatisfy { one in answer.contains { one.hasPrefix($0) } }, "\(said)")
    }

    @Test(
        "takes no other beginning for the label of a turn",
        arguments: [
            "Okay.", "The report of 12:31 is late.", "https://example.org: a page", "At 10:30 we meet.",
            "We took three things with us on the boat: bread, water and salt.", "[1] A. Berg, Boats.", "Ann, Tom: yes",
            "so what I mean is this: yes", "10:30, we meet", ":", "a", "[00:12", "<",
        ]
    )
    func none(sentence: String) {
        let bytes = Array(sentence.utf8)
        #expect(bytes.withUnsafeBufferPointer { TurnLabel($0, 0..<bytes.count) } == nil)
    }

    @Test("are none where a word before a colon comes once, or in one sentence of very many")
    func articles() {
        let once = (0..<9).map { "Matter \($0): the boats sail." }
        let rare = (0..<200).map { $0 % 50 == 0 ? "Note: the boats sail." : "The boats sail on." }
        for sentences in [once, rare] {
            var ranges: [Range<Int>] = []
            var bytes: [UInt8] = []
            for sentence in sentences {
                ranges.append(bytes.count..<bytes.count + sentence.utf8.count)
                bytes += sentence.utf8
            }
            #expect(bytes.withUnsafeBufferPointer { Transcript($0, ranges) } == nil)
        }
    }

    private func texts(_ result: JSON) -> [String] {
        result["sentences"]?.array?.compactMap { $0["text"]?.string } ?? []
    }
}
