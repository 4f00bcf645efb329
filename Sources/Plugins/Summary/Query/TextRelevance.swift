import Glibc

/// How near whole texts are to a question: BM25 over two fields, the title and the text, as the search plugin has it (see
/// docs/ranking.md). Of many texts only a few are about what is asked, though others use its words.
struct TextRelevance {
    /// One number a text; 0 for all where there is but one.
    private(set) var scores: [Double]

    /// - Parameters:
    ///   - terms: of the question, each once.
    ///   - texts: the text of each sentence.
    ///   - titles: the terms of each text's title.
    init(_ table: TermTable, terms: [UInt32], texts: [Int], titles: [[UInt32]]) {
        let count = titles.count
        scores = [Double](repeating: 0, count: count)
        guard count > 1 else {
            scores = [Double](repeating: 0, count: (texts.max() ?? -1) + 1)
            return
        }
        let slots = Dictionary(uniqueKeysWithValues: terms.enumerated().map { ($1, $0) })
        var frequencies = [Double](repeating: 0, count: count * terms.count)
        var lengths = [Double](repeating: 0, count: count)
        for sentence in 0..<table.sentenceCount {
            let text = texts[sentence]
            for place in table.row(sentence) {
                lengths[text] += Double(table.counts[place])
                guard let slot = slots[table.terms[place]] else { continue }
                frequencies[text * terms.count + slot] += Double(table.counts[place])
            }
        }
        let mean = max(lengths.reduce(0, +) / Double(count), 1e-9)
        for text in 0..<count {
            let norm = 0.5 + 0.5 * lengths[text] / mean
            for slot in terms.indices {
                let isInTitle = titles[text].contains(terms[slot])
                let place = text * terms.count + slot
                frequencies[place] = frequencies[place] / norm + (isInTitle ? Self.titleWeight : 0)
            }
        }
        for slot in terms.indices {
            let holders = Double((0..<count).count { frequencies[$0 * terms.count + slot] > 0 })
            let rarity = log(1 + (Double(count) - holders + 0.5) / (holders + 0.5))
            for text in 0..<count {
                let frequency = frequencies[text * terms.count + slot]
                scores[text] += rarity * frequency * 2.6 / (frequency + 1.6)
            }
        }
    }

    private static let titleWeight = 5.0
}
