import TestSupport
import Testing

@testable import Corpus

/// Subtitles as SubRip writes them, and the examples of WebVTT (W3C, 2019).
@Suite("Subtitles")
struct SubtitleReaderTests {
    private let folder = TemporaryFolder()

    /// What `summary -` was given was read as plain text, counters, times and all.
    @Test(
        "are told from plain text where a text has no name",
        arguments: [
            ("1\n00:00:01,000 --> 00:00:03,500\nThe ferry.\n", true),
            ("\u{FEFF}1\r\n00:00:01,000 --> 00:00:03,500\r\nThe ferry.\r\n", true),
            ("\n\n1\n00:00:01,000 --> 00:00:03,500\nThe ferry.\n", true),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\nThe ferry.\n", true),
            ("\u{FEFF}WEBVTT - a film\r\n\r\n00:01.000 --> 00:02.000\r\nThe ferry.\r\n", true),
            ("00:00:01,000 --> 00:00:03,500\nThe ferry.\n", true), ("WEBVTT is a format.\n", false),
            ("1\nThe ferry leaves at 10:30 --> be there.\n", false), ("10:30 --> be there\n", false), ("", false),
            ("1\n", false), ("See:\n1\n00:00:01,000 --> 00:00:03,500\nThe ferry.\n", false),
        ]
    )
    func unnamed(text: String, isSubtitles: Bool) {
        let document = Document(text: Array(text.utf8), cleans: false)
        #expect(document.format == (isSubtitles ? "subtitles" : "plain"))
        #expect(document.text[0..<document.text.count].contains("-->") == (text.contains("-->") && !isSubtitles))
    }

    @Test("keep their places in a text that has no name")
    func unnamedPlaces() throws {
        let document = Document(text: Array(Self.subRip.utf8), cleans: false)
        let first = try #require(document.sentences.first)
        #expect(document.text[first] == "The ferry to Baku leaves tonight, if the wind allows.")
        #expect(document.position(of: first.lowerBound).line == 3)
        #expect(document.end(of: first).line == 8)
    }

    private static let subRip = """
        1
        00:00:01,000 --> 00:00:03,500
        The ferry to Baku
        leaves <i>tonight</i>,

        2
        00:00:03,600 --> 00:00:05,000
        {\\an8}if the wind allows.

        3
        00:00:05,100 --> 00:00:06,000
        - Who says so?
        - The harbour master

        4
        00:00:06,100 --> 00:00:07,000
        - I don't believe it.
        -5 degrees, they say.

        5
        00:00:20,000 --> 00:00:21,000
        [door slams]

        6
        00:00:21,000 --> 00:00:22,000
        Wait.

        """

    /// The numbers and times of a file stood in its passages, and each line was a sentence.
    @Test("are read as sentences without counters, times and marks, cited where they stand", arguments: ["\n", "\r\n"])
    func subRip(lineEnd: String) throws {
        let file = Self.subRip.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
        folder.write("a.srt", file)
        let document = try #require(try folder.build().documents.first)
        #expect(
            document.sentenceTexts == [
                "The ferry to Baku leaves tonight, if the wind allows.", "Who says so?", "The harbour master",
                "I don't believe it.", "-5 degrees, they say.", "[door slams]", "Wait.",
            ]
        )
        #expect(document.title == "a")
        let first = String(decoding: document.sourceBytes(0), as: UTF8.self)
        #expect(first.hasPrefix("The ferry") && first.hasSuffix("if the wind allows."))
        let second = document.position(of: document.sentences[1].lowerBound)
        #expect(second.line == 12 && second.column == 3)
    }

    private static let webVTT = """
        WEBVTT - a meeting
        Language: de

        NOTE nobody reads this

        STYLE
        ::cue { color: lime }

        intro
        00:01.000 --> 00:04.000 align:start
        <v Ann Berg>Der Hafen &amp; die Werft

        00:04.000 --> 00:05.000
        <v Ann Berg>schließen <c.loud>nie</c>.

        00:00:05.000 --> 00:00:06.000
        <v.quiet Jim>Doch.

        00:00:06.000 --> 00:00:08.000
        Doch.
        Im <00:00:07.000><c>Mai.</c>

        """

    @Test("of the web say who speaks, in which language, and nothing twice that rolls up")
    func webVTT() throws {
        folder.write("a.vtt", Self.webVTT)
        let document = try #require(try folder.build().documents.first)
        #expect(document.language == "de")
        #expect(
            document.sentenceTexts == [
                "Ann Berg: Der Hafen & die Werft schließen nie.", "Jim: Doch.", "Im Mai.",
            ]
        )
        #expect(String(decoding: document.sourceBytes(1), as: UTF8.self) == "Jim>Doch.")
    }

    @Test(
        "are read as what they are, or as plain text",
        arguments: [
            ("The sea is salt.", ["The sea is salt."]), ("", []), ("WEBVTT\n", ["WEBVTT"]),
            ("1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:02,000 --> 00:00:03,000\ntwo.\n", ["One two."]),
            ("00:00:01,000 --> 00:00:02,000\nA line\n\nand one.", ["A line and one."]),
            ("1\n00:00:01,000 --> 00:00:02,000\nYes.\n\n2\n00:00:09,000 --> 00:00:10,000\n42\n", ["Yes.", "42"]),
            ("WEBVTT\n\n1:00:00.000 --> 1:00:01.000\n<i></i>\n\n1:00:01.000 --> 1:00:02.000\nNo.", ["No."]),
        ]
    )
    func shapes(file: String, expected: [String]) throws {
        folder.write("a.vtt", file)
        #expect(try folder.build().documents.flatMap(\.sentenceTexts) == expected)
    }

    /// Two hours of talk are no single passage.
    @Test("are divided at pauses and behind sentences")
    func paragraphs() throws {
        var file = "WEBVTT\n\n"
        for second in 10..<60 {
            file += "0:00:\(second).000 --> 0:00:\(second).900\nAt the cape of ferry \(second) the wind turns.\n\n"
        }
        folder.write("a.vtt", file)
        let document = try #require(try folder.build().documents.first)
        #expect(document.sentences.count == 50)
        // Of 39 bytes and a space each, 20 are 799.
        #expect(document.passages.map(\.sentences.count) == [21, 21, 8])
    }
}
