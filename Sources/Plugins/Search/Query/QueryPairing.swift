/// Which parentheses and quotation marks of a query have a partner.
struct QueryPairing {
    /// The tokens without those that lack their partner.
    let balanced: [QueryToken]
    /// What is wrong with the first of those.
    let mistake: QueryMistake?

    init(_ tokens: [QueryToken]) {
        var open: [Int] = []
        var lonely: [Int] = []
        for (index, token) in tokens.enumerated() {
            switch token.kind {
            case .open: open.append(index)
            case .close where open.popLast() == nil: lonely.append(index)
            case .openQuote: lonely.append(index)
            default: break
            }
        }
        lonely.append(contentsOf: open)
        guard let first = lonely.min() else {
            balanced = tokens
            mistake = nil
            return
        }
        let left = Set(lonely)
        balanced = tokens.enumerated().filter { !left.contains($0.offset) }.map(\.element)
        mistake = .lonely(tokens[first])
    }
}
