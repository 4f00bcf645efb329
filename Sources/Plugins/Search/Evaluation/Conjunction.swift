/// The units with all of several terms, of which each next one is looked for only where those before were found and a unit
/// can still be good enough.
struct Conjunction {
    /// The rarest first.
    private let terms: [TermSource]
    private let units: UnsafeMutablePointer<UInt32>
    private let scores: UnsafeMutablePointer<Float>
    /// What the terms from each on add at most, in the window that is evaluated.
    private let rest: UnsafeMutablePointer<Float>

    init(_ terms: [TermSource], _ memory: QueryMemory) {
        self.terms = terms
        units = memory.take(Window.size)
        scores = memory.take(Window.size)
        rest = memory.take(terms.count + 1)
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        rest[terms.count] = 0
        for index in stride(from: terms.count - 1, through: 0, by: -1) {
            rest[index] = rest[index + 1] + terms[index].bound(in: window)
        }
        if rest[0] < sums.threshold { return .empty }
        var count = 0
        let first = terms[0]
        for posting in first.list.postings(in: window) {
            let score = first.impact(at: posting)
            guard score + rest[1] >= sums.threshold else { continue }
            units[count] = first.list.units[posting]
            scores[count] = score
            count += 1
        }
        for number in 1..<max(terms.count, 1) where count > 0 {
            count = kept(count, by: number, window, sums.threshold)
        }
        for index in 0..<count { sums.scores[Int(units[index]) & (Window.size - 1)] += scores[index] }
        return UnitMask(units, 0..<count)
    }

    /// Keeps the units that have the next term too.
    private func kept(_ count: Int, by number: Int, _ window: Int, _ threshold: Float) -> Int {
        let term = terms[number]
        let postings = term.list.postings(in: window)
        let own = term.list.units
        var posting = postings.lowerBound
        var kept = 0
        for index in 0..<count {
            let unit = units[index]
            while posting < postings.upperBound, own[posting] < unit { posting += 1 }
            if posting == postings.upperBound { break }
            guard own[posting] == unit else { continue }
            let score = scores[index] + term.impact(at: posting)
            guard score + rest[number + 1] >= threshold else { continue }
            units[kept] = unit
            scores[kept] = score
            kept += 1
        }
        return kept
    }
}
