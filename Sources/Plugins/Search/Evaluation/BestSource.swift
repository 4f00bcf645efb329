/// The passages that any of several ways to write the same thing matches, with the best of their scores.
final class BestSource: CandidateSource {
    private let parts: [any Source]
    private let matches: UnsafeMutablePointer<UnitMask>
    private let windowCount: Int
    /// The bounds of the parts, one part after the other.
    private let bounds: UnsafeMutablePointer<Float>
    private var hasBounds = false
    private let best: WindowScores
    private let own: WindowScores
    /// The parts, if all of them can name candidates.
    private let naming: [any CandidateSource]
    private let memory: QueryMemory
    private var collected: Candidates
    private var next: Candidates

    /// - Precondition: `parts` is not empty.
    init(_ parts: [any Source], windowCount: Int, memory: QueryMemory) {
        self.parts = parts
        self.windowCount = windowCount
        matches = memory.take(parts.count, repeating: .empty)
        bounds = memory.take(windowCount * parts.count)
        best = WindowScores(memory)
        own = WindowScores(memory)
        let naming = parts.compactMap(\.naming)
        namesCandidates = naming.count == parts.count
        tellsText = naming.allSatisfy(\.tellsText)
        self.naming = naming
        self.memory = memory
        collected = Candidates(memory)
        next = Candidates(memory)
    }

    var cost: Int { parts.reduce(0) { $0 + $1.cost } }

    func writeBounds(to output: UnsafeMutablePointer<Float>) {
        hasBounds = true
        output.update(repeating: -1, count: windowCount)
        for (number, part) in parts.enumerated() {
            let bounds = bounds + number * windowCount
            part.writeBounds(to: bounds)
            for window in 0..<windowCount { output[window] = max(output[window], bounds[window]) }
        }
    }

    let namesCandidates: Bool
    let tellsText: Bool

    func collect(in window: Int, from least: Float, into candidates: inout Candidates) {
        for (number, part) in naming.enumerated() {
            if hasBounds, bounds[number * windowCount + window] < max(least, 0) { continue }
            if candidates.count == 0 {
                part.collect(in: window, from: least, into: &candidates)
                continue
            }
            next.removeAll()
            part.collect(in: window, from: least, into: &next)
            if next.count == 0 { continue }
            collected.unite(candidates, next, from: least, max)
            swap(&candidates, &collected)
        }
    }

    func isListable(from least: Float) -> Bool { naming.allSatisfy { $0.isListable(from: least) } }

    func listed(from least: Float) -> Candidates {
        var all = naming[0].listed(from: least)
        for part in naming.dropFirst() {
            let (left, own) = (all, part.listed(from: least))
            all = Candidates(memory, capacity: left.count + own.count)
            all.unite(left, own, from: least, max)
        }
        return all
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        var own = own
        own.wanted = sums.wanted
        own.threshold = sums.threshold
        var found = UnitMask.empty
        for (number, part) in parts.enumerated() {
            matches[number] = .empty
            // The best of the scores has to reach the threshold, so that each one alone counts only if it does.
            if hasBounds, bounds[number * windowCount + window] < max(sums.threshold, 0) { continue }
            own.clear()
            let match = part.evaluate(window, own)
            matches[number] = match
            let (best, own) = (best.scores, own.scores)
            for slot in match { best[slot] = found.has(slot) ? max(best[slot], own[slot]) : own[slot] }
            found = found | match
        }
        let (scores, best) = (sums.scores, best.scores)
        for slot in found { scores[slot] += best[slot] }
        return found
    }

    func isInText(_ unit: UInt32) -> Bool {
        let slot = Int(unit) & (Window.size - 1)
        return parts.indices.contains { matches[$0].has(slot) && parts[$0].isInText(unit) }
    }

    func frequencies(in unit: UInt32) -> Frequencies {
        parts.reduce(into: Frequencies()) { best, part in
            let own = part.frequencies(in: unit)
            best.title = max(best.title, own.title)
            best.text = max(best.text, own.text)
        }
    }
}
