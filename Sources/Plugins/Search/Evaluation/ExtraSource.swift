/// What a part of a query matches, with scores to which others add where they match too.
final class ExtraSource: Source {
    private let part: any Source
    private let extras: [any Source]
    private let windowCount: Int
    private let bounds: UnsafeMutablePointer<Float>
    /// What the extras add at most in each window, once bounds have been written.
    private let most: UnsafeMutablePointer<Float>
    private var hasBounds = false
    private let own: WindowScores

    init(_ part: any Source, adding extras: [any Source], windowCount: Int, memory: QueryMemory) {
        self.part = part
        self.extras = extras
        self.windowCount = windowCount
        bounds = memory.take(windowCount)
        most = memory.take(windowCount, repeating: 0)
        own = WindowScores(memory)
    }

    /// Extras are read only where the part matches.
    var cost: Int { part.cost }

    func writeBounds(to output: UnsafeMutablePointer<Float>) {
        hasBounds = true
        part.writeBounds(to: output)
        most.update(repeating: 0, count: windowCount)
        for extra in extras {
            extra.writeBounds(to: bounds)
            for window in 0..<windowCount { most[window] += max(bounds[window], 0) }
        }
        for window in 0..<windowCount where output[window] >= 0 { output[window] += most[window] }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        var whole = WindowScores(sums.scores)
        whole.wanted = sums.wanted
        // What the part adds alone has to come so near to the threshold that extras, which are in most passages, can do the
        // rest. A little less, for the rounding of the difference.
        let least = hasBounds && sums.threshold > 0 ? sums.threshold * 0.999_999 - most[window] : -1
        if least > 0 { whole.threshold = least }
        var found = part.evaluate(window, whole)
        let scores = sums.scores
        if least > 0 { for slot in found where scores[slot] < least { found.remove(slot) } }
        if found.isEmpty { return found }
        var own = own
        own.wanted = found
        for extra in extras {
            own.clear()
            let added = own.scores
            for slot in extra.evaluate(window, own) & found { scores[slot] += added[slot] }
        }
        return found
    }

    func isInText(_ unit: UInt32) -> Bool { part.isInText(unit) }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask { part.inText(found, window) }

    func frequencies(in unit: UInt32) -> Frequencies { part.frequencies(in: unit) }
}
