import TestSupport
import Testing

@testable import Corpus

/// Random scrapes, seeds 100 and up.
@Suite("Clean text")
struct CleaningPropertyTests {
    @Test("holds every byte that is not white space once, in a passage or a removal", arguments: 0..<80)
    func nothingIsLost(round: Int) {
        var numbers = SeededNumbers(seed: 100 + round)
        let text = Array(Self.scrape(&numbers).utf8)
        text.withUnsafeBufferPointer { buffer in
            let blocks = TextBlock.blocks(ofPlainText: buffer)
            let clean = Cleaner.clean(buffer, blocks: blocks, language: .english)
            var owners = [Int](repeating: 0, count: text.count)
            for range in clean.passages.map(\.range) + clean.removals.map(\.range) {
                for index in range { owners[index] += 1 }
            }
            var index = 0
            while index < text.count {
                let space = Characters.spaceLength(buffer, index, text.count)
                if space == 0 { #expect(owners[index] == 1, "byte \(index)") }
                index += max(space, 1)
            }
            for passage in clean.passages {
                #expect(clean.sentences(of: passage).first?.lowerBound == passage.range.lowerBound)
                #expect(clean.sentences(of: passage).last?.upperBound == passage.range.upperBound)
            }
        }
    }

    @Test("keeps every sentence of the scrape somewhere", arguments: 0..<80)
    func everySentenceSurvives(round: Int) {
        var numbers = SeededNumbers(seed: 500 + round)
        let text = Self.scrape(&numbers)
        let words = Set(text.split(whereSeparator: \.isWhitespace).filter { $0.contains("-") && $0.hasSuffix(".") })
        let kept = Set(Cleaned(lines: text).paragraphs.joined(separator: " ").split(separator: " "))
        #expect(words.subtracting(kept).isEmpty)
    }

    @Test("stays inside the text when the bytes are no UTF-8", arguments: 0..<30)
    func garbage(round: Int) {
        var numbers = SeededNumbers(seed: 1_300 + UInt64(round))
        let alphabet: [UInt8] = [
            0x0A, 0x20, 0x41, 0x2E, 0xC2, 0xE2, 0x80, 0x9C, 0xA9, 0xEF, 0xF0, 0xFF, 0xBB, 0xD8, 0x9F,
        ]
        let text = (0..<600).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &numbers)] }
        text.withUnsafeBufferPointer { buffer in
            let clean = Cleaner.clean(buffer, blocks: TextBlock.blocks(ofPlainText: buffer), language: nil)
            let ranges = (clean.passages.map(\.range) + clean.removals.map(\.range)).sorted {
                $0.lowerBound < $1.lowerBound
            }
            #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
            #expect(ranges.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= text.count })
        }
    }

    @Test("points from each copy to words that begin the same", arguments: 0..<40)
    func survivors(round: Int) {
        var numbers = SeededNumbers(seed: 900 + round)
        let text = Array(Self.scrape(&numbers).utf8)
        let removals = Cleaned(lines: String(decoding: text, as: UTF8.self)).removals
        text.withUnsafeBufferPointer { buffer in
            for removal in removals {
                guard let survivor = removal.survivor else { continue }
                var copy = FoldedReader(buffer, removal.range)
                var kept = FoldedReader(buffer, survivor)
                for _ in 0..<20 {
                    guard let one = copy.next(), let other = kept.next() else { break }
                    #expect(one == other)
                }
            }
        }
    }

    @Test("costs a step or two for each symbol, however often runs come again", arguments: [1, 2, 7, 1000])
    func steps(alphabet: Int32) {
        var numbers = SeededNumbers(seed: 3)
        let symbols = (0..<20_000).map { _ in Int32.random(in: 0..<alphabet, using: &numbers) }
        var index = RunIndex()
        for (position, symbol) in symbols.enumerated() { index.append(symbol, at: position) }
        var cursor = RunIndex.Cursor()
        for symbol in symbols.reversed() { index.advance(&cursor, symbol) }
        #expect(cursor.stepCount <= 2 * symbols.count)
        // A suffix automaton of n symbols has at most 2n - 1 states and 3n - 4 edges (Blumer et al. 1985).
        #expect(index.stateCount <= 2 * symbols.count && index.edgeCount <= 3 * symbols.count)
    }

    @Test("finds every run that it was given, and no other")
    func runs() {
        let symbols: [Int32] = [1, 2, 1, 2, 3, 1, 2, 3, 3, 1]
        var index = RunIndex()
        for (position, symbol) in symbols.enumerated() { index.append(symbol, at: position) }
        for start in symbols.indices {
            for end in start + 1...symbols.count {
                var cursor = RunIndex.Cursor()
                for symbol in symbols[start..<end] { index.advance(&cursor, symbol) }
                #expect(cursor.length == end - start)
                let first = (0...start).first { symbols[$0...].starts(with: symbols[start..<end]) }
                #expect(index.firstPosition(cursor) == first)
            }
        }
        var cursor = RunIndex.Cursor()
        for symbol: Int32 in [3, 2] { index.advance(&cursor, symbol) }
        #expect(cursor.length == 1)
    }

    /// Lines of sentences that come again whole, in part, cut off or in another order. Each sentence ends with a word of
    /// its own that has a hyphen.
    private static func scrape(_ numbers: inout SeededNumbers) -> String {
        let pool = (0..<12).map { number in
            let length = Int.random(in: 0..<14, using: &numbers)
            let words = (0..<length).map { _ in
                ["the", "sea", "“line”", "Dr.", "fell", "1921", "states'"].randomElement(using: &numbers) ?? ""
            }
            return (words + ["end-\(number)."]).joined(separator: " ")
        }
        var lines: [String] = []
        for _ in 0..<Int.random(in: 1..<25, using: &numbers) {
            let start = Int.random(in: 0..<pool.count, using: &numbers)
            let end = Int.random(in: start..<pool.count, using: &numbers)
            var line = pool[start...end].joined(separator: Bool.random(using: &numbers) ? " " : "\u{A0} ")
            switch Int.random(in: 0..<8, using: &numbers) {
            case 0: line = String(line.prefix(line.count / 2))
            case 1: line = line.replacing("“", with: "\"").replacing("'", with: "’")
            case 2: line += " \(pool.randomElement(using: &numbers) ?? "")"
            case 3: line = Article.licence
            default: break
            }
            lines.append(line)
        }
        return lines.joined(separator: "\n   ")
    }
}
