/// What a part of a query matches, with scores to which others add where they match too.
final class ExtraSource: Source {
    private let part: any Source
    private let extras: [any Source]
    private let windowCount: Int
    private let bounds: UnsafeMutablePointer<Float>
    private let own: WindowScores

    init(_ part: any Source, adding extras: [any Source], windowCount: Int, memory: QueryMemory) {
        self.part = part
        self.extras = extras
        self.windowCount = windowCount
        bounds = memory.take(windowCount)
        own = WindowScores(memory)
    }

    /// Extras are read only where the part matches.
    var cost: Int { part.cost }

    func writeBounds(to output: UnsafeMutablePointer<Float>) {
        part.writeBounds(to: output)
        for extra in extras {
            extra.writeBounds(to: bounds)
            for window in 0..<windowCount where output[window] >= 0 { output[window] += max(bounds[window], 0) }
        }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        // What the part adds says nothing yet of what all of them do.
        var whole = WindowScores(sums.scores)
        whole.wanted = sums.wanted
        let found = part.evaluate(window, whole)
        if found.isEmpty { return found }
        var own = own
        own.wanted = found
        for extra in extras {
            own.clear()
            let (scores, added) = (sums.scores, own.scores)
            for slot in extra.evaluate(window, own) & found { scores[slot] += added[slot] }
        }
        return found
    }

    func isInText(_ unit: UInt32) -> Bool { part.isInText(unit) }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask { part.inText(found, window) }

    func frequencies(in unit: UInt32) -> Frequencies { part.frequencies(in: unit) }
}
