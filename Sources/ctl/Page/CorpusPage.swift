import JSON

/// One page of a whole corpus that needs no server: contents, summary, positions, maps, and every document with the
/// sentences of its summary highlighted and a search over all.
///
/// Everything from outside is escaped, nothing is loaded, and a policy in the page forbids that anything is.
struct CorpusPage {
    struct Document {
        let id: String
        let path: String
        let title: String
        let language: String?
        var passages: [Passage]
    }

    struct Passage {
        let kind: String
        /// White space as in the source for code, single spaces elsewhere.
        let text: String
        let line: Int
    }

    struct Map {
        let title: String
        let description: String
        let svg: String
    }

    var title: String
    var generation: Int
    var documents: [Document]
    /// As the plugin answers: the best sentences of all.
    var summary: [JSON] = []
    /// The sentences to highlight, by the id of their document.
    var highlights: [String: [String]] = [:]
    var positions: [JSON] = []
    var maps: [Map] = []

    var text: String {
        var html = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
            <title>\(title.escapedForHTML)</title>
            <style>
            \(PageStyle.text)</style>
            </head>
            <body>
            <a class="skip" href="#texts">Skip to the texts</a>
            <header>
            <h1>\(title.escapedForHTML)</h1>
            <form id="search" role="search">
            <label for="query">Search</label>
            <input id="query" type="search" autocomplete="off" spellcheck="false" placeholder="words or a &quot;phrase&quot;">
            <p id="status" class="faint" role="status"></p>
            </form>
            </header>
            <noscript><p>Without JavaScript the page has no search; everything else is here.</p></noscript>
            <div class="columns">

            """
        html += contents
        html += "<main id=\"texts\" tabindex=\"-1\">\n"
        html += "<section id=\"found\" aria-labelledby=\"found-title\" hidden><h2 id=\"found-title\">Found</h2>"
        html += "<ol id=\"found-list\"></ol></section>\n"
        html += summarySection + positionsSection + mapsSection
        for (number, document) in documents.enumerated() { html += article(document, number) }
        html += "</main>\n</div>\n<footer><p class=\"faint\">Generation \(generation) of the corpus, "
        html +=
            "\(documents.count == 1 ? "one document" : "\(documents.count) documents"). Made by caspianctl open.</p></footer>\n"
        return html + "<script>\n\(PageScript.text)</script>\n</body>\n</html>\n"
    }

    private var contents: String {
        var items: [(anchor: String, title: String)] = []
        if !summary.isEmpty { items.append(("summary", "Summary")) }
        if !positions.isEmpty { items.append(("positions", "Who wants what")) }
        if !maps.isEmpty { items.append(("division", "Division")) }
        items += documents.enumerated().map { ("d\($0)", Self.name(of: $1)) }
        let list = items.map { "<li><a href=\"#\($0.anchor)\">\($0.title.escapedForHTML)</a></li>\n" }.joined()
        return "<nav aria-label=\"Contents\">\n<ul>\n\(list)</ul>\n</nav>\n"
    }

    private var summarySection: String {
        guard !summary.isEmpty else { return "" }
        let items = summary.map { "<li><p>\(($0["text"]?.string ?? "").escapedForHTML) \(source(of: $0))</p></li>\n" }
        return
            "<section id=\"summary\" aria-labelledby=\"summary-title\">\n<h2 id=\"summary-title\">Summary</h2>\n<ol>\n"
            + items.joined() + "</ol>\n</section>\n"
    }

    private var positionsSection: String {
        guard !positions.isEmpty else { return "" }
        let rows = positions.map { row in
            let cells = [row["actor"], row["stance"], row["object"]].map {
                "<td>\(($0?.string ?? "").escapedForHTML)</td>"
            }
            return "<tr>\(cells.joined())<td>\(source(of: row))</td></tr>\n"
        }
        return """
            <section id="positions" aria-labelledby="positions-title">
            <h2 id="positions-title">Who wants what</h2>
            <table>
            <thead><tr><th scope="col">Who</th><th scope="col">Stance</th><th scope="col">What</th>\
            <th scope="col">Where</th></tr></thead>
            <tbody>
            \(rows.joined())</tbody>
            </table>
            </section>

            """
    }

    private var mapsSection: String {
        guard !maps.isEmpty else { return "" }
        let figures = maps.enumerated().map { number, map in
            """
            <details\(number == 0 ? " open" : "")><summary>\(map.title.escapedForHTML)</summary>
            <figure><img alt="\(map.title.escapedForHTML)" src="data:image/svg+xml;base64,\(Base64.encoded(Array(map.svg.utf8)))">
            <figcaption>\(map.description.escapedForHTML)</figcaption></figure>
            </details>

            """
        }
        return "<section id=\"division\" aria-labelledby=\"division-title\">\n<h2 id=\"division-title\">Division</h2>\n"
            + figures.joined() + "</section>\n"
    }

    private func article(_ document: Document, _ number: Int) -> String {
        let language = document.language.map { " lang=\"\($0.escapedForHTML)\"" } ?? ""
        var html = "<article id=\"d\(number)\" aria-labelledby=\"d\(number)-title\">\n"
        html += "<h2 id=\"d\(number)-title\"\(language) dir=\"auto\">\(Self.name(of: document).escapedForHTML)</h2>\n"
        html += "<p class=\"faint\">\(document.path.escapedForHTML)</p>\n<div\(language)>\n"
        let marked = highlights[document.id] ?? []
        for (place, passage) in document.passages.enumerated() {
            let tag = Self.tag(of: passage.kind)
            html +=
                "<\(tag) id=\"d\(number)p\(place)\" dir=\"auto\" data-passage>\(Self.marked(passage.text, marked))</\(tag)>\n"
        }
        return html + "</div>\n</article>\n"
    }

    /// Leads to the passage that has the text, else to the document.
    private func source(of row: JSON) -> String {
        guard let number = documents.firstIndex(where: { $0.id == row["document"]?.string }) else { return "" }
        let document = documents[number]
        let text = Self.plain(row["text"]?.string ?? "")
        let place = document.passages.firstIndex { !text.isEmpty && $0.text.contains(text) }
        let anchor = "d\(number)" + (place.map { "p\($0)" } ?? "")
        let places = [place.map { "paragraph \($0 + 1)" } ?? row["line"]?.integer.map { "line \($0)" }].compactMap(
            \.self
        )
        let shown = ((documents.count > 1 || places.isEmpty ? [Self.name(of: document)] : []) + places).joined(
            separator: ", "
        )
        return "<a class=\"faint\" href=\"#\(anchor)\">\(shown.escapedForHTML)</a>"
    }

    /// The text with the sentences marked that stand in it.
    private static func marked(_ text: String, _ sentences: [String]) -> String {
        var html = ""
        var rest = Substring(text)
        let found = sentences.compactMap { sentence in sentence.isEmpty ? nil : text.range(of: sentence) }
            .sorted { $0.lowerBound < $1.lowerBound }
        for range in found where range.lowerBound >= rest.startIndex {
            html += String(text[rest.startIndex..<range.lowerBound]).escapedForHTML
            html += "<mark>\(String(text[range]).escapedForHTML)</mark>"
            rest = text[range.upperBound...]
        }
        return html + String(rest).escapedForHTML
    }

    static func plain(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    private static func name(of document: Document) -> String {
        if !document.title.isEmpty { return document.title }
        return document.path.split(separator: "/").last.map(String.init) ?? document.id
    }

    private static func tag(of kind: String) -> String {
        switch kind {
        case "heading": "h3"
        case "quotation": "blockquote"
        case "code": "pre"
        default: "p"
        }
    }
}

extension String {
    /// Where `other` stands first, exactly.
    fileprivate func range(of other: String) -> Range<Index>? {
        let (text, wanted) = (Array(utf8), Array(other.utf8))
        guard let first = wanted.first, text.count >= wanted.count else { return nil }
        for start in 0...(text.count - wanted.count) where text[start] == first {
            guard text[start..<(start + wanted.count)].elementsEqual(wanted) else { continue }
            let begin = utf8.index(startIndex, offsetBy: start)
            return begin..<utf8.index(begin, offsetBy: wanted.count)
        }
        return nil
    }
}
