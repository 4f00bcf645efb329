/// A word of a query that somebody else holds for as long as this is used, as ``Borrowed``.
///
/// It knows the two kinds of words by name: what an existential calls would be retained at each step.
enum BorrowedWord: BitwiseCopyable {
    case term(Borrowed<TermSource>)
    case group(Borrowed<GroupSource>)

    @inline(__always)
    func bound(in window: Int) -> Float {
        switch self {
        case .term(let term): term.use { $0.bound(in: window) }
        case .group(let group): group.use { $0.bound(in: window) }
        }
    }

    @inline(__always)
    func collect(in window: Int, from least: Float, into candidates: inout Candidates) {
        switch self {
        case .term(let term): term.use { $0.collect(in: window, from: least, into: &candidates) }
        case .group(let group): group.use { $0.collect(in: window, from: least, into: &candidates) }
        }
    }

    @inline(__always)
    func add(to candidates: inout Candidates, in window: Int, from least: Float, isRequired: Bool) {
        switch self {
        case .term(let term): term.use { $0.add(to: &candidates, in: window, from: least, isRequired: isRequired) }
        case .group(let group): group.use { $0.add(to: &candidates, in: window, from: least, isRequired: isRequired) }
        }
    }

    @inline(__always)
    func addScores(in window: Int, to scores: UnsafeMutablePointer<Float>) {
        switch self {
        case .term(let term): term.use { $0.addScores(in: window, to: scores) }
        case .group(let group): group.use { $0.addScores(in: window, to: scores) }
        }
    }
}
