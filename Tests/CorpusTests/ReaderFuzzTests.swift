import TestSupport
import Testing

@testable import Corpus

/// Random files, made of what readers look for, from fixed seeds.
@Suite("Readers on random input")
struct ReaderFuzzTests {

    private static let scraps: [Format: [String]] = [
        .html: [
            "<p>", "</p>", "<b>", "<li>", "<ul>", "</ul>", "<table><tr>", "<td>", "</table>", "<nav>", "</nav>",
            "<pre>",
            "</pre>", "<!--", "-->", "<script>", "</script>", "&amp;", "&#x", "&#1078;", "&eacute", "<", ">", "</",
            "<a b='",
            "\"", "<title>", "</title>", "<form>", "</form>", "<h2>", "</h2>", " ", "\n", "word ", "Жизнь. ", "😀",
            "<br>",
        ],
        .markdown: [
            "# ", "> ", "- ", "1. ", "```", "~~~\n", "`", "``", "*", "**", "_", "~~", "[", "](", ")", "![", "]", "[^1]",
            "<",
            ">", "<b>", "&amp;", "\\", "|", "|---|\n", "---\n", "===\n", "    ", "\t", "\n", "\n\n", "\r\n", "word ",
            "Море. ",
            "key: value\n", "<!--", "-->", "[a]: b\n",
        ],
        .jsonl: [
            "{\"text\": \"", "\"}\n", "\\n", "\\u0416", "\\uD83D\\uDE00", "word ", "\"", "{", "}", "[", ",", ":", "\n",
            "Море. ",
            "\"id\": 1, ",
        ],
        .mail: [
            "From x 2026\n", "Subject: ", "=?utf-8?q?=C3=", "=?koi8-r?b?88/C?=", "Content-Type: ", "text/html",
            "text/plain",
            "multipart/mixed; boundary=b", "; charset=utf-16", "; charset=gb18030", "\n--b\n", "--b--\n", "\n", "\n\n",
            "\r\n",
            "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "=", "=\n",
            "=D0=96",
            "0JbQuNC30L3RjC4=", "word ", "Море. ", "<p>", "&amp;", ": ", "Date: 1 May 2001\n",
        ],
        .subtitles: [
            "WEBVTT\n", "1\n", "00:00:01,000 --> 00:00:02,500\n", "00:01.000 --> 0:00:02.000 align:start\n", "-->",
            "NOTE ", "<v Ann>", "<v.a Ann>", "</v>", "<i>", "<00:00:01.000>", "<", ">> ", "- ", "{\\an8}", "&amp;",
            "&nbsp;", "[music]\n", "word ", "Море. ", "No.\n", "\n", "\n\n", "\r\n",
        ],
        .plain: ["word ", "Море. ", "\n", "\n\n", "\r\n", "\t", "\u{C}", "1. ", "“No.” "],
    ]

    @Test(
        "never crash, and cite ascending places inside the file",
        arguments: Format.allCases,
        [1, 2, 3, 4] as [UInt64]
    )
    func random(format: Format, seed: UInt64) throws {
        var generator = SeededNumbers(seed: seed)
        let scraps = try #require(Self.scraps[format])
        for round in 0..<150 {
            var bytes: [UInt8] = round % 10 == 0 ? [0xFF, 0xFE] : []
            for _ in 0..<Int.random(in: 0...60, using: &generator) {
                bytes += (scraps.randomElement(using: &generator) ?? "").utf8
                if Int.random(in: 0..<40, using: &generator) == 0 {
                    bytes.append(.random(in: 1...255, using: &generator))
                }
            }
            check(bytes, format)
        }
    }

    @Test(
        "stay quick on what nests or never closes",
        arguments: [
            (Format.html, "<div>"), (.html, "<p><b"), (.html, "<a b='"), (.html, "<table><tr><td>x"), (.html, "<!--"),
            (.html, "&#x"), (.html, "<title>"), (.html, "<script><"), (.markdown, "["), (.markdown, "[a]("),
            (.markdown, "*a _b "),
            (.markdown, "> "), (.markdown, "`a`` "), (.markdown, "- "), (.markdown, "**a*"), (.markdown, "<!--\n"),
            (.markdown, "```\n"), (.markdown, "|a\n|-|\n"), (.markdown, "\n    a"),
        ] as [(Format, String)]
    )
    func deep(format: Format, scrap: String) {
        let start = ContinuousClock.now
        check(Array(String(repeating: scrap, count: 4000).utf8), format)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    private func check(_ bytes: [UInt8], _ format: Format) {
        var settings = CorpusSettings(sources: [.init(path: "/x", format: format)])
        settings.cleans = bytes.count % 2 == 0
        let options = ReadOptions("/x", settings.sources[0], settings)
        var parser = FileParser(path: "/x", options: options)
        parser.parse(bytes, fileByteCount: bytes.count)
        for document in parser.documents {
            #expect(String(validating: document.text.bytes, as: UTF8.self) != nil, "no UTF-8 from \(bytes)")
            var last = 0
            for offset in 0..<document.text.count {
                let source = document.sourceRange(of: offset..<(offset + 1))
                let isInside = source.lowerBound >= last && source.upperBound <= bytes.count
                if !isInside { Issue.record("byte \(offset) is cited as \(source) behind \(last) in \(bytes)") }
                guard isInside else { return }
                last = source.lowerBound
            }
            for sentence in document.sentences {
                #expect(sentence.lowerBound >= 0 && sentence.upperBound <= document.text.count && !sentence.isEmpty)
            }
            for passage in document.passages { #expect(passage.sentences.upperBound <= document.sentences.count) }
        }
    }
}
