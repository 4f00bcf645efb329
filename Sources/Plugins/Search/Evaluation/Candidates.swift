/// The few units, of a window or of all, that may still be among the best, ascending, each with what it scores so far.
///
/// Most windows have a dozen postings of a word, and fewer that count: to list these is sooner done than to sum up all
/// units of the window.
struct Candidates {
    let units: UnsafeMutablePointer<UInt32>
    let scores: UnsafeMutablePointer<Float>
    private let texts: UnsafeMutablePointer<InText>
    private(set) var count = 0

    /// Whether a unit matches by its own text, as `Source.isInText` tells.
    struct InText {
        private var bits: UInt8

        static let untold = InText(bits: 2)

        @inline(__always)
        init(_ isInText: Bool) { bits = isInText ? 1 : 0 }

        private init(bits: UInt8) { self.bits = bits }

        /// `nil` where that was not found out yet.
        @inline(__always)
        var value: Bool? { bits & 1 != 0 ? true : bits == 0 ? false : nil }

        /// One word in the text is enough.
        @inline(__always)
        static func | (left: InText, right: InText) -> InText { InText(bits: left.bits | right.bits) }
    }

    /// - Parameter capacity: those of a window, or more where they are listed for all windows at once.
    init(_ memory: QueryMemory, capacity: Int = Window.size) {
        units = memory.take(capacity)
        scores = memory.take(capacity)
        texts = memory.take(capacity)
    }

    /// Becomes units that somebody wrote to `units`, which score nothing so far.
    mutating func take(_ count: Int) {
        self.count = count
        scores.update(repeating: 0, count: count)
        texts.update(repeating: InText(false), count: count)
    }

    mutating func removeAll() { count = 0 }

    /// Adds a unit behind all others, if it scores enough.
    @inline(__always)
    mutating func append(_ unit: UInt32, _ score: Float, _ inText: InText, from least: Float) {
        // Written in any case: the processor can't guess which ones stay.
        units[count] = unit
        scores[count] = score
        texts[count] = inText
        count += score >= least ? 1 : 0
    }

    @inline(__always)
    func inText(_ index: Int) -> InText { texts[index] }

    /// The slots of the units.
    var slots: UnitMask { UnitMask(units, 0..<count) }

    func index(of unit: UInt32) -> Int? {
        let index = units.firstIndex(from: unit, count: count)
        return index < count && units[index] == unit ? index : nil
    }

    /// Adds the scores to the sums of the window.
    func addScores(to sums: WindowScores) {
        for index in 0..<count { sums.scores[Int(units[index]) & (Window.size - 1)] += scores[index] }
    }

    /// Keeps those that score enough after `body` has changed their scores and told what is in the text; it says which ones
    /// it doesn't drop.
    @inline(__always)
    mutating func keep(
        from least: Float,
        _ body: (_ index: Int, _ score: inout Float, _ inText: inout InText) -> Bool
    ) {
        var kept = 0
        for index in 0..<count {
            var score = scores[index]
            var inText = texts[index]
            let stays = body(index, &score, &inText)
            units[kept] = units[index]
            scores[kept] = score
            texts[kept] = inText
            kept += stays && score >= least ? 1 : 0
        }
        count = kept
    }

    /// Adds what a list's postings of them score, and keeps those that score enough; if the list is required, only those that
    /// have postings.
    @inline(__always)
    mutating func add(
        _ list: ListReader,
        _ hits: PostingHits,
        from least: Float,
        isRequired: Bool,
        _ score: (_ title: UInt32, _ text: UInt32, _ unit: UInt32) -> Float
    ) {
        let (units, scores, texts) = (units, scores, texts)
        if isRequired {
            var kept = 0
            list.forEachPosting(of: units, count, hits) { place, text, title in
                let unit = units[place]
                let sum = scores[place] + score(title, text, unit)
                units[kept] = unit
                scores[kept] = sum
                texts[kept] = texts[place] | InText(text > 0)
                kept &+= sum >= least ? 1 : 0
            }
            count = kept
        } else {
            list.forEachPosting(of: units, count, hits) { place, text, title in
                scores[place] += score(title, text, units[place])
                texts[place] = texts[place] | InText(text > 0)
            }
            keep(from: least) { _, _, _ in true }
        }
    }

    /// Becomes the units of two lists, with what `together` makes of their scores, as far as that is enough.
    @inline(__always)
    mutating func unite(
        _ left: Candidates,
        _ right: Candidates,
        from least: Float,
        _ together: (Float, Float) -> Float
    ) {
        count = 0
        var (one, other) = (0, 0)
        while one < left.count, other < right.count {
            let (unit, second) = (left.units[one], right.units[other])
            let score = together(unit <= second ? left.scores[one] : 0, second <= unit ? right.scores[other] : 0)
            let own = unit <= second ? left.texts[one] : InText(false)
            let inText = own | (second <= unit ? right.texts[other] : InText(false))
            append(min(unit, second), score, inText, from: least)
            one += unit <= second ? 1 : 0
            other += second <= unit ? 1 : 0
        }
        for index in one..<left.count { append(left.units[index], left.scores[index], left.texts[index], from: least) }
        for index in other..<right.count {
            append(right.units[index], right.scores[index], right.texts[index], from: least)
        }
    }
}
