import JSON
import PluginFixtures
import Testing
import Wire

@testable import Division

/// Formulas in requests, on lakes whose answers follow from plane geometry.
@Suite("Formulas of one's own")
struct OwnFormulaTests {
    private static let plugin = Result { try Fixture.plugin(Fixture.sea) }

    /// A square of 0.5 degrees on the equator; A has the west and the south, B the rest.
    private static let square: JSON = lake([
        ("A", [[0, 0.5], [0, 0], [0.5, 0]]), ("B", [[0.5, 0], [0.5, 0.5], [0, 0.5]]),
    ])

    private static func lake(_ coasts: [(JSON, JSON)]) -> JSON {
        [
            "type": "FeatureCollection",
            "features": .array(
                coasts.map { state, line in
                    [
                        "type": "Feature", "properties": ["kind": "coast", "state": state],
                        "geometry": ["type": "LineString", "coordinates": line],
                    ]
                }
            ),
        ]
    }

    private func calculate(_ rule: JSON, on lake: JSON = square) throws -> JSON {
        try Self.plugin.get().answer("division.calculate", ["rule": rule, "body": lake])
    }

    private func squareKilometres(_ result: JSON) -> [Double] {
        result["rows"]?.array?.compactMap { $0["km2"]?.number } ?? []
    }

    @Test("measure belts and what stays common")
    func belts() throws {
        // Half a degree is 55.660 km from west to east and 55.287 km from south to north; 5 miles are 9.26 km.
        let result = try calculate(["belts-nm": 5])
        let (width, height, belt) = (55.660, 55.287, 9.26)
        let common = (width - 2 * belt) * (height - 2 * belt)
        #expect(((result["common"]?["km2"]?.number ?? 0) / common - 1).magnitude < 5e-4)
        let areas = squareKilometres(result)
        #expect((areas[0] / areas[1] - 1).magnitude < 1e-3)
    }

    @Test("measure belts one behind the other")
    func zones() throws {
        let result = try calculate(["belts-nm": [3, 2]])
        let zones = try #require(result["rows"]?[0]?["zones"])
        let inner = try #require(zones["belt 1"]?.number)
        let outer = try #require(zones["belt 2"]?.number)
        let whole = squareKilometres(result)[0]
        #expect((inner + outer - whole).magnitude < 1e-6)
        // Each belt is a frame of which A has half: of 3 miles, and of 2 more within that.
        #expect((inner / (0.5 * (55.660 * 55.287 - 44.548 * 44.175)) - 1).magnitude < 1e-3)
    }

    @Test("leave a state without a belt none")
    func noBelt() throws {
        let areas = squareKilometres(try calculate(["belts-nm": ["A": 5, "B": 0]]))
        #expect(areas[0] > 900 && areas[1] == 0)
    }

    @Test("give a state what lies on the left of a line")
    func line() throws {
        let rule: JSON = ["line": [[-0.1, 0.2], [0.6, 0.2]], "left": "B"]
        let result = try calculate(rule)
        // Northwards of 0.2 degrees lie three fifths; the geodesic between the ends bends north by some metres.
        #expect(((result["rows"]?[1]?["percent"]?.number ?? 0) - 60).magnitude < 0.02)
        #expect(((result["common"]?["percent"]?.number ?? 0) - 40).magnitude < 0.02)
    }

    @Test("refuse a line that ends in the water")
    func shortLine() {
        let failure = #expect(throws: Failure.self) {
            try calculate(["line": [[-0.1, 0.2], [0.3, 0.2]], "left": "B"])
        }
        #expect(failure?.message.contains("must begin and end on the shore") == true)
    }

    @Test("count what lies behind a baseline as internal water, and measure from it")
    func baselines() throws {
        // A line 0.1 degrees off the southern shore: a fifth is A's, and 5 miles before it as well.
        let rule: JSON = ["belts-nm": 5, "baselines": ["A": [[[-0.1, 0.1], [0.6, 0.1]]]]]
        let areas = squareKilometres(try calculate(rule))
        let alone = squareKilometres(try calculate(["belts-nm": 5]))
        #expect(areas[0] > alone[0] + 300)
        // A's belt along the line, of 55.66 km less what B's takes of it in the east, and along the western shore.
        let behind = 0.2 * 55.660 * 55.287
        #expect(areas[0] - behind > 9.26 * 44 && areas[0] - behind < 9.26 * (55.66 + 44.23))
    }

    @Test("keep the belts of those whose lines are weighted")
    func keepingBelt() throws {
        let result = try calculate(["shares": ["A": 3, "B": 2], "keeping-belt-nm": 2])
        #expect(((result["rows"]?[0]?["percent"]?.number ?? 0) - 60).magnitude < 1e-6)
        #expect(result["lineError"]?.number ?? 1 < 1e-3)
        let sea = try Self.plugin.get().answer(
            "division.calculate",
            ["rule": ["shares": ["AZE": 1, "IRN": 1, "KAZ": 1, "RUS": 1, "TKM": 1], "keeping-belt-nm": 10]]
        )
        #expect(sea["lineError"]?.number ?? 1 < 1e-3)
    }

    @Test(
        "refuse what can't be meant",
        arguments: [
            (["belts-nm": -3], "/rule/belts-nm", "above 0"),
            (["belts-nm": 3, "median": true], "/rule", "found belts-nm and median"),
            ([:], "/rule", "found none"), (["median": false], "/rule/median", "must be true"),
            (["shares": ["A": 1, "B": -2]], "/rule/shares", "'B' needs a number of at least 0, found -2"),
            (["shares": ["A": 1]], "/rule/shares", "'B' needs a number of at least 0, and has none"),
            (["shares": ["A": 1, "B": 1], "keeping-belt-nm": 0], "/rule/keeping-belt-nm", "above 0"),
            (["shares": ["A": 1, "C": 2]], "/rule/shares/C", "unknown state 'C'"),
            (["front": "Z"], "/rule/front", "unknown state 'Z'"),
            (["line": [[0, 1e6], [1, 1]], "left": "A"], "/rule/line/0", "metres"),
        ] as [(JSON, String, String)]
    )
    func refusals(rule: JSON, pointer: String, words: String) {
        let failure = #expect(throws: Failure.self) { try calculate(rule) }
        #expect(failure?.code == .invalidParams)
        #expect(failure?.details["pointer"]?.string == pointer)
        #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
    }

    @Test("take a formula as a text too")
    func text() throws {
        #expect(
            squareKilometres(try calculate("{\"belts-nm\": 5}")) == squareKilometres(try calculate(["belts-nm": 5]))
        )
        #expect(throws: Failure.self) { try calculate("{\"belts-nm\": ") }
        #expect(throws: Failure.self) { try calculate("{\"belt\": 5}") }
    }
}
