import Analysis
import Corpus
import JSON
import PluginKit
import Schema
import Wire

extension SummaryPlugin {
    func summarise(_ request: SummaryMethod.Request, call: Call) throws(Failure) -> JSON {
        let summary = try summary(request, call: call)
        var items: [JSON] = []
        for index in summary.shownOrder(byWeight: request.isByWeight) {
            items.append(item(index, of: summary, explains: request.explains))
        }
        var extent: Members = [
            "documents": .integer(summary.texts.count { $0.number == nil }),
            "sentences": .integer(summary.sentences.count),
            "words": .integer(summary.table.wordCounts.reduce(0, +)),
        ]
        if let undated = summary.undated { extent.append("undated", .integer(undated)) }
        return [
            "sentences": .array(items),
            "text": .string(text(of: summary, style: request.style, byWeight: request.isByWeight)),
            "wordCount": .integer(summary.chosen.sentences.indices.reduce(0) { $0 + summary.wordCount(of: $1) }),
            "of": .object(extent),
            "cursor": summary.chosen.hasMore
                ? .string(Cursor(of: summary.said + summary.chosen.sentences, among: summary.sentences.count).text)
                : .null,
        ]
    }

    /// What a request chooses, before it is written down.
    func summary(_ request: SummaryMethod.Request, call: Call) throws(Failure) -> Summary {
        var texts = try texts(for: request.source)
        var known = try documents(named: request.known) { "/known/\($0)" }.map { SourceText($0) }
        var undated: Int?
        if let since = request.since {
            let parts = try Self.divide(texts, since: since)
            (texts, undated) = (parts.new, parts.undated)
            known += parts.old
        }
        // What is known already is read and marked as said; only the rest can be chosen.
        let names = Set(known.map(\.document.id))
        if !known.isEmpty { texts.removeAll { $0.number == nil && names.contains($0.document.id) } }
        var sentences: [Sentence] = []
        let all = texts + known
        sentences.reserveCapacity(all.reduce(0) { $0 + $1.sentences.count })
        var reader = TermReader(vocabularies.take(), byteCount: all.reduce(0) { $0 + $1.byteCount })
        for (number, text) in all.enumerated() {
            try call.checkpoint()
            if number > 0, number.isMultiple(of: 256) { call.progress(number, of: all.count, "documents read") }
            try add(text, number, to: &reader, &sentences, call)
        }
        // "Summarize the whole meeting." asks for nothing more than no question does.
        let query = request.query.flatMap { SummaryQuestion.isOfEverything($0) ? nil : $0 }
        let asked = query.map { Self.asked($0, &reader, language: all.first?.language ?? defaultLanguage) }
        let titles =
            asked == nil || all.count == 1
            ? [] : all.map { reader.terms(of: $0.document.title, language: $0.language ?? defaultLanguage) }
        let table = reader.table
        vocabularies.keep(reader.vocabulary)
        try call.checkpoint()
        let features = Features(table)
        var salience = Salience(
            features,
            positions: sentences.map(\.place),
            budget: request.budget,
            answers: asked != nil
        )
        try call.checkpoint()
        if let asked {
            let relevance = QueryRelevance(
                features,
                asked,
                texts: sentences.map(\.text),
                titles: titles
            )
            guard
                let values = try relevance.isFound
                    ? relevance.values : positionRelevance(to: query, all, sentences, call)
            else { return Summary(texts: texts, sentences: sentences, table: table, salience: salience) }
            salience.turn(to: values, share: 0.4, weight: 2)
        }
        let costs =
            request.budget.countsCharacters
            ? sentences.map { all[$0.text].characterCount(of: $0.range) + 1 } : table.wordCounts
        let firstKnown = sentences.firstIndex { $0.text >= texts.count } ?? sentences.count
        let said = try request.cursor.map { cursor throws(Failure) in
            try Cursor(cursor, among: firstKnown).sentences
        }
        var summary = Summary(
            texts: texts,
            sentences: Array(sentences[..<firstKnown]),
            table: table,
            salience: salience
        )
        summary.said = said ?? []
        summary.countsCharacters = request.budget.countsCharacters
        summary.undated = undated
        summary.chosen = Selection.choose(
            features,
            scores: salience.scores,
            weights: SelectionWeights(
                diffuseness: features.diffuseness,
                askedOf: query == nil ? 0 : all.count
            ),
            costs: costs,
            budget: request.budget,
            cuts: request.cuts,
            earlier: summary.said + Array(firstKnown..<sentences.count),
            question: asked,
            // Only other texts are said to say the same.
            findsEchoes: all.count > 1
        )
        return summary
    }

    /// The terms of a question that stand in the texts.
    private static func asked(_ query: String, _ reader: inout TermReader, language: String) -> AskedTerms {
        let speakers = AskedSpeakers(query, among: reader.table.speakerNames)
        // "What was said about the budget?" asks about the budget, unless it is about saying.
        let matter = QueryRelevance.matter(of: speakers?.matter ?? query)
        let terms = reader.terms(of: matter, language: language)
        guard let speakers else {
            return AskedTerms(terms: terms.isEmpty ? reader.terms(of: query, language: language) : terms)
        }
        let names = reader.terms(of: speakers.names, language: language)
        return AskedTerms(terms: terms, names: names.filter { !terms.contains($0) }, shares: speakers.shares)
    }

    /// 1 for the sentences that say who wants what, where that is all that is asked: no word of such a question stands in
    /// a text. `nil` where something else is asked, or no sentence says so.
    private func positionRelevance(
        to question: String?,
        _ texts: [SourceText],
        _ sentences: [Sentence],
        _ call: Call
    ) throws(Failure) -> [Double]? {
        guard let question, PositionQuestion(question, aliases: aliases) != nil else { return nil }
        let starts = try positionStarts(in: texts, call: call).map(Set.init)
        let values = sentences.map { starts[$0.text].contains($0.range.lowerBound) ? 1.0 : 0 }
        return values.contains(1) ? values : nil
    }

    private func add(
        _ text: SourceText,
        _ number: Int,
        to reader: inout TermReader,
        _ sentences: inout [Sentence],
        _ call: Call
    ) throws(Failure) {
        try text.document.text.withUnsafeBufferPointer { (bytes) throws(Failure) in
            try reader.add(
                bytes,
                text.sentences,
                headings: text.headings,
                language: text.language ?? defaultLanguage
            ) { () throws(Failure) in
                try call.checkpoint()
            }
        }
        var start = 0
        var starts = text.starts[...]
        for (position, range) in text.sentences.enumerated() {
            if starts.first == position { start = starts.removeFirst() }
            sentences.append(Sentence(text: number, position: position, place: position - start, range: range))
        }
    }

    private func item(_ index: Int, of summary: Summary, explains: Bool) -> JSON {
        let chosen = summary.chosen
        let number = chosen.sentences[index]
        let sentence = summary.sentences[number]
        let text = summary.texts[sentence.text]
        let score = summary.salience.scores[number] + chosen.added[index] + chosen.repeated[index]
        var members = Members()
        members.reserveCapacity(12)
        let range = summary.range(of: index)
        text.cite(range, into: &members)
        members.append("text", .string(text.text(of: range)))
        if range != sentence.range { members.append("isCut", .bool(true)) }
        members.append("score", Self.rounded(score))
        members.append("position", .integer(sentence.position))
        let echoes = chosen.echoes[index].filter { $0.sentence < summary.sentences.count }
            .map { summary.sentences[$0.sentence] }.filter { $0.text != sentence.text }
        if !echoes.isEmpty {
            members.append("also", .array(echoes.map { summary.texts[$0.text].citation(of: $0.range) }))
        }
        if explains {
            var parts = Members(summary.salience.parts.map { ($0.name, Self.rounded($0.values[number])) })
            parts["added"] = Self.rounded(chosen.added[index])
            parts["repeated"] = Self.rounded(chosen.repeated[index])
            members.append("parts", .object(parts))
        }
        return .object(members)
    }

    private static func rounded(_ value: Double) -> JSON {
        // Zero is added so that there is no -0.
        .number((value * 10_000).rounded() / 10_000 + 0)
    }

    private func text(of summary: Summary, style: String, byWeight: Bool) -> String {
        let lines = summary.shownOrder(byWeight: byWeight).map { index in
            let sentence = summary.sentences[summary.chosen.sentences[index]]
            let range = summary.range(of: index)
            let text = summary.texts[sentence.text].text(of: range)
            return range == sentence.range ? text : text + "…"
        }
        return switch style {
        case "headline": lines.first.map { Headline.core(of: $0) } ?? ""
        case "bullets": lines.map { "• " + Headline.withoutConnective($0) }.joined(separator: "\n")
        default: lines.joined(separator: " ")
        }
    }

    /// Those texts that are dated on or after `since`, those before, and how many have no date.
    private static func divide(
        _ texts: [SourceText],
        since: String
    ) throws(Failure) -> (new: [SourceText], old: [SourceText], undated: Int) {
        guard let day = PlainDate(since) else {
            throw Failure(
                .invalidParams,
                "'since' must be a day, a month or a year such as 2021-05-30, 2021-05 or 2021, found '\(since)'",
                details: ["pointer": "/since"]
            )
        }
        var parts = (new: [SourceText](), old: [SourceText](), undated: 0)
        for text in texts {
            guard let date = text.date else {
                parts.undated += 1
                continue
            }
            if date < day { parts.old.append(text) } else { parts.new.append(text) }
        }
        return parts
    }
}

/// What was chosen, and of what.
struct Summary {
    let texts: [SourceText]
    /// Those that could be chosen.
    let sentences: [Sentence]
    let table: TermTable
    let salience: Salience
    /// What an earlier answer has said.
    var said: [Int] = []
    var undated: Int?
    var countsCharacters = false
    var chosen = Selection.Outcome()

    /// Indices into `chosen`, in the order in which they are shown.
    func shownOrder(byWeight: Bool) -> [Int] {
        let sentences = chosen.sentences
        let indices = Array(sentences.indices)
        return byWeight ? indices : indices.sorted { sentences[$0] < sentences[$1] }
    }

    /// What is shown of the sentence at `index` of `chosen`: all of it, unless it is the last one and was cut.
    func range(of index: Int) -> Range<Int> {
        let sentence = sentences[chosen.sentences[index]]
        guard index == chosen.sentences.count - 1, let room = chosen.room else { return sentence.range }
        return texts[sentence.text].beginning(of: sentence.range, room: room, countsCharacters: countsCharacters)
    }

    /// The words that are shown of it.
    func wordCount(of index: Int) -> Int {
        let sentence = chosen.sentences[index]
        guard index == chosen.sentences.count - 1, let room = chosen.room else { return table.wordCounts[sentence] }
        if !countsCharacters { return min(room, table.wordCounts[sentence]) }
        let range = range(of: index)
        return texts[sentences[sentence].text].document.text.withUnsafeBufferPointer {
            TermReader.spacedWordCount($0, range)
        }
    }
}
