import Testing

@testable import Search

@Suite("Values of fields")
struct FieldValueTests {
    /// Seconds by `date -u -d … +%s`.
    @Test(
        "are dates where they look like one",
        arguments: [
            ("1996", 820_454_400, 852_076_800), ("1996-02", 823_132_800, 825_638_400),
            ("1996-02-29", 825_552_000, 825_638_400), ("1996-2-29", 825_552_000, 825_638_400),
            ("1996-2", 823_132_800, 825_638_400), ("1969-12-31", -86_400, 0),
            ("2000-01-01T00:00", 946_684_800, 946_684_860), ("2000-01-01T03:30:00+03:30", 946_684_800, 946_684_801),
            ("2000-01-01 00:00:00.25Z", 946_684_800, 946_684_801), ("1999-12-31T19:00-05", 946_684_800, 946_684_860),
        ]
    )
    func dates(text: String, start: Int, end: Int) {
        #expect(DateSpan(text)?.start == start)
        #expect(DateSpan(text)?.end == end)
    }

    @Test(
        "are none where no calendar has it",
        arguments: [
            "", "96", "1996-", "1996-13", "1996-00", "1997-02-29", "1996-02-30", "1996-2-30", "1996-2-003", "1996-123",
            "1996-02-03x",
            "1996-02-03T", "1996-02-03T25:00", "1996-02-03T10:60", "1996-02-03T10:00+99", "sea", "19960203",
        ]
    )
    func noDates(text: String) { #expect(DateSpan(text) == nil) }

    @Test(
        "lie between bounds of their kind",
        arguments: [
            ("5", "[1 TO 10]", true), ("5", "[5 TO 5]", true), ("5", "{5 TO 10]", false), ("5", "[1 TO 5}", false),
            ("10", "[9 TO 11]", true), ("-3.5", "[* TO 0]", true), ("1e3", "[999 TO *]", true),
            ("1996-05-03", "[1996 TO 1996]", true), ("1996-12-31", "[1990 TO 1996]", true),
            ("1997-01-01", "[1990 TO 1996]", false), ("1996-12-31", "[1990 TO 1996}", false),
            ("1996-12-31", "{1996 TO *]", false), ("1997-01-01", "{1996 TO *]", true),
            ("1996", "[1996-01 TO *]", true), ("1996", "[1996-02 TO *]", false),
            ("Iran", "[azerbaijan TO kazakhstan]", true), ("Russia", "[azerbaijan TO kazakhstan]", false),
            ("sea", "[1 TO 10]", false), ("5", "[1996-05 TO *]", false), ("sea", "[* TO *]", true),
        ]
    )
    func ranges(value: String, range: String, expected: Bool) throws {
        let words = range.dropFirst().dropLast().split(separator: " ")
        func bound(_ text: Substring, _ isIncluded: Bool) -> ValueRange.Bound? {
            text == "*" ? nil : ValueRange.Bound(value: FieldValue(String(text)), isIncluded: isIncluded)
        }
        let bounds = ValueRange(lower: bound(words[0], range.first == "["), upper: bound(words[2], range.last == "]"))
        #expect(bounds.contains(FieldValue(value)) == expected)
    }
}
