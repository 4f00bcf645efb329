import JSON
import TestSupport
import Testing

@testable import Corpus

@Suite("HTML")
struct HTMLReaderTests {
    /// The blocks as `kind: text`.
    private func blocks(_ html: String) -> [String] {
        let extract = HTMLReader.read(Array(html.utf8))
        return extract.blocks.map { "\($0.kind): " + String(decoding: extract.text[$0.range], as: UTF8.self) }
    }

    @Test(
        "is cut into blocks as browsers show them",
        arguments: [
            ("<p>One<p>Two", ["paragraph: One", "paragraph: Two"]),
            ("One<br>two<div>three</div>four", ["paragraph: One\ntwo", "paragraph: three", "paragraph: four"]),
            ("<h1>Sea</h1><h3>Law</h3>text", ["heading(level: 1): Sea", "heading(level: 3): Law", "paragraph: text"]),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>", ["listItem: a", "listItem: b", "listItem: c"]),
            ("<li><p>a</p><p>b</p></li>", ["listItem: a", "listItem: b"]),
            ("<blockquote><p>said</blockquote>", ["quotation: said"]),
            ("<table><tr><th>State<th>km<tr><td>Iran<td>728</table>", ["table: State\tkm", "table: Iran\t728"]),
            ("<td><p>long text</td>", ["paragraph: long text"]),
            ("<pre>\n a  b\n</pre>", ["code: \n a  b\n"]),
            ("a  <b> b</b>\n<i>c</i>d", ["paragraph: a b cd"]),
            ("5 < 6 & 7 > 2 <3", ["paragraph: 5 < 6 & 7 > 2 <3"]),
            ("<p title=\"a>b\">x<!-- <p>no --><a href='>'>y</a>", ["paragraph: xy"]),
            ("<script>if (a<b) '<p>'</script><STYLE>p{}</style>z<svg><title>t</title>u</svg>", ["paragraph: z"]),
            ("<p>x</section></p></div>y", ["paragraph: x", "paragraph: y"]),
            ("<p", []),
            ("x<!-- never closed", ["paragraph: x"]),
            ("<dl><dt>a<dd>b</dl>", ["listItem: a", "listItem: b"]),
        ]
    )
    func structure(html: String, expected: [String]) {
        #expect(blocks(html) == expected)
    }

    @Test(
        "writes characters as entities",
        arguments: [
            ("a&amp;b", "a&b"), ("&eacute;&Aacute;&ouml", "éÁö"), ("&#x416;&#1078;", "Жж"), ("&#147;x&#148;", "“x”"),
            ("&hellip;&euro;&Omega;&ndash;", "…€Ω–"), ("&nothing; &;&#;&#x;", "&nothing; &;&#;&#x;"),
            ("&#0;&#xD800;&#99999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("in&shy;ter", "inter"), ("AT&T", "AT&T"),
        ]
    )
    func entities(html: String, expected: String) {
        #expect(blocks("<p>" + html) == ["paragraph: " + expected])
    }

    @Test("says title, language, author and licence of itself")
    func head() {
        let html = """
            <!DOCTYPE html><html lang="en-GB"><head><title> The &laquo;Sea&raquo;
             law </title><meta name=Author content="A. Writer"><meta property="article:published_time" content=2018-08-12>
            <link rel="license" href="https://creativecommons.org/licenses/by/4.0/"></head><body>x
            """
        let extract = HTMLReader.read(Array(html.utf8))
        #expect(extract.title == "The «Sea» law")
        #expect(extract.language == "en-GB")
        #expect(
            extract.metadata == [
                "author": "A. Writer", "date": "2018-08-12",
                "licenceLink": "https://creativecommons.org/licenses/by/4.0/",
            ]
        )
    }

    @Test("has navigation, footers and forms around its text, which are removed with their words")
    func chrome() {
        let html =
            "<nav><a>Home</a><ul><li>News</ul></nav><main>The sea.</main><div role=search>Find</div><footer>Imprint"
        let extract = HTMLReader.read(Array(html.utf8))
        #expect(extract.blocks.map { String(decoding: extract.text[$0.range], as: UTF8.self) } == ["The sea."])
        #expect(
            extract.removals.map { String(decoding: extract.text[$0.range], as: UTF8.self) } == [
                "Home\nNews", "Find\nImprint",
            ]
        )
        #expect(extract.removals.map(\.reason) == ["markup-chrome", "markup-chrome"])
    }

    /// Such a page was found by nothing, not even its title.
    @Test(
        "says its title where it says nothing else",
        arguments: [
            ("<title>Tidal &amp; wave\n atlas</title><body><script>draw()</script>", ["paragraph: Tidal & wave atlas"]),
            ("<title>Atlas</title><nav><a>Home</a></nav>", ["paragraph: Atlas"]),
            ("<title>Atlas</title><p>Waves.", ["paragraph: Waves."]), ("<title> </title>", []), ("<p> </p>", []),
        ]
    )
    func titleAlone(html: String, expected: [String]) {
        #expect(blocks(html) == expected)
    }

    /// As news sites are built: the article, with a byline, other articles and buttons in it and banners around it.
    @Test("is the main part of a page, without what only stands around it or says that it does")
    func mainPart() {
        let html = """
            <div class="cookie-banner"><p>We use cookies.</div><header><div class="topbar">Log in</div></header>
            <main><article><h1>Ferry saved</h1><p class="byline">By the desk<p>The ferry goes on.
            <div class="related"><h3>Read more</h3><a href=1>Ten beaches</a></div><p>Fares rise.
            <div class="share-buttons">Share</div></article></main><div>About us</div>
            """
        #expect(
            blocks(html) == [
                "heading(level: 1): Ferry saved", "paragraph: The ferry goes on.", "paragraph: Fares rise.",
            ]
        )
    }

    @Test("is not only in the articles of a page that has most of its text elsewhere")
    func cards() {
        let html =
            "<p>A long introduction to all of it.</p><article>One.</article><p id=cookies>Baking cookies is easy."
        #expect(
            blocks(html) == [
                "paragraph: A long introduction to all of it.", "paragraph: One.", "paragraph: Baking cookies is easy.",
            ]
        )
    }

    @Test(
        "keeps what only sounds like something around it",
        arguments: [
            ("related-work", true), ("social-policy", true), ("share-capital", true), ("cookie-recipes", true),
            ("related-articles", false), ("social-media-links", false), ("cookie-banner", false), ("post-share", false),
        ]
    )
    func names(name: String, isKept: Bool) {
        let html = "<p>The text of a page that goes on.<div class='\(name)'><p>What stands in it.</div>"
        #expect(blocks(html).count == (isKept ? 2 : 1))
    }

    @Test("may stand in one form from end to end, which then is the text")
    func pageInForm() {
        #expect(
            blocks("<body><form><p>All of the text of the page.</p></form>Login") == [
                "paragraph: All of the text of the page.", "paragraph: Login",
            ]
        )
    }

    @Test("keeps the place of each sentence: its bytes in the file are its words with the markup among them")
    func places() throws {
        let folder = TemporaryFolder()
        folder.write(
            "a.html",
            "<html lang=en><p>The <b>sea</b> is\n wide &amp; deep. It has <a href=x>five\tneighbours</a>.</p></html>"
        )
        let document = try #require(try folder.build().documents.first)
        #expect(document.sentenceTexts == ["The sea is wide & deep.", "It has five neighbours."])
        let sources = document.sentences.indices.map { String(decoding: document.sourceBytes($0), as: UTF8.self) }
        #expect(sources == ["The <b>sea</b> is\n wide &amp; deep.", "It has <a href=x>five\tneighbours</a>."])
        #expect(document.position(of: document.sentences[1].lowerBound) == Position(line: 2, column: 19, offset: 53))
    }

    @Test("in a legacy encoding keeps its places too")
    func legacyPlaces() throws {
        let folder = TemporaryFolder()
        // "Море&nbsp;– это вода." and "Да." in windows-1251 by hand.
        let first: [UInt8] = [0xCC, 0xEE, 0xF0, 0xE5] + Array("&nbsp;".utf8) + [0x96, 0x20, 0xFD, 0xF2, 0xEE, 0x2E]
        let second: [UInt8] = [0xC4, 0xE0, 0x2E]
        folder.write("a.html", Array("<meta charset=windows-1251><p>".utf8) + first + Array("<p>".utf8) + second)
        let document = try #require(try folder.build().documents.first)
        #expect(document.sentenceTexts == ["Море\u{A0}– это.", "Да."])
        #expect(document.sourceBytes(0) == first)
        #expect(document.sourceBytes(1) == second)
        #expect(document.reading.evidence == "declaration")
    }
}
