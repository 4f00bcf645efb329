import JSON
import Testing

@testable import Corpus

@Suite("JSON Lines")
struct RecordReaderTests {
    private let folder = TemporaryFolder()

    @Test("give a document for each line, with the members that mean nothing as metadata")
    func documents() throws {
        folder.write(
            "a.jsonl",
            #"{"id": "x", "title": "One", "text": "The sea is wide.", "year": 1996}"# + "\r\n\n"
                + #"{"text": "The law is old.", "id": 7, "language": "en"}"#
        )
        let snapshot = try folder.build()
        #expect(snapshot.problems == [])
        #expect(snapshot.documents.map(\.id) == ["a.jsonl#x", "a.jsonl#7"])
        #expect(snapshot.documents.map(\.title) == ["One", "a"])
        #expect(snapshot.documents[0].metadata == ["year": 1996])
        #expect(snapshot.documents[1].language == "en")
        #expect(snapshot.documents[1].sourceRange(of: snapshot.documents[1].sentences[0]) == 82..<97)
    }

    @Test("map what is escaped to its escapes")
    func escapes() throws {
        let line =
            #"{"a": {"text": "no", "b": [1, "}"]}, "text": "A \"sea\" of\n\u0436\uD83D\uDE00 \/ water.\n\nEnd."}"#
        folder.write("a.jsonl", line)
        let document = try #require(try folder.build().documents.first)
        #expect(document.sentenceTexts == ["A \"sea\" of\nж😀 / water.", "End."])
        let source = String(decoding: document.sourceBytes(0), as: UTF8.self)
        #expect(source == #"A \"sea\" of\n\u0436\uD83D\uDE00 \/ water."#)
        #expect(String(decoding: document.sourceBytes(1), as: UTF8.self) == "End.")
    }

    @Test("that are wrong are problems with their line, and the others stay")
    func problems() throws {
        folder.write("a.jsonl", "{\"text\": \"Fine.\"}\n{\"text\": \"Cut\n[1]\n{\"no\": 1}\n{\"text\": \"Good.\"}\n")
        let snapshot = try folder.build()
        #expect(snapshot.documents.map(\.id) == ["a.jsonl#L1", "a.jsonl#L5"])
        #expect(snapshot.problems.map(\.line) == [2, 3, 4])
        #expect(snapshot.problems.map(\.isFatal) == [false, false, false])
        #expect(snapshot.problems[0].message == "column 10: a string is not closed; the line is left out")
        #expect(snapshot.problems[1].message == "expected an object on each line, found a list")
        #expect(snapshot.problems[2].message == "has no string 'text'; the line is left out")
    }

    @Test("that are all wrong are a hundred problems and the number of the others")
    func manyProblems() throws {
        folder.write("a.jsonl", String(repeating: "no\n", count: 1000))
        let problems = try folder.build().problems
        #expect(problems.count == 101)
        #expect(problems.contains { $0.message == "has 900 more lines with mistakes, which are not listed" })
    }

    @Test("with an id twice keep both documents and say so")
    func doubledIds() throws {
        folder.write("a.jsonl", "{\"id\": \"x\", \"text\": \"One.\"}\n{\"id\": \"x\", \"text\": \"Two.\"}\n")
        let snapshot = try folder.build()
        #expect(snapshot.documents.map(\.id) == ["a.jsonl#x", "a.jsonl#x@L2"])
        #expect(snapshot.problems.map(\.line) == [2])
    }

    @Test("are read by the names that the settings give, in the order of the line")
    func fields() throws {
        folder.write("a.jsonl", #"{"body": "Body text.", "abstract": "Short.", "name": "N", "key": "k"}"#)
        var settings = folder.settings
        settings.sources[0].fields = .init(text: ["abstract", "body"], title: "name", id: "key")
        let document = try #require(try folder.build(settings).documents.first)
        #expect(document.id == "a.jsonl#k")
        #expect(document.title == "N")
        #expect(document.sentenceTexts == ["Body text.", "Short."])
    }
}
