/// Counts where words follow each other, each of which has one list.
final class PlainPhrase {
    private let lists: [ListReader]
    private let memory: QueryMemory
    /// The numbers of the lists, that with fewest postings first.
    private let rarestFirst: [Int]
    private let units: UnsafeMutablePointer<UInt32>
    /// For each list its postings of `units`.
    private let postings: [UnsafeMutablePointer<Int>]
    private let places: UnsafeMutablePointer<Int>
    private let ends: UnsafeMutablePointer<Int>
    private let positions: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>>
    private let capacities: UnsafeMutablePointer<Int>

    init(_ lists: [ListReader], _ memory: QueryMemory) {
        self.lists = lists
        self.memory = memory
        rarestFirst = lists.indices.sorted { lists[$0].count < lists[$1].count }
        units = memory.take(Window.size)
        postings = lists.map { _ in memory.take(Window.size) }
        places = memory.take(lists.count)
        ends = memory.take(lists.count)
        positions = memory.take(lists.count)
        capacities = memory.take(lists.count)
        for number in lists.indices {
            capacities[number] = 64
            positions[number] = memory.take(64)
        }
    }

    func evaluate(
        _ window: Int,
        _ sums: WindowScores,
        _ scoring: Scoring,
        _ weight: Float,
        _ part: TermSource.Part
    ) -> UnitMask {
        var found = UnitMask.empty
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
            readPositions(of: candidate)
            let title = most.title == 0 ? 0 : count(in: candidate, isText: false)
            let text = most.text == 0 ? 0 : count(in: candidate, isText: true)
            guard title > 0 || text > 0 else { continue }
            sums.scores[slot] += score(title, text, unit, scoring, weight)
            found.insert(slot)
        }
        return found
    }

    /// Makes `units` those of a window that all lists have and that are wanted; returns how many there are.
    private func unitsWithAll(in window: Int, _ wanted: UnitMask) -> Int {
        let rarest = lists[rarestFirst[0]]
        var count = 0
        for posting in rarest.postings(in: window) where wanted.has(Int(rarest.units[posting]) & (Window.size - 1)) {
            units[count] = rarest.units[posting]
            postings[rarestFirst[0]][count] = posting
            count += 1
        }
        for done in 1..<max(lists.count, 1) where count > 0 {
            let number = rarestFirst[done]
            var cursor = PostingCursor(lists[number], in: window)
            var kept = 0
            for index in 0..<count {
                guard let posting = cursor.posting(of: units[index]) else { continue }
                units[kept] = units[index]
                for other in rarestFirst[..<done] { postings[other][kept] = postings[other][index] }
                postings[number][kept] = posting
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

    private func readPositions(of candidate: Int) {
        for (number, list) in lists.enumerated() {
            let posting = postings[number][candidate]
            let count = Int(list.title[posting] + list.text[posting])
            if count > capacities[number] {
                capacities[number] = count * 2
                positions[number] = memory.take(count * 2)
            }
            list.positions(of: posting, into: positions[number])
        }
    }

    private func count(in candidate: Int, isText: Bool) -> UInt32 {
        for (number, list) in lists.enumerated() {
            let posting = postings[number][candidate]
            places[number] = isText ? Int(list.title[posting]) : 0
            ends[number] = Int(list.title[posting]) + (isText ? Int(list.text[posting]) : 0)
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
