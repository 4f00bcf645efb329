/// Which units have it.
extension GroupSource {
    func isInText(_ unit: UInt32) -> Bool { part != .title && frequencies(in: unit).text > 0 }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask {
        if part == .title { return .empty }
        var own = UnitMask.empty
        forEachLong(in: window) { own = own | $0.textSlots(in: window) }
        let short = short
        for index in short.postings(in: window) where short.text[index] > 0 {
            own.insert(Int(short.units[index]) & (Window.size - 1))
        }
        return found & own
    }

    func writeUnits(to units: UnsafeMutablePointer<UInt32>) -> Int {
        var count = 0
        for (number, list) in lists.enumerated() {
            if number == 0 {
                list.writeUnits(to: units)
                count = list.count
                continue
            }
            let known = memory.take(count, of: UInt32.self)
            known.update(from: units, count: count)
            let further = memory.take(list.count, of: UInt32.self)
            list.writeUnits(to: further)
            count = Self.unite(known, count, further, list.count, into: units)
        }
        return count
    }

    /// Writes what is in any of two ascending runs of units, and returns how much that is.
    private static func unite(
        _ left: UnsafeMutablePointer<UInt32>,
        _ leftCount: Int,
        _ right: UnsafeMutablePointer<UInt32>,
        _ rightCount: Int,
        into units: UnsafeMutablePointer<UInt32>
    ) -> Int {
        var (count, one, other) = (0, 0, 0)
        while one < leftCount, other < rightCount {
            let (first, second) = (left[one], right[other])
            units[count] = min(first, second)
            count &+= 1
            one &+= first <= second ? 1 : 0
            other &+= second <= first ? 1 : 0
        }
        (units + count).update(from: left + one, count: leftCount - one)
        count += leftCount - one
        (units + count).update(from: right + other, count: rightCount - other)
        return count + rightCount - other
    }

    func isListable(from least: Float) -> Bool { longCount == 0 }

    func listed(from least: Float) -> Candidates {
        var all = Candidates(memory, capacity: cost)
        guard isOneWord else {
            for window in 0..<windowCount where !short.postings(in: window).isEmpty {
                collect(in: window, from: least, into: &all)
            }
            return all
        }
        // As in a window: of each way to write it what is too low is left out, and with it what that says of the text.
        let wanted = Ranking.frequency(reaching: least, weight: weight)
        var (before, next) = (Candidates(memory, capacity: cost), Candidates(memory, capacity: cost))
        for (number, list) in lists.enumerated() {
            swap(&before, &all)
            next.removeAll()
            let (units, text) = (list.units, list.text)
            list.forEachFrequency(from: wanted, scoring) { index, frequency in
                let inText = text[index] > 0 ? Candidates.InText(true) : wanted > 0 ? .untold : .init(false)
                next.append(units[index], score(frequency), inText, from: least)
            }
            if number == 0 { swap(&all, &next) } else { all.unite(before, next, from: least, max) }
        }
        return all
    }

    func units(in window: Int) -> UnitMask {
        var units = UnitMask.empty
        forEachLong(in: window) { units = units | $0.slots(in: window) }
        let short = short
        for index in short.postings(in: window) { units.insert(Int(short.units[index]) & (Window.size - 1)) }
        return units
    }

    func open(_ window: Int) { for number in 0..<longCount { long[number].use { $0.open(window) } } }

    func frequencies(in unit: UInt32) -> Frequencies { lists.frequencies(in: unit, part) }
}
