import Glibc

/// How near each sentence is to a question: BM25 over windows of neighbouring sentences, asked again with the commonest
/// words of the best ones (pseudo relevance feedback, Rocchio's idea).
struct QueryRelevance {
    /// One number a sentence, 0 where neither it nor its neighbours have a word of the question.
    let values: [Double]
    /// Whether any sentence has a word of the question.
    var isFound: Bool { values.contains { $0 > 0 } }

    /// - Parameters:
    ///   - terms: of the question, numbers in `features.table`.
    ///   - texts: the text of each sentence; a window ends where its text does.
    ///   - titles: the terms of each text's title; of one text alone none are needed.
    init(_ features: Features, terms: [UInt32], texts: [Int], titles: [[UInt32]] = []) {
        let search = Search(features, texts)
        let first = search.scores(terms.map { ($0, 1) })
        let highest = first.max() ?? 0
        let best = first.indices.filter { first[$0] > 0 && first[$0] >= Self.feedbackScore * highest }
            .sorted { (first[$1], $0) < (first[$0], $1) }
            .prefix(Self.feedbackSentences)
        guard !best.isEmpty else {
            values = first
            return
        }
        let whole = TextRelevance(features.table, terms: terms, texts: texts, titles: titles)
        var weights: [UInt32: Double] = [:]
        for sentence in best {
            for place in features.table.row(sentence) {
                weights[features.table.terms[place], default: 0] += features.weighted[place]
            }
        }
        let known = Set(terms)
        let further = weights.filter { !known.contains($0.key) }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(Self.feedbackTerms)
        // The words of the question stay worth more than all that were found with them.
        let sum = further.reduce(0) { $0 + $1.value }
        let share = sum > 0 ? Self.feedbackWeight * Double(terms.count) / sum : 0
        var values = search.scores(terms.map { ($0, 1) } + further.map { ($0.key, share * $0.value) })
        for sentence in values.indices where values[sentence] > 0 {
            // "See #1028654." stands beside what is asked for, and says nothing of it.
            if features.table.spokenCounts[sentence] < Self.fewWords,
                !features.table.row(sentence).contains(where: { known.contains(features.table.terms[$0]) })
            {
                values[sentence] = 0
                continue
            }
            values[sentence] += Self.textWeight * whole.scores[texts[sentence]]
        }
        self.values = values
    }

    /// A question without the words that only ask.
    static func matter(of question: String) -> String {
        question.split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "-") }
            .filter { !asking.contains($0.lowercased()) }.joined(separator: " ")
    }

    private static let asking: Set<String> = [
        "summarize", "summarise", "summary", "discuss", "discussed", "discussion", "discussions", "meeting", "think",
        "thought", "thoughts", "opinion", "opinions", "describe", "explain", "explained", "tell", "talk", "talked",
        "mention", "mentioned", "article", "text", "document", "passage", "main", "points", "point", "want", "wants",
        "know", "happened", "happen", "happens", "does", "did",
    ]

    /// A sentence of fewer words needs one of the question among them.
    private static let fewWords = 6
    /// What the score of a sentence's whole text counts beside that of its window.
    private static let textWeight = 1.0
    private static let feedbackSentences = 8
    private static let feedbackTerms = 12
    /// Of all of them together, for each word of the question.
    private static let feedbackWeight = 0.6
    /// Only sentences with such a part of the best score tell of the matter.
    private static let feedbackScore = 0.6
}

private struct Search {
    private let table: TermTable
    private let texts: [Int]
    private let frequencies: [Double]
    private let lengths: [Double]
    private let meanLength: Double
    /// What a word counts in the sentence itself, in the ones beside it, and so on.
    private static let window = [1.0, 0.4, 0.2]

    init(_ features: Features, _ texts: [Int]) {
        table = features.table
        self.texts = texts
        frequencies = features.sentenceFrequencies
        let table = table
        let own = (0..<table.sentenceCount).map { Double(table.length(of: $0)) }
        // A window is as long as its sentences are, else a short one beside the words would beat the long one with them.
        lengths = own.indices.map { sentence in
            var (sum, weight) = (0.0, 0.0)
            for distance in -2...2 {
                let other = sentence + distance
                guard other >= 0, other < own.count, texts[other] == texts[sentence] else { continue }
                sum += own[other] * Self.window[abs(distance)]
                weight += Self.window[abs(distance)]
            }
            return sum / weight
        }
        meanLength = max(lengths.reduce(0, +) / Double(max(lengths.count, 1)), 1e-9)
    }

    func scores(_ query: [(term: UInt32, weight: Double)]) -> [Double] {
        let count = table.sentenceCount
        var scores = [Double](repeating: 0, count: count)
        let wanted = Dictionary(query.map { ($0.term, $0.weight) }, uniquingKeysWith: max)
        var places: [UInt32: [(sentence: Int, count: Double)]] = [:]
        for sentence in 0..<count {
            for place in table.row(sentence) where wanted[table.terms[place]] != nil {
                places[table.terms[place], default: []].append((sentence, Double(table.counts[place])))
            }
        }
        for (term, weight) in query {
            let frequency = frequencies[Int(term)]
            let idf = log(1 + (Double(count) - frequency + 0.5) / (frequency + 0.5))
            var smoothed: [Int: Double] = [:]
            for (sentence, occurrences) in places[term] ?? [] {
                for distance in -2...2 {
                    let other = sentence + distance
                    guard other >= 0, other < count, texts[other] == texts[sentence] else { continue }
                    smoothed[other, default: 0] += occurrences * Self.window[abs(distance)]
                }
            }
            for (sentence, occurrences) in smoothed {
                let norm = 1.2 * (0.25 + 0.75 * lengths[sentence] / meanLength)
                scores[sentence] += weight * idf * occurrences * 2.2 / (occurrences + norm)
            }
        }
        return scores
    }
}
