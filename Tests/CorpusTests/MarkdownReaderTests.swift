import JSON
import TestSupport
import Testing

@testable import Corpus

@Suite("Markdown")
struct MarkdownReaderTests {
    private func blocks(_ markdown: String) -> [String] {
        let extract = MarkdownReader.read(Array(markdown.utf8))
        return extract.blocks.map { "\($0.kind): " + String(decoding: extract.text[$0.range], as: UTF8.self) }
    }

    @Test(
        "is cut into blocks",
        arguments: [
            ("one\ntwo\n\nthree", ["paragraph: one two", "paragraph: three"]),
            ("# Sea #\n## Law\ntext", ["heading(level: 1): Sea", "heading(level: 2): Law", "paragraph: text"]),
            ("Sea\n===\nLaw\n---\ntext", ["heading(level: 1): Sea", "heading(level: 2): Law", "paragraph: text"]),
            ("#hashtag\n\n***\n\nx", ["paragraph: #hashtag", "paragraph: x"]),
            (
                "- a\n- b\n  more\n\n  still b\n\nout",
                ["listItem: a", "listItem: b more", "listItem: still b", "paragraph: out"]
            ),
            ("1. a\n2) b\n10. c", ["listItem: a", "listItem: b", "listItem: c"]),
            ("in 1996\n1990. was before", ["paragraph: in 1996 1990. was before"]),
            ("- [x] done\n- [ ] open", ["listItem: done", "listItem: open"]),
            ("> said\n> more\n\n> again", ["quotation: said more", "quotation: again"]),
            ("```swift\nlet *a*\n\n  b\n```\nx", ["code: let *a*\n\n  b", "paragraph: x"]),
            ("    code\n    more\n\nx", ["code: code\nmore", "paragraph: x"]),
            (
                "| State | km |\n|---|--:|\n| Iran | 728 |\nend",
                ["table: State\tkm", "table: Iran\t728", "paragraph: end"]
            ),
            ("[a]: http://x\n<!-- no\nno -->\n<div>\nyes\n</div>", ["paragraph: yes"]),
            ("a\r\nb\r\n\r\nc\r\n", ["paragraph: a b", "paragraph: c"]),
            ("```\nnever closed", ["code: never closed"]),
        ]
    )
    func structure(markdown: String, expected: [String]) {
        #expect(blocks(markdown) == expected)
    }

    @Test(
        "has marks inside its lines, which are no text",
        arguments: [
            ("**bold** and *it*", "bold and it"), ("__bold__ and _it_", "bold and it"), ("***both***", "both"),
            ("2 * 3 * 4", "2 * 3 * 4"), ("snake_case_name", "snake_case_name"), ("**open", "**open"),
            ("*a **b*", "*a *b"),
            ("~~gone~~ ~one~", "gone ~one~"), ("`a*b*` ``c`d``", "a*b* c`d"), ("`open", "`open"),
            ("[text](http://x \"(t)\") end", "text end"), ("![alt](i.png)", "alt"), ("[text][ref] [a]", "text [a]"),
            ("[a\nb](x\ny) c", "a b c"), ("note[^1].", "note."), ("<https://x.y> <b>c</b>", "https://x.y c"),
            ("\\*no\\* a\\b", "*no* a\\b"), ("&copy; &lt;", "© <"), ("a  \nb\\\nc", "a b c"),
            ("a < b > c", "a < b > c"),
            ("**“цитата”** да", "“цитата” да"), ("пере*нос*ы", "переносы"),
        ]
    )
    func inline(markdown: String, expected: String) {
        #expect(blocks(markdown) == ["paragraph: " + expected])
    }

    @Test("begins with front matter, which is metadata and no text")
    func frontMatter() {
        let markdown = """
            ---
            title: "The sea: a law"
            lang: en
            draft: false
            year: 2018
            tags: [law, 'sea']
            authors:
              - A
              - B
            # no
            ---
            Text.
            """
        let extract = MarkdownReader.read(Array(markdown.utf8))
        #expect(extract.title == "The sea: a law")
        #expect(extract.language == "en")
        #expect(extract.metadata["draft"] == false)
        #expect(extract.metadata["year"] == 2018)
        #expect(extract.metadata["tags"] == ["law", "sea"])
        #expect(extract.metadata["authors"] == ["A", "B"])
        #expect(String(decoding: extract.text, as: UTF8.self) == "Text.")
    }

    @Test("that only looks like it has front matter loses nothing")
    func noFrontMatter() {
        #expect(blocks("---\na: b\n\ntext") == ["paragraph: a: b", "paragraph: text"])
    }

    @Test("keeps the place of each sentence")
    func places() throws {
        let folder = TemporaryFolder()
        folder.write("a.md", "---\nlang: en\n---\n# The *sea*\n\n> It is **wide** and\n> [deep](x). So it is.\n")
        let document = try #require(try folder.build().documents.first)
        #expect(document.sentenceTexts == ["The sea", "It is wide and deep.", "So it is."])
        let sources = document.sentences.indices.map { String(decoding: document.sourceBytes($0), as: UTF8.self) }
        #expect(sources == ["The *sea", "It is **wide** and\n> [deep](x).", "So it is."])
        #expect(document.position(of: document.sentences[2].lowerBound) == Position(line: 7, column: 14, offset: 64))
        #expect(document.passages.map(\.kind) == [.heading, .quotation])
        #expect(document.passages[1].heading == 0)
    }
}
