import Corpus
import JSON
import PluginKit
import Wire

extension SearchPlugin {
    /// Writes the members of the answer, without the object's ends.
    func write(_ found: Found, _ request: SearchMethod.Request, into writer: inout ResultWriter) throws(Failure) {
        let evaluation = found.evaluation
        let page = found.page
        if writer.begins("query") { writer.write(evaluation.query.description(fieldNames: index.fieldNames)) }
        if writer.begins("total") { writer.write(page.total) }
        if !page.isTotalExact, writer.begins("isTotalExact") { writer.write(false) }
        if writer.begins("hits") { try writeHits(of: found, request, into: &writer) }
        if request.isGrouped, writer.begins("groups") { writer.write(.array(page.items.map(group))) }
        if let next = page.next, writer.begins("next") {
            if !request.isOfEarlierCorpus { paged.note(index.corpusHash) }
            writer.write(next.text)
        }
        if request.cursor != nil, writer.begins("corpusChanged") {
            writer.write(page.hasChanged || request.isOfEarlierCorpus)
        }
        if let facets = page.facets, writer.begins("facets") { writer.write(facets) }
        if let count = page.documentCount, writer.begins("documents") { writer.write(count) }
        let notes = notes(evaluation, total: page.total)
        if !notes.isEmpty, writer.begins("notes") { writer.write(.array(notes)) }
        if found.call.wants(["suggestion"]), let suggestion = try suggestion(found, request),
            writer.begins("suggestion")
        {
            writer.write(suggestion)
        }
    }

    private func writeHits(
        of found: Found,
        _ request: SearchMethod.Request,
        into writer: inout ResultWriter
    ) throws(Failure) {
        writer.beginList()
        let isCited = Self.cited.contains { writer.wants($0) }
        let highlighter = isCited ? Highlighter(index: index, terms: found.evaluation.terms) : nil
        var written = 0
        for item in found.page.items {
            for number in 0..<item.count {
                let shown = item[number]
                // Of a page as people read them nothing is lost that has been found already.
                written += 1
                if written.isMultiple(of: 32) { try found.call.checkpoint() }
                let parts = found.page.reranking[shown.hit.place]
                let duplicates = shown.duplicates
                write(shown.hit, found.evaluation, highlighter, duplicates: duplicates, request, parts, into: &writer)
            }
        }
        writer.endList()
    }

    /// The members of a hit that depend on which sentence of its passage is shown: most of the time goes into these.
    private static let cited: [StaticString] = [
        "line", "column", "endLine", "endColumn", "byteRange", "snippet", "highlights", "place", "places",
        "highlightsUTF16",
    ]

    /// What was probably meant, if it finds more than what was typed.
    private func suggestion(_ found: Found, _ request: SearchMethod.Request) throws(Failure) -> String? {
        let evaluation = found.evaluation
        guard evaluation.terms.contains(where: \.resolved.isUnknown) else { return nil }
        if index.isLarge { try found.call.needsTime() }
        guard let text = request.query.string,
            let meant = Speller(index: index).suggestion(
                for: evaluation.query,
                typedAs: text,
                terms: evaluation.terms
            )
        else { return nil }
        guard let query = try? understood(.string(meant), isPlain: request.isPlain),
            let better = try? Evaluation(query, in: index, call: found.call).best(found.page.total + 1),
            better.total > found.page.total
        else { return nil }
        return meant
    }

    private func group(_ item: ResultPage.Item) -> JSON {
        let (document, _) = index.place(of: item.best.hit)
        return [
            "document": .string(document.id), "path": .string(document.path), "title": .string(document.title),
            "score": .number(Self.rounded(item.best.hit.score)), "hits": .integer(item.count),
        ]
    }

    /// What was cut short, and what was not read as it was probably meant.
    private func notes(_ evaluation: Evaluation, total: Int) -> [JSON] {
        let openQuote = evaluation.query.openQuote.map { range in
            note("this quotation mark is never closed: what follows it was looked for word by word", range)
        }
        let query = evaluation.query
        let reasons = total == 0 ? emptiness(query) + unknownField(query) + bareField(query) : []
        return (openQuote.map { [$0] } ?? []) + reasons + cutShort(evaluation)
    }

    /// That no query could find anything, as when a path of the configuration is misspelt.
    private func emptiness(_ query: Query) -> [JSON] {
        guard index.passageCount == 0 else { return [] }
        return [note("the corpus has no text; 'corpus problems' lists what could not be read", 0..<query.bytes.count)]
    }

    /// That a word with a colon may have been meant as a field: where nothing was found, nobody could tell.
    private func unknownField(_ query: Query) -> [JSON] {
        guard let range = query.unknownFields.first else { return [] }
        let name = String(decoding: query.bytes[range], as: UTF8.self)
        let names = (["title", "text"] + index.fieldNames).joined(separator: ", ")
        return [note("no field is called '\(name)', so it was looked for as a word; fields: \(names)", range)]
    }

    /// That the name of a field may have been meant as such, though a space stands behind its colon.
    private func bareField(_ query: Query) -> [JSON] {
        guard let range = query.bareFields.first else { return [] }
        let name = String(decoding: query.bytes[range], as: UTF8.self)
        return [note("no word stands right behind '\(name)', so it was looked for as a word; write \(name)word", range)]
    }

    private func note(_ message: String, _ range: Range<Int>) -> JSON {
        ["message": .string(message), "offset": .integer(range.lowerBound), "length": .integer(range.count)]
    }

    private func cutShort(_ evaluation: Evaluation) -> [JSON] {
        evaluation.terms.compactMap { term in
            guard let count = term.resolved.uncut else { return nil }
            let range = term.resolved.leaf.range
            let text = String(decoding: evaluation.query.bytes[range], as: UTF8.self)
            let message =
                "'\(text)' stands for \(count) words, of which the \(term.resolved.termCount) most frequent were looked for"
            return note(message, range)
        }
    }

    /// - Parameter highlighter: `nil` where neither a snippet nor its place is wanted.
    func write(
        _ hit: Hit,
        _ evaluation: Evaluation,
        _ highlighter: Highlighter?,
        duplicates: Int = 0,
        _ request: SearchMethod.Request,
        _ parts: Reranking.Parts? = nil,
        into writer: inout ResultWriter
    ) {
        let (document, number) = index.place(of: hit)
        let passages = document.passages
        let snippet = highlighter.map {
            $0.snippet(of: passages[number], in: document, language: index.language(of: hit)).snippet
        }
        writer.beginObject()
        Citation.write(document, into: &writer)
        if let snippet { Citation.write(snippet.range, of: document, into: &writer) }
        if writer.begins("score") { writer.write(Self.rounded(hit.score)) }
        if let snippet {
            if writer.begins("snippet") { snippet.write(of: document, into: &writer) }
            if writer.begins("highlights") { writer.write(snippet.highlights) }
        }
        if writer.begins("title") { document.withTitleBytes { writer.write(utf8: $0) } }
        if writer.begins("passage") { writer.write(number) }
        if writer.wants("heading"), let heading = passages[number].heading, passages.indices.contains(heading),
            writer.begins("heading")
        {
            writer.write(Self.oneLine(document.text[passages[heading].range]))
        }
        if duplicates > 0, writer.begins("duplicates") { writer.write(duplicates) }
        if request.tellsPositions, let snippet { write(snippet, of: document, into: &writer) }
        if request.explains, writer.begins("explanation") { writer.write(explanation(of: hit, evaluation)) }
        if request.explains, let parts, writer.begins("reranking") { writer.write(parts.json) }
        writer.endObject()
    }

    /// Writes the places as clients ask for them.
    private func write(_ snippet: Snippet, of document: Document, into writer: inout ResultWriter) {
        if writer.begins("place") { writer.write(HitPlaces.json(snippet.range, of: document)) }
        if writer.begins("places") {
            writer.write(.array(snippet.places.map { HitPlaces.json($0, of: document) }))
        }
        if writer.begins("highlightsUTF16") {
            writer.write(HitPlaces.utf16(snippet.highlights, of: snippet.text(of: document)))
        }
    }

    /// What each term adds to the score of the first look at a passage.
    private func explanation(of hit: Hit, _ evaluation: Evaluation) -> JSON {
        var parts: [JSON] = []
        for (term, share) in zip(evaluation.scoredTerms, evaluation.shares(of: hit)) {
            guard let share else { continue }
            parts.append([
                "term": .string(name(of: term.resolved)),
                "titleFrequency": .integer(share.titleFrequency),
                "textFrequency": .integer(share.textFrequency),
                "documentFrequency": .integer(term.documentFrequency),
                "collectionFrequency": .integer(term.collectionFrequency),
                "rarity": .number(Self.rounded(term.rarity)),
                "score": .number(Self.rounded(share.score)),
            ])
        }
        return .array(parts)
    }

    /// A leaf as it is indexed; for one that stands for several terms, the first of them and how many follow.
    private func name(of resolved: ResolvedLeaf) -> String {
        let words = resolved.readings.first?.words ?? []
        return words.map { terms in
            let first = terms.first.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
            return terms.count > 1 ? first + " +\(terms.count - 1)" : first
        }.joined(separator: " ")
    }

    private static func oneLine(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
    }

    /// Four decimals: more would only be noise of the arithmetic.
    static func rounded(_ value: Float) -> Double { (Double(value) * 10_000).rounded() / 10_000 }
}

extension Reranking.Parts {
    fileprivate var json: JSON {
        [
            "first": .number(SearchPlugin.rounded(first)),
            "closeness": .number(SearchPlugin.rounded(closeness)),
            "siblings": .number(SearchPlugin.rounded(siblings)),
            "feedback": .number(SearchPlugin.rounded(feedback)),
            "feedbackPart": .number(SearchPlugin.rounded(feedbackPart)),
            "titleCosine": .number(SearchPlugin.rounded(titleCosine)),
            "own": .number(SearchPlugin.rounded(own)),
            "coverage": .number(SearchPlugin.rounded(coverage)),
            "neighbours": .number(SearchPlugin.rounded(neighbours)),
            "attraction": .number(SearchPlugin.rounded(attraction)),
            "final": .number(SearchPlugin.rounded(final)),
        ]
    }
}
