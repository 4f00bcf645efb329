import JSON
import TestSupport
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

    /// In a file of its own, a paragraph is a place to go to. Without a title a record is read by the page.
    @Test("are found by short paragraphs together, which files keep apart")
    func paragraphs() throws {
        let first = "The talks on the seabed of the Caspian went on for a third day in Aktau."
        let second = "Nobody at the table wanted to say whether they had come to anything at all."
        let long = (1...11).map { "Sturgeon number \($0) was caught off the northern coast and let go." }
            .joined(separator: " ")
        let paragraphs = [first, second, long, second.uppercased()]
        let text = paragraphs.joined(separator: "\\n\\n")
        folder.write("a.jsonl", "{\"title\": \"Talks\", \"text\": \"\(text)\"}\n")
        folder.write("b.txt", paragraphs.map { $0.uppercased() }.joined(separator: "\n\n"))
        let documents = try folder.build().documents
        let passages = documents.map { document in document.passages.map { document.text[$0.range] } }
        #expect(passages[0] == [first + "\n\n" + second, long, second.uppercased()])
        #expect(passages[1].count == 4)
        folder.write("a.jsonl", "{\"text\": \"\(text)\"}\n")
        let untitled = try #require(try folder.build().documents.first)
        #expect(untitled.passages.map { untitled.text[$0.range] } == [paragraphs.joined(separator: "\n\n")])
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

    /// Places in texts of 65,536 bytes and more, or far apart in the source, are written in longer numbers.
    @Test(
        "map every sentence to its place, in long texts as in short ones",
        arguments: [(100, 0), (5000, 0), (100, 20_000), (5000, 20_000)]
    )
    func lengths(count: Int, escapes: Int) throws {
        let sentences = (0..<count).map { "Sentence number \($0) ends here." }
        let long = String(repeating: "\\u0061", count: escapes)
        folder.write(
            "a.jsonl",
            "{\"text\": \"First.\"}\n{\"text\": \"Begins.\\n\\n\(long)\\n\\n\(sentences.joined(separator: "\\n\\n"))\"}\n"
        )
        let snapshot = try folder.build()
        #expect(snapshot.documents[0].sentenceTexts == ["First."])
        #expect(String(decoding: snapshot.documents[0].sourceBytes(0), as: UTF8.self) == "First.")
        let document = snapshot.documents[1]
        let first = escapes > 0 ? 2 : 1
        #expect(Array(document.sentenceTexts.dropFirst(first)) == sentences)
        for (number, sentence) in sentences.enumerated() {
            let source = String(decoding: document.sourceBytes(first + number), as: UTF8.self)
            try #require(source == sentence)
        }
        if escapes > 0 { #expect(String(decoding: document.sourceBytes(1), as: UTF8.self) == long) }
    }

    @Test("without any text say what their title says, where it stands")
    func titlesAlone() throws {
        let lines = [
            #"{"id": "a", "title": "Sturgeon of the sea", "text": ""}"#,
            #"{"title": "Seals", "id": "b", "text": " \n "}"#,
            #"{"id": "c", "title": "The \"line\"", "text": null}"#, #"{"id": "d", "title": "", "text": ""}"#,
            #"{"id": "e", "title": 7, "text": null}"#, #"{"id": "f", "title": "No text at all"}"#,
        ]
        folder.write("a.jsonl", lines.joined(separator: "\n"))
        let snapshot = try folder.build()
        #expect(snapshot.documents.map(\.id) == ["a", "b", "c", "d", "e"].map { "a.jsonl#\($0)" })
        #expect(
            snapshot.documents.map(\.sentenceTexts) == [["Sturgeon of the sea"], ["Seals"], [#"The "line""#], [], []]
        )
        #expect(String(decoding: snapshot.documents[0].sourceBytes(0), as: UTF8.self) == "Sturgeon of the sea")
        #expect(snapshot.problems.map(\.line) == [6])
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

    /// Pieces that lines are made of: right ones, wrong ones, and what is easily confused.
    private static let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", " ", "\t", "\r", "\n", "\"text\"", "\"text\": \"Some words. More.\"",
        "\"id\": 7", "\"id\": \"x\"", "\"title\": \"T\"", "\"language\": \"en\"", "\"n\": -1.5e3", "\"n\": 01",
        "\"n\": true",
        "\"n\": nul", "\"\\u0074ext\": \"a\"", "\\u0041", "\\uD83D\\uDE00", "\\uD800", "\\u12", "\\n", "\\q", "ж",
        "\u{1}",
        "\"a\": {\"b\": [1]}", "{\"text\": \"One.\"}", "{\"text\": \"One.\", \"text\": \"Two.\"}", "\u{FEFF}", "1e999",
        "-",
        "{\"text\": \"A \\\"quoted\\\" word.\\n\\nEnd.\", \"id\": 12, \"year\": 1996, \"none\": null}",
    ]

    @Test("are read in one pass as they are by the parser, right or wrong", arguments: 0..<8)
    func onePass(seed: Int) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<2_000 {
            var text = ""
            for _ in 0...random.below(4) {
                let isWhole = random.below(3) > 0
                if isWhole { text += "{" }
                for number in 0..<(1 + random.below(4)) {
                    if isWhole, number > 0 { text += "," }
                    text += Self.pieces[random.below(Self.pieces.count)]
                }
                if isWhole { text += "}" }
                text += "\n"
            }
            let fields = CorpusSettings.RecordFields(text: random.below(2) == 0 ? ["text"] : ["title", "text"])
            let (scanned, parsed) = Array(text.utf8).withUnsafeBufferPointer { bytes in
                (
                    Self.summary(RecordReader(bytes, fields: fields)),
                    Self.summary(RecordReader(bytes, fields: fields, scans: false))
                )
            }
            #expect(scanned == parsed, "\(text)")
            guard scanned == parsed else { return }
        }
    }

    /// All that a reader finds.
    private static func summary(_ reader: RecordReader) -> [String] {
        var reader = reader
        var lines: [String] = []
        while let item = reader.next() {
            switch item {
            case .fault(let fault): lines.append("\(fault.line) \(fault.message)")
            case .record(let record):
                let extract = record.extract
                let metadata = extract.metadata.map { "\($0.key): \($0.value)" }
                lines.append(
                    "\(record.line) \(record.id ?? "-") \(extract.title ?? "-") \(extract.language ?? "-") "
                        + "\(metadata) \(extract.text) \(extract.map.runs) \(extract.blocks)"
                )
            }
        }
        return lines
    }

    @Test("of a large file are read in parts as they are from one end to the other")
    func parts() throws {
        var random = SeededNumbers(seed: 5)
        var text = ""
        for number in 0..<400 {
            let isWrong = random.below(20) == 0
            let words = (0...random.below(30)).map { "word\($0 * number % 97)" }.joined(separator: " ")
            text +=
                isWrong
                ? "no\n\n" : "{\"id\": \"\(number)\", \"text\": \"The \(words). Ж\\n\\nNext.\", \"n\": \(number)}\n"
        }
        let bytes = Array(text.utf8)
        let options = ReadOptions("/a.jsonl", CorpusSettings.Source(path: "/a.jsonl"), CorpusSettings())
        var whole = FileParser(path: "/a.jsonl", options: options)
        whole.parse(bytes, fileByteCount: bytes.count)
        let source = LineWindows.Source(byteCount: bytes.count) { offset, buffer in
            buffer.copyBytes(from: bytes[offset..<(offset + buffer.count)])
            return true
        }
        // Windows that are smaller than a line, that end behind one and in the midst of one, and that hold all of a part.
        for (count, windowBytes) in [(1, 1), (2, 64), (3, 1000), (7, 256), (64, 1 << 20)] {
            let parser = FileParser(path: "/a.jsonl", options: options)
            let read = RecordParts(parser, source, count: count, windowBytes: windowBytes)?
                .read(findsCopies: true, cache: nil) { head, writer in
                    writer.beginFile(head, signature: .none, options: .none, readAt: 0, problems: [])
                }
            let parts = try #require(read)
            #expect(parts.file.problems == whole.parsed.problems)
            let documents = parts.segments.flatMap { segment in (0..<segment.documentCount).map { segment[$0] } }
            #expect(documents.map(\.id) == whole.documents.map(\.id))
            for (part, whole) in zip(documents, whole.documents) {
                #expect(part.text == whole.text)
                #expect(Array(part.sentences) == Array(whole.sentences))
                let last = part.text.count - 1
                #expect(part.position(of: last) == whole.position(of: last))
                #expect(part.reading == whole.reading)
            }
        }
    }
}
