import Analysis
import JSON
import TestSupport
import Testing
import Wire

@testable import Search

@Suite("Printing of queries")
struct QueryRoundTripTests {
    private static let fields = ["path", "author", "date"]

    private static let pieces = [
        "sea", "Oil", "IRAN", "море", "里海法", "c++", "foo::bar", "e-mail", "3.14", "1990", "\"", "\"", "“", "(", ")",
        "AND", "OR", "NOT", "&&", "||", "NEAR/3", "NEAR", "-", "+", ":", "title:", "date:", "author:", "text:", " ",
        " ",
        " ", "?", "*", "~", "~1", "~2", "~9", "^2", "^.5", "^=3", "[1990 TO 1999]", "{a TO *}", "[", "]", "TO", "..",
        ">=", "<", "/a(b|c)+/", "/x[^a-z]?/", "/", "\\", "|", "’", "„", "é", "🙂", "\u{301}", "\t", "0", "and", ".",
    ]

    private static func text(_ random: inout SeededNumbers) -> String {
        (0..<random.below(14)).map { _ in pieces[random.below(pieces.count)] }.joined()
    }

    private func parse(_ text: String) throws(Failure) -> Query {
        try QueryParser.parse(text, fieldNames: Self.fields)
    }

    /// The tree without the places of its leaves in their text.
    private func shape(_ query: Query) -> String {
        func text(_ word: Surface) -> String {
            String(decoding: query.bytes[word.range.lowerBound..<word.end], as: UTF8.self)
        }
        func shape(_ node: Query.Node) -> String {
            switch node {
            case .everything: return "everything"
            case .any(let nodes): return "any(" + nodes.map(shape).joined(separator: ",") + ")"
            case .all(let nodes): return "all(" + nodes.map(shape).joined(separator: ",") + ")"
            case .not(let node): return "not(\(shape(node)))"
            case .boost(let node, let factor): return "boost(\(shape(node)),\(factor))"
            case .constant(let node, let score): return "constant(\(shape(node)),\(score))"
            case .leaf(let leaf):
                let matcher =
                    switch leaf.matcher {
                    case .word(let word): "word(\(text(word)))"
                    case .phrase(let words, 0) where words.count == 1: "word(\(text(words[0])))"
                    case .phrase(let words, let slop): "phrase(\(words.map(text)),\(slop))"
                    case .near(let words, let distance): "near(\(words.map(text)),\(distance))"
                    case .prefix(let word): "prefix(\(text(word)))"
                    case .pattern(let pattern): "\(pattern)"
                    case .fuzzy(let word, let edits): "fuzzy(\(text(word)),\(edits))"
                    case .values(let range): "\(range)"
                    }
                return "leaf(\(matcher),\(leaf.field),\(leaf.boost))"
            }
        }
        return shape(query.root)
    }

    @Test("what is printed reads as the same tree", arguments: 0..<4)
    func roundTrip(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        var count = 0
        for _ in 0..<2500 {
            let text = Self.text(&random)
            guard let query = try? parse(text) else { continue }
            let printed = query.description(fieldNames: Self.fields)
            guard let again = try? parse(printed) else {
                Issue.record("\(text) → \(printed)")
                continue
            }
            #expect(shape(again) == shape(query), "\(text) → \(printed)")
            #expect(again.description(fieldNames: Self.fields) == printed)
            count += 1
        }
        #expect(count > 800)
    }

    @Test("every mistake lies inside the text, and says what would be right", arguments: 4..<8)
    func mistakes(seed: Int) {
        var random = SeededNumbers(seed: seed)
        var count = 0
        for _ in 0..<2500 {
            let text = Self.text(&random)
            do throws(Failure) {
                _ = try parse(text)
            } catch {
                let offset = error.details["offset"]?.integer ?? -1
                let length = error.details["length"]?.integer ?? -1
                #expect(offset >= 0 && length >= 0 && offset + length <= text.utf8.count, "\(text)")
                #expect(error.code == .invalidParams && error.hint?.isEmpty == false)
                let lines = error.details["caret"]?.array?.compactMap(\.string) ?? []
                #expect(lines.count == 2 && lines[1].contains("^"), "\(text)")
                count += 1
            }
        }
        #expect(count > 500)
    }

    @Test("bytes of any kind neither trap nor hang", .timeLimit(.minutes(2)))
    func noise() {
        var random = SeededNumbers(seed: 99)
        for _ in 0..<3000 {
            let bytes = (0..<random.below(40)).map { _ in UInt8(random.below(256)) }
            _ = try? parse(String(decoding: bytes, as: UTF8.self))
            let signs = (0..<random.below(30)).map { _ in
                Array("()[]{}\"'/\\*?~^:+-&|<>=. \taNEAR/TO19")[random.below(33)]
            }
            _ = try? parse(String(signs))
        }
    }
}

@Suite("Limits of queries")
struct QueryLimitTests {
    private func parse(_ text: String) throws(Failure) -> Query {
        try QueryParser.parse(text, fieldNames: ["date"])
    }

    private static let pieces = [
        "(", ")", "\"", "-", "NOT ", "a ", "a AND ", "a OR ", "((a) ", "a* ", "*", "?a", "~1", "a~2 ", "^2", "/a", "/[",
        "[", "date:", "date:[", "date:[1 TO 2] ", "a NEAR/2 ", "里", "\\", "[a TO ", "{", "a..b", "\"a\" ", "/a+/ ",
        "(a|",
        "NEAR/2 ", "a:",
    ]

    /// An answer or a mistake, and neither a trap nor minutes. Some were quadratic: each field of `date:date:…` looked
    /// for the end of them all.
    @Test("take much of anything", .timeLimit(.minutes(2)), arguments: pieces)
    func much(piece: String) { take(String(repeating: piece, count: 1 << 16 / piece.utf8.count)) }

    @Test("take a mebibyte", .timeLimit(.minutes(2)), arguments: ["(", "a ", "date:", "a OR "])
    func mebibyte(piece: String) { take(String(repeating: piece, count: 1 << 20 / piece.utf8.count)) }

    private func take(_ text: String) {
        do throws(Failure) {
            _ = try parse(text)
        } catch {
            #expect(error.code == .invalidParams)
            #expect(error.json.description.utf8.count < 4096)
        }
    }

    @Test("ten thousand words are answered, one more is refused")
    func words() throws {
        let text = String(repeating: "sea ", count: 10_000)
        #expect(try parse(text).positiveLeaves.count == 10_000)
        let failure = #expect(throws: Failure.self) { try parse(text + "oil") }
        #expect(failure?.message == "the query has more than 10000 words")
        #expect(throws: Failure.self) { try QueryParser.literal(text + "oil") }
    }

    @Test("a thousand parentheses around each other are refused where the hundred and first opens")
    func parentheses() {
        let text = String(repeating: "(", count: 1000) + "sea" + String(repeating: ")", count: 1000)
        let failure = #expect(throws: Failure.self) { try parse(text) }
        #expect(failure?.message == "parentheses and fields are nested more than 100 deep")
        #expect(failure?.details["offset"] == 100)
    }

    @Test("a regular expression of a thousand groups is refused", .timeLimit(.minutes(2)))
    func groups() {
        let text = "/" + String(repeating: "(", count: 1000) + "a" + String(repeating: ")*", count: 1000) + "/"
        let failure = #expect(throws: Failure.self) { try parse(text) }
        #expect(failure?.message == "groups are nested more than 50 deep")
    }
}
