import JSON
import Testing

@testable import ctl

@Suite("Layout")
struct LayoutTests {
    @Test("breaks between words and keeps styles")
    func wrapping() {
        let rows = Wrapping.rows([Span("the legal "), Span("regime of", .match), Span(" the sea")], columns: 12)
        #expect(rows.map(\.text) == ["the legal", "regime of", "the sea"])
        #expect(rows[1].allSatisfy { $0.style == .match })
    }

    @Test("does not break a word that changes its style in the middle")
    func mixedWord() {
        let rows = Wrapping.rows([Span("a sea"), Span("bed", .match), Span("s")], columns: 4)
        #expect(rows.map(\.text) == ["a", "seabeds"])
    }

    @Test("takes room from the widest column of a table that is too wide")
    func narrow() {
        let output = Output(inMemory: true, columns: 24)
        Table(
            columns: [Table.Column(title: "n", isNumber: true), Table.Column(title: "text", isNumber: false)],
            rows: [[[Span("7")], [Span("a text that is much too long")]], [[Span("12")], [Span("short")]]]
        )
        .draw(on: Canvas(output: output, hasColor: false))
        #expect(output.text == " n  text\n 7  a text that is much…\n12  short\n")
    }

    /// At 40 columns a terminal broke the rows of what each state gets, and ranges lost their end.
    @Test("a table that is too wide goes on below, with its first column and whole numbers")
    func parts() {
        let output = Output(inMemory: true, columns: 22)
        Table(
            columns: ["by", "AZE", "IRN", "KAZ"].enumerated().map { Table.Column(title: $1, isNumber: $0 > 0) },
            rows: [["equal parts", "20.0–20.1", "20.00", "1"], ["coast", "12.27", "13.12", "22"]].map {
                $0.map { [Span($0)] }
            }
        )
        .draw(on: Canvas(output: output, hasColor: false))
        #expect(
            output.text == """
                by                 AZE
                equal parts  20.0–20.1
                coast            12.27

                by            IRN  KAZ
                equal par…  20.00    1
                coast       13.12   22

                """
        )
    }

    /// What the parameters of a method are was cut at the terminal's width, and nowhere to be read.
    @Test("the last column of a table may go on below")
    func wrappedColumn() {
        let output = Output(inMemory: true, columns: 32)
        Table(
            columns: [
                Table.Column(title: "option", isNumber: false),
                Table.Column(title: "what it is", isNumber: false, wraps: true),
            ],
            rows: [["--actor", "Only what is said of this one."], ["--limit", "At most so many."]].map {
                $0.map { [Span($0)] }
            }
        )
        .draw(on: Canvas(output: output, hasColor: false))
        #expect(
            output.text == """
                option   what it is
                --actor  Only what is said of
                         this one.
                --limit  At most so many.

                """
        )
    }

    @Test("breaks between characters of scripts without spaces, not before what closes")
    func ideographs() {
        let japanese = Wrapping.rows([Span("カスピ海は"), Span("世界", .match), Span("最大の湖。")], columns: 12)
        #expect(japanese.map(\.text) == ["カスピ海は世", "界最大の湖。"])
        #expect(Wrapping.rows([Span("a 海。湖")], columns: 4).map(\.text) == ["a", "海。", "湖"])
        #expect(Wrapping.rows([Span("바다는 넓다")], columns: 8).map(\.text) == ["바다는", "넓다"])
        #expect(Wrapping.rows([Span("naïve — café")], columns: 5).map(\.text) == ["naïve", "—", "café"])
    }

    @Test(
        "rounds scores to three decimals, and leaves what is too large for that",
        arguments: [(2.5, "2.500"), (-0.0005, "-0.001"), (0.0499, "0.050"), (1e300, "1e+300"), (12, "12.000")]
    )
    func scores(value: Double, expected: String) { #expect(Rendering.rounded(value) == expected) }

    @Test("writes tab-separated values that can be taken apart again")
    func tabs() {
        let grid = Grid([["a": "x\ty", "b": 1], ["a": "back\\slash\nline", "c": [1, 2]]], schema: nil)
        #expect(grid.tabSeparated == "a\tb\tc\nx\\ty\t1\t\nback\\\\slash\\nline\t\t[1,2]\n")
    }

    @Test("quotes comma-separated values by RFC 4180")
    func commas() {
        let grid = Grid([["a": "x,y", "b": "say \"hi\""], ["a": "two\nlines", "b": nil]], schema: nil)
        #expect(grid.commaSeparated == "a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"two\nlines\",\n")
    }
}
