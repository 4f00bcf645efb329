import Analysis

/// The pairs of a query in a script whose letters combine to clusters: Thai, Lao, Burmese, Khmer.
///
/// Its words have several clusters, and some two or three of them are part of many other words. So where a longer word is
/// asked for, a pair or two that stand alone are no match.
struct ClusterPairs {
    /// For each term how many pairs have to follow each other where it stands; 0 for what is no such pair.
    private let needed: [Int]
    private let hasRuns: Bool
    /// Or the whole word, where it has fewer.
    private static let mostNeeded = 3

    init(_ terms: [WeightedTerm]) {
        let pairs = terms.map { Self.range(of: $0) }
        var needed = pairs.map { $0 == nil ? 0 : 1 }
        for run in Self.runs(pairs.indices.filter { pairs[$0] != nil }, { pairs[$0] ?? 0..<0 }) {
            for pair in run { needed[pair] = min(run.count, Self.mostNeeded) }
        }
        self.needed = needed
        hasRuns = needed.contains { $0 > 1 }
    }

    /// Where a term stands in the query, if it is such a pair and the corpus has it.
    private static func range(of term: WeightedTerm) -> Range<Int>? {
        guard case .word(let word) = term.resolved.leaf.matcher, word.kind == .gram, !word.isLonelyGram,
            let bytes = term.resolved.readings.first?.words.first?.first?.bytes, !bytes.isEmpty
        else { return nil }
        let (scalar, _) = bytes.withUnsafeBufferPointer { UTF8Reading.scalar(in: $0, at: 0) }
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: return word.range.lowerBound..<word.end
        default: return nil
        }
    }

    /// Runs of what overlaps with the one before.
    private static func runs(_ numbers: [Int], _ range: (Int) -> Range<Int>) -> [[Int]] {
        var runs: [[Int]] = []
        for number in numbers.sorted(by: { range($0).lowerBound < range($1).lowerBound }) {
            if let last = runs.last?.last, range(last).overlaps(range(number)) {
                runs[runs.count - 1].append(number)
            } else {
                runs.append([number])
            }
        }
        return runs
    }

    /// The marks but for such pairs of which too few follow each other; all of them where nothing else would be left.
    ///
    /// - Parameter marks: in their order.
    func withoutLone(_ marks: [Highlighter.Mark]) -> [Highlighter.Mark] {
        guard hasRuns else { return marks }
        var isLone = [Bool](repeating: false, count: marks.count)
        for run in Self.runs(marks.indices.filter { needed[marks[$0].term] > 0 }, { marks[$0].range }) {
            let count = Set(run.map { marks[$0].range }).count
            for mark in run { isLone[mark] = count < needed[marks[mark].term] }
        }
        let rest = marks.indices.filter { !isLone[$0] }.map { marks[$0] }
        return rest.isEmpty ? marks : rest
    }
}
