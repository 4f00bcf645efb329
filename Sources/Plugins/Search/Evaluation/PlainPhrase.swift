/// Counts where words follow each other, each of which has one list.
final class PlainPhrase {
    private let lists: [ListReader]
    /// The lists, for loops over windows, and how many they are.
    private let words: UnsafeMutablePointer<Borrowed<ListReader>>
    private let count: Int
    private let memory: QueryMemory
    /// The numbers of the lists, that with fewest postings first.
    private let rarestFirst: UnsafeMutablePointer<Int>
    private let units: UnsafeMutablePointer<UInt32>
    /// For each list its postings of `units`.
    private let postings: UnsafeMutablePointer<UnsafeMutablePointer<Int>>
    /// Where the phrase may begin in the candidate under way, in its title and then in its text.
    private var starts: UnsafeMutablePointer<UInt32>
    private var startCapacity = 64
    private let positions: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>>
    private let capacities: UnsafeMutablePointer<Int>

    /// - Precondition: `lists` is not empty.
    init(_ lists: [ListReader], _ memory: QueryMemory) {
        self.lists = lists
        self.memory = memory
        count = lists.count
        words = memory.take(lists.map(Borrowed.init))
        rarestFirst = memory.take(lists.indices.sorted { lists[$0].count < lists[$1].count })
        units = memory.take(Window.size)
        postings = memory.take(lists.map { _ in memory.take(Window.size) })
        starts = memory.take(startCapacity)
        positions = memory.take(lists.map { _ in memory.take(64) })
        capacities = memory.take(lists.count, repeating: 64)
    }

    /// The units of a window with the phrase, and those that have it in their text; adds their scores to `sums`.
    func evaluate(
        _ window: Int,
        _ sums: WindowScores,
        _ scoring: Scoring,
        _ weight: Float,
        _ part: TermSource.Part
    ) -> (found: UnitMask, inText: UnitMask) {
        let counter = OccurrenceScore(scoring: scoring, weight: weight, part: part)
        var found = UnitMask.empty
        var inText = UnitMask.empty
        for candidate in 0..<unitsWithAll(in: window, sums, counter) {
            let unit = units[candidate]
            let slot = Int(unit) & (Window.size - 1)
            var most: (title: UInt32, text: UInt32) = (.max, .max)
            for number in 0..<count {
                let own = words[number].use { $0.frequencies(at: postings[number][candidate]) }
                most = (min(most.title, own.title), min(most.text, own.text))
            }
            most = counter.inPart(most)
            guard most.title > 0 || most.text > 0 else { continue }
            // It occurs no oftener than its rarest word.
            if sums.scores[slot] + counter.score(most, unit) < sums.threshold { continue }
            let own = occurrences(in: candidate, part)
            guard own.title > 0 || own.text > 0 else { continue }
            sums.scores[slot] += counter.score(own, unit)
            found.insert(slot)
            if own.text > 0 { inText.insert(slot) }
        }
        return (found, inText)
    }

    /// Makes `units` those of a window that all lists have, that are wanted and that can reach the threshold; returns how
    /// many there are.
    private func unitsWithAll(in window: Int, _ sums: WindowScores, _ counter: OccurrenceScore) -> Int {
        let units = units
        var count = words[rarestFirst[0]].use { rarest in
            // Most units are left out by how often they have the rarest word, before the others are looked up.
            sums.threshold > 0
                ? unitsWorthReading(of: rarest, in: window, sums, counter)
                : allUnits(of: rarest, in: window, sums.wanted)
        }
        for done in 1..<max(self.count, 1) where count > 0 {
            let number = rarestFirst[done]
            var cursor = words[number].use { PostingCursor($0, in: window) }
            let ofNext = postings[number]
            var kept = 0
            for index in 0..<count {
                guard let posting = cursor.posting(of: units[index]) else { continue }
                units[kept] = units[index]
                // As long as no unit is dropped, nothing moves: a phrase may have thousands of words.
                if kept < index {
                    for other in 0..<done { postings[rarestFirst[other]][kept] = postings[rarestFirst[other]][index] }
                }
                ofNext[kept] = posting
                kept += 1
            }
            count = kept
        }
        return count
    }

    private func allUnits(of list: ListReader, in window: Int, _ wanted: UnitMask) -> Int {
        // Local copies: the compiler can't know that writing postings doesn't change where they are.
        let (units, postings, all) = (units, postings[rarestFirst[0]], list.postings(in: window))
        let own = list.units
        var count = 0
        for posting in all {
            units[count] = own[posting]
            postings[count] = posting
            count += wanted.has(Int(own[posting]) & (Window.size - 1)) ? 1 : 0
        }
        return count
    }

    private func unitsWorthReading(
        of list: ListReader,
        in window: Int,
        _ sums: WindowScores,
        _ counter: OccurrenceScore
    ) -> Int {
        let (units, postings, all) = (units, postings[rarestFirst[0]], list.postings(in: window))
        let (own, title, text) = (list.units, list.title, list.text)
        // Whoever goes by a threshold has nothing to add to.
        let least = Ranking.frequency(reaching: sums.threshold, weight: counter.weight)
        var count = 0
        for posting in all {
            let most = counter.frequency(counter.inPart((title[posting], text[posting])), own[posting])
            guard most >= least, sums.wanted.has(Int(own[posting]) & (Window.size - 1)) else { continue }
            units[count] = own[posting]
            postings[count] = posting
            count += 1
        }
        return count
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
        for done in 1..<max(count, 1) where inTitle + inText > 0 {
            let number = rarestFirst[done]
            let (titleCount, textCount) = readPositions(of: number, candidate)
            let places = positions[number]
            inTitle = Self.kept(starts, inTitle, by: places, titleCount, of: number)
            inText = Self.kept(texts, inText, by: places + titleCount, textCount, of: number)
        }
        return (UInt32(inTitle), UInt32(inText))
    }

    /// Reads the positions of a word, and tells how many of them are in the title and in the text.
    private func readPositions(of number: Int, _ candidate: Int) -> (title: Int, text: Int) {
        let posting = postings[number][candidate]
        return words[number].use { list in
            let (title, text) = (Int(list.title[posting]), Int(list.text[posting]))
            if title + text > capacities[number] {
                capacities[number] = (title + text) * 2
                positions[number] = memory.take((title + text) * 2)
            }
            list.positions(of: posting, into: positions[number])
            return (title, text)
        }
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

/// What a phrase adds to the score of a unit where it stands so often.
private struct OccurrenceScore {
    let scoring: Scoring
    let weight: Float
    let part: TermSource.Part

    /// Those in the part that is asked for.
    @inline(__always)
    func inPart(_ counts: (title: UInt32, text: UInt32)) -> (title: UInt32, text: UInt32) {
        (part == .text ? 0 : counts.title, part == .title ? 0 : counts.text)
    }

    @inline(__always)
    func frequency(_ counts: (title: UInt32, text: UInt32), _ unit: UInt32) -> Float {
        scoring.frequency(title: counts.title, text: counts.text, unit: unit)
    }

    @inline(__always)
    func score(_ counts: (title: UInt32, text: UInt32), _ unit: UInt32) -> Float {
        let frequency = frequency(counts, unit)
        return weight * frequency / (frequency + Ranking.frequencySaturation)
    }
}
