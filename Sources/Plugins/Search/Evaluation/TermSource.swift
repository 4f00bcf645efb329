/// The passages with one term.
final class TermSource: WordSource {
    /// Where a term is looked for.
    enum Part {
        case anywhere, title, text
    }

    let list: ListReader
    private let scoring: Scoring
    /// The weight of the term times k + 1.
    private let weight: Float
    private let part: Part
    /// Room for what each posting adds, of a list that is unpacked as a whole.
    private let ofPostings: UnsafeMutablePointer<Float>
    /// What the impacts of windows stand for, of a list that is not.
    private let scale: ImpactScale
    private let windowCount: Int
    /// The largest of `impacts`; below 0 until these are worked out.
    private var largestOfPostings: Float = -1
    private let memory: QueryMemory
    private let hits: PostingHits

    /// - Parameter weight: 0 for a term that only filters.
    init(_ list: ListReader, scoring: Scoring, weight: Float, part: Part, windowCount: Int, memory: QueryMemory) {
        self.list = list
        self.memory = memory
        hits = PostingHits(memory)
        self.scoring = scoring
        self.weight = weight * (Ranking.frequencySaturation + 1)
        self.part = part
        scale = scoring.bounds(weight: self.weight)
        self.windowCount = windowCount
        ofPostings = memory.take(list.isWhole ? list.count : 0)
    }

    /// What each posting adds, of a list that is unpacked as a whole.
    private var impacts: UnsafeMutablePointer<Float> {
        if largestOfPostings < 0 { weighPostings() }
        return ofPostings
    }

    /// The largest of them, and a little more.
    private var largest: Float {
        if largestOfPostings < 0 { weighPostings() }
        return largestOfPostings * 1.0001
    }

    private func weighPostings() {
        let (ofPostings, list, scoring, weight, part) = (ofPostings, list, scoring, weight, part)
        var largest: Float = 0
        for index in 0..<list.count {
            let impact = Self.impact(of: index, list, scoring, weight, part)
            ofPostings[index] = impact
            largest = max(largest, impact)
        }
        largestOfPostings = largest
    }

    var cost: Int { list.count }

    @inline(__always)
    private func impact(of index: Int) -> Float { Self.impact(of: index, list, scoring, weight, part) }

    /// Below 0 where the part that is asked for lacks the term.
    @inline(__always)
    private static func impact(
        of index: Int,
        _ list: ListReader,
        _ scoring: Scoring,
        _ weight: Float,
        _ part: Part
    ) -> Float {
        let title = part == .text ? 0 : list.title[index]
        let text = part == .title ? 0 : list.text[index]
        if title == 0, text == 0 { return -1 }
        let frequency = scoring.frequency(title: title, text: text, unit: list.units[index])
        return Ranking.score(frequency: frequency, scaledWeight: weight)
    }

    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        bounds.update(repeating: -1, count: windowCount)
        addBounds(to: bounds)
    }

    func addBounds(to bounds: UnsafeMutablePointer<Float>) {
        if list.isWhole {
            addExactBounds(to: bounds)
            return
        }
        let scale = scale
        let (shift, maxima) = list.impacts
        if shift == 0 {
            for window in 0..<windowCount {
                let impact = Float(maxima[window])
                let sum = max(bounds[window], 0) + scale.bound(impact)
                bounds[window] = impact == 0 ? bounds[window] : sum
            }
        } else {
            list.forEachImpact(windowCount: windowCount) { window, impact in
                bounds[window] = max(bounds[window], 0) + scale.bound(impact)
            }
        }
    }

    private func addExactBounds(to bounds: UnsafeMutablePointer<Float>) {
        let (units, impacts, count) = (list.units, impacts, list.count)
        var index = 0
        while index < count {
            let window = Int(units[index]) >> Window.shift
            var largest: Float = -1
            while index < count, Int(units[index]) >> Window.shift == window {
                largest = max(largest, impacts[index])
                index += 1
            }
            if largest >= 0 { bounds[window] = max(bounds[window], 0) + largest * 1.0001 }
        }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        let postings = list.postings(in: window)
        if part != .anywhere { return evaluatePart(postings, sums) }
        addScores(of: postings, to: sums.scores)
        return UnitMask(list.units, postings)
    }

    @inline(__always)
    func addScores(in window: Int, to scores: UnsafeMutablePointer<Float>) {
        addScores(of: list.postings(in: window), to: scores)
    }

    func collect(in window: Int, from least: Float, into candidates: inout Candidates) {
        let postings = list.postings(in: window)
        let units = list.units
        if list.isWhole {
            let (impacts, text) = (impacts, list.text)
            for index in postings {
                candidates.append(units[index], impacts[index], .init(text[index] > 0), from: least)
            }
        } else {
            let (text, weight) = (list.text, weight)
            let wanted = Ranking.frequency(reaching: least, weight: weight)
            forEachFrequency(of: postings) { index, frequency in
                guard frequency >= wanted else { return }
                let impact = Ranking.score(frequency: frequency, scaledWeight: weight)
                candidates.append(units[index], impact, .init(text[index] > 0), from: least)
            }
        }
    }

    func add(to candidates: inout Candidates, in window: Int, from least: Float, isRequired: Bool) {
        let (scoring, weight) = (scoring, weight)
        candidates.add(list, hits, from: least, isRequired: isRequired) { title, text, unit in
            Self.impact(title: title, text: text, of: unit, scoring, weight)
        }
    }

    func addAll(to candidates: inout Candidates, from least: Float) {
        add(to: &candidates, in: 0, from: least, isRequired: true)
    }

    @inline(__always)
    private func addScores(of postings: Range<Int>, to scores: UnsafeMutablePointer<Float>) {
        let units = list.units
        if list.isWhole {
            let impacts = impacts
            for index in postings { scores[Int(units[index]) & (Window.size - 1)] += impacts[index] }
        } else {
            forEachImpact(of: postings) { index, impact in scores[Int(units[index]) & (Window.size - 1)] += impact }
        }
    }

    /// What one posting adds, of a term that is looked for anywhere.
    @inline(__always)
    private static func impact(
        title: UInt32,
        text: UInt32,
        of unit: UInt32,
        _ scoring: Scoring,
        _ weight: Float
    ) -> Float {
        let frequency = scoring.frequency(title: title, text: text, unit: unit)
        return Ranking.score(frequency: frequency, scaledWeight: weight)
    }

    /// Calls `body` with what each of some unpacked postings adds.
    @inline(__always)
    private func forEachImpact(of postings: Range<Int>, _ body: (Int, Float) -> Void) {
        let weight = weight
        forEachFrequency(of: postings) { index, frequency in
            body(index, Ranking.score(frequency: frequency, scaledWeight: weight))
        }
    }

    /// Calls `body` with how much the term occurs in each of some unpacked postings.
    @inline(__always)
    private func forEachFrequency(of postings: Range<Int>, _ body: (Int, Float) -> Void) {
        let (units, text, title, scoring) = (list.units, list.text, list.title, scoring)
        if list.hasTitles {
            for index in postings {
                body(index, scoring.frequency(title: title[index], text: text[index], unit: units[index]))
            }
        } else {
            for index in postings { body(index, scoring.frequency(text: text[index], unit: units[index])) }
        }
    }

    private func evaluatePart(_ postings: Range<Int>, _ sums: WindowScores) -> UnitMask {
        var found = UnitMask.empty
        for index in postings {
            let impact = impact(of: index)
            guard impact >= 0 else { continue }
            let slot = Int(list.units[index]) & (Window.size - 1)
            sums.scores[slot] += impact
            found.insert(slot)
        }
        return found
    }

    func isInText(_ unit: UInt32) -> Bool {
        guard part != .title, let index = list.posting(of: unit) else { return false }
        return list.text[index] > 0
    }

    func frequencies(in unit: UInt32) -> Frequencies { list.frequencies(in: unit, part) }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask {
        part == .title ? .empty : found & list.textSlots(in: window)
    }

    func writeUnits(to units: UnsafeMutablePointer<UInt32>) -> Int {
        list.writeUnits(to: units)
        return list.count
    }

    func isListable(from least: Float) -> Bool { list.isWhole }

    func listed(from least: Float) -> Candidates {
        var all = Candidates(memory, capacity: list.count)
        let (units, text) = (list.units, list.text)
        let (weight, wanted) = (weight, Ranking.frequency(reaching: least, weight: weight))
        list.forEachFrequency(from: wanted, scoring) { index, frequency in
            let impact = Ranking.score(frequency: frequency, scaledWeight: weight)
            all.append(units[index], impact, .init(text[index] > 0), from: least)
        }
        return all
    }

    func units(in window: Int) -> UnitMask { list.slots(in: window) }

    func open(_ window: Int) { list.open(window) }

    var isAnywhere: Bool { part == .anywhere }
    var borrowed: BorrowedWord { .term(Borrowed(self)) }

    @inline(__always)
    func bound(in window: Int) -> Float {
        list.isWhole ? largest : scale.bound(list.impact(ofWindow: window))
    }

    var largestBound: Float { list.isWhole ? largest : scale.bound(list.largestImpact) }
}
