import PluginFixtures
import TestSupport
import Testing

@testable import Search

@Suite("Patterns of terms")
struct PatternTests {
    private func matches(_ pattern: TermPattern, _ text: String) throws -> Bool {
        var automaton = TermAutomaton(try #require(PatternMachine(pattern)))
        return automaton.matches(text.utf8)
    }

    private static func string(_ text: String) -> TermPattern {
        .sequence(text.unicodeScalars.map { .character($0) })
    }

    @Test(
        "match whole terms",
        arguments: [
            (TermPattern.nothing, "", true), (.nothing, "a", false),
            (string("море"), "море", true), (string("море"), "мор", false), (string("море"), "моред", false),
            (.sequence([string("ca"), .anything]), "ca", true), (.sequence([string("ca"), .anything]), "ca里an", true),
            (.sequence([.any, string("b")]), "éb", true), (.sequence([.any, string("b")]), "eeb", false),
            (.sequence([.any, string("b")]), "🙂b", true), (.any, "\u{D7FF}", true), (.any, "\u{E000}", true),
            (.set([0x61...0x63, 0x430...0x44F]), "b", true), (.set([0x61...0x63, 0x430...0x44F]), "я", true),
            (.set([0x61...0x63, 0x430...0x44F]), "d", false), (.set([]), "", false), (.set([]), "a", false),
            (.choice([string("oil"), string("gas")]), "gas", true),
            (.choice([string("oil"), string("gas")]), "oi", false),
            (.repeated(string("ab"), least: 1, most: 3), "ababab", true),
            (.repeated(string("ab"), least: 1, most: 3), "abababab", false),
            (.repeated(string("ab"), least: 1, most: 3), "", false),
            (.repeated(.repeated(.any, least: 0, most: nil), least: 0, most: nil), "abc", true),
        ]
    )
    func whole(pattern: TermPattern, text: String, expected: Bool) throws {
        #expect(try matches(pattern, text) == expected)
    }

    /// (a|aa)+ and its like are exponential for engines that try one way after the other.
    @Test("take no longer for what would explode", .timeLimit(.minutes(1)))
    func explosive() throws {
        let a = Self.string("a")
        let nested = TermPattern.repeated(
            .choice([a, .sequence([a, a]), .repeated(a, least: 1, most: nil)]),
            least: 1,
            most: nil
        )
        #expect(try !matches(nested, String(repeating: "a", count: 100_000) + "b"))
        let optional = TermPattern.sequence(
            (0..<200).map { _ in .repeated(a, least: 0, most: 1) } + (0..<200).map { _ in a }
        )
        #expect(try matches(optional, String(repeating: "a", count: 200)))
    }

    @Test("are refused when they need too many states")
    func bounded() throws {
        var pattern = TermPattern.any
        for _ in 0..<4 { pattern = .repeated(pattern, least: 1000, most: 1000) }
        #expect(PatternMachine(pattern) == nil)
        // (a|b)*a(a|b){20} needs 2^20 states when it is made deterministic.
        let either = TermPattern.set([0x61...0x62])
        let blowing = TermPattern.sequence([
            .repeated(either, least: 0, most: nil), Self.string("a"), .repeated(either, least: 20, most: 20),
        ])
        var automaton = TermAutomaton(try #require(PatternMachine(blowing)))
        var random = SeededNumbers(seed: 7)
        for _ in 0..<40 {
            _ = automaton.matches((0..<5000).map { _ in random.below(2) == 0 ? UInt8(ascii: "a") : UInt8(ascii: "b") })
        }
        #expect(automaton.isExhausted)
    }

    @Test("know by how many changes two words differ", arguments: [1, 2])
    func fuzzy(edits: Int) throws {
        var random = SeededNumbers(seed: 31)
        let letters: [Unicode.Scalar] = ["a", "b", "ж", "里"]
        for _ in 0..<40 {
            let word = (0..<random.below(6)).map { _ in letters[random.below(4)] }
            var automaton = TermAutomaton(try #require(PatternMachine(near: word, edits: edits)))
            let rows = try #require(NearTerms([word], edits: edits))
            for _ in 0..<100 {
                let other = (0..<random.below(7)).map { _ in letters[random.below(4)] }
                let text = String(String.UnicodeScalarView(other))
                let isNear = distance(word, other) <= edits
                #expect(automaton.matches(text.utf8) == isNear, "\(word) \(other)")
                #expect(rows.matches(text.utf8) == isNear, "\(word) \(other)")
            }
        }
    }

    @Test("pass over nothing in a dictionary that they accept")
    func walks() throws {
        var random = SeededNumbers(seed: 37)
        let letters: [Unicode.Scalar] = ["a", "b", "c", "z", "ж", "я", "里"]
        func word(_ most: Int) -> [Unicode.Scalar] {
            (0..<1 + random.below(most)).map { _ in letters[random.below(7)] }
        }
        let texts = (0..<80).map { _ in
            [(0..<100).map { _ in String(String.UnicodeScalarView(word(12))) }.joined(separator: " ")]
        }
        let plugin = try Fixture.plugin([Fixture.document("words", texts)])
        let dictionary = plugin.index.parts[0].segment.dictionary
        let key = TermKey.word([])
        var all: [[UInt8]] = []
        dictionary.forEach(withPrefix: key) { term, _ in
            all.append(Array(term[key.count...]))
            return true
        }
        #expect(all.count > 4000)
        func walk(_ shape: some TermAcceptor) -> [[UInt8]] {
            var shape = shape
            var found: [[UInt8]] = []
            dictionary.forEach(behind: key, accepting: &shape) { term, _ in
                found.append(Array(term[key.count...]))
                return true
            }
            return found
        }
        for round in 0..<6 {
            let wanted =
                round % 2 == 0
                ? word(9) : Array(String(decoding: all[random.below(all.count)], as: UTF8.self).unicodeScalars)
            for edits in 0...2 {
                let near = all.filter {
                    distance(wanted, Array(String(decoding: $0, as: UTF8.self).unicodeScalars)) <= edits
                }
                let shape = try #require(NearTerms([wanted], edits: edits))
                #expect(walk(shape) == near, "\(wanted) \(edits)")
                #expect(self.words(near: shape, in: dictionary) == near, "\(wanted) \(edits)")
            }
            // Some of them begin with others, and some are words of their own.
            let words = [wanted, Array(wanted.dropLast()), word(5), word(5), wanted + word(2)]
            let near = all.filter { term in
                let term = Array(String(decoding: term, as: UTF8.self).unicodeScalars)
                return words.contains { distance($0, term) <= 1 }
            }
            let shape = try #require(NearTerms(words, edits: 1))
            #expect(walk(shape) == near, "\(words)")
            #expect(self.words(near: shape, in: dictionary) == near, "\(words)")
            var automaton = TermAutomaton(try #require(PatternMachine(near: wanted, edits: 1)))
            let accepted = all.filter { automaton.matches($0) }
            #expect(walk(automaton) == accepted)
        }
    }

    /// What the dictionary finds by the shapes of words.
    private func words(near shape: NearTerms, in dictionary: TermDictionary) -> [[UInt8]] {
        var found: [[UInt8]] = []
        dictionary.forEachWord(shape) { term, _ in found.append(Array(term[TermKey.wordPrefixCount...])) }
        return found
    }

    @Test("have bits for their characters of which one change makes at most two others")
    func shapes() {
        var random = SeededNumbers(seed: 41)
        let letters = Array("abyz059.+éжя里".unicodeScalars)
        for _ in 0..<2000 {
            var word = (0..<1 + random.below(8)).map { _ in letters[random.below(letters.count)] }
            let before = TermShape.bits(of: word)
            let bytes = Array(String(String.UnicodeScalarView(word)).utf8)
            #expect(bytes.withUnsafeBufferPointer { TermShape.bits(of: $0) } == before)
            let place = random.below(word.count)
            switch random.below(4) {
            case 0: word.insert(letters[random.below(letters.count)], at: place)
            case 1: word.remove(at: place)
            case 2: word.swapAt(place, random.below(word.count))
            default: word[place] = letters[random.below(letters.count)]
            }
            #expect((TermShape.bits(of: word) ^ before).nonzeroBitCount <= 2)
        }
    }

    /// The optimal string alignment distance, straight from its definition.
    private func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var table = Array(repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
        for row in 0...left.count {
            for column in 0...right.count {
                guard row > 0, column > 0 else {
                    table[row][column] = row + column
                    continue
                }
                var best = min(table[row - 1][column], table[row][column - 1]) + 1
                best = min(best, table[row - 1][column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1))
                let isSwapped =
                    row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1]
                if isSwapped { best = min(best, table[row - 2][column - 2] + 1) }
                table[row][column] = best
            }
        }
        return table[left.count][right.count]
    }

    @Test("write every range of characters as the bytes of exactly these characters")
    func utf8() {
        var random = SeededNumbers(seed: 3)
        let edges: [UInt32] = [0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF]
        for _ in 0..<200 {
            let ends = (0..<2).map { _ in
                random.below(2) == 0 ? edges[random.below(edges.count)] : UInt32(random.below(0x110000))
            }
            let range = min(ends[0], ends[1])...max(ends[0], ends[1])
            let sequences = UTF8Ranges.sequences(of: range)
            for value in edges + (0..<50).map({ _ in UInt32(random.below(0x110000)) }) {
                guard let scalar = Unicode.Scalar(value) else { continue }
                let bytes = Array(String(Character(scalar)).utf8)
                let count = sequences.count { sequence in
                    sequence.count == bytes.count && zip(sequence, bytes).allSatisfy { $0.contains($1) }
                }
                #expect(count == (range.contains(value) ? 1 : 0))
            }
        }
    }
}

extension TermAutomaton {
    /// Whether the term that is `bytes` has the shape.
    fileprivate mutating func matches(_ bytes: some Sequence<UInt8>) -> Bool {
        var state = start
        for byte in bytes {
            state = next(state, byte)
            if isDead(state) { return false }
        }
        return accepts(state)
    }
}
