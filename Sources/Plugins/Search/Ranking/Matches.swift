/// Sets of matches: lists in the order of the passages.
enum Matches {
    /// Those of any list; the scores of one in several are added.
    ///
    /// - Complexity: O(n log k) for k lists of n matches together.
    static func union(_ lists: [[Match]]) -> [Match] {
        var lists = lists
        while lists.count > 1 {
            lists = stride(from: 0, to: lists.count, by: 2).map { first in
                first + 1 < lists.count ? union(lists[first], lists[first + 1]) : lists[first]
            }
        }
        return lists.first ?? []
    }

    /// Those of either list; the scores of one in both are added.
    static func union(_ left: [Match], _ right: [Match]) -> [Match] {
        if left.isEmpty { return right }
        if right.isEmpty { return left }
        var result: [Match] = []
        result.reserveCapacity(left.count + right.count)
        var other = 0
        for match in left {
            while other < right.count, right[other].passage < match.passage {
                result.append(right[other])
                other += 1
            }
            if other < right.count, right[other].passage == match.passage {
                result.append(sum(match, right[other]))
                other += 1
            } else {
                result.append(match)
            }
        }
        result.append(contentsOf: right[other...])
        return result
    }

    /// Those of both lists, with the sum of their scores.
    static func intersection(_ left: [Match], _ right: [Match]) -> [Match] {
        var result: [Match] = []
        result.reserveCapacity(min(left.count, right.count))
        var other = 0
        for match in left {
            while other < right.count, right[other].passage < match.passage { other += 1 }
            guard other < right.count else { break }
            if right[other].passage == match.passage { result.append(sum(match, right[other])) }
        }
        return result
    }

    /// Those of `left` that are not in `right`.
    static func difference(_ left: [Match], _ right: [Match]) -> [Match] {
        var other = 0
        return left.filter { match in
            while other < right.count, right[other].passage < match.passage { other += 1 }
            return other == right.count || right[other].passage != match.passage
        }
    }

    /// The `range` of the matches as ranked: highest score first, and in the order of the corpus where scores are equal.
    ///
    /// - Complexity: O(n log k), with k the end of the range.
    static func ranked(_ matches: [Match], _ range: Range<Int>) -> ArraySlice<Match> {
        let wanted = min(range.upperBound, matches.count)
        guard range.lowerBound < wanted else { return [] }
        guard matches.count > wanted * 4 else {
            return matches.sorted(by: precedes)[range.lowerBound..<wanted]
        }
        var best = WorstFirst(capacity: wanted)
        for match in matches { best.offer(match) }
        return best.matches.sorted(by: precedes)[range.lowerBound..<wanted]
    }

    private static func sum(_ left: Match, _ right: Match) -> Match {
        Match(passage: left.passage, score: left.score + right.score, isInText: left.isInText || right.isInText)
    }

    fileprivate static func precedes(_ left: Match, _ right: Match) -> Bool {
        left.score != right.score ? left.score > right.score : left.passage < right.passage
    }
}

/// The best matches so far, as a heap with the worst of them on top.
private struct WorstFirst {
    private(set) var matches: [Match] = []
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        matches.reserveCapacity(capacity)
    }

    mutating func offer(_ match: Match) {
        if matches.count < capacity {
            matches.append(match)
            rise(from: matches.count - 1)
        } else if Matches.precedes(match, matches[0]) {
            matches[0] = match
            sink()
        }
    }

    private mutating func rise(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard Matches.precedes(matches[parent], matches[child]) else { return }
            matches.swapAt(parent, child)
            child = parent
        }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var worst = parent
            for child in [parent * 2 + 1, parent * 2 + 2] where child < matches.count {
                if Matches.precedes(matches[worst], matches[child]) { worst = child }
            }
            if worst == parent { return }
            matches.swapAt(parent, worst)
            parent = worst
        }
    }
}
