/// What a part matches, with one score for all.
final class ConstantScoreSource: Source {
    private let part: any Source
    private let score: Float
    private let windowCount: Int
    private let ignored: WindowScores

    init(_ part: any Source, score: Float, windowCount: Int, memory: QueryMemory) {
        self.part = part
        self.score = score
        self.windowCount = windowCount
        ignored = WindowScores(memory)
    }

    var cost: Int { part.cost }

    func writeBounds(to bounds: UnsafeMutablePointer<Float>) {
        part.writeBounds(to: bounds)
        for window in 0..<windowCount where bounds[window] >= 0 { bounds[window] = score }
    }

    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask {
        let found = part.evaluate(window, ignored)
        let (scores, score) = (sums.scores, score)
        for slot in found { scores[slot] += score }
        return found
    }

    func isInText(_ unit: UInt32) -> Bool { part.isInText(unit) }

    func inText(_ found: UnitMask, _ window: Int) -> UnitMask { part.inText(found, window) }
}
