/// A run of 256 units that is evaluated at once.
enum Window {
    static let shift = 8
    static let size = 1 << shift

    /// How many windows a segment of `unitCount` units has.
    static func count(unitCount: Int) -> Int { (unitCount + size - 1) >> shift }
}

/// The scores of a window's units while they are added up.
struct WindowScores {
    /// 256 sums.
    let scores: UnsafeMutablePointer<Float>
    /// What scores less in the end need not be found; only the outermost part of a query may go by it.
    var threshold: Float = -1
    /// The units that are asked for: a part may leave out others, where that is less work.
    var wanted = UnitMask.all

    init(_ memory: QueryMemory) { scores = memory.take(Window.size, repeating: 0) }

    init(_ scores: UnsafeMutablePointer<Float>) { self.scores = scores }

    @inline(__always)
    func clear() { scores.update(repeating: 0, count: Window.size) }
}

/// A part of a query as one segment can answer it.
///
/// It is asked window by window, in any order, by one thread.
protocol Source: AnyObject {
    /// Writes a bound of the score in each window; below 0 where nothing can match.
    func writeBounds(to bounds: UnsafeMutablePointer<Float>)

    /// The units of a window that match; adds their scores to `sums`. What is added for others means nothing.
    func evaluate(_ window: Int, _ sums: WindowScores) -> UnitMask

    /// Whether a unit of the window that was evaluated last matches by its own text, not only by its title or heading or
    /// by the fields of its document.
    func isInText(_ unit: UInt32) -> Bool

    /// Those of the units that match in the window, which was evaluated last, that do so by their own text.
    func inText(_ found: UnitMask, _ window: Int) -> UnitMask

    /// How often a unit of the window that was evaluated last has what is looked for.
    func frequencies(in unit: UInt32) -> Frequencies

    /// No unit scores more; known before anything is read.
    var mostScore: Float { get }

    /// How much there is to read: postings, roughly.
    var cost: Int { get }

    /// Itself, if it is a word that may stand anywhere. It is asked here, for a cast takes longer than most windows.
    var wordAnywhere: (any WordSource)? { get }

    /// Itself, if it can name the few units of a window that may be among the best.
    var naming: (any CandidateSource)? { get }
}

/// How often something occurs in the title and in the text of a unit.
struct Frequencies {
    var title = 0
    var text = 0
}

extension Source {
    func inText(_ found: UnitMask, _ window: Int) -> UnitMask {
        var own = UnitMask.empty
        for slot in found where isInText(UInt32(window << Window.shift + slot)) { own.insert(slot) }
        return own
    }

    func frequencies(in unit: UInt32) -> Frequencies { Frequencies() }

    var mostScore: Float { .infinity }

    var wordAnywhere: (any WordSource)? { nil }

    var naming: (any CandidateSource)? { nil }
}
