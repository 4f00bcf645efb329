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

    /// A table showed all the digits that a program gets, and cut them off where they did not fit.
    @Test("round what one formula gives, but for the digits that were asked for")
    func calculated() throws {
        let result =
            #"{"rule":"median","areaKm2":378666.6190902813,"rows":[{"state":"A","percent":19.767043438416007,"km2":74851.19508235718,"coastKm":694.2714640874358},{"state":"B","percent":80.2329,"km2":2.5418011249,"coastKm":20}],"tripoints":[{"states":["A","B"],"lon":51.24553690038859,"lat":41.74203000000001,"km":[113.62677989263356,null]}],"wedges":[{"extremes":[{"A":18.091943985650722,"B":1},{"A":2.5}]}]}"#
        let daemon = try FakeDaemon { request in
            let declared = #"{"methods":[{"name":"division.calculate","summary":"S."}]}"#
            return [.result(request["method"] == "introspect" ? declared : result, to: request)]
        }
        let lines = try Run(["call", "division.calculate", "--color", "never"], at: daemon.path, terminal: 80)
            .output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(
            lines == [
                "state  percent     km2  coastKm", "A        19.77  74,851   694.27", "B      80.2329    2.54       20",
                "", "rule     median", "areaKm2  378,667", "tripoints", "  states       lon       lat  km",
                "  A, B    51.24554  41.74203  113.63, –", "wedges", "  extremes", "  A 18.09, B 1; A 2.50", "",
            ]
        )
    }
}
