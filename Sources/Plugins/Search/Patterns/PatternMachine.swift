/// A pattern as an automaton over bytes that may be in several states at once.
struct PatternMachine: Sendable {
    enum State: Sendable {
        case bytes(ClosedRange<UInt8>, UInt32)
        /// Goes on in both at once.
        case fork(UInt32, UInt32)
        case end
    }

    private(set) var states: [State] = [.end]
    private(set) var start: UInt32 = 0

    /// A pattern that needs more is refused: repetitions of repetitions multiply.
    static let mostStates = 10_000

    /// `nil` when the pattern needs too many states.
    init?(_ pattern: TermPattern) {
        guard let start = add(pattern, before: 0) else { return nil }
        self.start = start
    }

    /// The terms that at most `edits` changes make of `word`: one character more, less or other, or two neighbours
    /// swapped (the optimal string alignment distance).
    init?(near word: [Unicode.Scalar], edits: Int) {
        let width = edits + 1
        // Reading `word[index...]` with `spent` changes made: its state, once it has been added.
        var entries = [UInt32](repeating: 0, count: (word.count + 1) * width)
        // The same behind any one character.
        var behindAny = entries
        func place(_ index: Int, _ spent: Int) -> Int { index * width + spent }
        for index in stride(from: word.count, through: 0, by: -1) {
            for spent in stride(from: edits, through: 0, by: -1) {
                var ways: [UInt32] = index == word.count ? [0] : []
                if index < word.count {
                    guard let same = add(.character(word[index]), before: entries[place(index + 1, spent)]) else {
                        return nil
                    }
                    ways.append(same)
                }
                if spent < edits {
                    ways.append(behindAny[place(index, spent + 1)])
                    if index < word.count {
                        ways.append(behindAny[place(index + 1, spent + 1)])
                        ways.append(entries[place(index + 1, spent + 1)])
                    }
                    if index + 1 < word.count, word[index] != word[index + 1] {
                        let swapped = TermPattern.sequence([.character(word[index + 1]), .character(word[index])])
                        guard let way = add(swapped, before: entries[place(index + 2, spent + 1)]) else { return nil }
                        ways.append(way)
                    }
                }
                guard let entry = fork(ways) else { return nil }
                entries[place(index, spent)] = entry
                guard spent > 0 else { continue }
                guard let any = add(.any, before: entry) else { return nil }
                behindAny[place(index, spent)] = any
            }
        }
        start = entries[place(0, 0)]
    }

    /// Which bytes no state tells apart: a class for each byte, and how many there are.
    func byteClasses() -> (classes: [UInt8], count: Int) {
        var isStart = [Bool](repeating: false, count: 257)
        for case .bytes(let range, _) in states {
            isStart[Int(range.lowerBound)] = true
            isStart[Int(range.upperBound) + 1] = true
        }
        var classes = [UInt8](repeating: 0, count: 256)
        var latest: UInt8 = 0
        for byte in 1..<256 {
            if isStart[byte] { latest += 1 }
            classes[byte] = latest
        }
        return (classes, Int(latest) + 1)
    }

    private mutating func add(_ state: State) -> UInt32? {
        guard states.count < Self.mostStates else { return nil }
        states.append(state)
        return UInt32(states.count - 1)
    }

    private mutating func fork(_ ways: [UInt32]) -> UInt32? {
        var entry = ways[0]
        for way in ways.dropFirst() {
            guard let both = add(.fork(way, entry)) else { return nil }
            entry = both
        }
        return entry
    }

    /// Adds what reads `pattern` and goes on with `next`; returns where it begins.
    private mutating func add(_ pattern: TermPattern, before next: UInt32) -> UInt32? {
        switch pattern {
        case .nothing: return next
        case .character(let scalar): return add(scalar.value...scalar.value, before: next)
        case .set(let ranges):
            var ways: [UInt32] = []
            for range in ranges {
                guard let way = add(range, before: next) else { return nil }
                ways.append(way)
            }
            // A set without members matches nothing: a state without a way out.
            return ways.isEmpty ? add(.fork(UInt32(states.count), UInt32(states.count))) : fork(ways)
        case .others(let ranges): return add(.set(TermPattern.complement(of: ranges)), before: next)
        case .sequence(let parts):
            var next = next
            for part in parts.reversed() {
                guard let entry = add(part, before: next) else { return nil }
                next = entry
            }
            return next
        case .choice(let parts):
            var ways: [UInt32] = []
            for part in parts {
                guard let way = add(part, before: next) else { return nil }
                ways.append(way)
            }
            return ways.isEmpty ? next : fork(ways)
        case .repeated(let part, let least, let most): return add(part, least, most, before: next)
        }
    }

    private mutating func add(_ part: TermPattern, _ least: Int, _ most: Int?, before end: UInt32) -> UInt32? {
        var next = end
        if let most {
            for _ in least..<max(least, most) {
                guard let again = add(part, before: next), let either = fork([end, again]) else { return nil }
                next = either
            }
        } else {
            guard let loop = add(.fork(end, end)), let again = add(part, before: loop) else { return nil }
            states[Int(loop)] = .fork(again, end)
            next = loop
        }
        for _ in 0..<least {
            guard let once = add(part, before: next) else { return nil }
            // What reads nothing needs not be repeated.
            if once == next { break }
            next = once
        }
        return next
    }

    /// Adds what reads one character of a range: the ways to write its members in UTF-8.
    private mutating func add(_ range: ClosedRange<UInt32>, before next: UInt32) -> UInt32? {
        var ways: [UInt32] = []
        for sequence in UTF8Ranges.sequences(of: range) {
            var way = next
            for bytes in sequence.reversed() {
                guard let entry = add(.bytes(bytes, way)) else { return nil }
                way = entry
            }
            ways.append(way)
        }
        return ways.isEmpty ? add(.fork(UInt32(states.count), UInt32(states.count))) : fork(ways)
    }
}
