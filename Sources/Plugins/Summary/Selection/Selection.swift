/// Chooses sentences one by one: always the one with the highest score, less what it repeats of those already chosen
/// (maximal marginal relevance, Carbonell & Goldstein 1998).
struct Selection {
    private let features: Features
    private let scores: [Double]
    /// The largest cosine of each sentence to one that is chosen.
    private var redundancy: [Double]
    private var heap: [Candidate] = []
    /// The cosines to the sentence that was just chosen, and those sentences for which they aren't 0; kept for their
    /// space.
    private var cosines: [Float]
    private var touched: [Int] = []
    /// The sentences with each term, made when the first is chosen.
    private var postings = SentencePostings()

    private struct Candidate {
        let value: Double
        let sentence: Int

        func precedes(_ other: Candidate) -> Bool {
            value != other.value ? value > other.value : sentence < other.sentence
        }
    }

    /// What a full repetition costs, in units of the score's deviation.
    private static let repetitionCost = 1.8
    /// A budget of words or characters is used up when so much of it is.
    private static let enough = 0.95
    /// If not even one sentence fits, the shortest of so many best ones is taken.
    private static let mostTried = 8

    /// The chosen sentences, in source order. At least one, if there is any.
    ///
    /// Only whole sentences; one that doesn't fit into what is left of the words is passed over.
    ///
    /// - Parameter costs: what each sentence takes of a budget that doesn't count sentences.
    static func choose(_ features: Features, scores: [Double], costs: [Int], budget: Budget) -> [Int] {
        var selection = Selection(features, scores)
        // The last sentence has no space behind it.
        let limit = budget.limit(ofWords: costs.reduce(0, +)).map { budget.countsCharacters ? $0 + 1 : $0 }
        var chosen: [Int] = []
        var passedOver: [Int] = []
        var used = 0
        while chosen.count < budget.sentenceLimit, let sentence = selection.best() {
            if let limit {
                guard used + costs[sentence] <= limit else {
                    passedOver.append(sentence)
                    continue
                }
                used += costs[sentence]
            }
            chosen.append(sentence)
            if let limit, Double(used) >= enough * Double(limit) { break }
            selection.markRepetitions(of: sentence)
        }
        if chosen.isEmpty, let shortest = passedOver.prefix(mostTried).min(by: { costs[$0] < costs[$1] }) {
            chosen = [shortest]
        }
        return chosen.sorted()
    }

    private init(_ features: Features, _ scores: [Double]) {
        self.features = features
        self.scores = scores
        redundancy = [Double](repeating: 0, count: scores.count)
        cosines = [Float](repeating: 0, count: scores.count)
        heap = scores.indices.map { Candidate(value: scores[$0], sentence: $0) }.sorted { $0.precedes($1) }
    }

    /// Takes the best sentence that is left.
    ///
    /// Values only ever fall, so that a candidate whose value is still right when it comes to the top is the best.
    private mutating func best() -> Int? {
        while let top = heap.first {
            let value = scores[top.sentence] - Self.repetitionCost * redundancy[top.sentence]
            if value == top.value {
                let last = heap.removeLast()
                if !heap.isEmpty { sink(last) }
                return top.sentence
            }
            sink(Candidate(value: value, sentence: top.sentence))
        }
        return nil
    }

    /// Puts `candidate` in the place of the top and lets it sink to where it belongs.
    private mutating func sink(_ candidate: Candidate) {
        var place = 0
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

    private mutating func markRepetitions(of chosen: Int) {
        if postings.isEmpty { postings = SentencePostings(features) }
        let table = features.table
        for place in table.row(chosen) {
            let weight = Float(features.weighted[place])
            for entry in postings[table.terms[place]] {
                let sentence = Int(entry.sentence)
                if cosines[sentence] == 0 { touched.append(sentence) }
                cosines[sentence] += weight * entry.weight
            }
        }
        for sentence in touched {
            redundancy[sentence] = max(redundancy[sentence], Double(cosines[sentence]))
            cosines[sentence] = 0
        }
        touched.removeAll(keepingCapacity: true)
    }
}

/// The sentences of each term with their weights there.
private struct SentencePostings {
    private var starts: [Int] = []
    private var entries: [Entry] = []

    struct Entry {
        let sentence: UInt32
        let weight: Float
    }

    var isEmpty: Bool { starts.isEmpty }

    init() {}

    init(_ features: Features) {
        let table = features.table
        starts = [Int](repeating: 0, count: table.termCount + 1)
        for term in table.terms { starts[Int(term) + 1] += 1 }
        for term in 0..<table.termCount { starts[term + 1] += starts[term] }
        var next = starts
        entries = [Entry](repeating: Entry(sentence: 0, weight: 0), count: table.terms.count)
        for sentence in 0..<table.sentenceCount {
            for place in table.row(sentence) {
                let term = Int(table.terms[place])
                entries[next[term]] = Entry(sentence: UInt32(sentence), weight: Float(features.weighted[place]))
                next[term] += 1
            }
        }
    }

    subscript(term: UInt32) -> ArraySlice<Entry> { entries[starts[Int(term)]..<starts[Int(term) + 1]] }
}
