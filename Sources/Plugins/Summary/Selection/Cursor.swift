import JSON
import Wire

/// What was said so far, as a text that a client sends back to hear more.
struct Cursor {
    /// Numbers of sentences, in the order in which they were chosen.
    let sentences: [Int]
    private let total: Int

    /// - Parameter total: how many sentences the texts have, by which a cursor of other texts is known.
    init(of sentences: [Int], among total: Int) {
        self.sentences = sentences
        self.total = total
    }

    init(_ text: String, among total: Int) throws(Failure) {
        let halves = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = halves.last?.split(separator: ".").compactMap { Int($0) } ?? []
        guard halves.count == 2, let found = Int(halves[0]), numbers.count == halves[1].split(separator: ".").count
        else {
            throw Failure(
                .invalidParams,
                "'cursor' is none: it must be the 'cursor' of an earlier answer",
                details: ["pointer": "/cursor"]
            )
        }
        guard found == total, numbers.allSatisfy({ $0 >= 0 && $0 < total }) else {
            throw Failure(
                .invalidParams,
                "'cursor' comes from an answer about \(found) sentences, but now there are \(total)",
                hint: "ask about the same texts with the same parameters, or begin again without a cursor",
                details: ["pointer": "/cursor"]
            )
        }
        self.init(of: numbers, among: total)
    }

    var text: String { "\(total):" + sentences.map(String.init).joined(separator: ".") }
}
