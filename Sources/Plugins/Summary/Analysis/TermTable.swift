/// The sentences of some texts as counts of terms: for each sentence its different terms and how often they stand there.
///
/// Compressed sparse rows: the terms of sentence i are `terms[starts[i]..<starts[i + 1]]`, in the order in which they
/// stand there. Terms are stems; stop words have numbers too, because pairs of words may hold one, but they are in no
/// row.
struct TermTable: Sendable {
    var starts: [Int] = [0]
    var terms: [UInt32] = []
    var counts: [UInt32] = []
    /// The pairs of neighbouring words that are not both stop words, each once a sentence, in the same form.
    var pairStarts: [Int] = [0]
    var pairs: [UInt32] = []
    /// The lengths in words as people count them: what stands between spaces, and each character of scripts without.
    var wordCounts: [Int] = []
    /// The same of what is said only, where names of those who speak stand before it.
    var spokenCounts: [Int] = []
    var speakers: [Speaker] = []
    var speakerNames: [String] = []
    var traits: [SentenceTraits] = []
    var termCount = 0
    var pairCount = 0

    /// - Parameter byteCount: of the texts that will be added, about, so that room is made once.
    init(byteCount: Int = 0) {
        terms.reserveCapacity(byteCount / 10)
        counts.reserveCapacity(byteCount / 10)
        pairs.reserveCapacity(byteCount / 8)
        let sentenceCount = byteCount / 80
        starts.reserveCapacity(sentenceCount + 1)
        pairStarts.reserveCapacity(sentenceCount + 1)
        wordCounts.reserveCapacity(sentenceCount)
        spokenCounts.reserveCapacity(sentenceCount)
        speakers.reserveCapacity(sentenceCount)
        traits.reserveCapacity(sentenceCount)
    }

    var sentenceCount: Int { wordCounts.count }

    /// The number of a sentence's words that are no stop words.
    func length(of sentence: Int) -> Int { row(sentence).reduce(0) { $0 + Int(counts[$1]) } }

    /// Where the terms of a sentence stand in `terms` and `counts`.
    func row(_ sentence: Int) -> Range<Int> { starts[sentence]..<starts[sentence + 1] }

    /// How much a sentence says by its form, from 0 to 1: in a transcript few words hardly say anything, and a question waits
    /// for its answer.
    func saying(_ sentence: Int) -> Double {
        guard speakers[sentence] != .author else { return 1 }
        return min(1, Double(spokenCounts[sentence]) / 8) * (traits[sentence].isAsking ? 0.5 : 1)
    }

    /// Where its pairs stand in `pairs`.
    func pairRow(_ sentence: Int) -> Range<Int> { pairStarts[sentence]..<pairStarts[sentence + 1] }
}

/// Who says a sentence.
enum Speaker: Equatable, Sendable {
    /// Whoever wrote the text.
    case author
    /// Somebody in a transcript, before its first label.
    case unknown
    /// The one with the name at this place in ``TermTable/speakerNames``.
    case named(Int)
}
