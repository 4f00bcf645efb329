/// The passages that any of several parts match, with the sum of their scores.
final class AnySource: CandidateSource {
    /// Single words, which are most of what is asked for: what adds most comes first.
    private let words: [any WordSource]
    private let wordCount: Int
    /// The words, for loops over windows.
    private let borrowed: UnsafeMutablePointer<BorrowedWord>
    private let others: [any Source]
    private let otherMatches: UnsafeMutablePointer<UnitMask>
    private let windowCount: Int
    private let bounds: UnsafeMutablePointer<Float>
    /// What the others add at most in each window; below 0 where they match nothing.
    private let otherBounds: UnsafeMutablePointer<Float>
    private let own: WindowScores
    /// What the words from each on add at most, and the others, in the window that is evaluated.
    private let rest: UnsafeMutablePointer<Float>
    private var candidates: Candidates
    /// Those of the words so far, and of the next one.
    private var united: Candidates
    private var next: Candidates
    private let memory: QueryMemory

    init(_ parts: [any Source], windowCount: Int, memory: QueryMemory) {
        let words = parts.compactMap(\.wordAnywhere)
            .sorted { $0.largestBound > $1.largestBound }
        self.words = words
        wordCount = words.count
        borrowed = memory.take(words.count) { words[$0].borrowed }
        others = parts.filter { $0.wordAnywhere == nil }
        self.windowCount = windowCount
        self.memory = memory
        bounds = memory.take(others.isEmpty ? 0 : windowCount)
        otherBounds = memory.take(others.isEmpty ? 0 : windowCount)
        own = WindowScores(memory)
        rest = memory.take(words.count + 1)
        otherMatches = memory.take(others.count, repeating: .empty)
        candidates = Candidates(memory)
        united = Candidates(memory)
        next = Candidates(memory)
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

    var namesCandidates: Bool { others.isEmpty }
    /// Sums of three words and more, and those without a threshold, don't.
    var tellsText: Bool { false }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        if sums.threshold > 0 {
            candidates.removeAll()
            collectWords(in: window, from: sums.threshold, into: &candidates)
            candidates.addScores(to: sums)
            return others.isEmpty ? candidates.slots : evaluateOthersLast(window, sums)
        }
        var found = UnitMask.empty
        for word in words { found = found | word.evaluate(window, sums) }
        return found | evaluateOthers(window, sums, .all)
    }

    func collect(in window: Int, from least: Float, into candidates: inout Candidates) {
        if least > 0 { return collectWords(in: window, from: least, into: &candidates) }
        own.clear()
        var found = UnitMask.empty
        for word in words { found = found | word.evaluate(window, own) }
        for slot in found {
            candidates.append(UInt32(window << Window.shift + slot), own.scores[slot], .untold, from: least)
        }
    }

    func isListable(from least: Float) -> Bool { !words.isEmpty && words.allSatisfy { $0.isListable(from: 0) } }

    func listed(from least: Float) -> Candidates {
        var all = words[0].listed(from: 0)
        for word in words.dropFirst() {
            let (left, own) = (all, word.listed(from: 0))
            all = Candidates(memory, capacity: left.count + own.count)
            all.unite(left, own, from: 0, +)
        }
        return all
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

    /// Names the units that can reach a threshold with what is no single word. Words are read only as long as some unit
    /// can still reach it by them alone; of the common ones, which come last, it is looked up which units have them
    /// (MAXSCORE; Turtle & Flood, "Query Evaluation: Strategies and Optimizations", 1995).
    private func collectWords(in window: Int, from threshold: Float, into candidates: inout Candidates) {
        let (words, wordCount, rest) = (borrowed, wordCount, rest)
        rest[wordCount] = others.isEmpty ? 0 : max(otherBounds[window], 0)
        for index in stride(from: wordCount - 1, through: 0, by: -1) {
            rest[index] = rest[index + 1] + words[index].bound(in: window)
        }
        // A little less, for the rounding of the difference.
        let lowered = threshold * 0.999_999
        var index = 0
        while index < wordCount, rest[index] >= threshold { index += 1 }
        read(index, in: window, from: lowered - rest[index], into: &candidates)
        while index < wordCount, candidates.count > 0 {
            if rest[index] > rest[index + 1] {
                words[index].add(to: &candidates, in: window, from: lowered - rest[index + 1], isRequired: false)
            }
            index += 1
        }
    }

    /// Names the units with any of the first words.
    private func read(_ count: Int, in window: Int, from least: Float, into candidates: inout Candidates) {
        switch count {
        case 0: break
        case 1: borrowed[0].collect(in: window, from: least, into: &candidates)
        case 2:
            united.removeAll()
            next.removeAll()
            // What one word alone can't reach with all that the other may add is left out before they are put together.
            let (first, second) = (borrowed[0].bound(in: window), borrowed[1].bound(in: window))
            borrowed[0].collect(in: window, from: least - second, into: &united)
            borrowed[1].collect(in: window, from: least - first, into: &next)
            candidates.unite(united, next, from: least, +)
        default:
            own.clear()
            for number in 0..<count { borrowed[number].addScores(in: window, to: own.scores) }
            for slot in UnitMask(own.scores, from: max(least, .leastNonzeroMagnitude)) {
                candidates.append(UInt32(window << Window.shift + slot), own.scores[slot], .untold, from: least)
            }
        }
    }

    /// Looks at what is no single word, such as a phrase, only where that can still lift a unit above the threshold.
    private func evaluateOthersLast(_ window: Int, _ sums: WindowScores) -> UnitMask {
        let missing = sums.threshold * 0.999_999 - rest[wordCount]
        let wanted = missing > 0 ? UnitMask(sums.scores, from: missing) : .all
        if wanted.isEmpty { return .empty }
        _ = evaluateOthers(window, sums, wanted)
        return UnitMask(sums.scores, from: sums.threshold)
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
