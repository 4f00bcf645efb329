/// How several words must stand to be an occurrence together.
struct Arrangement: Hashable, Sendable {
    /// Whether word i belongs i words behind the first one.
    let isOrdered: Bool
    /// How far apart their places may be, after what the order asks for has been taken off.
    let slack: Int

    /// Whether the words follow each other without a gap.
    var isExact: Bool { isOrdered && slack == 0 }

    /// The occurrences, as ranges of positions from the first word to the last one, ascending: for each place where one
    /// can begin the first there, without those that have another one inside.
    ///
    /// Every word needs a position of its own: `sea sea` is not found in one sea.
    ///
    /// - Parameter places: for each word its positions, ascending.
    /// - Complexity: O(n · k · log n) for k words at n positions.
    func occurrences(_ places: [[Int]]) -> [ClosedRange<Int>] {
        var found: [ClosedRange<Int>] = []
        var starts: [Int] = []
        for (word, positions) in places.enumerated() {
            starts.append(contentsOf: positions.lazy.map { isOrdered ? $0 - word : $0 })
        }
        starts.sort()
        var previous: Int?
        for start in starts where start != previous {
            previous = start
            guard let range = occurrence(places, from: start) else { continue }
            while let last = found.last, last.lowerBound <= range.lowerBound, last.upperBound >= range.upperBound {
                found.removeLast()
            }
            if let last = found.last, last.lowerBound >= range.lowerBound, last.upperBound <= range.upperBound {
                continue
            }
            found.append(range)
        }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// The occurrence whose words lie from `start` on: each takes its first position there that is still free, which
    /// leaves most to those that come later.
    private func occurrence(_ places: [[Int]], from start: Int) -> ClosedRange<Int>? {
        var taken: [Int] = []
        for (word, positions) in places.enumerated() {
            let lowest = isOrdered ? start + word : start
            var index = Self.firstIndex(of: positions, from: lowest)
            while index < positions.count, taken.contains(positions[index]) { index += 1 }
            guard index < positions.count, positions[index] <= lowest + slack else { return nil }
            taken.append(positions[index])
        }
        guard let first = taken.min(), let last = taken.max() else { return nil }
        return first...last
    }

    private static func firstIndex(of positions: [Int], from lowest: Int) -> Int {
        var low = 0
        var high = positions.count
        while low < high {
            let middle = (low + high) / 2
            if positions[middle] < lowest { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
