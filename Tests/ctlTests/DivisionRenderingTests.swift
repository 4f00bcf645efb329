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

    private func lines(_ words: [String], _ result: String) throws -> [String] {
        let daemon = try FakeDaemon { request in
            let declared = #"{"methods":[{"name":"\#(words[1])","summary":"S."}]}"#
            return [.result(request["method"] == "introspect" ? declared : result, to: request)]
        }
        return try Run(words + ["--color", "never"], at: daemon.path, terminal: 80).output
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// A cell held all measures, and showed "ruler as digitised, …" of them.
    @Test("have rulers below each other and states beside each other")
    func coasts() throws {
        let result =
            #"{"body":"pond","rows":[{"state":"A","coastKm":9.5,"islandsKm":2,"measures":[{"ruler":"as digitised","km":9.5,"percent":47.5},{"ruler":"straight","km":4,"percent":40}],"fractalDimension":1.0812},{"state":"B","coastKm":10.5,"islandsKm":0,"measures":[{"ruler":"as digitised","km":10.5,"percent":52.5},{"ruler":"straight","km":6,"percent":60}]}]}"#
        #expect(
            try lines(["call", "division.coast"], result) == [
                "Kilometres of coast", "ruler            A      B", "as digitised  9.50  10.50",
                "straight      4.00   6.00", "and islands   2.00   0.00", "", "Percent of all coasts",
                "ruler             A      B", "as digitised  47.50  52.50", "straight      40.00  60.00", "",
                "Fractal dimension: A 1.08", "", "body  pond", "",
            ]
        )
    }

    @Test("have what a share hangs on below each other and states beside each other")
    func sensitivity() throws {
        let result =
            #"{"body":"pond","rule":"coast","rows":[{"state":"A","percent":40.04,"factors":[{"factor":"ruler","low":40.04,"high":44.96,"swing":4.92,"settings":[]}]},{"state":"B","percent":59.96,"factors":[{"factor":"lagoon","low":50,"high":59.96,"swing":9.96,"settings":[]},{"factor":"ruler","low":55.04,"high":59.96,"swing":4.92,"settings":[]}]}]}"#
        #expect(
            try lines(["call", "division.sensitivity"], result) == [
                "Percent at least and at most, by what it hangs on", "by                A          B",
                "as asked       40.0       60.0", "ruler     40.0–45.0  55.0–60.0", "lagoon               50.0–60.0",
                "", "body  pond", "rule  coast", "",
            ]
        )
    }

    /// `division sensitivity coast` wanted `--rule`, where `division median` takes it as a word.
    @Test("take the rule as a word behind the name of a method")
    func ruleOfMethod() throws {
        let daemon = try FakeDaemon { request in
            guard request["method"]?.string == "introspect" else {
                return [.result((request["params"] ?? .null).description, to: request)]
            }
            let name = request["params"]?["method"]?.string ?? ""
            let takesRule = ["division.sensitivity", "division.calculate"].contains(name)
            guard takesRule || name == "division.bodies" else {
                let id = request["id"] ?? .null
                return [.line(#"{"jsonrpc":"2.0","id":\#(id),"error":{"code":1010,"message":"no"}}"#)]
            }
            let rule: JSON = takesRule ? ["rule": ["type": "string"]] : [:]
            let parameters: JSON = ["type": "object", "properties": rule, "additionalProperties": false]
            let method: JSON = ["name": .string(name), "summary": "S.", "parameters": parameters]
            return [.result((["methods": [method]] as JSON).description, to: request)]
        }
        let run = try Run(["division", "sensitivity", "coast", "-f", "json"], at: daemon.path)
        #expect(run.output == #"{"rule":"coast"}"# + "\n")
        #expect(try Run(["division", "median", "-f", "json"], at: daemon.path).output == #"{"rule":"median"}"# + "\n")
        let bodies = try Run(["division", "bodies", "coast"], at: daemon.path)
        #expect(bodies.errors.hasPrefix("caspianctl: 'division.bodies' takes no rule, found 'coast'\n"))
        let two = try Run(["division", "median", "coast"], at: daemon.path)
        #expect(two.errors.hasPrefix("caspianctl: 'median' is a rule, and one is enough, found 'coast'\n"))
        #expect(bodies.status == .usage && two.status == .usage)
    }
}
