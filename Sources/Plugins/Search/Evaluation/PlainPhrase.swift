/// Counts where words follow each other, each of which has one list.
final class PlainPhrase {
    private let lists: [ListReader]
    private let memory: QueryMemory
    /// The numbers of the lists, that with fewest postings first.
    private let rarestFirst: [Int]
    private let units: UnsafeMutablePointer<UInt32>
    /// For each list its postings of `units`.
    private let postings: [UnsafeMutablePointer<Int>]
    /// Where the phrase may begin in the candidate under way, in its title and then in its text.
    private var starts: UnsafeMutablePointer<UInt32>
    private var startCapacity = 64
    private let positions: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>>
    private let capacities: UnsafeMutablePointer<Int>

    init(_ lists: [ListReader], _ memory: QueryMemory) {
        self.lists = lists
        self.memory = memory
        rarestFirst = lists.indices.sorted { lists[$0].count < lists[$1].count }
        units = memory.take(Window.size)
        postings = lists.map { _ in memory.take(Window.size) }
        starts = memory.take(startCapacity)
        positions = memory.take(lists.count)
        capacities = memory.take(lists.count)
        for number in lists.indices {
            capacities[number] = 64
            positions[number] = memory.take(64)
        }
    }

    /// - Parameter inText: becomes those of the units that have the phrase in their text.
    func evaluate(
        _ window: Int,
        _ sums: WindowScores,
        _ scoring: Scoring,
        _ weight: Float,
        _ part: TermSource.Part,
        inText: inout UnitMask
    ) -> UnitMask {
        var found = UnitMask.empty
        inText = .empty
        for candidate in 0..<unitsWithAll(in: window, sums.wanted) {
            let unit = units[candidate]
            let slot = Int(unit) & (Window.size - 1)
            var most: (title: UInt32, text: UInt32) = (.max, .max)
            for (number, list) in lists.enumerated() {
                let own = list.frequencies(at: postings[number][candidate])
                most = (min(most.title, own.title), min(most.text, own.text))
            }
            if part == .text { most.title = 0 }
            if part == .title { most.text = 0 }
            guard most.title > 0 || most.text > 0 else { continue }
            // It occurs no oftener than its rarest word.
            let bound = score(most.title, most.text, unit, scoring, weight)
            if sums.scores[slot] + bound < sums.threshold { continue }
            let (title, text) = occurrences(in: candidate, part)
            guard title > 0 || text > 0 else { continue }
            sums.scores[slot] += score(title, text, unit, scoring, weight)
            found.insert(slot)
            if text > 0 { inText.insert(slot) }
        }
        return found
    }

    /// Makes `units` those of a window that all lists have and that are wanted; returns how many there are.
    private func unitsWithAll(in window: Int, _ wanted: UnitMask) -> Int {
        // Local copies: the compiler can't know that writing postings doesn't change where they are.
        let (units, ofRarest) = (units, postings[rarestFirst[0]])
        let rarest = lists[rarestFirst[0]]
        let all = rarest.postings(in: window)
        let own = rarest.units
        var count = 0
        for posting in all {
            units[count] = own[posting]
            ofRarest[count] = posting
            count += wanted.has(Int(own[posting]) & (Window.size - 1)) ? 1 : 0
        }
        for done in 1..<max(lists.count, 1) where count > 0 {
            let number = rarestFirst[done]
            var cursor = PostingCursor(lists[number], in: window)
            let ofNext = postings[number]
            var kept = 0
            for index in 0..<count {
                guard let posting = cursor.posting(of: units[index]) else { continue }
                units[kept] = units[index]
                // As long as no unit is dropped, nothing moves: a phrase may have thousands of words.
                if kept < index {
                    for other in rarestFirst[..<done] { postings[other][kept] = postings[other][index] }
                }
                ofNext[kept] = posting
                kept += 1
            }
            count = kept
        }
        return count
    }

    @inline(__always)
    private func score(_ title: UInt32, _ text: UInt32, _ unit: UInt32, _ scoring: Scoring, _ weight: Float) -> Float {
        let frequency = scoring.frequency(title: title, text: text, unit: unit)
        return weight * frequency / (frequency + Ranking.frequencySaturation)
    }

    /// How often the words follow each other in the title and in the text of a candidate: of the places where the rarest
    /// word says that the phrase may begin, those are kept that each next one agrees with.
    private func occurrences(in candidate: Int, _ part: TermSource.Part) -> (title: UInt32, text: UInt32) {
        let first = rarestFirst[0]
        var (inTitle, inText) = readPositions(of: first, candidate)
        if inTitle + inText > startCapacity {
            startCapacity = (inTitle + inText) * 2
            starts = memory.take(startCapacity)
        }
        let texts = starts + inTitle
        let places = positions[first]
        (inTitle, inText) = (
            part == .text ? 0 : Self.starts(places, inTitle, of: first, into: starts),
            part == .title ? 0 : Self.starts(places + inTitle, inText, of: first, into: texts)
        )
        for number in rarestFirst.dropFirst() where inTitle + inText > 0 {
            let (titleCount, textCount) = readPositions(of: number, candidate)
            let places = positions[number]
            inTitle = Self.kept(starts, inTitle, by: places, titleCount, of: number)
            inText = Self.kept(texts, inText, by: places + titleCount, textCount, of: number)
        }
        return (UInt32(inTitle), UInt32(inText))
    }

    /// Reads the positions of a word, and tells how many of them are in the title and in the text.
    private func readPositions(of number: Int, _ candidate: Int) -> (title: Int, text: Int) {
        let list = lists[number]
        let posting = postings[number][candidate]
        let (title, text) = (Int(list.title[posting]), Int(list.text[posting]))
        if title + text > capacities[number] {
            capacities[number] = (title + text) * 2
            positions[number] = memory.take((title + text) * 2)
        }
        list.positions(of: posting, into: positions[number])
        return (title, text)
    }

    /// Where the phrase begins if its word with that number stands at these places.
    private static func starts(
        _ places: UnsafeMutablePointer<UInt32>,
        _ count: Int,
        of number: Int,
        into starts: UnsafeMutablePointer<UInt32>
    ) -> Int {
        var kept = 0
        for index in 0..<count where places[index] >= UInt32(number) {
            starts[kept] = places[index] - UInt32(number)
            kept += 1
        }
        return kept
    }

    private static func kept(
        _ starts: UnsafeMutablePointer<UInt32>,
        _ count: Int,
        by places: UnsafeMutablePointer<UInt32>,
        _ placeCount: Int,
        of number: Int
    ) -> Int {
        var (kept, place) = (0, 0)
        for index in 0..<count {
            let wanted = starts[index] + UInt32(number)
            while place < placeCount, places[place] < wanted { place += 1 }
            if place == placeCount { break }
            guard places[place] == wanted else { continue }
            starts[kept] = starts[index]
            kept += 1
        }
        return kept
    }
}
