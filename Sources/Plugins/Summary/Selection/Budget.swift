import PluginKit
import Wire

/// How long a summary may be.
enum Budget: Sendable, Hashable {
    case sentences(Int)
    case words(Int)
    /// Unicode scalars, with a space between two sentences.
    case characters(Int)
    /// Of the words of all texts together.
    case percent(Double)

    /// The most words or characters; `nil` where sentences are counted.
    func limit(ofWords total: Int) -> Int? {
        switch self {
        case .sentences: nil
        case .words(let limit), .characters(let limit): limit
        case .percent(let share): Int(Double(total) * share / 100)
        }
    }

    /// The most sentences.
    var sentenceLimit: Int {
        if case .sentences(let limit) = self { limit } else { .max }
    }

    var countsCharacters: Bool {
        if case .characters = self { true } else { false }
    }

    var countsSentences: Bool {
        if case .sentences = self { true } else { false }
    }
}

extension Budget {
    /// What a request says; three sentences where it says nothing.
    init(_ call: Call) throws(Failure) {
        var given: [Budget] = []
        if let count = call[SummaryMethod.sentences] { given.append(.sentences(count)) }
        if let count = call[SummaryMethod.words] { given.append(.words(count)) }
        if let count = call[SummaryMethod.characters] { given.append(.characters(count)) }
        if let share = call[SummaryMethod.percent] { given.append(.percent(share)) }
        guard given.count < 2 else {
            throw Failure(
                .invalidParams,
                "only one of 'sentences', 'words', 'characters' and 'percent' can be the limit",
                hint: "leave out the others"
            )
        }
        self = given.first ?? .sentences(3)
    }
}
