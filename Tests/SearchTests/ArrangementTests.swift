import TestSupport
import Testing

@testable import Search

@Suite("Arrangement of words")
struct ArrangementTests {
    private func occurrences(_ text: String, _ words: String, ordered: Bool, _ slack: Int) -> [ClosedRange<Int>] {
        let text = text.split(separator: " ")
        let places = words.split(separator: " ").map { word in text.indices.filter { text[$0] == word } }
        return Arrangement(isOrdered: ordered, slack: slack).occurrences(places)
    }

    @Test(
        "finds phrases, and with slop those nearly so",
        arguments: [
            ("a b c", "a b", 0, [0...1]), ("a b a b", "a b", 0, [0...1, 2...3]), ("a x b", "a b", 0, []),
            ("a x b", "a b", 1, [0...2]), ("b a", "a b", 1, []), ("b a", "a b", 2, [0...1]),
            ("s s s", "s s", 0, [0...1, 1...2]), ("s", "s s", 5, []), ("a a b", "a b", 1, [1...2]),
            ("a x x b", "a b", 1, []), ("a x b x c", "a b c", 1, []), ("a x b x c", "a b c", 2, [0...4]),
        ] as [(String, String, Int, [ClosedRange<Int>])]
    )
    func phrases(text: String, words: String, slop: Int, expected: [ClosedRange<Int>]) {
        #expect(occurrences(text, words, ordered: true, slop) == expected)
    }

    @Test(
        "finds words near each other in any order",
        arguments: [
            ("a b", "b a", 1, [0...1]), ("a x b", "b a", 1, []), ("a x b", "b a", 2, [0...2]),
            ("s", "s s", 3, []), ("s x s", "s s", 2, [0...2]), ("a a b b", "a b", 3, [1...2]),
        ] as [(String, String, Int, [ClosedRange<Int>])]
    )
    func near(text: String, words: String, slack: Int, expected: [ClosedRange<Int>]) {
        #expect(occurrences(text, words, ordered: false, slack) == expected)
    }

    /// Tries every choice of positions.
    @Test("agrees with trying every choice", arguments: [true, false])
    func exhaustive(isOrdered: Bool) {
        var random = SeededNumbers(seed: 17)
        for _ in 0..<400 {
            let text = (0..<random.below(9)).map { _ in random.below(3) }
            let words = (0...random.below(3)).map { _ in random.below(3) }
            let slack = random.below(5)
            let places = words.map { word in text.indices.filter { text[$0] == word } }
            var choices: [[Int]] = [[]]
            for positions in places {
                choices = choices.flatMap { chosen in
                    positions.filter { !chosen.contains($0) }.map { chosen + [$0] }
                }
            }
            let ranges = Set(
                choices.filter { choice in
                    let places = choice.enumerated().map { isOrdered ? $1 - $0 : $1 }
                    return (places.max() ?? 0) - (places.min() ?? 0) <= slack
                }.map { ($0.min() ?? 0)...($0.max() ?? 0) }
            )
            let found = Arrangement(isOrdered: isOrdered, slack: slack).occurrences(places)
            #expect(found.isEmpty == ranges.isEmpty && ranges.isSuperset(of: found), "\(words) in \(text), \(slack)")
            #expect(zip(found, found.dropFirst()).allSatisfy { $0.upperBound < $1.upperBound })
            guard !isOrdered else { continue }
            let shortest = ranges.filter { range in
                !ranges.contains { $0 != range && range.contains($0.lowerBound) && range.contains($0.upperBound) }
            }
            #expect(found == shortest.sorted { $0.lowerBound < $1.lowerBound }, "\(words) in \(text), \(slack)")
        }
    }
}
