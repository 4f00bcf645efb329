import Corpus
import JSON
import PluginFixtures
import Testing

@testable import Summary

/// Many texts: which of them answer, and which say the same.
@Suite("Summary of many texts")
struct SummarySourcesTests {
    /// The texts that say nearly the same as the sentence which has `words`.
    private func also(_ words: String, in texts: [JSON]) throws -> [Int?] {
        let plugin = try Fixture.plugin([Fixture.seed])
        let result = try plugin.answer(["texts": .array(texts), "sentences": 20])
        let sentence = result["sentences"]?.array?.first { $0["text"]?.string?.contains(words) == true }
        return sentence?["also"]?.array?.map { $0["source"]?.integer } ?? []
    }

    @Test("what says nearly the same is another source, what shares a few words isn't")
    func sources() throws {
        let texts: [JSON] = [
            "Gunmen set fire to the electoral office of the state on Sunday. The vote was over by then.",
            "On Sunday, gunmen set fire to the state's electoral office. Nobody was hurt.",
            "The electoral office of the state counts the vote behind closed doors in the capital until Monday night.",
        ]
        #expect(try also("fire", in: texts).compactMap(\.self).count == 1)
        #expect(try also("doors", in: texts).isEmpty)
    }

    // Words of more than 2,000 sentences were not looked at, so that a sentence of nothing else was said again.
    @Test("a sentence of common words is found to be said already, too")
    func commonWords() {
        let filler = (0..<2_100).map { "Undo commits of branch row\($0) thing\($0) part\($0)." }
        let copies = ["Undo commits of the branch.", "Undo commits of the branch."]
        var reader = TermReader()
        for sentence in filler + copies {
            Array(sentence.utf8).withUnsafeBufferPointer { bytes in
                reader.add(bytes, [0..<bytes.count], language: "en") {}
            }
        }
        let features = Features(reader.table)
        let table = features.table
        let index = SentenceIndex(
            rows: table.starts,
            items: table.terms,
            count: table.termCount,
            weights: features.weighted
        )
        var repetition = Repetition(features)
        repetition.mark(filler.count, index)
        #expect(abs(repetition.values[filler.count + 1] - 1) < 1e-5)
        #expect(repetition.sharedPart(filler.count, filler.count + 1) == 1)
        #expect(repetition.sharedPart(filler.count, 0) == 0.5)
    }

    @Test("of documents that use the words of a question, the one that is about it answers")
    func aboutness() throws {
        let plugin = try Fixture.plugin([
            Fixture.document(
                "threshold",
                title: "threshold",
                [["A threshold tells it when the vacuum begins.", "It is a number of rows."]]
            ),
            Fixture.document(
                "vacuum",
                title: "vacuum",
                [["Dead rows leave it when the vacuum begins.", "It is a sweep of rows."]]
            ),
            Fixture.document(
                "index",
                title: "index",
                [["An index finds rows of the table.", "It grows with the table."]]
            ),
            Fixture.document(
                "query",
                title: "query",
                [["A query reads rows of a table.", "It is planned before it runs."]]
            ),
        ])
        let result = try plugin.answer(["query": "what does the vacuum do?", "sentences": 1])
        #expect(result["sentences"]?[0]?["document"] == "vacuum")
    }

    private static let harbour = [
        """
        The port of Alby was closed on Monday after a crane fell on the quay. Nobody was hurt when the crane fell. \
        Ships wait outside the port of Alby for the quay to be cleared. The weather is mild. The owner of the crane said \
        that it had been tested in May.
        """,
        """
        OSLO (AP) — A crane that fell on a quay has closed the port of Alby. Eleven ships wait for the port to open. \
        A pilot said that he had heard the crane fall. Fishermen sell from their boats. The port is to open on Friday.
        """,
        """
        By Ann Berg
        The fallen crane of Alby was built in 1962. Cranes of its kind have fallen in two other ports. Alby had asked for a \
        new crane for the port. The paint is blue.
        """,
    ]

    // Of reports that were pasted into one text only the first had a lead.
    @Test(
        "reports in one text are summed up as if they were several",
        arguments: ["\n|||||\n", " ||||| ", "\n\n-----\n\n"]
    )
    func divided(divider: String) throws {
        let plugin = try Fixture.plugin([Fixture.seed])
        let several = try plugin.answer(["texts": .array(Self.harbour.map { .string($0) })])
        let one = try plugin.answer(["text": .string(Self.harbour.joined(separator: divider))])
        #expect(one["text"] == several["text"])
        #expect(one["of"]?["sentences"] == 15)
    }

    @Test("a dateline and a byline begin reports, too")
    func datelines() throws {
        let plugin = try Fixture.plugin([Fixture.seed])
        let several = try plugin.answer(["texts": .array(Self.harbour.map { .string($0) })])
        let one = try plugin.answer(["text": .string(Self.harbour.joined(separator: "\n\n"))])
        #expect(one["text"] == several["text"])
    }

    @Test(
        "a report begins where it says so, and nowhere else",
        arguments: [
            ("PARIS, March 3 — The strike is over.", true), ("NEW YORK (Reuters) - Shares fell.", true),
            ("Bonn (dpa) - Es regnet.", true), ("(CNN) It is over.", true), ("(AP)It is over.", true),
            ("By Ann Berg and Jim Cole", true), ("By Friday all was over.", false), ("By Ann Berg it was said.", false),
            ("NATO (the alliance) — an old one — met.", false), ("The AP (Associated Press) says so.", false),
            ("USA and Canada - they met.", false), ("(See above) It is over.", false), ("--- and so on.", false),
        ]
    )
    func beginnings(text: String, begins: Bool) {
        let lines = ["One.", "Two.", "Three.", text]
        var (bytes, sentences) = ([UInt8](), [Range<Int>]())
        for line in lines {
            sentences.append(bytes.count..<bytes.count + line.utf8.count)
            bytes += Array((line + "\n").utf8)
        }
        let reports = bytes.withUnsafeBufferPointer { Reports($0, sentences) }
        #expect(reports.starts == (begins ? [3] : []))
        #expect(reports.sentences == sentences)
    }
}
