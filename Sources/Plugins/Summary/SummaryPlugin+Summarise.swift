import Corpus
import JSON
import PluginKit
import Schema
import Wire

extension SummaryPlugin {
    func summarise(_ request: SummaryMethod.Request, call: Call) throws(Failure) -> JSON {
        let texts = try texts(for: request.source)
        var sentences: [Sentence] = []
        var table = TermTable()
        for (number, text) in texts.enumerated() {
            try call.checkpoint()
            if number.isMultiple(of: 256) { call.progress(number, of: texts.count, "documents read") }
            add(text, number, to: &table, &sentences)
        }
        try call.checkpoint()
        let features = Features(table)
        let salience = Salience(
            features,
            positions: sentences.map(\.position),
            favoursLength: request.budget.countsSentences
        )
        try call.checkpoint()
        let costs =
            request.budget.countsCharacters
            ? sentences.map { texts[$0.text].characterCount(of: $0.range) + 1 } : table.wordCounts
        let chosen = Selection.choose(features, scores: salience.scores, costs: costs, budget: request.budget)

        var items: [JSON] = []
        for index in chosen {
            let sentence = sentences[index]
            items.append(item(sentence, of: texts[sentence.text], score: salience.scores[index]))
        }
        return [
            "sentences": .array(items),
            "wordCount": .integer(chosen.reduce(0) { $0 + table.wordCounts[$1] }),
            "of": [
                "documents": .integer(texts.count { $0.number == nil }),
                "sentences": .integer(sentences.count),
                "words": .integer(table.wordCounts.reduce(0, +)),
            ],
        ]
    }

    private func texts(for source: SummaryMethod.Source) throws(Failure) -> [SourceText] {
        switch source {
        case .corpus: return corpus.documents.map { SourceText($0) }
        case .texts(let texts): return texts.enumerated().map { SourceText($1, number: $0) }
        case .document(let name):
            guard let document = corpus.document(named: name) else { throw unknownDocument(name, "/document") }
            return [SourceText(document)]
        case .documents(let names):
            var texts: [SourceText] = []
            var seen: Set<String> = []
            for (index, name) in names.enumerated() {
                guard let document = corpus.document(named: name) else {
                    throw unknownDocument(name, "/documents/\(index)")
                }
                if seen.insert(document.id).inserted { texts.append(SourceText(document)) }
            }
            return texts
        }
    }

    private func add(_ text: SourceText, _ number: Int, to table: inout TermTable, _ sentences: inout [Sentence]) {
        let stemmer = SnowballStemmer(language: text.language ?? defaultLanguage)
        text.bytes.withUnsafeBufferPointer { bytes in
            for (position, range) in text.sentences.enumerated() {
                table.add(bytes, range, stemmer)
                sentences.append(Sentence(text: number, position: position, range: range))
            }
        }
    }

    private func item(_ sentence: Sentence, of text: SourceText, score: Double) -> JSON {
        var members = Members()
        members.reserveCapacity(10)
        text.cite(sentence.range, into: &members)
        members.append("text", .string(text.text(of: sentence.range)))
        members.append("score", .number((score * 10_000).rounded() / 10_000))
        members.append("position", .integer(sentence.position))
        return .object(members)
    }

    private func unknownDocument(_ name: String, _ pointer: String) -> Failure {
        let meant = Suggestion.nearest(to: name, among: corpus.documents.prefix(1000).map(\.id))
        let hint = meant.map { " (did you mean '\($0)'?)" } ?? ""
        return Failure(.notFound, "there is no document '\(name)'\(hint)", details: ["pointer": .string(pointer)])
    }
}
