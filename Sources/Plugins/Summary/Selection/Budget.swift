/// How long a summary may be.
enum Budget: Sendable, Hashable {
    case sentences(Int)
    case words(Int)
    /// Of the words of all texts together.
    case percent(Double)

    /// The most words, where words are counted.
    func wordLimit(of total: Int) -> Int? {
        switch self {
        case .sentences: nil
        case .words(let limit): limit
        case .percent(let share): Int(Double(total) * share / 100)
        }
    }

    /// The most sentences.
    var sentenceLimit: Int {
        if case .sentences(let limit) = self { limit } else { .max }
    }
}
