/// Finds the best units with any of some rare terms, by reading all their postings.
struct SparseTerms {
    static let mostPostings = 4096
    /// So many units are summed up at once.
    private static let spanShift = 12

    private let memory: QueryMemory
    private let counts: [Int]
    private let units: [UnsafeMutablePointer<UInt32>]
    private let impacts: [UnsafeMutablePointer<Float>]

    init(_ terms: [TermSource], _ memory: QueryMemory) {
        self.memory = memory
        counts = terms.map(\.list.count)
        units = counts.map { memory.take($0) }
        impacts = counts.map { memory.take($0) }
        for (number, term) in terms.enumerated() { term.writeAll(units: units[number], impacts: impacts[number]) }
    }

    func find(segment: Int, into top: inout TopHits) {
        if counts.count == 1 { return findOne(segment: segment, into: &top) }
        let sums = memory.take(1 << Self.spanShift, repeating: Float(0))
        let starts = memory.take(counts.count, repeating: 0)
        while let span = nextSpan(starts) {
            let end = UInt32((span + 1) << Self.spanShift)
            let mask = 1 << Self.spanShift - 1
            for number in 0..<counts.count {
                let (units, impacts) = (units[number], impacts[number])
                var index = starts[number]
                while index < counts[number], units[index] < end {
                    sums[Int(units[index]) & mask] += impacts[index]
                    index += 1
                }
            }
            for number in 0..<counts.count {
                let units = units[number]
                var index = starts[number]
                while index < counts[number], units[index] < end {
                    let unit = Int(units[index])
                    let sum = sums[unit & mask]
                    // The first term of a unit takes its sum away.
                    if sum > 0, sum >= top.threshold { top.offer(Hit(segment: segment, unit: unit, score: sum)) }
                    sums[unit & mask] = 0
                    index += 1
                }
                starts[number] = index
            }
        }
    }

    /// The span of the first unit that is left.
    private func nextSpan(_ starts: UnsafeMutablePointer<Int>) -> Int? {
        var first = UInt32.max
        for number in 0..<counts.count where starts[number] < counts[number] {
            first = min(first, units[number][starts[number]])
        }
        return first == .max ? nil : Int(first) >> Self.spanShift
    }

    private func findOne(segment: Int, into top: inout TopHits) {
        let (units, impacts) = (units[0], impacts[0])
        for index in 0..<counts[0] where impacts[index] >= top.threshold {
            top.offer(Hit(segment: segment, unit: Int(units[index]), score: impacts[index]))
        }
    }
}
