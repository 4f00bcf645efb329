import JSON
import Testing
import Wire

@testable import Search

@Suite("Query language")
struct QueryParserTests {
    private static let fields = ["path", "author"]

    private func understood(_ text: String) throws -> String {
        try QueryParser.parse(text, fieldNames: Self.fields).description(fieldNames: Self.fields)
    }

    @Test(
        "is understood as it says",
        arguments: [
            ("sea", "sea"),
            ("caspian sea", "caspian OR sea"),
            ("\"legal regime\" sea", "\"legal regime\" OR sea"),
            ("“legal regime”", "\"legal regime\""),
            ("sea AND oil", "sea AND oil"),
            ("sea OR oil AND gas", "sea OR (oil AND gas)"),
            ("(sea OR oil) AND gas", "(sea OR oil) AND gas"),
            ("caspian sea AND oil gas", "(caspian OR sea) AND (oil OR gas)"),
            ("sea NOT oil", "sea AND NOT oil"),
            ("sea AND NOT oil", "sea AND NOT oil"),
            ("sea -oil -\"long term\"", "sea AND NOT oil AND NOT \"long term\""),
            ("sea +oil", "sea AND oil"),
            ("title:caspian oil", "oil AND title:caspian"),
            ("Title:\"caspian sea\"", "title:\"caspian sea\""),
            ("title:(caspian OR sea)", "title:caspian OR title:sea"),
            ("author:smith path:notes", "author:smith AND path:notes"),
            ("long-term", "long-term"),
            ("U.S. oil", "U.S OR oil"),
            ("里海法", "里海 OR 海法"),
            ("海", "海"),
        ]
    )
    func understands(text: String, expected: String) throws { #expect(try understood(text) == expected) }

    @Test(
        "takes plain questions as they come",
        arguments: [
            ("who owns the sea? (really)", "owns OR sea"),
            ("what is 3:30 (p.m.?", "3:30 OR p.m"),
            ("is it \"fair", "fair"),
            (":-) sea", "sea"),
            ("a) equal b) coast", "equal OR b OR coast"),
            ("below -5 degrees", "5 OR degrees"),
            ("note: the sea - or lake", "note OR sea OR lake"),
            ("what is it", "what OR is OR it"),
            ("what does it say about the sea", "sea"),
            ("find me the articles", "find OR me OR the OR articles"),
            ("какие государства граничат с морем", "государства OR граничат OR морем"),
            ("پایتخت اسپانیا کجاست؟", "پایتخت OR اسپانیا"),
            ("wer besitzt das Meer und die Inseln?", "besitzt OR Meer OR Inseln"),
            ("() sea []", "sea"),
        ]
    )
    func questions(text: String, expected: String) throws { #expect(try understood(text) == expected) }

    @Test(
        "shows where a mistake is and what would be right",
        arguments: [
            ("AND oil", 0, "a word is missing before 'AND'"),
            ("sea OR", 6, "a word is missing after 'OR'"),
            ("sea AND ? AND oil", 7, "a word is missing after 'AND'"),
            ("море NOT", 12, "a word is missing after 'NOT'"),
            ("sea AND (oil", 8, "this '(' is never closed"),
            ("sea) AND oil", 3, "this ')' closes nothing"),
            ("sea AND \"oil", 8, "this quotation mark is never closed"),
            ("titel:sea", 0, "unknown field 'titel' (did you mean 'title'?)"),
            ("sea autor:smith", 4, "unknown field 'autor' (did you mean 'author'?)"),
            ("-oil", 0, "the query only says what must not occur, which nearly everything fulfils"),
            ("sea OR NOT oil", 0, "the query only says what must not occur, which nearly everything fulfils"),
            ("?!", 0, "the query has no word in it"),
        ]
    )
    func mistakes(text: String, offset: Int, message: String) {
        let failure = #expect(throws: Failure.self) { try understood(text) }
        #expect(failure?.code == .invalidParams)
        #expect(failure?.message == message)
        #expect(failure?.details["offset"]?.integer == offset)
        #expect(failure?.hint?.isEmpty == false)
    }

    @Test("points into the query with a caret that counts characters")
    func caret() {
        let failure = #expect(throws: Failure.self) { try understood("море AND (нефть") }
        #expect(failure?.details["caret"] == ["море AND (нефть", "         ^"])
    }

    @Test("cuts a long query around the mistake")
    func longCaret() {
        let failure = #expect(throws: Failure.self) {
            try understood(String(repeating: "sea ", count: 50) + "AND")
        }
        #expect(failure?.details["caret"]?[0]?.string?.count == 61)
        #expect(failure?.details["caret"]?[1]?.string?.count == 62)
    }

    @Test("refuses what is too deep or too long")
    func limits() {
        let deep = String(repeating: "(", count: 51) + "sea" + String(repeating: ")", count: 51)
        #expect(throws: Failure.self) { try understood(deep) }
        #expect(throws: Never.self) { try understood(String(deep.dropFirst().dropLast())) }
        #expect(throws: Failure.self) { try understood(String(repeating: "sea ", count: 1001)) }
    }

    @Test("survives whatever is typed")
    func noise() {
        var random = Linear(seed: 11)
        let pieces = [
            "sea", "\"", "(", ")", "AND", "OR", "NOT", "-", "+", ":", "title:", " ", "?", "里海", "’", "oil", "„",
        ]
        for _ in 0..<3000 {
            let text = (0..<random.next(12)).map { _ in pieces[random.next(pieces.count)] }.joined()
            do {
                _ = try understood(text)
            } catch let failure as Failure {
                #expect((0...text.utf8.count).contains(failure.details["offset"]?.integer ?? -1))
            } catch {
                Issue.record(error)
            }
        }
    }
}

/// Random numbers that are the same every time (Knuth's MMIX constants).
struct Linear {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
