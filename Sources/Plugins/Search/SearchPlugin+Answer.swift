import Corpus
import JSON
import PluginKit
import Wire

extension SearchPlugin {
    func result(of found: Found, _ request: SearchMethod.Request) throws(Failure) -> JSON {
        let evaluation = found.evaluation
        let page = found.page
        let isCited = Self.cited.contains { found.call.wants(["hits", $0]) }
        let highlighter = isCited ? Highlighter(index: index, terms: evaluation.terms) : nil
        var hits: [JSON] = []
        for item in page.items {
            for (hit, duplicates) in zip(item.hits, item.duplicates) {
                try found.call.checkpoint()
                let parts = page.reranking[hit.place]
                hits.append(self.hit(hit, evaluation, highlighter, duplicates: duplicates, request, parts))
            }
        }
        var members = Members()
        members.reserveCapacity(8)
        members.append("query", .string(evaluation.query.description(fieldNames: index.fieldNames)))
        members.append("total", .integer(page.total))
        if !page.isTotalExact { members.append("isTotalExact", .bool(false)) }
        members.append("hits", .array(hits))
        if request.isGrouped { members.append("groups", .array(page.items.map(group))) }
        if let next = page.next { members.append("next", .string(next.text)) }
        if request.cursor != nil { members.append("corpusChanged", .bool(page.hasChanged)) }
        if let facets = page.facets { members.append("facets", facets) }
        if let count = page.documentCount { members.append("documents", .integer(count)) }
        let notes = notes(evaluation)
        if !notes.isEmpty { members.append("notes", .array(notes)) }
        if let suggestion = try suggestion(found, request) { members.append("suggestion", .string(suggestion)) }
        return .object(members)
    }

    /// The members of a hit that depend on which sentence of its passage is shown: most of the time goes into these.
    private static let cited = [
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
        let (document, _) = index.place(of: item.hits[0])
        return [
            "document": .string(document.id), "path": .string(document.path), "title": .string(document.title),
            "score": .number(Self.rounded(item.hits[0].score)), "hits": .integer(item.hits.count),
        ]
    }

    /// What was cut short, and what was not read as it was probably meant.
    private func notes(_ evaluation: Evaluation) -> [JSON] {
        let openQuote = evaluation.query.openQuote.map { range in
            note("this quotation mark is never closed: what follows it was looked for word by word", range)
        }
        return (openQuote.map { [$0] } ?? []) + cutShort(evaluation)
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
    func hit(
        _ hit: Hit,
        _ evaluation: Evaluation,
        _ highlighter: Highlighter?,
        duplicates: Int,
        _ request: SearchMethod.Request,
        _ parts: Reranking.Parts? = nil
    ) -> JSON {
        let (document, number) = index.place(of: hit)
        let passage = document.passages[number]
        let snippet = highlighter.map { highlighter in
            let marks = highlighter.marks(in: passage, of: document, language: index.language(of: hit))
            return Snippet(of: passage, in: document, marks: marks, terms: highlighter.terms)
        }
        var members = Members()
        members.reserveCapacity(18)
        if let snippet {
            Citation.write(snippet.range, of: document, into: &members)
        } else {
            members.append("document", .string(document.id))
            members.append("path", .string(document.path))
        }
        members.append("score", .number(Self.rounded(hit.score)))
        if let snippet { Self.append(snippet, to: &members) }
        members.append("title", .string(document.title))
        members.append("passage", .integer(number))
        if let heading = passage.heading, document.passages.indices.contains(heading) {
            members.append("heading", .string(Self.oneLine(document.text[document.passages[heading].range])))
        }
        if duplicates > 0 { members.append("duplicates", .integer(duplicates)) }
        if request.tellsPositions, let snippet {
            members.append("place", HitPlaces.json(snippet.range, of: document))
            members.append("places", .array(snippet.places.map { HitPlaces.json($0, of: document) }))
            members.append("highlightsUTF16", HitPlaces.utf16(snippet.highlights, of: snippet.text))
        }
        if request.explains {
            members.append("explanation", explanation(of: hit, evaluation))
            if let parts { members.append("reranking", parts.json) }
        }
        return .object(members)
    }

    private static func append(_ snippet: Snippet, to members: inout Members) {
        members.append("snippet", .string(snippet.text))
        members.append(
            "highlights",
            .array(snippet.highlights.map { [.integer($0.lowerBound), .integer($0.upperBound)] })
        )
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
            "feedback": .number(SearchPlugin.rounded(feedback)),
            "titleCosine": .number(SearchPlugin.rounded(titleCosine)),
            "own": .number(SearchPlugin.rounded(own)),
            "coverage": .number(SearchPlugin.rounded(coverage)),
            "neighbours": .number(SearchPlugin.rounded(neighbours)),
            "final": .number(SearchPlugin.rounded(final)),
        ]
    }
}
