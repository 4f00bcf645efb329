/// The passages with any of several terms, all with one score: what a prefix, a pattern or a range stands for.
final class ConstantSource: Source {
    private let lists: [ListReader]
    private let score: Float
    private let part: TermSource.Part
    private let windowCount: Int

    init(_ lists: [ListReader], score: Float, part: TermSource.Part, windowCount: Int) {
        self.lists = lists
        self.score = score
        self.part = part
        self.windowCount = windowCount
    }

    var cost: Int { lists.reduce(0) { $0 + $1.count } }

    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        bounds.update(repeating: -1, count: windowCount)
        for list in lists {
            if list.isWhole {
                for index in 0..<list.count { bounds[Int(list.units[index]) >> Window.shift] = score }
            } else {
                for window in 0..<windowCount where list.impact(ofWindow: window) > 0 { bounds[window] = score }
            }
        }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        var found = UnitMask.empty
        for list in lists {
            for index in list.postings(in: window) {
                let isInText = part != .title && list.text[index] > 0
                guard isInText || part != .text && list.title[index] > 0 else { continue }
                let slot = Int(list.units[index]) & (Window.size - 1)
                found.insert(slot)
            }
        }
        let (score, scores) = (score, sums.scores)
        if score != 0 { for slot in found { scores[slot] += score } }
        return found
    }

    func isInText(_ unit: UInt32) -> Bool { frequencies(in: unit).text > 0 }

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
