/// The passages that all of several parts match and none of some others, with the sum of the scores of the former.
final class AllSource: CandidateSource {
    private let parts: [any Source]
    /// Those that tell which units they match before they work out scores.
    private let words: [any WordSource]
    private let wordCount: Int
    /// The words, for loops over windows.
    private let borrowed: UnsafeMutablePointer<BorrowedWord>
    private let excluded: [any Source]
    private let windowCount: Int
    private let bounds: UnsafeMutablePointer<Float>
    private let ignored: WindowScores
    private var matches = UnitMask.empty
    private var candidates: Candidates
    /// What the words from each on add at most, in the window that is evaluated.
    private let rest: UnsafeMutablePointer<Float>
    /// What each word adds at most in each window, one word after the other, once bounds have been written.
    private let wordBounds: UnsafeMutablePointer<Float>
    /// Whether they are kept: those of thousands of words would take a gigabyte.
    private let keepsBounds: Bool
    private static let mostKept = 8
    private var hasBounds = false
    /// Whether all parts are words, so that each next one is looked for only where those before were found and a unit can
    /// still be good enough.
    let namesCandidates: Bool
    var tellsText: Bool { namesCandidates }
    private let memory: QueryMemory

    /// - Precondition: `parts` is not empty.
    init(_ parts: [any Source], excluding excluded: [any Source], windowCount: Int, memory: QueryMemory) {
        // Whatever has least to read decides first whether anything is left to look at.
        self.parts = parts.sorted { $0.cost < $1.cost }
        let words = self.parts.compactMap(\.wordAnywhere)
        self.words = words
        wordCount = words.count
        borrowed = memory.take(words.count) { words[$0].borrowed }
        self.excluded = excluded
        self.memory = memory
        self.windowCount = windowCount
        bounds = memory.take(windowCount)
        ignored = WindowScores(memory)
        candidates = Candidates(memory)
        rest = memory.take(parts.count + 1)
        namesCandidates = words.count == parts.count
        keepsBounds = namesCandidates && words.count <= Self.mostKept
        wordBounds = memory.take(keepsBounds ? words.count * windowCount : 0)
    }

    var cost: Int { parts.first?.cost ?? 0 }

    func writeBounds(to output: UnsafeMutablePointer<Float>) {
        hasBounds = keepsBounds
        parts[0].writeBounds(to: output)
        if keepsBounds { wordBounds.update(from: output, count: windowCount) }
        for (number, part) in parts.enumerated().dropFirst() {
            let bounds = keepsBounds ? wordBounds + number * windowCount : bounds
            part.writeBounds(to: bounds)
            for window in 0..<windowCount {
                output[window] = min(output[window], bounds[window]) < 0 ? -1 : output[window] + bounds[window]
            }
        }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        if namesCandidates {
            candidates.removeAll()
            collect(in: window, from: sums.threshold, into: &candidates)
            candidates.addScores(to: sums)
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
        // What one part adds says nothing yet of what all of them do.
        var sums = WindowScores(sums.scores)
        for part in parts {
            sums.wanted = found
            found = found & part.evaluate(window, sums)
            if found.isEmpty { break }
        }
        for part in excluded where !found.isEmpty {
            found = found.subtracting(part.evaluate(window, ignored))
        }
        matches = found
        return found
    }

    func collect(in window: Int, from least: Float, into candidates: inout Candidates) {
        matches = .empty
        let (words, wordCount, rest) = (borrowed, wordCount, rest)
        rest[wordCount] = 0
        for index in stride(from: wordCount - 1, through: 0, by: -1) {
            let bound = hasBounds ? max(wordBounds[index * windowCount + window], 0) : words[index].bound(in: window)
            rest[index] = rest[index + 1] + bound
        }
        if rest[0] < least { return }
        // A little less, for the rounding of the difference.
        let lowered = least * 0.999_999
        words[0].collect(in: window, from: lowered - rest[1], into: &candidates)
        for index in 1..<wordCount where candidates.count > 0 {
            words[index].add(to: &candidates, in: window, from: lowered - rest[index + 1], isRequired: true)
        }
        if candidates.count == 0 { return }
        matches = candidates.slots
        for part in excluded { matches = matches.subtracting(part.evaluate(window, ignored)) }
        if excluded.isEmpty { return }
        let (units, kept) = (candidates.units, matches)
        candidates.keep(from: -.infinity) { index, _, _ in kept.has(Int(units[index]) & (Window.size - 1)) }
    }

    /// Up to so many postings of the rarest word, and of all words, are sooner gone through one by one than in windows: those
    /// have a dozen each, of which a few remain.
    private static let mostListed = (ofRarest: 1024, ofAll: 8192)

    func isListable(from least: Float) -> Bool {
        guard wordCount > 1, excluded.isEmpty else { return false }
        if least > 0 { return words[0].isListable(from: least) }
        return words[0].cost <= Self.mostListed.ofRarest && words.reduce(0) { $0 + $1.cost } <= Self.mostListed.ofAll
    }

    func listed(from least: Float) -> Candidates {
        if least > 0 { return listedFromRarest(least) }
        var all = Candidates(memory, capacity: words[0].cost)
        all.take(words[0].writeUnits(to: all.units))
        // The rarest word adds its score only where the next one is too, but as if it were first: sums of two are the same in
        // any order.
        words[1].addAll(to: &all, from: -.infinity)
        words[0].addAll(to: &all, from: -.infinity)
        for word in words.dropFirst(2) { word.addAll(to: &all, from: -.infinity) }
        return all
    }

    /// The same where most units of the rarest word score too little for the others to make up for it: of those it isn't
    /// looked up whether they have the others.
    private func listedFromRarest(_ least: Float) -> Candidates {
        for index in stride(from: wordCount - 1, through: 0, by: -1) {
            rest[index] = (index == wordCount - 1 ? 0 : rest[index + 1]) + words[index].largestBound
        }
        rest[wordCount] = 0
        // A little less, for the rounding of the difference.
        let lowered = least * 0.999_999
        var all = words[0].listed(from: lowered - rest[1])
        for (index, word) in words.enumerated().dropFirst() where all.count > 0 {
            let (own, units, wanted) = (borrowed[index], all.units, lowered - rest[index + 1])
            all.keep(from: -.infinity) { place, score, _ in
                score + own.bound(in: Int(units[place]) >> Window.shift) >= wanted
            }
            word.addAll(to: &all, from: wanted)
        }
        return all
    }

    func isInText(_ unit: UInt32) -> Bool {
        matches.has(Int(unit) & (Window.size - 1)) && parts.contains { $0.isInText(unit) }
    }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask {
        if namesCandidates { for word in words { word.open(window) } }
        var own = UnitMask.empty
        for part in parts { own = own | part.inText(found & matches, window) }
        return own
    }
}
