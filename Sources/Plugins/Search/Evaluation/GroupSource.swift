/// The passages with any of several terms that count as one: the stems of a word in several languages, synonyms, the
/// words near to a misspelt one.
///
/// Of the ways to write one word the best counts: a passage is in one language, so that it has the word in one of them, and
/// a bound of all is that of the best one. Of several words frequencies add up.
final class GroupSource: WordSource {
    let lists: [ListReader]
    /// Those that are unpacked range by range, and how many they are.
    let long: UnsafeMutablePointer<Borrowed<ListReader>>
    let longCount: Int
    /// All others.
    private let whole: [ListReader]
    /// Their postings, window by window, once somebody asks for a window.
    private var sortedShort: ShortLists?
    /// The largest frequency of each of them, and whether these have been looked for.
    private let largestOfWhole: UnsafeMutablePointer<Float>
    private var hasLargest = false
    let scoring: Scoring
    let weight: Float
    /// What the impacts of the long lists stand for.
    private let scale: ImpactScale
    let part: TermSource.Part
    let isOneWord: Bool
    let windowCount: Int
    private let frequencies: UnsafeMutablePointer<Float>
    private let texts: UnsafeMutablePointer<Bool>
    /// The bounds of the group by itself; below 0 where nothing matches.
    private let own: UnsafeMutablePointer<Float>
    private var hasBounds = false
    let memory: QueryMemory
    private let hits: PostingHits

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
        self.memory = memory
        hits = PostingHits(memory)
        let long = lists.filter { !$0.isWhole }
        self.long = memory.take(long.count) { Borrowed(long[$0]) }
        longCount = long.count
        whole = lists.filter(\.isWhole)
        largestOfWhole = memory.take(whole.count)
        self.scoring = scoring
        self.weight = weight * (Ranking.frequencySaturation + 1)
        scale = scoring.bounds(weight: self.weight)
        self.part = part
        self.isOneWord = isOneWord
        self.windowCount = windowCount
        frequencies = memory.take(Window.size)
        texts = memory.take(Window.size)
        own = memory.take(windowCount)
    }

    var short: ShortLists { sortedShort ?? sortShort() }

    private func sortShort() -> ShortLists {
        let short = ShortLists(whole, part, scoring, windowCount: windowCount, memory)
        sortedShort = short
        return short
    }

    var cost: Int { lists.reduce(0) { $0 + $1.count } }

    var isAnywhere: Bool { part == .anywhere }

    var borrowed: BorrowedWord { .group(Borrowed(self)) }

    @inline(__always)
    func score(_ frequency: Float) -> Float { Ranking.score(frequency: frequency, scaledWeight: weight) }

    /// What two ways to write the same word count, or two words; below 0 is nothing.
    @inline(__always)
    private func together(_ left: Float, _ right: Float) -> Float {
        isOneWord ? max(left, right) : max(left, 0) + right
    }

    // MARK: Bounds

    /// Frequencies add up, and the impact of a sum is at most the sum of the impacts and less than 1.
    private func bound(_ ofLong: (ListReader) -> UInt8) -> Float {
        if !hasLargest { findLargest() }
        var sum: Float = 0
        for number in 0..<whole.count { sum = together(sum, score(largestOfWhole[number]) * 1.0001) }
        for number in 0..<longCount { sum = together(sum, scale.bound(long[number].use(ofLong))) }
        return min(sum, weight)
    }

    private func findLargest() {
        hasLargest = true
        let (scoring, part) = (scoring, part)
        for (number, list) in whole.enumerated() {
            let (units, text, title) = (list.units, list.text, list.title)
            var largest: Float = 0
            for index in 0..<list.count {
                let inTitle = part == .text ? 0 : title[index]
                let inText = part == .title ? 0 : text[index]
                largest = max(largest, scoring.frequency(title: inTitle, text: inText, unit: units[index]))
            }
            largestOfWhole[number] = largest
        }
    }

    var largestBound: Float { bound { $0.largestImpact } }

    @inline(__always)
    func bound(in window: Int) -> Float {
        hasBounds ? max(own[window], 0) : bound { $0.impact(ofWindow: window) }
    }

    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        bounds.update(repeating: -1, count: windowCount)
        addBounds(to: bounds)
    }

    func addBounds(to bounds: UnsafeMutablePointer<Float>) {
        if !hasBounds { writeOwnBounds() }
        let own = own
        for window in 0..<windowCount {
            let sum = max(bounds[window], 0) + own[window]
            bounds[window] = own[window] >= 0 ? sum : bounds[window]
        }
    }

    private func writeOwnBounds() {
        hasBounds = true
        let own = own
        own.update(repeating: -1, count: windowCount)
        let (scale, isOneWord, windowCount) = (scale, isOneWord, windowCount)
        for number in 0..<longCount {
            let (shift, maxima) = long[number].use { $0.impacts }
            if shift > 0 {
                long[number].use { list in
                    list.forEachImpact(windowCount: windowCount) { window, impact in
                        let bound = scale.bound(impact)
                        own[window] = isOneWord ? max(own[window], bound) : max(own[window], 0) + bound
                    }
                }
            } else if isOneWord {
                // Two loops, for the compiler makes use of wide registers where there is nothing to decide.
                for window in 0..<windowCount {
                    own[window] = max(own[window], maxima[window] == 0 ? -1 : scale.bound(maxima[window]))
                }
            } else {
                for window in 0..<windowCount {
                    let sum = max(own[window], 0) + scale.bound(maxima[window])
                    own[window] = maxima[window] == 0 ? own[window] : sum
                }
            }
        }
        let short = short
        for index in 0..<short.count {
            let window = Int(short.units[index]) >> Window.shift
            own[window] = together(own[window], score(short.frequencies[index]) * 1.0001)
        }
        if !isOneWord { for window in 0..<windowCount { own[window] = min(own[window], weight) } }
    }

    // MARK: Scores

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        var found = UnitMask.empty
        let scores = sums.scores
        forEachPosting(in: window) { unit, frequency, _ in
            let slot = Int(unit) & (Window.size - 1)
            scores[slot] += score(frequency)
            found.insert(slot)
        }
        return found
    }

    func addScores(in window: Int, to scores: UnsafeMutablePointer<Float>) {
        forEachPosting(in: window) { unit, frequency, _ in
            scores[Int(unit) & (Window.size - 1)] += score(frequency)
        }
    }

    func collect(in window: Int, from least: Float, into candidates: inout Candidates) {
        let wanted = Ranking.frequency(reaching: least, weight: weight)
        guard isOneWord, least > 0 else {
            forEachPosting(in: window) { unit, frequency, isInText in
                guard frequency >= wanted else { return }
                candidates.append(unit, score(frequency), .init(isInText), from: least)
            }
            return
        }
        // Of ways to write a word the best counts: one that is too low is left out before they are put together, and with
        // it what it says of the text.
        forEachPosting(in: window, from: wanted) { unit, frequency, isInText in
            guard frequency >= wanted else { return }
            candidates.append(unit, score(frequency), isInText ? .init(true) : .untold, from: least)
        }
    }

    /// The long list that alone has postings in a window; `nil` where others have some too, or none has.
    ///
    /// Most of the time one way to write a word is by far the most frequent.
    @inline(__always)
    private func onlyList(in window: Int) -> Borrowed<ListReader>? {
        guard short.postings(in: window).isEmpty else { return nil }
        var only = -1
        for number in 0..<longCount where long[number].use({ $0.mayHave(window) }) {
            if only >= 0 { return nil }
            only = number
        }
        return only < 0 ? nil : long[only]
    }

    /// Calls `body` with all units of a window, ascending, with how much they have of it, and with whether they match by their text.
    ///
    /// - Parameter least: where several lists have postings, those with less in one of them are passed over there.
    @inline(__always)
    private func forEachPosting(
        in window: Int,
        from least: Float = -.infinity,
        _ body: (UInt32, Float, Bool) -> Void
    ) {
        guard part == .anywhere, let list = onlyList(in: window) else {
            let (found, text) = sumUp(window, from: least)
            for slot in found {
                body(UInt32(window << Window.shift + slot), frequencies[slot], text.has(slot))
            }
            return
        }
        list.use { forEachPosting(of: $0, in: window, body) }
    }

    @inline(__always)
    private func forEachPosting(of list: ListReader, in window: Int, _ body: (UInt32, Float, Bool) -> Void) {
        let postings = list.postings(in: window)
        let (units, text, title, scoring) = (list.units, list.text, list.title, scoring)
        if list.hasTitles {
            for index in postings {
                let frequency = scoring.frequency(title: title[index], text: text[index], unit: units[index])
                body(units[index], frequency, text[index] > 0)
            }
        } else {
            for index in postings {
                body(units[index], scoring.frequency(text: text[index], unit: units[index]), true)
            }
        }
    }

    /// Calls `body` with each of the long lists that may have postings in a window.
    @inline(__always)
    func forEachLong(in window: Int, _ body: (ListReader) -> Void) {
        for number in 0..<longCount { long[number].use { if $0.mayHave(window) { body($0) } } }
    }

    /// Makes `frequencies` those of each slot of a window, and tells which ones have some, and some in the text.
    ///
    /// - Parameter least: postings with less are passed over.
    private func sumUp(_ window: Int, from least: Float) -> (found: UnitMask, inText: UnitMask) {
        var found = UnitMask.empty
        var ofTexts = UnitMask.empty
        let frequencies = frequencies
        func add(_ frequency: Float, _ unit: UInt32, _ isInText: Bool) {
            guard frequency >= least else { return }
            let slot = Int(unit) & (Window.size - 1)
            frequencies[slot] = found.has(slot) ? together(frequencies[slot], frequency) : frequency
            found.insert(slot)
            if isInText { ofTexts.insert(slot) }
        }
        forEachLong(in: window) { list in
            let postings = list.postings(in: window)
            let (units, text, title) = (list.units, list.text, list.title)
            for index in postings {
                let inTitle = part == .text ? 0 : title[index]
                let inText = part == .title ? 0 : text[index]
                if inTitle == 0, inText == 0 { continue }
                add(scoring.frequency(title: inTitle, text: inText, unit: units[index]), units[index], inText > 0)
            }
        }
        let short = short
        for index in short.postings(in: window) {
            add(short.frequencies[index], short.units[index], short.text[index] > 0)
        }
        return (found, ofTexts)
    }

    func add(to candidates: inout Candidates, in window: Int, from least: Float, isRequired: Bool) {
        if let list = onlyList(in: window) {
            return list.use { list in
                candidates.add(list, hits, from: least, isRequired: isRequired) { title, text, unit in
                    score(scoring.frequency(title: title, text: text, unit: unit))
                }
            }
        }
        let (units, frequencies, texts, count) = (candidates.units, frequencies, texts, candidates.count)
        for index in 0..<count { frequencies[index] = 0 }
        for index in 0..<count { texts[index] = false }
        forEachLong(in: window) { addFrequencies($0, of: units, count, to: frequencies, texts) }
        let short = short
        for posting in short.postings(in: window) {
            guard let index = candidates.index(of: short.units[posting]) else { continue }
            frequencies[index] = together(frequencies[index], short.frequencies[posting])
            texts[index] = texts[index] || short.text[posting] > 0
        }
        keep(&candidates, frequencies, texts, from: least, isRequired: isRequired)
    }

    func addAll(to candidates: inout Candidates, from least: Float) {
        let (units, count) = (candidates.units, candidates.count)
        let frequencies = memory.take(count, repeating: Float(0))
        let texts = memory.take(count, repeating: false)
        // In the order in which windows add them up.
        for list in lists.filter({ !$0.isWhole }) + whole {
            addFrequencies(list, of: units, count, to: frequencies, texts)
        }
        keep(&candidates, frequencies, texts, from: least, isRequired: true)
    }

    /// Adds how often a list has some units, and notes which it has in their texts.
    @inline(__always)
    private func addFrequencies(
        _ list: ListReader,
        of units: UnsafeMutablePointer<UInt32>,
        _ count: Int,
        to frequencies: UnsafeMutablePointer<Float>,
        _ texts: UnsafeMutablePointer<Bool>
    ) {
        list.forEachPosting(of: units, count, hits) { index, text, title in
            let own = scoring.frequency(title: title, text: text, unit: units[index])
            frequencies[index] = together(frequencies[index], own)
            texts[index] = texts[index] || text > 0
        }
    }

    /// Adds the scores of the frequencies that were added up, and keeps what scores enough.
    @inline(__always)
    private func keep(
        _ candidates: inout Candidates,
        _ frequencies: UnsafeMutablePointer<Float>,
        _ texts: UnsafeMutablePointer<Bool>,
        from least: Float,
        isRequired: Bool
    ) {
        candidates.keep(from: least) { index, sum, inText in
            guard frequencies[index] > 0 else { return !isRequired }
            sum += score(frequencies[index])
            inText = inText | .init(texts[index])
            return true
        }
    }
}
