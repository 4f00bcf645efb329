/// The passages where words stand as they should: a phrase, or words near to each other.
final class PhraseSource: Source {
    /// For each word the lists of the terms that will do for it.
    private let words: [[ListReader]]
    /// The words with fewest postings first.
    private let rarestFirst: [[ListReader]]
    private let arrangement: Arrangement
    private let scoring: Scoring?
    private let weight: Float
    private let part: TermSource.Part
    private let windowCount: Int
    private let memory: QueryMemory
    private var positions: [[Int]]
    private var buffer: UnsafeMutablePointer<UInt32>
    private var bufferCount = 256
    /// What the window that was evaluated last has in the text.
    private var matchesInText = UnitMask.empty

    /// - Precondition: the lists were opened for reading positions, unless there is one word; every word has one.
    /// - Parameter scoring: `nil` where units are documents and nothing is scored.
    init(
        _ words: [[ListReader]],
        _ arrangement: Arrangement,
        scoring: Scoring?,
        weight: Float,
        part: TermSource.Part,
        windowCount: Int,
        memory: QueryMemory
    ) {
        self.words = words
        rarestFirst = words.sorted { Self.cost(of: $0) < Self.cost(of: $1) }
        self.arrangement = arrangement
        self.scoring = scoring
        self.weight = weight * (Ranking.frequencySaturation + 1)
        self.part = part
        self.windowCount = windowCount
        self.memory = memory
        positions = [[Int]](repeating: [], count: words.count)
        buffer = memory.take(bufferCount)
    }

    var cost: Int { rarestFirst.first.map(Self.cost) ?? 0 }

    private static func cost(of lists: [ListReader]) -> Int { lists.reduce(0) { $0 + $1.count } }

    /// Words follow each other at most as often as the rarest of them occurs. Where they may stand in any order, one that
    /// lies between two others counts with each: then all their occurrences together are the bound.
    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        guard let scoring else { return }
        let ofLists = PhraseBounds(scoring: scoring, weight: weight, windowCount: windowCount)
        let ofWord = memory.take(windowCount, of: Float.self)
        for (number, lists) in words.enumerated() {
            let output = number == 0 ? bounds : ofWord
            output.update(repeating: -1, count: windowCount)
            for list in lists { ofLists.add(list, isOnly: lists.count == 1, to: output) }
            if number == 0 { continue }
            // Two loops, for the compiler makes use of wide registers in the simple one.
            if arrangement.isExact {
                for window in 0..<windowCount { bounds[window] = min(bounds[window], ofWord[window]) }
            } else {
                for window in 0..<windowCount {
                    let (sum, own) = (bounds[window], ofWord[window])
                    bounds[window] = min(sum, own) < 0 ? min(sum, own) : min(sum + own, weight)
                }
            }
        }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        matchesInText = .empty
        var candidates = sums.wanted
        for lists in rarestFirst {
            var ofWord = UnitMask.empty
            for list in lists { ofWord = ofWord | list.slots(in: window) }
            candidates = candidates & ofWord
            if candidates.isEmpty { return candidates }
        }
        if words.count == 1, scoring == nil { return candidates }
        var found = UnitMask.empty
        for slot in candidates {
            let unit = UInt32(window << Window.shift + slot)
            let title = part == .text ? 0 : count(in: unit, window, isText: false)
            let text = part == .title ? 0 : count(in: unit, window, isText: true)
            guard title > 0 || text > 0 else { continue }
            found.insert(slot)
            if text > 0 { matchesInText.insert(slot) }
            guard let scoring else { continue }
            let frequency = scoring.frequency(title: title, text: text, unit: unit)
            sums.scores[slot] += Ranking.score(frequency: frequency, scaledWeight: weight)
        }
        return found
    }

    func isInText(_ unit: UInt32) -> Bool { matchesInText.has(Int(unit) & (Window.size - 1)) }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask { found & matchesInText }

    func frequencies(in unit: UInt32) -> Frequencies {
        let window = Int(unit) >> Window.shift
        return Frequencies(
            title: part == .text ? 0 : Int(count(in: unit, window, isText: false)),
            text: part == .title ? 0 : Int(count(in: unit, window, isText: true))
        )
    }

    /// How often the words stand so in the title or in the text of a unit.
    private func count(in unit: UInt32, _ window: Int, isText: Bool) -> UInt32 {
        for (word, lists) in words.enumerated() {
            positions[word].removeAll(keepingCapacity: true)
            for list in lists { append(positionsOf: list, in: unit, window, isText: isText, to: &positions[word]) }
            if positions[word].isEmpty { return 0 }
            if lists.count > 1 {
                positions[word].sort()
                positions[word] = positions[word].reduce(into: []) { if $0.last != $1 { $0.append($1) } }
            }
        }
        guard arrangement.isExact else {
            return UInt32(arrangement.occurrences(positions).count)
        }
        return exactCount()
    }

    private func append(
        positionsOf list: ListReader,
        in unit: UInt32,
        _ window: Int,
        isText: Bool,
        to positions: inout [Int]
    ) {
        list.open(window)
        guard let posting = list.posting(of: unit) else { return }
        let frequencies = list.frequencies(at: posting)
        let (inTitle, inText) = (Int(frequencies.title), Int(frequencies.text))
        if inTitle + inText > bufferCount {
            bufferCount = (inTitle + inText) * 2
            buffer = memory.take(bufferCount)
        }
        list.positions(of: posting, into: buffer)
        for place in isText ? inTitle..<inTitle + inText : 0..<inTitle { positions.append(Int(buffer[place])) }
    }

    /// The words of a phrase follow each other without a gap.
    private func exactCount() -> UInt32 {
        var found: UInt32 = 0
        var places = [Int](repeating: 0, count: positions.count)
        start: for start in positions[0] {
            for word in 1..<max(positions.count, 1) {
                let wanted = start + word
                while places[word] < positions[word].count, positions[word][places[word]] < wanted { places[word] += 1 }
                if places[word] == positions[word].count { return found }
                if positions[word][places[word]] != wanted { continue start }
            }
            found += 1
        }
        return found
    }
}
