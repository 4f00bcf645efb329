/// The passages with any of several terms that count as one: the stems of a word in several languages, synonyms, the
/// words near to a misspelt one.
///
/// Of the ways to write one word the best counts: a passage is in one language, so that it has the word in one of them, and
/// a bound of all is that of the best one. Of several words frequencies add up.
final class GroupSource: WordSource {
    private let lists: [ListReader]
    private let scoring: Scoring
    private let weight: Float
    private let part: TermSource.Part
    private let isOneWord: Bool
    private let windowCount: Int
    private let frequencies: UnsafeMutablePointer<Float>
    /// The bounds of the group by itself.
    private let own: UnsafeMutablePointer<Float>
    /// The largest impact of each list that is unpacked as a whole.
    private let largest: UnsafeMutablePointer<Float>
    /// The postings of each list in the window under way: from here
    private let starts: UnsafeMutablePointer<Int>
    /// to here.
    private let ends: UnsafeMutablePointer<Int>

    init(
        _ lists: [ListReader],
        scoring: Scoring,
        weight: Float,
        part: TermSource.Part,
        isOneWord: Bool,
        windowCount: Int,
        memory: QueryMemory
    ) {
        self.lists = lists
        self.scoring = scoring
        self.weight = weight * (Ranking.frequencySaturation + 1)
        self.part = part
        self.isOneWord = isOneWord
        self.windowCount = windowCount
        frequencies = memory.take(Window.size)
        own = memory.take(windowCount)
        largest = memory.take(lists.count, repeating: 0)
        starts = memory.take(lists.count, repeating: 0)
        ends = memory.take(lists.count, repeating: 0)
        for (number, list) in lists.enumerated() where list.isWhole {
            for index in 0..<list.count { largest[number] = max(largest[number], wholeImpact(of: index, in: list)) }
        }
    }

    var cost: Int { lists.reduce(0) { $0 + $1.count } }

    var isAnywhere: Bool { part == .anywhere }

    /// A little more than what a posting of a list that is unpacked as a whole adds.
    private func wholeImpact(of index: Int, in list: ListReader) -> Float {
        let frequency = scoring.frequency(title: list.title[index], text: list.text[index], unit: list.units[index])
        return weight * 1.0001 * frequency / (frequency + Ranking.frequencySaturation)
    }

    var largestBound: Float { bound { $0.largestImpact } }

    func bound(in window: Int) -> Float { bound { $0.impact(ofWindow: window) } }

    /// Frequencies add up, and the impact of a sum is at most the sum of the impacts and less than 1.
    ///
    /// - Parameter impact: in 255ths, of a list that isn't unpacked as a whole.
    @inline(__always)
    private func bound(_ impact: (ListReader) -> UInt8) -> Float {
        let factor = weight * scoring.boundFactor / 255
        var sum: Float = 0
        for (number, list) in lists.enumerated() {
            let own = list.isWhole ? largest[number] : factor * Float(impact(list))
            sum = together(sum, own)
        }
        return min(sum, weight)
    }

    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        bounds.update(repeating: -1, count: windowCount)
        addBounds(to: bounds)
    }

    func addBounds(to bounds: UnsafeMutablePointer<Float>) {
        let own = self.own
        own.update(repeating: -1, count: windowCount)
        let factor = weight * scoring.boundFactor / 255
        for list in lists {
            if list.isWhole {
                for index in 0..<list.count {
                    let window = Int(list.units[index]) >> Window.shift
                    own[window] = together(own[window], wholeImpact(of: index, in: list))
                }
            } else {
                for window in 0..<windowCount where list.impact(ofWindow: window) > 0 {
                    own[window] = together(own[window], factor * Float(list.impact(ofWindow: window)))
                }
            }
        }
        for window in 0..<windowCount where own[window] >= 0 {
            bounds[window] = max(bounds[window], 0) + own[window]
        }
    }

    /// What two ways to write the same word count, or two words; below 0 is nothing.
    @inline(__always)
    private func together(_ left: Float, _ right: Float) -> Float {
        isOneWord ? max(left, right) : max(left, 0) + right
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        var found = UnitMask.empty
        let scores = sums.scores
        forEachPosting(in: window) { unit, score in
            let slot = Int(unit) & (Window.size - 1)
            scores[slot] += score
            found.insert(slot)
        }
        return found
    }

    func addScores(in window: Int, to scores: UnsafeMutablePointer<Float>) {
        forEachPosting(in: window) { unit, score in scores[Int(unit) & (Window.size - 1)] += score }
    }

    func collect(in window: Int, from least: Float, into candidates: inout Candidates) {
        forEachPosting(in: window) { unit, score in candidates.append(unit, score, from: least) }
    }

    /// Calls `body` with all units of a window, ascending, and what they score.
    @inline(__always)
    private func forEachPosting(in window: Int, _ body: (UInt32, Float) -> Void) {
        let filled = find(in: window)
        if filled.count == 0 { return }
        // Most of the time one way to write a word is by far the most frequent.
        guard filled.count == 1, part == .anywhere else {
            let found = sumUp()
            for slot in found { body(UInt32(window << Window.shift + slot), score(frequencies[slot])) }
            return
        }
        let list = lists[filled.last]
        let (units, text, title) = (list.units, list.text, list.title)
        for index in starts[filled.last]..<ends[filled.last] {
            body(units[index], score(scoring.frequency(title: title[index], text: text[index], unit: units[index])))
        }
    }

    /// Finds the postings of each list in a window; tells how many lists have some, and the last one of those.
    private func find(in window: Int) -> (count: Int, last: Int) {
        var (count, last) = (0, 0)
        for (number, list) in lists.enumerated() {
            let postings = list.postings(in: window)
            (starts[number], ends[number]) = (postings.lowerBound, postings.upperBound)
            if postings.isEmpty { continue }
            last = number
            count += 1
        }
        return (count, last)
    }

    @inline(__always)
    private func score(_ frequency: Float) -> Float { weight * frequency / (frequency + Ranking.frequencySaturation) }

    /// Makes `frequencies` those of each slot of the window that was looked up, and tells which ones have some.
    private func sumUp() -> UnitMask {
        var found = UnitMask.empty
        frequencies.update(repeating: 0, count: Window.size)
        for (number, list) in lists.enumerated() {
            for index in starts[number]..<ends[number] {
                let title = part == .text ? 0 : list.title[index]
                let text = part == .title ? 0 : list.text[index]
                if title == 0, text == 0 { continue }
                let slot = Int(list.units[index]) & (Window.size - 1)
                let own = scoring.frequency(title: title, text: text, unit: list.units[index])
                frequencies[slot] = together(frequencies[slot], own)
                found.insert(slot)
            }
        }
        return found
    }

    func add(to candidates: inout Candidates, in window: Int, from least: Float, isRequired: Bool) {
        let (units, frequencies, count) = (candidates.units, frequencies, candidates.count)
        for index in 0..<count { frequencies[index] = 0 }
        for list in lists {
            var postings = PostingCursor(list, in: window)
            for index in 0..<count {
                guard let posting = postings.posting(of: units[index]) else { continue }
                let (text, title) = list.frequencies(at: posting)
                let own = scoring.frequency(title: title, text: text, unit: units[index])
                frequencies[index] = together(frequencies[index], own)
            }
        }
        candidates.keep(from: least) { index, sum in
            guard frequencies[index] > 0 else { return !isRequired }
            sum += score(frequencies[index])
            return true
        }
    }

    func isInText(_ unit: UInt32) -> Bool { part != .title && frequencies(in: unit).text > 0 }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask {
        if part == .title { return .empty }
        var own = UnitMask.empty
        for list in lists { own = own | list.textSlots(in: window) }
        return found & own
    }

    func units(in window: Int) -> UnitMask {
        var units = UnitMask.empty
        for list in lists { units = units | list.slots(in: window) }
        return units
    }

    func open(_ window: Int) { for list in lists { list.open(window) } }

    func frequencies(in unit: UInt32) -> Frequencies { lists.frequencies(in: unit, part) }
}
