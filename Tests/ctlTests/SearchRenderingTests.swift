import Testing

@testable import ctl

@Suite("Answers of search on a terminal")
struct SearchRenderingTests {
    private static func hit(_ document: String, _ snippet: String, _ more: String = "") -> String {
        #"{"document":"\#(document)","path":"\#(document)","line":1,"column":1,"endLine":1,"endColumn":4,"byteRange":[0,3],"#
            + #""score":1,"snippet":"\#(snippet)","highlights":[],"title":""\#(more)}"#
    }

    private func table(_ result: String) throws -> String {
        let daemon = try FakeDaemon(result: result)
        return try Run(["search", "sea", "--format", "table"], at: daemon.path).output
    }

    /// Only texts were broken at the width of the terminal, not what stands above and below them.
    @Test("are no wider than the terminal, unless a place is")
    func narrow() throws {
        let hit = Self.hit("notes/plan.md", "It rains.")
            .replacing(#""title":"""#, with: #""title":"The plan for the next year""#)
        let group = #"{"document":"a","path":"notes/plan.md","title":"The plan for the next year","score":1,"hits":1}"#
        let note = #"{"message":"'a*' stands for 496 words, of which the 250 most frequent were looked for"}"#
        let daemon = try FakeDaemon(
            result: #"{"query":"a*","total":1,"hits":[\#(hit)],"groups":[\#(group)],"notes":[\#(note)]}"#
        )
        let output = try Run(["search", "a*", "--color", "never"], at: daemon.path, terminal: 40).output
        #expect(
            output == """
                The plan for the next year notes/plan.md
                notes/plan.md:1:1 The plan for the next
                year 1.000
                  It rains.

                1 hit
                note: 'a*' stands for 496 words, of
                which the 250 most frequent were looked
                for

                """
        )
    }

    @Test("stand under the heading of their document where they are grouped")
    func groups() throws {
        let hits = [Self.hit("a", "one"), Self.hit("a", "two"), Self.hit("b", "three")].joined(separator: ",")
        let groups =
            #"[{"document":"a","path":"a","title":"Alpha","score":1,"hits":2},{"document":"b","path":"b","title":"","score":1,"hits":1}]"#
        let text = try table(#"{"query":"sea","total":3,"hits":[\#(hits)],"groups":\#(groups)}"#)
        #expect(
            text == """
                Alpha  a
                a:1:1  1.000
                  one

                a:1:1  1.000
                  two

                b
                b:1:1  1.000
                  three

                3 hits

                """
        )
    }

    @Test("count values, near duplicates and what was cut short")
    func facets() throws {
        let hits = Self.hit("a", "one", #","duplicates":2"#)
        let text = try table(
            #"{"query":"sea","total":9,"isTotalExact":false,"hits":[\#(hits)],"#
                + #""facets":{"language":{"values":[{"value":"en","count":12},{"value":"ru","count":3}],"distinct":5}},"#
                + #""notes":[{"message":"'s*' was cut","offset":0,"length":2}],"timings":{"find":12.0,"all":30.0}}"#
        )
        #expect(
            text == """
                a:1:1  1.000
                  one
                  and 2 that say nearly the same

                1 of at least 9 hits

                language en 12 · ru 3 · 3 more
                note: 's*' was cut
                find 12 µs · all 30 µs

                """
        )
    }

    /// A terminal showed nothing of what --explain asks for.
    @Test("say what each term adds to a score")
    func explanation() throws {
        let explained =
            #","explanation":[{"term":"sea","titleFrequency":1,"textFrequency":2,"documentFrequency":38,"rarity":3.0842,"score":5.5739}],"#
            + #""reranking":{"first":5.5739,"closeness":1.1366,"final":1.0}"#
        let text = try table(#"{"query":"sea OR oil","total":1,"hits":[\#(Self.hit("a", "one", explained))]}"#)
        #expect(
            text == """
                a:1:1  1.000
                  one
                    5.574 sea title 1 · text 2 · passages 38 · rarity 3.084
                    second look: first 5.574 · closeness 1.137 · final 1.000

                1 hit
                read as: sea OR oil

                """
        )
    }

    @Test("point at a mistake under characters of two columns")
    func caret() throws {
        let daemon = try FakeDaemon(
            error:
                #"{"code":-32602,"message":"this '(' is never closed","data":{"kind":"invalidParams","retryable":false,"#
                + #""hint":"add ')'","offset":11,"length":1,"caret":["里海 AND (法","       ^"]}}"#
        )
        let errors = try Run(["search", "里海 AND (法"], at: daemon.path).errors
        #expect(errors.contains("  里海 AND (法\n           ^\n"))
    }
}
