import Schema
import Testing

@Suite("Suggestion")
struct SuggestionTests {
    @Test(
        "names what was probably meant, or nothing",
        arguments: [
            ("workrs", "workers"), ("wrokers", "workers"), ("WORKERS", "workers"), ("work", "workers"),
            ("sokcet", "socket"), ("plugin", "plugins"), ("zzz", nil), ("", nil), ("s", nil), ("ab", nil),
            (String(repeating: "x", count: 65), nil), ("workers", "workers"),
        ] as [(String, String?)]
    )
    func nearest(name: String, meant: String?) {
        #expect(Suggestion.nearest(to: name, among: ["plugins", "socket", "workers"]) == meant)
    }

    @Test("does not choose between two that begin alike")
    func ambiguous() {
        #expect(Suggestion.nearest(to: "corpus", among: ["corpus.list-all", "corpus.problems"]) == nil)
    }
}

@Suite("Quantities")
struct QuantityTests {
    @Test(
        "reads lengths of time in milliseconds",
        arguments: [
            ("250ms", 250), ("5s", 5000), ("2m", 120_000), ("1h", 3_600_000), ("0s", 0), ("007s", 7000),
            ("5", nil), ("", nil), ("s", nil), ("ms", nil), ("-5s", nil), ("+5s", nil), ("1.5s", nil), ("5 s", nil),
            ("5S", nil),
            ("٣s", nil), ("9223372036854775807h", nil), ("9223372036854775808ms", nil), ("5sec", nil),
        ] as [(String, Int?)]
    )
    func duration(text: String, milliseconds: Int?) {
        #expect(DurationText.milliseconds(text) == milliseconds)
    }

    @Test(
        "reads sizes in bytes",
        arguments: [
            ("512", 512), ("64KiB", 65_536), ("1MiB", 1_048_576), ("2GiB", 2_147_483_648), ("0", 0),
            ("", nil), ("KiB", nil), ("1kB", nil), ("1 KiB", nil), ("-1", nil), ("1e3", nil), ("0x10", nil),
            ("9223372036854775807", .max), ("9223372036854775808", nil), ("9007199254740992GiB", nil),
        ] as [(String, Int?)]
    )
    func bytes(text: String, count: Int?) {
        #expect(ByteCountText.bytes(text) == count)
    }
}
