import Glibc

/// How near each sentence is to a question: BM25 over windows of neighbouring sentences, asked again with the commonest
/// words of the best ones (pseudo relevance feedback, Rocchio's idea).
struct QueryRelevance {
    /// One number a sentence, 0 where neither it nor its neighbours have a word of the question.
    let values: [Double]
    /// Whether any sentence has a word of the question.
    var isFound: Bool { values.contains { $0 > 0 } }

    /// - Parameters:
    ///   - question: what is asked.
    ///   - texts: the text of each sentence; a window ends where its text does.
    ///   - titles: the terms of each text's title; of one text alone none are needed.
    init(_ features: Features, _ question: AskedTerms, texts: [Int], titles: [[UInt32]] = []) {
        let search = Search(features, texts)
        let terms = question.terms
        let names = question.names.map { ($0, Self.nameWeight) }
        let first = Self.weighed(search.scores(terms.map { ($0, 1) } + names), question, features.table)
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
        let known = Set(terms + question.names)
        let further = weights.filter { !known.contains($0.key) }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(Self.feedbackTerms)
        // The words of the question stay worth more than all that were found with them.
        let sum = further.reduce(0) { $0 + $1.value }
        let share = sum > 0 ? Self.feedbackWeight * Double(terms.count) / sum : 0
        let all = terms.map { ($0, 1) } + names + further.map { ($0.key, share * $0.value) }
        var values = Self.weighed(search.scores(all), question, features.table)
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

    /// In a transcript what is said by whom the question names counts more, and where it asks for nothing else, by itself;
    /// a few words that name a matter only announce it.
    private static func weighed(_ scores: [Double], _ question: AskedTerms, _ table: TermTable) -> [Double] {
        guard !table.speakerNames.isEmpty else { return scores }
        let alone = question.terms.isEmpty ? max(1, 1.5 * (scores.max() ?? 0)) : 0
        let scores = answering(scores, question, table)
        return scores.indices.map { sentence in
            let share = question.share(of: sentence, in: table)
            let base = table.row(sentence).isEmpty ? 0 : scores[sentence] + alone * share
            return base * (1 + 2 * share) * table.saying(sentence)
        }
    }

    /// What somebody of those who are asked for says to a question is about what that asks, though it names nothing of it.
    private static func answering(_ scores: [Double], _ question: AskedTerms, _ table: TermTable) -> [Double] {
        guard !question.shares.isEmpty else { return scores }
        var scores = scores
        // Of the questions of the turn before, the best; and where the turn that answers begins.
        var (asked, answered, start) = (0.0, 0.0, 0)
        for sentence in scores.indices {
            if sentence > 0, table.speakers[sentence] != table.speakers[sentence - 1] {
                (asked, answered, start) = (0, asked, sentence)
            }
            if table.traits[sentence].isAsking { asked = max(asked, scores[sentence]) }
            guard question.share(of: sentence, in: table) > 0, sentence - start < longestAnswer else { continue }
            scores[sentence] = max(scores[sentence], answerWeight * answered)
        }
        return scores
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

    /// Of a word of a name that the question asks the words of; it may be spoken of, too.
    private static let nameWeight = 0.4
    /// A sentence of fewer words needs one of the question among them.
    private static let fewWords = 6
    /// What the score of a sentence's whole text counts beside that of its window.
    private static let textWeight = 1.0
    /// So many sentences answer a question, and count so much of it.
    private static let longestAnswer = 4
    private static let answerWeight = 0.8
    private static let feedbackSentences = 8
    private static let feedbackTerms = 12
    /// Of all of them together, for each word of the question.
    private static let feedbackWeight = 0.6
    /// Only sentences with such a part of the best score tell of the matter.
    private static let feedbackScore = 0.6
}

/// What a question asks for, as terms.
struct AskedTerms {
    /// Numbers in a table of terms.
    var terms: [UInt32]
    /// Those of names of speakers, and how much of each speaker's name the question has.
    var names: [UInt32] = []
    var shares: [Double] = []

    /// How much of the name of who says a sentence the question has.
    func share(of sentence: Int, in table: TermTable) -> Double {
        guard case .named(let place) = table.speakers[sentence], !shares.isEmpty else { return 0 }
        return shares[place]
    }
}

private struct Search {
    private let table: TermTable
    private let texts: [Int]
    private let frequencies: [Double]
    /// The sentences that say anything, and the place of each sentence among them: "Yeah." stands in nobody's way.
    private let telling: [Int]
    private let places: [Int]
    /// Of the windows around these.
    private let lengths: [Double]
    private let meanLength: Double
    /// What a word counts in the sentence itself, in the ones beside it, and so on.
    private static let window = [1.0, 0.4, 0.2]

    init(_ features: Features, _ texts: [Int]) {
        table = features.table
        self.texts = texts
        frequencies = features.sentenceFrequencies
        let table = table
        let telling = (0..<table.sentenceCount).filter { !table.row($0).isEmpty }
        var places = [Int](repeating: 0, count: table.sentenceCount)
        for (place, sentence) in telling.enumerated() { places[sentence] = place }
        let own = telling.map { Double(table.length(of: $0)) }
        // A window is as long as its sentences are, else a short one beside the words would beat the long one with them.
        lengths = own.indices.map { place in
            var (sum, weight) = (0.0, 0.0)
            for distance in -2...2 {
                let other = place + distance
                guard other >= 0, other < own.count, texts[telling[other]] == texts[telling[place]] else { continue }
                sum += own[other] * Self.window[abs(distance)]
                weight += Self.window[abs(distance)]
            }
            return sum / weight
        }
        meanLength = max(lengths.reduce(0, +) / Double(max(lengths.count, 1)), 1e-9)
        (self.telling, self.places) = (telling, places)
    }

    func scores(_ query: [(term: UInt32, weight: Double)]) -> [Double] {
        let count = table.sentenceCount
        var scores = [Double](repeating: 0, count: count)
        let wanted = Dictionary(query.map { ($0.term, $0.weight) }, uniquingKeysWith: max)
        var found: [UInt32: [(sentence: Int, count: Double)]] = [:]
        for sentence in 0..<count {
            for place in table.row(sentence) where wanted[table.terms[place]] != nil {
                found[table.terms[place], default: []].append((sentence, Double(table.counts[place])))
            }
        }
        for (term, weight) in query {
            let frequency = frequencies[Int(term)]
            let idf = log(1 + (Double(count) - frequency + 0.5) / (frequency + 0.5))
            var smoothed: [Int: Double] = [:]
            for (sentence, occurrences) in found[term] ?? [] {
                for distance in -2...2 {
                    let other = places[sentence] + distance
                    guard other >= 0, other < telling.count, texts[telling[other]] == texts[sentence] else { continue }
                    smoothed[other, default: 0] += occurrences * Self.window[abs(distance)]
                }
            }
            for (place, occurrences) in smoothed {
                let norm = 1.2 * (0.25 + 0.75 * lengths[place] / meanLength)
                scores[telling[place]] += weight * idf * occurrences * 2.2 / (occurrences + norm)
            }
        }
        return scores
    }
}
