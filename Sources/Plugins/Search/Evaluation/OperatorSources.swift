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

    var isListable: Bool { !words.isEmpty && words.allSatisfy(\.isListable) }

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

    var isListable: Bool {
        wordCount > 1 && excluded.isEmpty && words[0].cost <= Self.mostListed.ofRarest
            && words.reduce(0) { $0 + $1.cost } <= Self.mostListed.ofAll
    }

    func listed(from least: Float) -> Candidates {
        var all = Candidates(memory, capacity: words[0].cost)
        all.take(words[0].writeUnits(to: all.units))
        // The rarest word adds its score only where the next one is too, but as if it were first: sums of two are the same in
        // any order.
        words[1].addAll(to: &all)
        words[0].addAll(to: &all)
        for word in words.dropFirst(2) { word.addAll(to: &all) }
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
