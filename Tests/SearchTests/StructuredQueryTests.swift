import JSON
import PluginFixtures
import Testing
import Wire

@testable import Search

@Suite("Queries as objects")
struct StructuredQueryTests {
    private static let fields = ["path", "date"]

    private func understood(_ json: JSON) throws -> String {
        try StructuredQuery.read(json, fieldNames: Self.fields).description(fieldNames: Self.fields)
    }

    @Test(
        "say the same as the query language",
        arguments: [
            (["words": "caspian sea"], "caspian OR sea"),
            (["all": ["sea", ["not": "oil"]]], "sea AND NOT oil"),
            (["any": [["phrase": "legal sea regime", "slop": 2], "oil"]], "\"legal sea regime\"~2 OR oil"),
            (["near": ["sea", "oil"], "distance": 5, "field": "title"], "title:(sea NEAR/5 oil)"),
            (["prefix": "casp", "boost": 2], "casp*^2"),
            (["wildcard": "ca?p*n"], "ca?p*n"),
            (["regex": "casp(i|e)an"], "/casp(i|e)an/"),
            (["fuzzy": "caspain", "edits": 1], "caspain~1"),
            (["range": ["field": "date", "gte": 1990, "lt": "1999-05"]], "date:[1990 TO 1999-05}"),
            (["range": ["field": "date"]], "date:[* TO *]"),
            (["filter": "sea"], "(sea)^=0"),
            (["constant": ["words": "sea"], "score": 2.5], "(sea)^=2.5"),
            (["all": [["everything": true], ["not": "oil"]]], "* AND NOT oil"),
            (["all": ["sea", "oil gas"], "field": "text", "boost": 3], "(text:sea AND (text:oil OR text:gas))^3"),
            (["words": "AND"], "\"AND\""),
        ] as [(JSON, String)]
    )
    func understands(json: JSON, expected: String) throws { #expect(try understood(json) == expected) }

    @Test(
        "are refused with a pointer to the mistake",
        arguments: [
            ([:], "/query", "this object doesn't say what it looks for"),
            (["words": "a", "phrase": "b"], "/query", "this object says 'words' as well as 'phrase'"),
            (["words": "sea", "slop": 1], "/query/slop", "'slop' says nothing beside 'words'"),
            (["all": ["sea", ["frase": "b"]]], "/query/all/1/frase", nil),
            (["all": ["sea", ["not": ["words": 5]]]], "/query/all/1/not/words", nil),
            (["all": ["sea", ["regex": "a(b"]]], "/query/all/1/regex", "this '(' is never closed"),
            (["near": ["sea", "oil field"]], "/query/near/1", "one word must stand here, found 2"),
            (["words": "sea", "field": "dat"], "/query/field", "unknown field 'dat' (did you mean 'date'?)"),
            (["range": ["field": "text", "gte": 1]], "/query/range", "a range needs a field with values"),
            (["not": "sea"], "/query", "the query only says what must not occur, which nearly everything fulfils"),
            (["words": "?!"], "/query", "the query has no word in it"),
            (["phrase": "a b", "slop": 1000], "/query/slop", nil),
        ] as [(JSON, String, String?)]
    )
    func mistakes(json: JSON, pointer: String, message: String?) {
        let failure = #expect(throws: Failure.self) { try understood(json) }
        #expect(failure?.details["pointer"]?.string == pointer)
        if let message { #expect(failure?.message == message) }
    }

    @Test("are refused when they are nested too deep or too long")
    func limits() {
        var json: JSON = "sea"
        for _ in 0..<110 { json = ["all": [json]] }
        #expect(throws: Failure.self) { try understood(json) }
        let words = JSON.array((0..<10_000).map { _ in "sea oil" })
        let failure = #expect(throws: Failure.self) { try understood(["any": words]) }
        #expect(failure?.message == "the query has more than 10000 words")
    }

    @Test("find what they say")
    func finds() throws {
        let plugin = try Fixture.plugin([Fixture.seed])
        #expect(try plugin.answer(["query": ["phrase": "new approach"]])["total"] == 1)
        #expect(try plugin.answer(["query": ["all": ["moscow", ["fuzzy": "aproach", "edits": 1]]]])["total"] == 1)
    }
}
