import Glibc

/// What can be seen of each sentence when all of them are looked at together. Each is a list with one number a sentence.
///
/// No sentence is compared with every other one: what is wanted are sums over all others, and the sum of x·y over all y
/// is x times the sum of all y.
struct Features {
    let table: TermTable
    /// How many sentences have each term.
    let sentenceFrequencies: [Double]
    /// For each place in `table.terms`: 1 + ln(count), divided by the length of the sentence's vector of these, with
    /// each term weighted by `rarities` in the second.
    private let plain: [Double]
    let weighted: [Double]
    /// ln(1 + n / sentences with the term).
    private let rarities: [Double]
    private let total: Double

    init(_ table: TermTable) {
        self.table = table
        total = Double(table.sentenceCount)
        var frequencies = [Double](repeating: 0, count: table.termCount)
        for term in table.terms { frequencies[Int(term)] += 1 }
        sentenceFrequencies = frequencies
        let count = total
        let rarities = frequencies.map { $0 > 0 ? log(1 + count / $0) : 0 }
        self.rarities = rarities
        let sublinear = table.counts.map { 1 + log(Double($0)) }
        plain = Self.normalised(sublinear, table)
        weighted = Self.normalised(zip(table.terms, sublinear).map { rarities[Int($0)] * $1 }, table)
    }

    /// How far each sentence's words are those of all sentences: the cosine to the sum of their vectors.
    func centrality() -> [Double] {
        let sublinear = table.counts.map { 1 + log(Double($0)) }
        return cosines(of: plain, to: sum(of: sublinear))
    }

    /// The sum of the cosines to all other sentences.
    func degree() -> [Double] {
        let products = products(of: weighted, with: sum(of: weighted))
        return products.indices.map { table.row($0).isEmpty ? 0 : products[$0] - 1 }
    }

    /// The cosine to the sum of some sentences.
    func closeness(to sentences: [Int]) -> [Double] {
        var sum = [Double](repeating: 0, count: table.termCount)
        for sentence in sentences {
            for place in table.row(sentence) {
                let term = Int(table.terms[place])
                sum[term] += (1 + log(Double(table.counts[place]))) * rarities[term]
            }
        }
        return cosines(of: weighted, to: sum)
    }

    /// How much the texts lack a matter of their own, from 0 to 1: 1 where even the five commonest words stand in fewer
    /// than one sentence of twenty, as in a story or a meeting, 0 from one in five on, as in an article.
    ///
    /// Where it is high, a mean over the few words of a sentence says little, and how much a sentence covers says more.
    func diffuseness() -> Double {
        let commonest = sentenceFrequencies.sorted(by: >).prefix(5)
        let share = commonest.reduce(0, +) / 5 / max(total, 1)
        return min(1, max(0, (0.2 - share) / 0.15))
    }

    /// For each pair of words, the root of the number of other sentences that have it too.
    func pairWeights() -> [Double] {
        var frequencies = [Double](repeating: 0, count: table.pairCount)
        for pair in table.pairs { frequencies[Int(pair)] += 1 }
        return frequencies.map { max($0 - 1, 0).squareRoot() }
    }

    /// How often, on average, its pairs of words stand in other sentences too.
    func pairFrequency() -> [Double] {
        var frequencies = [Double](repeating: 0, count: table.pairCount)
        for pair in table.pairs { frequencies[Int(pair)] += 1 }
        return (0..<table.sentenceCount).map { sentence in
            let row = table.pairRow(sentence)
            let sum = row.reduce(0) { $0 + frequencies[Int($1)] - 1 }
            return sum / Double(max(row.count, 1))
        }
    }

    /// The mean of ln(occurrences in all texts) over a sentence's different terms.
    func termFrequency() -> [Double] {
        var occurrences = [Double](repeating: 0, count: table.termCount)
        for (term, count) in zip(table.terms, table.counts) { occurrences[Int(term)] += Double(count) }
        return (0..<table.sentenceCount).map { sentence in
            let row = table.row(sentence)
            return row.reduce(0) { $0 + log(occurrences[Int(table.terms[$1])]) } / Double(max(row.count, 1))
        }
    }

    /// What BM25 (k 1.2, b .75) says when each other sentence in turn is the query.
    func attraction() -> [Double] {
        let lengths = (0..<table.sentenceCount).map { Double(table.length(of: $0)) }
        let mean = max(lengths.reduce(0, +) / total, 1e-9)
        var idf = sentenceFrequencies.map { $0 > 0 ? max(log((total - $0 + 0.5) / ($0 + 0.5)), 0) : 0 }
        let used = sentenceFrequencies.count { $0 > 0 }
        let floor = 0.25 * idf.reduce(0, +) / Double(max(used, 1))
        for term in idf.indices where idf[term] == 0 { idf[term] = floor }
        return (0..<table.sentenceCount).map { sentence in
            table.row(sentence).reduce(0) { sum, place in
                let term = Int(table.terms[place])
                let count = Double(table.counts[place])
                let saturated = count * 2.2 / (count + 1.2 * (0.25 + 0.75 * lengths[sentence] / mean))
                return sum + (sentenceFrequencies[term] - 1) * idf[term] * saturated
            }
        }
    }

    private func sum(of values: [Double]) -> [Double] {
        var sum = [Double](repeating: 0, count: table.termCount)
        for (term, value) in zip(table.terms, values) { sum[Int(term)] += value }
        return sum
    }

    private func products(of values: [Double], with vector: [Double]) -> [Double] {
        (0..<table.sentenceCount).map { sentence in
            table.row(sentence).reduce(0) { $0 + values[$1] * vector[Int(table.terms[$1])] }
        }
    }

    private func cosines(of values: [Double], to vector: [Double]) -> [Double] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0 else { return [Double](repeating: 0, count: table.sentenceCount) }
        return products(of: values, with: vector).map { $0 / length }
    }

    private static func normalised(_ values: [Double], _ table: TermTable) -> [Double] {
        var result = values
        for sentence in 0..<table.sentenceCount {
            let row = table.row(sentence)
            let length = row.reduce(0) { $0 + values[$1] * values[$1] }.squareRoot()
            guard length > 0 else { continue }
            for place in row { result[place] /= length }
        }
        return result
    }
}
