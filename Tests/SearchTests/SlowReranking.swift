import Glibc

/// The second look of docs/ranking.md, written down once more, in double precision and without a thought of speed.
struct SlowReranking {
    private let search: SlowSearch
    /// The different words of the query, with their rarities.
    private let weights: [String: Double]
    private let units: [SlowSearch.Unit]
    private let first: [Double]
    private var mean: Double { search.meanTitle + search.meanText }

    /// Whether two numbers are so near to each other that single precision may take either for the larger one.
    private static func isTie(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-5 * max(left, right) }

    /// The scores of all passages that a query of words finds; `nil` where a tie leaves open who is among the best.
    static func scores(of words: [String], _ search: SlowSearch) -> [String: Double]? {
        let words = words.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let tree = words.dropFirst().reduce(SlowSearch.Tree.word(words[0], .anywhere)) {
            .any($0, .word($1, .anywhere))
        }
        var found = search.find(tree)
        let order = found.sorted { $0.value > $1.value }
        guard order.count > 1 else { return found }
        if order.count > 150, isTie(order[149].value, order[150].value) { return nil }
        let pool = order.prefix(150)
        let byName = Dictionary(uniqueKeysWithValues: search.units.filter { !$0.isDeleted }.map { ($0.name, $0) })
        let look = SlowReranking(
            search: search,
            weights: Dictionary(uniqueKeysWithValues: words.map { ($0, search.rarity(ofAny: [$0])) }),
            units: pool.compactMap { byName[$0.key] },
            first: pool.map(\.value)
        )
        guard let final = look.final() else { return nil }
        let floor = order.count > 150 ? order[150].value : 0
        for (place, hit) in pool.enumerated() { found[hit.key] = floor + order[0].value * final[place] }
        return found
    }

    /// y.
    private func final() -> [Double]? {
        let close = Self.normalized(
            units.indices.map { first[$0] + 0.2 * closeness(units[$0]) + 0.6 * siblings(units[$0]) }
        )
        let vectors = vectors()
        guard let (feedback, words) = feedback(close, vectors) else { return nil }
        let part = 0.1 * min(1, words / 150)
        let own = Self.normalized(
            units.indices.map { (1 - part) * close[$0] + part * feedback[$0] + 0.2 * titleCosine(units[$0]) }
        )
        var final: [Double] = []
        for place in units.indices {
            guard let neighbours = neighbours(of: place, own, vectors) else { return nil }
            let pull = neighbours - own[place]
            let part = pull > 0 ? 1 : 1 - coverage(units[place])
            final.append(own[place] + 0.75 * min(1, words / 60) * part * pull)
        }
        return final
    }

    private static func normalized(_ values: [Double]) -> [Double] {
        guard let largest = values.max(), largest > 0 else { return values }
        return values.map { $0 / largest }
    }

    private func saturated(_ value: Double, _ length: Int) -> Double {
        value * 2.2 / (value + 1.2 * (0.25 + 0.75 * Double(length) / mean))
    }

    private func closeness(_ unit: SlowSearch.Unit) -> Double {
        var nearness: [String: Double] = [:]
        // The heading is one more word away from the title.
        for part in [Array(unit.titles.joined(separator: [""])), unit.text] {
            for (left, word) in part.enumerated() where weights[word] != nil {
                for right in left + 1..<max(left + 1, min(part.count, left + 9))
                where weights[part[right]] != nil && part[right] != word {
                    nearness[word, default: 0] += 1 / Double(right - left)
                    nearness[part[right], default: 0] += 1 / Double(right - left)
                }
            }
        }
        return nearness.reduce(0) { $0 + (weights[$1.key] ?? 0) * saturated($1.value, unit.length) }
    }

    private func siblings(_ unit: SlowSearch.Unit) -> Double {
        let document = units.filter { $0.document == unit.document }
        guard document.count > 1 else { return 0 }
        let passages = search.units.count { $0.document == unit.document && !$0.isDeleted }
        let words = document.reduce(0) { $0 + $1.text.count }
        return weights.reduce(0) { sum, word in
            func share(_ frequency: Double) -> Double { word.value * 2.2 * frequency / (frequency + 1.2) }
            let whole = search.frequency(
                document.map { $0.titles.joined().count { $0 == word.key } }.max() ?? 0,
                of: document.map { $0.titles.joined().count }.max() ?? 0,
                document.reduce(0) { $0 + $1.text.count { $0 == word.key } },
                of: words * passages / document.count
            )
            return sum + max(0, share(whole) - share(search.frequency(of: word.key, unit)))
        }
    }

    private func idf(_ word: String) -> Double {
        let inside = Double(search.counts[word]?.passages ?? 0)
        return inside == 0 ? 0 : log(1 + (search.passageCount - inside + 0.5) / (inside + 0.5))
    }

    private func vectors() -> [[String: Double]] {
        let words = units.map { $0.titles.joined() + $0.text }
        var passages: [String: Int] = [:]
        for own in words { for word in Set(own) { passages[word, default: 0] += 1 } }
        return words.enumerated().map { place, own in
            var vector: [String: Double] = [:]
            for word in own where passages[word] != 1 { vector[word, default: 0] += 1 }
            for (word, count) in vector { vector[word] = saturated(count, units[place].length) * idf(word) }
            let length = vector.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return length > 0 ? vector.mapValues { $0 / length } : vector
        }
    }

    /// e, and how many words those have on average that it comes from; the corpora of these tests have fewer than thirty words, so that all terms are taken.
    private func feedback(_ close: [Double], _ vectors: [[String: Double]]) -> (scores: [Double], words: Double)? {
        let order = close.indices.sorted { close[$0] > close[$1] }
        if order.count > 10, Self.isTie(close[order[9]], close[order[10]]) { return nil }
        let best = order.prefix(10)
        var means: [String: Double] = [:]
        for place in best {
            for (word, value) in vectors[place] { means[word, default: 0] += value / Double(best.count) }
        }
        let scores = units.map { unit in
            means.reduce(0.0) { sum, mean in
                guard idf(mean.key) > 0 else { return sum }
                let weight = mean.value / idf(mean.key) * search.rarity(ofAny: [mean.key])
                let frequency = search.frequency(of: mean.key, unit)
                return sum + weight * 2.2 * frequency / (frequency + 1.2)
            }
        }
        let words = best.reduce(0) { $0 + units[$1].text.count }
        return (Self.normalized(scores), Double(words) / Double(best.count))
    }

    private func coverage(_ unit: SlowSearch.Unit) -> Double {
        let words = Set(unit.titles.joined() + unit.text)
        let all = weights.values.reduce(0, +)
        return weights.reduce(0) { words.contains($1.key) ? $0 + $1.value : $0 } / all
    }

    /// The largest one of the whole, of the title and of the heading; those of these tests have no other pieces.
    private func titleCosine(_ unit: SlowSearch.Unit) -> Double {
        let all = weights.values.reduce(0, +)
        let cosines = ([Array(unit.titles.joined())] + unit.titles).map { title in
            let words = Set(title)
            let common = words.reduce(0) { $0 + (weights[$1] ?? 0) }
            let others = words.reduce(0) { weights[$1] == nil ? $0 + search.rarity(ofAny: [$1]) : $0 }
            return common > 0 ? (common / all * common / (common + others)).squareRoot() : 0
        }
        return cosines.max() ?? 0
    }

    private func neighbours(of place: Int, _ own: [Double], _ vectors: [[String: Double]]) -> Double? {
        let products = units.indices.filter { $0 != place }.map { other in
            (other, vectors[place].reduce(0) { $0 + $1.value * (vectors[other][$1.key] ?? 0) })
        }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
        if products.count > 10, Self.isTie(products[9].1, products[10].1) { return nil }
        let sum = products.prefix(10).reduce(0) { $0 + $1.1 * $1.1 }
        guard sum > 0 else { return own[place] }
        return products.prefix(10).reduce(0) { $0 + $1.1 * $1.1 / sum * own[$1.0] }
    }
}
