/// The passages with any of several terms, all with one score: what a prefix, a pattern or a range stands for.
final class ConstantSource: Source {
    private let entries: [TermDictionary.Entry]
    private let segment: IndexSegment
    private let memory: QueryMemory
    /// The lists that are not unpacked as a whole.
    private var long: [ListReader] = []
    private let score: Float
    private let part: TermSource.Part
    private let windowCount: Int
    /// The units of all others, four words for each window, and those that have a term in their text; filled when somebody
    /// asks for them, for where enough others score the same nobody does.
    private var units: UnsafeMutablePointer<UInt64>
    private var ownUnits: UnsafeMutablePointer<UInt64>
    private var isRead = false

    init(
        _ entries: [TermDictionary.Entry],
        of segment: IndexSegment,
        score: Float,
        part: TermSource.Part,
        windowCount: Int,
        memory: QueryMemory
    ) {
        self.entries = entries
        self.segment = segment
        self.memory = memory
        self.score = score
        self.part = part
        self.windowCount = windowCount
        units = memory.take(0)
        ownUnits = units
    }

    private func read() {
        isRead = true
        long = entries.filter { $0.kind == .ranges }.map {
            ListReader($0, in: segment, unitCount: segment.unitCount, memory: memory)
        }
        let units = memory.take(windowCount * 4, repeating: UInt64(0))
        let ownUnits = memory.take(windowCount * 4, repeating: UInt64(0))
        let whole = WholeLists(segment, unitCount: segment.unitCount, memory)
        let (wantsText, wantsTitle) = (part != .title, part != .text)
        for entry in entries where entry.kind != .ranges {
            whole.forEachUnit(of: entry) { unit, isInText, isInTitle in
                let bit: UInt64 = 1 << UInt64(unit & 63)
                let (text, title) = (wantsText && isInText, wantsTitle && isInTitle)
                ownUnits[Int(unit >> 6)] |= text ? bit : 0
                units[Int(unit >> 6)] |= text || title ? bit : 0
            }
        }
        self.units = units
        self.ownUnits = ownUnits
    }

    var mostScore: Float { score }

    var cost: Int { entries.reduce(0) { $0 + $1.count } }

    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        if !isRead { read() }
        for window in 0..<windowCount { bounds[window] = UnitMask(units, window: window).isEmpty ? -1 : score }
        for list in long {
            for window in 0..<windowCount where list.impact(ofWindow: window) > 0 { bounds[window] = score }
        }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        if !isRead { read() }
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

    func isInText(_ unit: UInt32) -> Bool {
        if part == .title { return false }
        return ownUnits[Int(unit >> 6)] & 1 << UInt64(unit & 63) != 0
            || long.contains { $0.frequencies(in: unit, part).text > 0 }
    }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask {
        if part == .title { return .empty }
        var own = UnitMask(ownUnits, window: window)
        for list in long { own = own | list.textSlots(in: window) }
        return found & own
    }

    /// Asked only to explain a score, so that all lists are opened for it.
    func frequencies(in unit: UInt32) -> Frequencies {
        let lists = entries.map { ListReader($0, in: segment, unitCount: segment.unitCount, memory: memory) }
        for list in lists { list.open(Int(unit) >> Window.shift) }
        return lists.frequencies(in: unit, part)
    }
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
