/// The passages of a pool that are most alike, for each of them.
///
/// Scores of passages that are about the same should be alike (Diaz 2005, "Regularizing ad hoc retrieval scores").
struct Neighbours {
    /// So many are asked.
    static let most = 10

    /// For each passage its neighbours and what they count; the numbers of one add up to 1.
    private let shares: [[(passage: Int, share: Float)]]

    init(_ vectors: PoolVectors) {
        let count = vectors.passageCount
        var products = [Float](repeating: 0, count: count * count)
        products.withUnsafeMutableBufferPointer { products in
            vectors.components.withUnsafeBufferPointer { components in
                for term in vectors.terms.indices {
                    for first in vectors.starts[term]..<vectors.starts[term + 1] {
                        let value = components[first].value
                        let row = Int(components[first].passage) * count
                        for second in first + 1..<vectors.starts[term + 1] {
                            products[row + Int(components[second].passage)] += value * components[second].value
                        }
                    }
                }
            }
            for row in 0..<count {
                for column in row + 1..<max(count, row + 1) {
                    products[column * count + row] = products[row * count + column]
                }
            }
        }
        shares = (0..<count).map { passage in
            Self.shares(products[passage * count..<(passage + 1) * count], of: passage)
        }
    }

    /// The square of a product is its weight.
    private static func shares(_ products: ArraySlice<Float>, of passage: Int) -> [(passage: Int, share: Float)] {
        var best: [(passage: Int, share: Float)] = []
        for (other, product) in products.enumerated() where product > 0 && other != passage {
            if best.count == most, product <= best[most - 1].share { continue }
            if best.count == most { best.removeLast() }
            let place = best.firstIndex { product > $0.share } ?? best.count
            best.insert((other, product), at: place)
        }
        let sum = best.reduce(0) { $0 + $1.share * $1.share }
        return best.map { ($0.passage, $0.share * $0.share / sum) }
    }

    /// The mean of the neighbours' scores for each passage; `nil` for one that is like no other.
    func means(of scores: [Float]) -> [Float?] {
        shares.map { own in own.isEmpty ? nil : own.reduce(0) { $0 + $1.share * scores[$1.passage] } }
    }
}
