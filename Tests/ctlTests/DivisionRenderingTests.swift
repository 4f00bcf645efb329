import JSON
import Testing

@testable import ctl

@Suite("Tables of a division")
struct DivisionRenderingTests {
    /// As `division.compare` answers about a body whose shore is known.
    private static let compared = """
        {"title":"Pond","against":"median","rules":[{"rule":"equal","title":"equal parts"},{"rule":"belts",\
        "title":"belts of ten miles","common":{"percent":40.5,"km2":400}}],"rows":[{"state":"A","name":"Ayland",\
        "shares":{"equal":{"percent":50,"km2":75730.4,"range":[50,50]},"belts":{"percent":12.34,"km2":999.6,\
        "range":[12.04,13.26]}},"vetoes":["belts"]}],"conventions":["areas on WGS84","shore: a survey"],"unavailable":[]}
        """

    @Test("have formulas below each other and states beside each other")
    func compared() throws {
        let daemon = try FakeDaemon(result: Self.compared)
        let lines = try Run(["division", "--color", "never"], at: daemon.path, terminal: 80).output
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(
            lines == [
                "Percent of Pond", "by                      A  common", "equal parts         50.00",
                "belts of ten miles  12.34   40.50", "", "Square kilometres", "by                       A  common",
                "equal parts         75,730", "belts of ten miles   1,000     400", "",
                "Percent at least and at most, by islands, ruler and lagoon", "by                          A",
                "equal parts         50.0–50.0", "belts of ten miles  12.0–13.3", "",
                "Ayland gets less than by median: belts", "areas on WGS84; shore: a survey", "",
            ]
        )
    }
}
