import Glibc

/// What can be seen of each sentence when all of them are looked at together. Each is a list with one number a sentence.
///
/// No sentence is compared with every other one: what is wanted are sums over all others, and the sum of x·y over all y
/// is x times the sum of all y.
struct Features {
    let table: TermTable
    /// How many sentences have each term.
    let sentenceFrequencies: [Double]
    /// For each place in `table.terms`: 1 + ln(count), weighted by how rare the term is, divided by the length of the
    /// sentence's vector of these.
    let weighted: [Double]
    /// How far each sentence's words are those of all sentences: the cosine to the sum of their vectors, counts damped.
    let centrality: [Double]
    /// The sum of the cosines to all other sentences.
    let degree: [Double]
    /// The mean of ln(occurrences in all texts) over a sentence's different terms.
    let termFrequency: [Double]
    /// What BM25 (k 1.2, b .75) says when each other sentence in turn is the query.
    let attraction: [Double]
    /// How much the texts lack a matter of their own, from 0 to 1: 1 where even the five commonest words stand in fewer
    /// than one sentence of twenty, as in a story or a meeting, 0 from one in five on, as in an article.
    ///
    /// Where it is high, a mean over the few words of a sentence says little, and how much a sentence covers says more.
    let diffuseness: Double
    /// How many sentences have each pair of words.
    private let pairFrequencies: [UInt32]
    /// ln(1 + n / sentences with the term).
    private let rarities: [Double]

    /// The loops over all terms don't look at the bounds: their numbers are those that the table itself has given.
    init(_ table: TermTable) {
        self.table = table
        let sums = TermSums(table)
        let (logarithms, total) = (Logarithms(), Double(table.sentenceCount))
        var terms = sums.terms(total)
        // First the sums of all sentences' vectors, for which their lengths are needed …
        var lengths = [Double](repeating: 0, count: table.sentenceCount)
        var plainLengths = lengths
        let weighted = [Double](unsafeUninitializedCapacity: table.terms.count) { weighted, weightedCount in
            let (starts, numbers, counts) = (table.starts.span, table.terms.span, table.counts.span)
            var terms = terms.mutableSpan
            var lengths = lengths.mutableSpan
            var plainLengths = plainLengths.mutableSpan
            for sentence in 0..<table.sentenceCount {
                let row = starts[sentence]..<starts[sentence + 1]
                var (length, plain, words) = (0.0, 0.0, 0.0)
                for place in row {
                    let (term, count) = (Int(numbers[unchecked: place]), counts[unchecked: place])
                    let damped = count == 1 ? 1 : 1 + logarithms[Int(count)]
                    let value = damped * terms[unchecked: term].rarity
                    weighted.initializeElement(at: place, to: value)
                    plain += damped * damped
                    length += value * value
                    words += Double(count)
                    terms[unchecked: term].dampedSum += damped
                }
                lengths[sentence] = words
                plainLengths[sentence] = plain.squareRoot()
                guard length > 0 else { continue }
                let factor = 1 / length.squareRoot()
                for place in row {
                    let value = weighted[place] * factor
                    weighted[place] = value
                    terms[unchecked: Int(numbers[unchecked: place])].weightedSum += value
                }
            }
            weightedCount = table.terms.count
        }
        // … then each sentence's products with them.
        let meanLength = max(lengths.reduce(0, +) / max(total, 1), 1e-9)
        let sumLength = terms.reduce(0) { $0 + $1.dampedSum * $1.dampedSum }.squareRoot()
        var centrality = [Double](repeating: 0, count: table.sentenceCount)
        var (degree, termFrequency, attraction) = (centrality, centrality, centrality)
        do {
            let (numbers, counts) = (table.terms.span, table.counts.span)
            let (weighted, terms) = (weighted.span, terms.span)
            var centrality = centrality.mutableSpan
            var degree = degree.mutableSpan
            var termFrequency = termFrequency.mutableSpan
            var attraction = attraction.mutableSpan
            for sentence in 0..<table.sentenceCount {
                let row = table.row(sentence)
                guard !row.isEmpty else { continue }
                let norm = 1.2 * (0.25 + 0.75 * lengths[sentence] / meanLength)
                var (central, near, frequent, attracted) = (0.0, 0.0, 0.0, 0.0)
                // What BM25 makes of a word that stands once, as most do.
                let once = 2.2 / (1 + norm)
                for place in row {
                    let term = terms[unchecked: Int(numbers[unchecked: place])]
                    let number = counts[unchecked: place]
                    if number == 1 {
                        central += term.dampedSum
                        attracted += term.attraction * once
                    } else {
                        let count = Double(number)
                        central += (1 + logarithms[Int(number)]) * term.dampedSum
                        attracted += term.attraction * (count * 2.2 / (count + norm))
                    }
                    near += weighted[unchecked: place] * term.weightedSum
                    frequent += term.logarithm
                }
                centrality[sentence] = central / (plainLengths[sentence] * sumLength)
                degree[sentence] = near - 1
                termFrequency[sentence] = frequent / Double(row.count)
                attraction[sentence] = attracted
            }
        }
        (self.weighted, self.centrality, self.degree) = (weighted, centrality, degree)
        (self.termFrequency, self.attraction) = (termFrequency, attraction)
        sentenceFrequencies = .init(count: sums.sentences.count) { Double(sums.sentences[$0]) }
        diffuseness = Self.diffuseness(sums.sentences, of: table.sentenceCount)
        rarities = .init(count: terms.count) { terms[$0].rarity }
        var pairFrequencies = [UInt32](repeating: 0, count: table.pairCount)
        do {
            var frequencies = pairFrequencies.mutableSpan
            for pair in table.pairs { frequencies[unchecked: Int(pair)] &+= 1 }
        }
        self.pairFrequencies = pairFrequencies
    }

    /// How rare a term is: ln(1 + n / sentences with it).
    func rarity(of term: UInt32) -> Double { rarities[Int(term)] }

    /// The cosine to the sum of some sentences.
    func closeness(to sentences: [Int]) -> [Double] {
        let none = [Double](repeating: 0, count: table.sentenceCount)
        let logarithms = Logarithms()
        var sum = [Double](repeating: 0, count: table.termCount)
        for sentence in sentences {
            for place in table.row(sentence) {
                let term = Int(table.terms[place])
                sum[term] += (1 + logarithms[Int(table.counts[place])]) * rarities[term]
            }
        }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0 else { return none }
        var cosines = none
        let (terms, weighted, sums) = (table.terms.span, weighted.span, sum.span)
        for sentence in cosines.indices {
            var product = 0.0
            for place in table.row(sentence) {
                product += weighted[unchecked: place] * sums[unchecked: Int(terms[unchecked: place])]
            }
            cosines[sentence] = product / length
        }
        return cosines
    }

    private static func diffuseness(_ frequencies: [UInt32], of sentenceCount: Int) -> Double {
        var commonest: [UInt32] = [0, 0, 0, 0, 0]
        var fifth: UInt32 = 0
        for frequency in frequencies where frequency > fifth {
            commonest[4] = frequency
            commonest.sort(by: >)
            fifth = commonest[4]
        }
        let share = Double(commonest.reduce(0, +)) / 5 / max(Double(sentenceCount), 1)
        return min(1, max(0, (0.2 - share) / 0.15))
    }

    /// For each term, the root of the number of other sentences that have it too.
    func termWeights() -> [Double] {
        .init(count: sentenceFrequencies.count) { max(sentenceFrequencies[$0] - 1, 0).squareRoot() }
    }

    /// For each pair of words, the root of the number of other sentences that have it too.
    func pairWeights() -> [Double] {
        .init(count: pairFrequencies.count) { max(Double(pairFrequencies[$0]) - 1, 0).squareRoot() }
    }

    /// How often, on average, its pairs of words stand in other sentences too.
    func pairFrequency() -> [Double] {
        var frequency = [Double](repeating: 0, count: table.sentenceCount)
        let (pairs, frequencies) = (table.pairs.span, pairFrequencies.span)
        for sentence in frequency.indices {
            let row = table.pairRow(sentence)
            guard !row.isEmpty else { continue }
            var sum = 0
            for place in row { sum &+= Int(frequencies[unchecked: Int(pairs[unchecked: place])]) }
            frequency[sentence] = Double(sum - row.count) / Double(row.count)
        }
        return frequency
    }
}

/// What is known of each term before sentences are looked at.
private struct TermSums {
    /// How many sentences have it, and how often they do.
    private(set) var sentences: [UInt32]
    private var occurrences: [UInt32]

    /// All that one look-up of a term should find.
    struct Term {
        let rarity: Double
        /// ln(occurrences).
        let logarithm: Double
        /// For BM25: in how many other sentences it stands, times its inverse frequency.
        let attraction: Double
        var dampedSum = 0.0
        var weightedSum = 0.0
    }

    init(_ table: TermTable) {
        var sentences = [UInt32](repeating: 0, count: table.termCount)
        var occurrences = sentences
        do {
            let (terms, counts) = (table.terms.span, table.counts.span)
            var sentences = sentences.mutableSpan
            var occurrences = occurrences.mutableSpan
            for place in terms.indices {
                let term = Int(terms[unchecked: place])
                sentences[unchecked: term] &+= 1
                occurrences[unchecked: term] &+= counts[unchecked: place]
            }
        }
        (self.sentences, self.occurrences) = (sentences, occurrences)
    }

    /// - Parameter total: of all sentences.
    func terms(_ total: Double) -> [Term] {
        let logarithms = Logarithms()
        // Most terms share their frequency with others.
        let most = Int(sentences.max() ?? 0) + 1
        var rarities = [Double](repeating: -1, count: most)
        var inverses = rarities
        var (sum, used) = (0.0, 0)
        do {
            var rarities = rarities.mutableSpan
            var inverses = inverses.mutableSpan
            // No look at the bounds: none stands in more sentences than the commonest.
            for frequency in sentences where frequency > 0 {
                let frequency = Int(frequency)
                if rarities[unchecked: frequency] < 0 {
                    let count = Double(frequency)
                    rarities[unchecked: frequency] = log(1 + total / count)
                    inverses[unchecked: frequency] = max(log((total - count + 0.5) / (count + 0.5)), 0)
                }
                sum += inverses[unchecked: frequency]
                used &+= 1
            }
        }
        let floor = 0.25 * sum / Double(max(used, 1))
        return [Term](unsafeUninitializedCapacity: sentences.count) { terms, count in
            let (sentences, occurrences) = (sentences.span, occurrences.span)
            let (rarity, factors) = (rarities.span, inverses.span)
            for term in sentences.indices {
                let frequency = Int(sentences[unchecked: term])
                guard frequency > 0 else {
                    terms.initializeElement(at: term, to: Term(rarity: 0, logarithm: 0, attraction: 0))
                    continue
                }
                let inverse = factors[unchecked: frequency] > 0 ? factors[unchecked: frequency] : floor
                terms.initializeElement(
                    at: term,
                    to: Term(
                        rarity: rarity[unchecked: frequency],
                        logarithm: logarithms[Int(occurrences[unchecked: term])],
                        attraction: Double(frequency - 1) * inverse
                    )
                )
            }
            count = sentences.count
        }
    }
}

extension [Double] {
    /// What `value` says of each number below `count`; `map` would look for room each time.
    @inline(__always)
    fileprivate init(count: Int, _ value: (Int) -> Double) {
        self.init(unsafeUninitializedCapacity: count) { room, filled in
            for index in 0..<count { room.initializeElement(at: index, to: value(index)) }
            filled = count
        }
    }
}

/// Natural logarithms of whole numbers from 1, of small ones from a table.
struct Logarithms {
    private let small = Self.table

    private static let table = (0..<256).map { $0 == 0 ? 0 : log(Double($0)) }

    @inline(__always)
    subscript(_ number: Int) -> Double { number < small.count ? small[number] : log(Double(number)) }
}
