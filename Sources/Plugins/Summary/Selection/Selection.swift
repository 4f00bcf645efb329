/// Chooses sentences one by one: always the one with the highest score, more what it would add, less what it repeats of
/// those already chosen (maximal marginal relevance, Carbonell & Goldstein 1998, with the gain of a coverage).
struct Selection {
    /// What came of it.
    struct Outcome {
        /// As they were chosen, the best first.
        var sentences: [Int] = []
        /// For each of them, what it would have added and repeated when its turn came.
        var added: [Double] = []
        var repeated: [Double] = []
        /// For each of them, other sentences that say nearly the same, with their cosines, the nearest first.
        var echoes: [[(sentence: Int, cosine: Double)]] = []
        /// What is left of the budget for the last one, where it is cut.
        var room: Int?
        /// Whether sentences are left that were not chosen.
        var hasMore = false
    }

    private let scores: [Double]
    private let weights: SelectionWeights
    private let features: Features
    /// How many sentences are taken as said.
    private var saidCount = 0
    /// The last one, where nothing is chosen behind it and nobody asks what repeats it.
    private var last: Int?
    private let findsEchoes: Bool
    /// Which sentences have each term, and each pair of words, once so many are said that making them pays.
    private var termIndex: SentenceIndex?
    private var pairIndex: SentenceIndex?
    private var repetition: Repetition
    /// Of words and of pairs of words, where they count.
    private var words: Coverage?
    private var pairs: Coverage?
    /// Of the words of a question.
    private var question: Coverage?
    private var heap: [Candidate] = []

    private struct Candidate {
        let value: Double
        let sentence: Int

        func precedes(_ other: Candidate) -> Bool {
            value != other.value ? value > other.value : sentence < other.sentence
        }
    }

    /// So many are compared with all others one by one: that is as much work as to make an index.
    private static let fewSaid = 4
    /// A budget of words or characters is used up when so much of it is.
    private static let enough = 0.95
    /// Where sentences may be cut, the best one is, and one behind it if so much of it fits; less of it would say little.
    private static let leastShown = 0.6
    /// If not even one sentence fits, and none may be cut, the shortest of so many best ones is taken.
    private static let mostTried = 8
    /// Sentences with this cosine say nearly the same, if each has so large a part of the other's words …
    private static let echo = 0.5
    private static let echoPart = 0.65
    /// … and with this one the same, which is not said again.
    private static let copy = 0.85

    /// At least one sentence, if there is any that is not in `earlier`.
    ///
    /// One that doesn't fit into what is left of the budget is passed over, unless it may be cut.
    ///
    /// - Parameters:
    ///   - cuts: whether the last one may be cut; ``Outcome/room`` says to how much.
    ///   - costs: what each sentence takes of a budget that doesn't count sentences.
    ///   - earlier: sentences that were said before: they are not chosen again, nor is what they say.
    ///   - question: what is asked, if anything is.
    ///   - findsEchoes: whether ``Outcome/echoes`` are wanted.
    static func choose(
        _ features: Features,
        scores: [Double],
        weights: SelectionWeights,
        costs: [Int],
        budget: Budget,
        cuts: Bool = false,
        earlier: [Int] = [],
        question: AskedTerms? = nil,
        findsEchoes: Bool = true
    ) -> Outcome {
        var selection = Selection(
            features,
            scores,
            weights,
            question,
            excluding: Set(earlier),
            findsEchoes: findsEchoes
        )
        for sentence in earlier { selection.say(sentence) }
        // The last sentence has no space behind it.
        let total = costs.reduce(0, +)
        let limit = budget.limit(ofWords: total).map { budget.countsCharacters ? $0 + 1 : $0 }
        var outcome = Outcome()
        var passedOver: [Int] = []
        var used = 0
        while outcome.sentences.count < budget.sentenceLimit, let sentence = selection.best() {
            if let limit {
                // A heading or who was there fills no budget.
                if limit < total, !outcome.sentences.isEmpty, features.table.traits[sentence].isFormal {
                    passedOver.append(sentence)
                    continue
                }
                guard used + costs[sentence] <= limit else {
                    guard cuts,
                        outcome.sentences.isEmpty || Double(limit - used) >= leastShown * Double(costs[sentence])
                    else {
                        passedOver.append(sentence)
                        continue
                    }
                    selection.take(sentence, into: &outcome)
                    outcome.room = limit - used
                    break
                }
                used += costs[sentence]
            }
            let isLast = outcome.sentences.count + 1 == budget.sentenceLimit
            selection.take(sentence, into: &outcome, isLast: isLast)
            if let limit, limit < total, Double(used) >= enough * Double(limit) { break }
        }
        let tried = passedOver.prefix(mostTried)
        if outcome.sentences.isEmpty, let shortest = tried.min(by: { costs[$0] < costs[$1] }) {
            selection.take(shortest, into: &outcome)
            passedOver.removeAll { $0 == shortest }
        }
        outcome.hasMore = !outcome.sentences.isEmpty && (!passedOver.isEmpty || selection.isAnyLeft())
        return outcome
    }

    private init(
        _ features: Features,
        _ scores: [Double],
        _ weights: SelectionWeights,
        _ question: AskedTerms?,
        excluding earlier: Set<Int>,
        findsEchoes: Bool
    ) {
        self.findsEchoes = findsEchoes
        self.scores = scores
        self.weights = weights
        self.features = features
        let table = features.table
        repetition = Repetition(features)
        if weights.words > 0 {
            words = Coverage(
                .words(features),
                wordCounts: table.spokenCounts,
                lengthExponent: weights.wordsLengthExponent
            )
        }
        if weights.pairs > 0 {
            pairs = Coverage(
                .pairs(features),
                wordCounts: table.spokenCounts,
                lengthExponent: weights.pairsLengthExponent
            )
        }
        if weights.question > 0, let question, !question.terms.isEmpty {
            let scales = (0..<table.sentenceCount).map { sentence in
                // Whoever else names what is asked of somebody doesn't answer.
                let weight = question.shares.isEmpty ? 1 : question.share(of: sentence, in: table)
                return weight * table.saying(sentence)
            }
            self.question = Coverage(.question(question.terms, features), scales: scales)
        }
        heap.reserveCapacity(scores.count)
        for sentence in scores.indices where !earlier.contains(sentence) {
            heap.append(Candidate(value: value(of: sentence), sentence: sentence))
        }
        for place in (0..<heap.count / 2).reversed() { sink(heap[place], from: place) }
    }

    private func value(of sentence: Int) -> Double {
        scores[sentence] + gain(of: sentence) - weights.repetition * repetition.values[sentence]
    }

    private func gain(of sentence: Int) -> Double {
        var gain = 0.0
        if let words { gain += weights.words * words.gains[sentence] }
        if let pairs { gain += weights.pairs * pairs.gains[sentence] }
        if let question { gain += weights.question * question.gains[sentence] }
        return gain
    }

    /// - Parameter isLast: whether no other is chosen behind it, so that what it covers need not be known.
    private mutating func take(_ sentence: Int, into outcome: inout Outcome, isLast: Bool = false) {
        outcome.sentences.append(sentence)
        outcome.added.append(gain(of: sentence))
        outcome.repeated.append(-weights.repetition * repetition.values[sentence])
        guard findsEchoes else {
            outcome.echoes.append([])
            if isLast, termIndex == nil, saidCount < Self.fewSaid { last = sentence } else { say(sentence) }
            return
        }
        var echoes: [(sentence: Int, cosine: Double)] = []
        say(sentence, covers: !isLast) { other, cosine in
            if cosine >= Self.echo { echoes.append((other, cosine)) }
        }
        echoes.removeAll { repetition.sharedPart(sentence, $0.sentence) < Self.echoPart }
        outcome.echoes.append(echoes.sorted { ($1.cosine, $0.sentence) < ($0.cosine, $1.sentence) })
    }

    private mutating func say(
        _ sentence: Int,
        covers: Bool = true,
        _ found: (Int, Double) -> Void = { _, _ in }
    ) {
        saidCount += 1
        if saidCount > Self.fewSaid, termIndex == nil { makeIndices() }
        repetition.mark(sentence, termIndex, found)
        guard covers else { return }
        words?.cover(sentence, termIndex)
        pairs?.cover(sentence, pairIndex)
        question?.cover(sentence, termIndex)
    }

    private mutating func makeIndices() {
        let table = features.table
        termIndex = SentenceIndex(
            rows: table.starts,
            items: table.terms,
            count: table.termCount,
            weights: features.weighted
        )
        pairIndex = pairs?.makeIndex()
    }

    /// Whether a sentence is left that doesn't say the same as one that is chosen.
    private mutating func isAnyLeft() -> Bool {
        guard let last else { return best() != nil }
        return heap.contains { candidate in
            repetition.values[candidate.sentence] < Self.copy && repetition.cosine(last, candidate.sentence) < Self.copy
        }
    }

    /// Takes the best sentence that is left.
    ///
    /// Values only ever fall, so that a candidate whose value is still right when it comes to the top is the best.
    private mutating func best() -> Int? {
        while let top = heap.first {
            let value = value(of: top.sentence)
            if repetition.values[top.sentence] >= Self.copy {
                let last = heap.removeLast()
                if !heap.isEmpty { sink(last) }
            } else if value == top.value {
                let last = heap.removeLast()
                if !heap.isEmpty { sink(last) }
                return top.sentence
            } else {
                sink(Candidate(value: value, sentence: top.sentence))
            }
        }
        return nil
    }

    /// Puts `candidate` in the place `top` and lets it sink to where it belongs.
    private mutating func sink(_ candidate: Candidate, from top: Int = 0) {
        var place = top
        var heap = heap.mutableSpan
        while true {
            var child = place * 2 + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
            guard heap[child].precedes(candidate) else { break }
            heap[place] = heap[child]
            place = child
        }
        heap[place] = candidate
    }
}

/// What counts besides a sentence's own score, in units of the score's deviation.
struct SelectionWeights: Sendable {
    /// What a full repetition costs.
    var repetition = 1.8
    /// What covering words that other sentences have too, and nothing chosen has yet, is worth.
    var words: Double
    /// The same for pairs of words.
    var pairs: Double
    /// The same for the words of a question, so that one of several parts is answered part by part.
    var question: Double
    /// As in ``Coverage``.
    var wordsLengthExponent: Double
    var pairsLengthExponent: Double

    /// Where a text has a matter of its own, the words that it takes up count, by the root of the sentence's length; where
    /// it has none, pairs of words, and there whole sentences. To a question the words that all sentences have say little.
    ///
    /// - Parameter textCount: of how many texts the question is asked; 0 where none is. Among many, others have its words
    ///   that are about something else.
    init(diffuseness: Double, askedOf textCount: Int = 0) {
        let answersQuestion = textCount > 0
        question = answersQuestion ? (textCount == 1 ? 1 : 0.5) : 0
        words = answersQuestion ? 0 : 0.3 * (1 - diffuseness)
        pairs = 0.6 * diffuseness
        wordsLengthExponent = 0.5 * (1 - diffuseness)
        pairsLengthExponent = 0.5 * (1 - diffuseness)
    }
}
