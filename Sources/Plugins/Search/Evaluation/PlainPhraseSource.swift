/// The passages where words follow each other, each of which has one list.
final class PlainPhraseSource: CandidateSource {
    private let lists: [ListReader]
    /// The lists, for loops over windows, that with fewest postings first, and how many they are.
    private let words: UnsafeMutablePointer<Borrowed<ListReader>>
    private let count: Int
    /// Where each of them stands in the phrase.
    private let offsets: UnsafeMutablePointer<UInt32>
    private let counter: OccurrenceScore
    private let windowCount: Int
    private let memory: QueryMemory
    /// The units with all words.
    private let shared: SharedUnits
    /// Where the phrase may begin in the candidate under way, in its title and then in its text.
    private var starts: UnsafeMutablePointer<UInt32>
    private var startCapacity = 64
    private let positions: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>>
    private let capacities: UnsafeMutablePointer<Int>
    /// What the window that was evaluated last has in the text.
    private var matchesInText = UnitMask.empty

    /// Up to so many postings of the rarest word are sooner gone through one by one than in windows.
    private static let mostListed = 1024

    /// - Precondition: there are several lists.
    init(
        _ lists: [ListReader],
        scoring: Scoring,
        weight: Float,
        part: TermSource.Part,
        windowCount: Int,
        memory: QueryMemory
    ) {
        self.lists = lists
        self.memory = memory
        self.windowCount = windowCount
        counter = OccurrenceScore(scoring: scoring, weight: weight * (Ranking.frequencySaturation + 1), part: part)
        count = lists.count
        let rarestFirst = lists.indices.sorted { lists[$0].count < lists[$1].count }
        words = memory.take(count) { Borrowed(lists[rarestFirst[$0]]) }
        offsets = memory.take(count) { UInt32(rarestFirst[$0]) }
        cost = lists[rarestFirst[0]].count
        shared = SharedUnits(listCount: count, capacity: max(cost <= Self.mostListed ? cost : 0, Window.size), memory)
        starts = memory.take(startCapacity)
        positions = memory.take(count) { _ in memory.take(64) }
        capacities = memory.take(count, repeating: 64)
    }

    let cost: Int
    var namesCandidates: Bool { true }
    var tellsText: Bool { true }
    func isListable(from least: Float) -> Bool { cost <= Self.mostListed }

    /// Words follow each other at most as often as the rarest of them occurs.
    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        let ofLists = PhraseBounds(scoring: counter.scoring, weight: counter.weight, windowCount: windowCount)
        let ofWord = memory.take(windowCount, of: Float.self)
        for (number, list) in lists.enumerated() {
            let output = number == 0 ? bounds : ofWord
            output.update(repeating: -1, count: windowCount)
            ofLists.add(list, isOnly: true, to: output)
            if number == 0 { continue }
            for window in 0..<windowCount { bounds[window] = min(bounds[window], ofWord[window]) }
        }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        var found = UnitMask.empty
        var inText = UnitMask.empty
        for candidate in 0..<shared.find(words, count, in: window, sums.wanted) {
            let slot = Int(shared.units[candidate]) & (Window.size - 1)
            guard let match = match(candidate, with: sums.scores[slot], from: sums.threshold) else { continue }
            sums.scores[slot] += match.score
            found.insert(slot)
            if match.isInText { inText.insert(slot) }
        }
        // One write at the end: while a class's member is lent, each access to it is checked.
        matchesInText = inText
        return found
    }

    func isInText(_ unit: UInt32) -> Bool { matchesInText.has(Int(unit) & (Window.size - 1)) }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask { found & matchesInText }

    func frequencies(in unit: UInt32) -> Frequencies {
        for number in 0..<count {
            guard let posting = words[number].use({ $0.posting(of: unit) }) else { return Frequencies() }
            shared.postings[number][0] = UInt32(posting)
        }
        let own = occurrences(in: 0, counter.part)
        return Frequencies(title: Int(own.title), text: Int(own.text))
    }

    func collect(in window: Int, from least: Float, into candidates: inout Candidates) {
        for candidate in 0..<shared.find(words, count, in: window) {
            guard let match = match(candidate, from: least) else { continue }
            candidates.append(shared.units[candidate], match.score, .init(match.isInText), from: least)
        }
    }

    func listed(from least: Float) -> Candidates {
        let found = shared.findAll(words, count)
        var all = Candidates(memory, capacity: found)
        for candidate in 0..<found {
            let window = Int(shared.units[candidate]) >> Window.shift
            for number in 0..<count { words[number].use { $0.open(window) } }
            guard let match = match(candidate, from: least) else { continue }
            all.append(shared.units[candidate], match.score, .init(match.isInText), from: least)
        }
        return all
    }

    /// What a candidate scores, and whether it has the phrase in its text; `nil` if it has none, or can't score `least`
    /// together with what it scores otherwise.
    @inline(__always)
    private func match(_ candidate: Int, with other: Float = 0, from least: Float) -> (score: Float, isInText: Bool)? {
        let unit = shared.units[candidate]
        var most: (title: UInt32, text: UInt32) = (.max, .max)
        for number in 0..<count {
            let own = words[number].use { $0.frequencies(at: Int(shared.postings[number][candidate])) }
            most = (min(most.title, own.title), min(most.text, own.text))
        }
        most = counter.inPart(most)
        // It occurs no oftener than its rarest word.
        guard most.title > 0 || most.text > 0, other + counter.score(most, unit) >= least else { return nil }
        let own = occurrences(in: candidate, counter.part)
        return own.title > 0 || own.text > 0 ? (counter.score(own, unit), own.text > 0) : nil
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
        return Ranking.score(frequency: frequency, scaledWeight: weight)
    }
}
