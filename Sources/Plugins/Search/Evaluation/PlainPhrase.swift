/// Counts where words follow each other, each of which has one list.
final class PlainPhrase {
    private let lists: [ListReader]
    /// The lists, for loops over windows, that with fewest postings first, and how many they are.
    private let words: UnsafeMutablePointer<Borrowed<ListReader>>
    private let count: Int
    /// Where each of them stands in the phrase.
    private let offsets: UnsafeMutablePointer<UInt32>
    private let memory: QueryMemory
    /// The units with all words.
    private let shared: SharedUnits
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
        let rarestFirst = lists.indices.sorted { lists[$0].count < lists[$1].count }
        words = memory.take(rarestFirst.map { Borrowed(lists[$0]) })
        offsets = memory.take(rarestFirst.map { UInt32($0) })
        shared = SharedUnits(listCount: lists.count, memory)
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
        let units = shared.units
        for candidate in 0..<shared.find(words, count, in: window, sums.wanted) {
            let unit = units[candidate]
            let slot = Int(unit) & (Window.size - 1)
            var most: (title: UInt32, text: UInt32) = (.max, .max)
            for number in 0..<count {
                let own = words[number].use { $0.frequencies(at: Int(shared.postings[number][candidate])) }
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

    /// How often the words follow each other in the title and in the text of a candidate: of the places where the rarest
    /// word says that the phrase may begin, those are kept that each next one agrees with.
    private func occurrences(in candidate: Int, _ part: TermSource.Part) -> (title: UInt32, text: UInt32) {
        var (inTitle, inText) = readPositions(of: 0, candidate)
        if inTitle + inText > startCapacity {
            startCapacity = (inTitle + inText) * 2
            starts = memory.take(startCapacity)
        }
        let texts = starts + inTitle
        let places = positions[0]
        (inTitle, inText) = (
            part == .text ? 0 : Self.starts(places, inTitle, of: offsets[0], into: starts),
            part == .title ? 0 : Self.starts(places + inTitle, inText, of: offsets[0], into: texts)
        )
        for number in 1..<max(count, 1) where inTitle + inText > 0 {
            let (titleCount, textCount) = readPositions(of: number, candidate)
            let places = positions[number]
            inTitle = Self.kept(starts, inTitle, by: places, titleCount, of: offsets[number])
            inText = Self.kept(texts, inText, by: places + titleCount, textCount, of: offsets[number])
        }
        return (UInt32(inTitle), UInt32(inText))
    }

    /// Reads the positions of a word, and tells how many of them are in the title and in the text.
    private func readPositions(of number: Int, _ candidate: Int) -> (title: Int, text: Int) {
        let posting = Int(shared.postings[number][candidate])
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

    /// Where the phrase begins if its word with that offset stands at these places.
    private static func starts(
        _ places: UnsafeMutablePointer<UInt32>,
        _ count: Int,
        of offset: UInt32,
        into starts: UnsafeMutablePointer<UInt32>
    ) -> Int {
        var kept = 0
        for index in 0..<count where places[index] >= offset {
            starts[kept] = places[index] - offset
            kept += 1
        }
        return kept
    }

    private static func kept(
        _ starts: UnsafeMutablePointer<UInt32>,
        _ count: Int,
        by places: UnsafeMutablePointer<UInt32>,
        _ placeCount: Int,
        of offset: UInt32
    ) -> Int {
        var (kept, place) = (0, 0)
        for index in 0..<count {
            let wanted = starts[index] + offset
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
    func score(_ counts: (title: UInt32, text: UInt32), _ unit: UInt32) -> Float {
        let frequency = scoring.frequency(title: counts.title, text: counts.text, unit: unit)
        return weight * frequency / (frequency + Ranking.frequencySaturation)
    }
}
