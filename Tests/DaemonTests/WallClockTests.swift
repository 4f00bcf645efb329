import Testing

@testable import Daemon

@Suite("Wall clock")
struct WallClockTests {
    @Test(
        "writes the moments that date(1) -u -d @SECONDS gives",
        arguments: [
            (0, "1970-01-01T00:00:00.007Z"), (951_782_399, "2000-02-28T23:59:59.007Z"),
            (951_868_800, "2000-03-01T00:00:00.007Z"), (1_709_208_000, "2024-02-29T12:00:00.007Z"),
            (1_795_435_506, "2026-11-23T12:05:06.007Z"), (4_107_542_400, "2100-03-01T00:00:00.007Z"),
            // A clock that was set wrong gave an hour of "-21".
            (-1, "1969-12-31T23:59:59.007Z"), (-1_804_564_494, "1912-10-25T20:05:06.007Z"),
        ]
    )
    func text(seconds: Int, expected: String) {
        #expect(WallClock.text(seconds: seconds, milliseconds: 7) == expected)
    }
}
