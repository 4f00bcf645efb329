/// The passages with any of several terms, all with one score: what a prefix, a pattern or a range stands for.
final class ConstantSource: Source {
    private let lists: [ListReader]
    /// Those that are not unpacked as a whole.
    private let long: [ListReader]
    private let score: Float
    private let part: TermSource.Part
    private let windowCount: Int
    /// The units of all others, four words for each window, and those that have a term in their text.
    private let units: UnsafeMutablePointer<UInt64>
    private let ownUnits: UnsafeMutablePointer<UInt64>

    init(_ lists: [ListReader], score: Float, part: TermSource.Part, windowCount: Int, memory: QueryMemory) {
        self.lists = lists
        self.score = score
        self.part = part
        self.windowCount = windowCount
        long = lists.filter { !$0.isWhole }
        units = memory.take(windowCount * 4, repeating: 0)
        ownUnits = memory.take(windowCount * 4, repeating: 0)
        for list in lists where list.isWhole {
            for index in 0..<list.count {
                let unit = Int(list.units[index])
                let bit: UInt64 = 1 << UInt64(unit & 63)
                let isInText = part != .title && list.text[index] > 0
                if isInText { ownUnits[unit >> 6] |= bit }
                if isInText || part != .text && list.title[index] > 0 { units[unit >> 6] |= bit }
            }
        }
    }

    var cost: Int { lists.reduce(0) { $0 + $1.count } }

    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        for window in 0..<windowCount { bounds[window] = UnitMask(units, window: window).isEmpty ? -1 : score }
        for list in long {
            for window in 0..<windowCount where list.impact(ofWindow: window) > 0 { bounds[window] = score }
        }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        var found = UnitMask(units, window: window)
        for list in long { found = found | slots(of: list, window) }
        let (score, scores) = (score, sums.scores)
        if score != 0 { for slot in found { scores[slot] += score } }
        return found
    }

    private func slots(of list: ListReader, _ window: Int) -> UnitMask {
        switch part {
        case .anywhere: list.slots(in: window)
        case .text: list.textSlots(in: window)
        case .title: list.titleSlots(in: window)
        }
    }

    func isInText(_ unit: UInt32) -> Bool { frequencies(in: unit).text > 0 }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask {
        if part == .title { return .empty }
        var own = UnitMask(ownUnits, window: window)
        for list in long { own = own | list.textSlots(in: window) }
        return found & own
    }

    func frequencies(in unit: UInt32) -> Frequencies { lists.frequencies(in: unit, part) }
}

/// The passages of a bitmap, which says nothing of where in them something was found.
final class BitmapSource: Source {
    private let bitmap: UnsafePointer<UInt64>
    private let windowCount: Int

    /// - Parameter bitmap: four words for each window.
    init(_ bitmap: UnsafePointer<UInt64>, windowCount: Int) {
        self.bitmap = bitmap
        self.windowCount = windowCount
    }

    var cost: Int { windowCount * 4 }

    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        for window in 0..<windowCount { bounds[window] = UnitMask(bitmap, window: window).isEmpty ? -1 : 0 }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask { UnitMask(bitmap, window: window) }

    func isInText(_ unit: UInt32) -> Bool { false }
}

/// All passages.
final class EverythingSource: Source {
    private let unitCount: Int
    private let isInText: Bool

    /// - Parameter isInText: whether they are asked for themselves, and not only what is left of them.
    init(unitCount: Int, isInText: Bool) {
        self.unitCount = unitCount
        self.isInText = isInText
    }

    var cost: Int { unitCount }

    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        bounds.update(repeating: 0, count: Window.count(unitCount: unitCount))
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        UnitMask(first: unitCount - window << Window.shift)
    }

    func isInText(_ unit: UInt32) -> Bool { isInText }
}

/// No passage.
final class NothingSource: Source {
    private let windowCount: Int

    init(windowCount: Int) { self.windowCount = windowCount }

    var cost: Int { 0 }

    func writeBounds(to bounds: UnsafeMutablePointer<Float>) { bounds.update(repeating: -1, count: windowCount) }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask { .empty }

    func isInText(_ unit: UInt32) -> Bool { false }
}
