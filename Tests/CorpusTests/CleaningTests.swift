import TestSupport
import Testing

@testable import Corpus

@Suite("Cleaner on the seed article")
struct CleaningSeedTests {
    private static let firsts = [
        "These working sessions", "The main problem", "This is while", "Iran, in fact,", "This difference",
        "Iran's legal stances",
        "However, three other", "Russia and Azerbaijan", "It has been reported", "However, as long as",
        "Therefore, Russia,",
    ]

    @Test("recovers 11 paragraphs of 13 sentences in their order")
    func paragraphs() throws {
        let cleaned = Cleaned(lines: String(decoding: try seed("mehr-caspian-legal-regime.txt"), as: UTF8.self))
        #expect(cleaned.paragraphs.count == 11)
        #expect(zip(cleaned.paragraphs, Self.firsts).allSatisfy { $0.hasPrefix($1) })
        #expect(cleaned.sentences.count == 13)
        #expect(cleaned.sentences[6].hasPrefix("Iran supports the consensus"))
        #expect(cleaned.sentences[10].hasPrefix("Besides, there has been reports"))
        #expect(cleaned.sentences[12].hasSuffix("economic development and prosperity."))
    }

    @Test("sets the licence apart, with its identifier and the agency")
    func licence() throws {
        let bytes = try seed("mehr-caspian-legal-regime.txt")
        let clean = bytes.withUnsafeBufferPointer {
            Cleaner.clean($0, blocks: TextBlock.blocks(ofPlainText: $0), language: .english)
        }
        #expect(clean.notices.map(\.kind) == [.licence])
        #expect(clean.notices.map(\.licence) == ["CC-BY-4.0"])
        #expect(clean.notices.map(\.attribution) == ["Mehr News Agency"])
    }

    @Test("says for each of the ten copies where its words are kept")
    func survivors() throws {
        let cleaned = Cleaned(lines: String(decoding: try seed("mehr-caspian-legal-regime.txt"), as: UTF8.self))
        let copies = cleaned.removals.filter { $0.reason == .repeatedRun }
        #expect(copies.count == 10)
        #expect(copies.allSatisfy { $0.survivor?.count == $0.range.count && $0.survivor?.upperBound == 2159 })
    }
}

@Suite("Cleaner")
struct CleaningTests {
    private let paragraphs = Article.paragraphs

    private func suffixes(_ paragraphs: [String]) -> [String] {
        paragraphs.indices.map { paragraphs[$0...].joined(separator: " ") }
    }

    private func clean(_ lines: [String]) -> Cleaned { Cleaned(lines: lines.joined(separator: "\n        ") + "\n") }

    @Test("reads nested suffixes")
    func suffix() {
        #expect(clean(suffixes(paragraphs)).paragraphs == paragraphs)
    }

    @Test("reads nested suffixes with a licence line, of its own or in every line", arguments: [true, false])
    func suffixWithLicence(isNested: Bool) {
        let lines = isNested ? suffixes(paragraphs + [Article.licence]) : suffixes(paragraphs) + [Article.licence]
        let cleaned = clean(lines)
        #expect(cleaned.paragraphs == paragraphs)
        #expect(cleaned.notices == [Article.licence])
    }

    @Test("reads growing prefixes")
    func prefix() {
        let lines = paragraphs.indices.map { paragraphs[...$0].joined(separator: " ") }
        #expect(clean(lines).paragraphs == paragraphs)
    }

    @Test("reads an article, then its halves, then their paragraphs")
    func nestedElements() {
        let (first, second) = (Array(paragraphs[..<3]), Array(paragraphs[3...]))
        let lines =
            [paragraphs.joined(separator: " "), first.joined(separator: " ")] + first + [second.joined(separator: " ")]
            + second
        #expect(clean(lines).paragraphs == paragraphs)
    }

    @Test("reads nested suffixes in any order", arguments: 0..<10)
    func shuffled(round: Int) {
        var numbers = SeededNumbers(seed: round)
        #expect(clean(suffixes(paragraphs).shuffled(using: &numbers)).paragraphs == paragraphs)
    }

    @Test("sees through white space and quotation marks")
    func noisy() {
        let quoted = paragraphs.map { $0.replacing("the sea", with: "the \"sea's\" water") }
        let lines = suffixes(quoted).enumerated().map { number, line in
            switch number % 3 {
            case 0: line
            case 1: line.replacing("'", with: "’").replacing(" the ", with: "\u{A0}the  ")
            default: line.replacing("\"sea's\"", with: "“sea’s”").replacing(". ", with: ".\t")
            }
        }
        #expect(clean(lines).paragraphs == quoted)
    }

    @Test("drops a line that was cut off, and says so", arguments: [2, 3, 5])
    func cutOff(line: Int) {
        var lines = suffixes(paragraphs)
        let whole = lines[line]
        lines[line] = String(whole.prefix(whole.count * 7 / 10))
        let cleaned = clean(lines)
        #expect(cleaned.paragraphs.joined(separator: " ") == paragraphs.joined(separator: " "))
        #expect(cleaned.removals.filter { $0.reason == .truncatedCopy }.count == 1)
    }

    @Test("puts together a text whose longest line was cut off", arguments: [60, 75, 90])
    func longestCutOff(percent: Int) {
        var lines = suffixes(paragraphs)
        lines[0] = String(lines[0].prefix(lines[0].count * percent / 100))
        #expect(clean(lines).paragraphs.joined(separator: " ") == paragraphs.joined(separator: " "))
    }

    @Test("puts together windows that moved over a text")
    func windows() {
        let all = paragraphs + Article.other
        let lines = [all[0..<5], all[3..<8], all[6..<10]].map { $0.joined(separator: " ") }
        #expect(clean(lines).paragraphs.joined(separator: " ") == all.joined(separator: " "))
        #expect(clean(lines.reversed()).paragraphs.joined(separator: " ") == all.joined(separator: " "))
    }

    @Test("keeps a paragraph that truly occurs twice")
    func trueRepeat() {
        let text = [paragraphs[1], paragraphs[2], paragraphs[1]] + paragraphs[3...]
        #expect(clean(suffixes(text)).paragraphs == text)
        #expect(clean(text).paragraphs == text)
    }

    @Test("takes nothing from clean text but its licence line")
    func cleanText() {
        let cleaned = clean(paragraphs + [Article.licence])
        #expect(cleaned.paragraphs == paragraphs)
        #expect(cleaned.removals.map(\.reason) == [.boilerplate(.licence)])
    }

    @Test("keeps the refrain of a song and short answers that come again")
    func refrain() {
        let song = [
            "The ferry leaves at seven.", "\"No.\"", "Row, brothers, row.", "The ferry leaves at eight.", "\"No.\"",
            "Row, brothers, row.", "\"No,\" he said. \"No.\"", "The ferry never leaves.", "Row, brothers, row.",
        ]
        #expect(clean(song).paragraphs == song)
    }

    @Test("reads two articles one after the other")
    func twoArticles() {
        let cleaned = clean(suffixes(Array(paragraphs[1...])) + suffixes(Article.other))
        #expect(cleaned.paragraphs == paragraphs[1...] + Article.other)
    }

    @Test("keeps one of a text that is there twice")
    func doubled() {
        #expect(clean(paragraphs + paragraphs).paragraphs == paragraphs)
        #expect(clean(paragraphs.flatMap { [$0, $0] }).paragraphs == paragraphs)
    }

    @Test("reads nested suffixes and prefixes whose line breaks were lost", arguments: [true, false])
    func oneLine(isSuffix: Bool) {
        let all = Array((paragraphs + Article.other)[1...])
        let lines = isSuffix ? suffixes(all) : all.indices.map { all[...$0].joined(separator: " ") }
        let cleaned = clean([lines.joined(separator: " ")])
        #expect(cleaned.paragraphs.joined(separator: " ") == all.joined(separator: " "))
    }

    @Test("answers for no text, white space, marks and one endless line")
    func edges() {
        #expect(clean([]).paragraphs.isEmpty)
        #expect(Cleaned(lines: " \n\u{A0}\n\t").paragraphs.isEmpty)
        #expect(Cleaned(lines: "...").paragraphs == ["..."])
        let line = String(repeating: "word ", count: 20_000)
        #expect(Cleaned(lines: line).paragraphs == [spaced(line)])
    }
}

@Suite("Plain text blocks")
struct CleaningBlockTests {
    @Test(
        "are paragraphs where lines are wrapped, else lines",
        arguments: [
            ("One line.\nAnother line.\nA third.", 3),
            (
                "The states have met many times since\nthe collapse of the Soviet Union, but no\ntext has been agreed.",
                1
            ),
            ("A heading\n\nThe states have met many times since\nthe collapse of the union.", 2),
            ("first\r\n\r\nsecond", 2),
            ("depth\nlength of the coast\nports", 3),
            ("This sentence was broken\nby the page that it stands on.", 1),
            ("Thanks,\nLeyla", 2),
            (
                "--all::\n\tReads every file of the folder again, and forgets\n\twhat was known. That takes a while when there\n\tare many.\n+\nSee also --some.",
                4
            ),
            ("  -n   So many hits are shown, and no more than\n       that.\n  -q   Nothing is.", 2),
            ("Ports:\nBaku\nAktau and Kuryk\nTurkmenbashi", 4),
            ("", 0),
        ]
    )
    func blocks(text: String, count: Int) {
        let bytes = Array(text.utf8)
        #expect(bytes.withUnsafeBufferPointer { TextBlock.blocks(ofPlainText: $0).count } == count)
    }
}

@Suite("Cleaner on tables and headings")
struct CleaningKindTests {
    private func kept(_ lines: [(String, TextBlock.Kind)]) -> Int {
        var text: [UInt8] = []
        var blocks: [TextBlock] = []
        for (line, kind) in lines {
            blocks.append(TextBlock(range: text.count..<text.count + line.utf8.count, kind: kind))
            text += Array((line + "\n").utf8)
        }
        return text.withUnsafeBufferPointer { Cleaner.clean($0, blocks: blocks, language: .english).passages.count }
    }

    @Test("keeps rows of a table and lines of a program that are the same")
    func rows() {
        let row = (
            "Astara | 38.4 N | 48.9 E | 14.2 km of the southern coast, measured along the low-water line",
            TextBlock.Kind.table
        )
        let line = (
            "    position = advance(position, by: length(of: text, at: position)) // over the mark", TextBlock.Kind.code
        )
        #expect(kept([row, row, row, line, line, row, line]) == 7)
    }

    @Test("keeps a heading with which its paragraph begins")
    func heading() {
        let words = "The five states have met many times since the collapse of the Soviet Union"
        #expect(
            kept([(words, .heading(level: 1)), (words + ", but have agreed on nothing. The talks go on.", .paragraph)])
                == 2
        )
    }

    @Test("keeps lines of a log that come again unevenly")
    func log() {
        let lines = [
            "pump started", "valve open", "pump started", "pump started", "valve open", "pressure low", "pump started",
            "tank full",
        ]
        #expect(kept(lines.map { ($0, .line) }) == 8)
    }
}
