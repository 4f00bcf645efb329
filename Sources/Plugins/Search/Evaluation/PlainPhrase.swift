/// Counts where words follow each other, each of which has one list.
final class PlainPhrase {
    private let lists: [ListReader]
    private let memory: QueryMemory
    /// The posting of each list that was looked at last in the window.
    private let cursors: UnsafeMutablePointer<Int>
    private let ends: UnsafeMutablePointer<Int>
    private let places: UnsafeMutablePointer<Int>
    private let positions: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>>
    private let capacities: UnsafeMutablePointer<Int>

    init(_ lists: [ListReader], _ memory: QueryMemory) {
        self.lists = lists
        self.memory = memory
        cursors = memory.take(lists.count)
        ends = memory.take(lists.count)
        places = memory.take(lists.count)
        positions = memory.take(lists.count)
        capacities = memory.take(lists.count)
        for number in lists.indices {
            capacities[number] = 64
            positions[number] = memory.take(64)
        }
    }

    func evaluate(
        _ window: Int,
        _ candidates: UnitMask,
        _ sums: WindowScores,
        _ scoring: Scoring,
        _ weight: Float,
        _ part: TermSource.Part
    ) -> UnitMask {
        for (number, list) in lists.enumerated() {
            let postings = list.postings(in: window)
            cursors[number] = postings.lowerBound
            ends[number] = postings.upperBound
        }
        var found = UnitMask.empty
        for slot in candidates {
            let unit = UInt32(window << Window.shift + slot)
            var most: (title: UInt32, text: UInt32) = (.max, .max)
            for (number, list) in lists.enumerated() {
                var cursor = cursors[number]
                while list.units[cursor] < unit { cursor += 1 }
                cursors[number] = cursor
                most = (min(most.title, list.title[cursor]), min(most.text, list.text[cursor]))
            }
            if part == .text { most.title = 0 }
            if part == .title { most.text = 0 }
            guard most.title > 0 || most.text > 0 else { continue }
            // It occurs no oftener than its rarest word.
            let bound = score(most.title, most.text, unit, scoring, weight)
            if sums.scores[slot] + bound < sums.threshold { continue }
            readPositions()
            let title = most.title == 0 ? 0 : count(isText: false)
            let text = most.text == 0 ? 0 : count(isText: true)
            guard title > 0 || text > 0 else { continue }
            sums.scores[slot] += score(title, text, unit, scoring, weight)
            found.insert(slot)
        }
        return found
    }

    @inline(__always)
    private func score(_ title: UInt32, _ text: UInt32, _ unit: UInt32, _ scoring: Scoring, _ weight: Float) -> Float {
        let frequency = scoring.frequency(title: title, text: text, unit: unit)
        return weight * frequency / (frequency + Ranking.frequencySaturation)
    }

    private func readPositions() {
        for (number, list) in lists.enumerated() {
            let count = Int(list.title[cursors[number]] + list.text[cursors[number]])
            if count > capacities[number] {
                capacities[number] = count * 2
                positions[number] = memory.take(count * 2)
            }
            list.positions(of: cursors[number], into: positions[number])
        }
    }

    private func count(isText: Bool) -> UInt32 {
        for (number, list) in lists.enumerated() {
            let cursor = cursors[number]
            places[number] = isText ? Int(list.title[cursor]) : 0
            ends[number] = Int(list.title[cursor]) + (isText ? Int(list.text[cursor]) : 0)
        }
        var found: UInt32 = 0
        start: while places[0] < ends[0] {
            let start = positions[0][places[0]]
            places[0] += 1
            for number in 1..<lists.count {
                let wanted = start + UInt32(number)
                let own = positions[number]
                var place = places[number]
                while place < ends[number], own[place] < wanted { place += 1 }
                places[number] = place
                if place == ends[number] { return found }
                if own[place] != wanted { continue start }
            }
            found += 1
        }
        return found
    }
}
