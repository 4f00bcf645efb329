/// The passages that any of several parts match, with the sum of their scores.
final class AnySource: Source {
    /// Single words, which are most of what is asked for: what adds most comes first.
    private let words: [any WordSource]
    private let others: [any Source]
    private let otherMatches: UnsafeMutablePointer<UnitMask>
    private let windowCount: Int
    private let bounds: UnsafeMutablePointer<Float>
    /// What the others add at most in each window; below 0 where they match nothing.
    private let otherBounds: UnsafeMutablePointer<Float>
    private let own: WindowScores
    /// What the words from each on add at most, and the others, in the window that is evaluated.
    private let rest: UnsafeMutablePointer<Float>

    init(_ parts: [any Source], windowCount: Int, memory: QueryMemory) {
        words = parts.compactMap { ($0 as? any WordSource).flatMap { $0.isAnywhere ? $0 : nil } }
            .sorted { $0.largestBound > $1.largestBound }
        others = parts.filter { ($0 as? any WordSource)?.isAnywhere != true }
        self.windowCount = windowCount
        bounds = memory.take(others.isEmpty ? 0 : windowCount)
        otherBounds = memory.take(others.isEmpty ? 0 : windowCount)
        own = WindowScores(memory)
        rest = memory.take(words.count + 1)
        otherMatches = memory.take(others.count, repeating: .empty)
    }

    /// The terms, if nothing else is asked for.
    var onlyTerms: [TermSource]? {
        let terms = words.compactMap { $0 as? TermSource }
        return others.isEmpty && terms.count == words.count ? terms : nil
    }

    var cost: Int { others.reduce(words.reduce(0) { $0 + $1.cost }) { $0 + $1.cost } }

    func writeBounds(to output: UnsafeMutablePointer<Float>) {
        output.update(repeating: -1, count: windowCount)
        for word in words { word.addBounds(to: output) }
        if others.isEmpty { return }
        otherBounds.update(repeating: -1, count: windowCount)
        for part in others {
            part.writeBounds(to: bounds)
            for window in 0..<windowCount where bounds[window] >= 0 {
                otherBounds[window] = max(otherBounds[window], 0) + bounds[window]
            }
        }
        for window in 0..<windowCount where otherBounds[window] >= 0 {
            output[window] = max(output[window], 0) + otherBounds[window]
        }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        if sums.threshold > 0 { return evaluateBest(window, sums) }
        var found = UnitMask.empty
        for word in words { found = found | word.evaluate(window, sums) }
        return found | evaluateOthers(window, sums, .all)
    }

    private func evaluateOthers(_ window: Int, _ sums: WindowScores, _ wanted: UnitMask) -> UnitMask {
        var own = own
        own.wanted = wanted
        var found = UnitMask.empty
        for (number, part) in others.enumerated() {
            own.clear()
            let match = part.evaluate(window, own)
            let (scores, partial) = (sums.scores, own.scores)
            for slot in match { scores[slot] += partial[slot] }
            otherMatches[number] = match
            found = found | match
        }
        return found
    }

    /// Reads words only as long as some unit can still reach the threshold: the common ones of a question come last
    /// (MAXSCORE; Turtle & Flood, "Query Evaluation: Strategies and Optimizations", 1995).
    private func evaluateBest(_ window: Int, _ sums: WindowScores) -> UnitMask {
        rest[words.count] = others.isEmpty ? 0 : max(otherBounds[window], 0)
        for index in stride(from: words.count - 1, through: 0, by: -1) {
            rest[index] = rest[index + 1] + words[index].bound(in: window)
        }
        var index = 0
        while index < words.count, rest[index] >= sums.threshold {
            words[index].addScores(in: window, to: sums.scores)
            index += 1
        }
        // From here on only units count that have something already.
        while index < words.count {
            // A little less, for the rounding of the difference.
            let candidates = UnitMask(sums.scores, from: sums.threshold * 0.999_999 - rest[index])
            if candidates.isEmpty { return .empty }
            if rest[index] > rest[index + 1] {
                if candidates.count <= UnitMask.few {
                    let kept = evaluate(candidates, from: index, window, sums)
                    return kept.isEmpty || others.isEmpty ? kept : evaluateOthersLast(window, sums)
                }
                words[index].addScores(in: window, to: sums.scores)
            }
            index += 1
        }
        return others.isEmpty ? UnitMask(sums.scores, from: sums.threshold) : evaluateOthersLast(window, sums)
    }

    /// Looks at what is no single word, such as a phrase, only where that can still lift a unit above the threshold.
    private func evaluateOthersLast(_ window: Int, _ sums: WindowScores) -> UnitMask {
        let missing = sums.threshold * 0.999_999 - rest[words.count]
        let wanted = missing > 0 ? UnitMask(sums.scores, from: missing) : .all
        if wanted.isEmpty { return .empty }
        _ = evaluateOthers(window, sums, wanted)
        return UnitMask(sums.scores, from: sums.threshold)
    }

    /// Those of some units that reach the threshold with what the words from one on add.
    private func evaluate(_ units: UnitMask, from first: Int, _ window: Int, _ sums: WindowScores) -> UnitMask {
        var units = units
        for index in first..<words.count {
            words[index].addScores(of: units, in: window, to: sums.scores)
            let scores = sums.scores
            for slot in units where scores[slot] + rest[index + 1] < sums.threshold { units.remove(slot) }
            if units.isEmpty { break }
        }
        return units
    }

    func isInText(_ unit: UInt32) -> Bool {
        let window = Int(unit) >> Window.shift
        for word in words {
            word.open(window)
            if word.isInText(unit) { return true }
        }
        let slot = Int(unit) & (Window.size - 1)
        return others.indices.contains { otherMatches[$0].has(slot) && others[$0].isInText(unit) }
    }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask {
        var own = UnitMask.empty
        for word in words { own = own | word.inText(found, window) }
        for (number, part) in others.enumerated() { own = own | part.inText(found & otherMatches[number], window) }
        return own
    }
}

/// The passages that all of several parts match and none of some others, with the sum of the scores of the former.
final class AllSource: Source {
    private let parts: [any Source]
    /// Those that tell which units they match before they work out scores.
    private let words: [any WordSource]
    private let excluded: [any Source]
    private let windowCount: Int
    private let bounds: UnsafeMutablePointer<Float>
    private let ignored: WindowScores
    private var matches = UnitMask.empty
    /// The parts, if all are single terms and nothing is excluded.
    private let conjunction: Conjunction?

    /// - Precondition: `parts` is not empty.
    init(_ parts: [any Source], excluding excluded: [any Source], windowCount: Int, memory: QueryMemory) {
        // Whatever has least to read decides first whether anything is left to look at.
        self.parts = parts.sorted { $0.cost < $1.cost }
        words = self.parts.compactMap { ($0 as? any WordSource).flatMap { $0.isAnywhere ? $0 : nil } }
        self.excluded = excluded
        self.windowCount = windowCount
        bounds = memory.take(windowCount)
        ignored = WindowScores(memory)
        let terms = self.parts.compactMap { $0 as? TermSource }
        let isPlain = terms.count == parts.count && excluded.isEmpty && terms.allSatisfy(\.isAnywhere)
        conjunction = isPlain ? Conjunction(terms, memory) : nil
    }

    var cost: Int { parts.first?.cost ?? 0 }

    func writeBounds(to output: UnsafeMutablePointer<Float>) {
        parts[0].writeBounds(to: output)
        for part in parts.dropFirst() {
            part.writeBounds(to: bounds)
            for window in 0..<windowCount {
                output[window] = min(output[window], bounds[window]) < 0 ? -1 : output[window] + bounds[window]
            }
        }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        if let conjunction {
            matches = conjunction.evaluate(window, sums)
            return matches
        }
        if !mayReach(sums.threshold, window) {
            matches = .empty
            return matches
        }
        var found = UnitMask.all
        for word in words {
            found = found & word.units(in: window)
            if found.isEmpty {
                matches = found
                return found
            }
        }
        if words.count == parts.count, found.count <= UnitMask.few {
            for word in words { word.addScores(of: found, in: window, to: sums.scores) }
            for part in excluded where !found.isEmpty { found = found.subtracting(part.evaluate(window, ignored)) }
            matches = found
            return found
        }
        // What one part adds says nothing yet of what all of them do.
        let sums = WindowScores(sums.scores)
        for part in parts {
            found = found & part.evaluate(window, sums)
            if found.isEmpty { break }
        }
        for part in excluded where !found.isEmpty {
            found = found.subtracting(part.evaluate(window, ignored))
        }
        matches = found
        return found
    }

    /// Whether the parts together can add so much in a window, as far as they tell.
    private func mayReach(_ threshold: Float, _ window: Int) -> Bool {
        guard threshold > 0, words.count == parts.count else { return true }
        return words.reduce(0) { $0 + $1.bound(in: window) } >= threshold
    }

    func isInText(_ unit: UInt32) -> Bool {
        matches.has(Int(unit) & (Window.size - 1)) && parts.contains { $0.isInText(unit) }
    }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask {
        if conjunction != nil { for part in parts { (part as? any WordSource)?.open(window) } }
        var own = UnitMask.empty
        for part in parts { own = own | part.inText(found & matches, window) }
        return own
    }
}

/// What a part matches, with one score for all.
final class ConstantScoreSource: Source {
    private let part: any Source
    private let score: Float
    private let windowCount: Int
    private let ignored: WindowScores

    init(_ part: any Source, score: Float, windowCount: Int, memory: QueryMemory) {
        self.part = part
        self.score = score
        self.windowCount = windowCount
        ignored = WindowScores(memory)
    }

    var cost: Int { part.cost }

    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        part.writeBounds(to: bounds)
        for window in 0..<windowCount where bounds[window] >= 0 { bounds[window] = score }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        let found = part.evaluate(window, ignored)
        let (scores, score) = (sums.scores, score)
        for slot in found { scores[slot] += score }
        return found
    }

    func isInText(_ unit: UInt32) -> Bool { part.isInText(unit) }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask { part.inText(found, window) }
}
