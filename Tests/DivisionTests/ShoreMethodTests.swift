import Foundation
import JSON
import PluginFixtures
import PluginKit
import Testing
import Wire

@testable import Division

/// Lengths and areas of the shipped shore are PROJ's (pyproj 3.7.2, `Geod(ellps="WGS84")`); shares by equal distance are
/// those of 1.2 million points, each with its nearest coast (scipy's k-d tree on points every 50 m), to 0.004 points.
@Suite("Division methods on a shore")
struct ShoreMethodTests {
    private static let plugin = Result { try Fixture.plugin(Fixture.sea) }

    private func answer(_ method: String, _ parameters: Members = Members()) throws -> JSON {
        try Self.plugin.get().answer(method, parameters)
    }

    private func numbers(_ key: String, _ result: JSON) -> [Double] {
        result["rows"]?.array?.compactMap { $0[key]?.number } ?? []
    }

    private func expect(_ found: [Double], _ expected: [Double], within tolerance: Double) {
        #expect(found.count == expected.count)
        for (one, other) in zip(found, expected) { #expect((one - other).magnitude < tolerance, "\(found)") }
    }

    /// The whole is the ring's area less the island's, by straight edges on the ellipsoid's equal-area cylinder, from which
    /// geodesic edges of this length are off by less than half a square kilometre.
    @Test("divide the lake of docs/division.md, and what is wrong with a shore is told before it is asked for")
    func documentedLake() throws {
        let page = try String(contentsOfFile: Self.root + "/docs/division.md", encoding: .utf8)
        let start = try #require(page.range(of: "```json\n"))
        let end = try #require(page.range(of: "```", range: start.upperBound..<page.endIndex))
        let lake = try JSON(parsing: String(page[start.upperBound..<end.lowerBound]))
        let result = try answer("division.calculate", ["rule": "median", "body": lake])
        #expect(((result["areaKm2"]?.number ?? 0) - 567.765).magnitude < 0.5)
        #expect(result["rows"]?.array?.map { $0["state"] } == ["NOR", "SUD"])
        try Self.plugin.get().check()
        let settings: JSON = ["name": "sea", "shore": .string(#filePath), "states": [["code": "A", "name": "A"]]]
        do {
            try Fixture.plugin(Fixture.sea, settings).check()
            Issue.record("a Swift file was taken for a shore")
        } catch let failure as Failure {
            #expect(failure.code == .configInvalid)
            #expect(failure.details["pointer"] == "/bodies/1/shore")
        }
    }

    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")

    @Test("divide by equal distance")
    func median() throws {
        let result = try answer("division.calculate", ["rule": "median"])
        expect(numbers("percent", result), [19.767, 14.480, 30.642, 17.020, 18.091], within: 0.008)
        #expect(((result["areaKm2"]?.number ?? 0) - 378_666.619_089).magnitude < 0.001)
        expect(numbers("coastKm", result), [694.2715, 742.3447, 1893.7396, 1255.8412, 1071.2967], within: 0.001)
        #expect(result["tripoints"]?.array?.count == 3)
        for tripoint in result["tripoints"]?.array ?? [] {
            let distances = tripoint["km"]?.array?.compactMap(\.number) ?? []
            #expect((distances.max() ?? 1) - (distances.min() ?? 0) < 0.001)
        }
        #expect(result["wedges"]?.array?.count == 2)
    }

    @Test("say once which file is no shore")
    func noShore() throws {
        let body: JSON = [
            "name": "lake", "shore": .string(#filePath), "states": [["code": "A", "name": "Ayland"]],
        ]
        let failure = #expect(throws: Failure.self) {
            try Fixture.plugin(body).answer("division.calculate", ["rule": "median"])
        }
        #expect(failure?.message.hasPrefix(#filePath + ":1:1: ") == true)
        #expect(failure?.message.split(separator: #filePath, omittingEmptySubsequences: false).count == 2)
    }

    @Test("draw lines for any shares", arguments: ["equal", "coast"])
    func weights(rule: String) throws {
        let result = try answer("division.calculate", ["rule": .string(rule)])
        let coasts = [694.2715, 742.3447, 1893.7396, 1255.8412, 1071.2967]
        let whole = coasts.reduce(0, +)
        expect(
            numbers("percent", result),
            rule == "equal" ? .init(repeating: 20, count: 5) : coasts.map { 100 * $0 / whole },
            within: 1e-4
        )
        #expect(numbers("weightKm", result).count == 5)
        #expect(result["lineError"]?.number ?? 1 < 1e-4)
    }

    @Test("leave what is beyond the belts common")
    func belts() throws {
        let result = try answer("division.calculate", ["rule": "treaties-1921-1940"])
        let areas = numbers("km2", result).reduce(0, +) + (result["common"]?["km2"]?.number ?? 0)
        #expect((areas - 378_666.619_089).magnitude < 0.001)
        #expect((result["common"]?["km2"]?.number ?? 0) > 200_000)
    }

    @Test("give Iran what lies south of the Astara-Hasan-Kuli line")
    func line() throws {
        let result = try answer("division.calculate", ["rule": "soviet-1970"])
        // 11 to 11.3 by Iranian officials on other shores, 13.8 by TASS; together the others' sectors and this are all.
        let share = numbers("percent", result)[1]
        #expect(share > 11 && share < 13.8)
        #expect((numbers("percent", result).reduce(0, +) - 100).magnitude < 1e-6)
    }

    @Test("simplify lines without moving water")
    func simplified() throws {
        let result = try answer("division.line", ["rule": "median", "vertices": 5])
        for line in result["lines"]?.array ?? [] {
            #expect(line["coordinates"]?.array?.count ?? 9 <= 5)
            #expect((line["movedKm2"]?.number ?? 0).magnitude < 0.001)
        }
    }

    @Test("say whose a field is, and when that is too close to call")
    func fields() throws {
        let fields = try answer("division.fields")["fields"]?.array ?? []
        #expect(fields.count == 19)
        let kashagan = try #require(fields.first { $0["id"] == "kashagan" })
        let owner = kashagan["owners"]?.array?.first { $0["rule"] == "median" }
        #expect(owner?["owner"] == "KAZ")
        #expect(owner?["tooCloseToCall"] == false)
        let dostluq = try #require(fields.first { $0["id"] == "dostluq" })
        #expect(dostluq["owners"]?.array?.first { $0["rule"] == "median" }?["tooCloseToCall"] == true)
    }

    @Test("tell water from land")
    func locate() throws {
        #expect(try answer("division.locate", ["lon": 51, "lat": 42])["inWater"] == true)
        #expect(try answer("division.locate", ["lon": 49, "lat": 40])["inWater"] == false)
    }

    private static func lake(_ change: (inout [JSON]) -> Void = { _ in }) -> JSON {
        func coast(_ state: JSON, _ points: [JSON]) -> JSON {
            [
                "type": "Feature", "properties": ["kind": "coast", "state": state],
                "geometry": ["type": "LineString", "coordinates": .array(points)],
            ]
        }
        var features = [
            coast("S", [[0, -0.25], [1, -0.25]]), coast("E", [[1, -0.25], [1, 0.25]]),
            coast("N", [[1, 0.25], [0, 0.25]]), coast("W", [[0, 0.25], [0, -0.25]]),
        ]
        change(&features)
        return ["type": "FeatureCollection", "features": .array(features)]
    }

    @Test("take a shore as it is given")
    func given() throws {
        let result = try answer("division.calculate", ["rule": "median", "body": Self.lake()])
        expect(numbers("percent", result), [37.584, 12.416, 37.584, 12.416], within: 0.005)
    }

    @Test(
        "refuse shores that are none, and say where",
        arguments: [
            (lake { $0.removeLast() }, "/body/features/2/geometry/coordinates", "open ring"),
            (
                lake {
                    $0[1] = [
                        "type": "Feature", "properties": ["kind": "coast"], "geometry": $0[1]["geometry"] ?? .null,
                    ]
                },
                "/body/features/1/properties/state", "a coast without a state"
            ),
            (
                lake { features in
                    features[0] = [
                        "type": "Feature", "properties": ["kind": "coast", "state": "S"],
                        "geometry": ["type": "LineString", "coordinates": [[0, -0.25], [0.5, 0.5], [1, -0.25]]],
                    ]
                },
                "/body/features/2/geometry/coordinates/0", "coasts that cross"
            ),
            (
                lake { features in
                    features[0] = [
                        "type": "Feature", "properties": ["kind": "coast", "state": "S"],
                        "geometry": [
                            "type": "LineString", "coordinates": [[500_000, 4_500_000], [600_000, 4_500_000]],
                        ],
                    ]
                },
                "/body/features/0/geometry/coordinates/0", "must be in degrees"
            ),
        ] as [(JSON, String, String)]
    )
    func refusals(lake: JSON, pointer: String, words: String) throws {
        let failure = #expect(throws: Failure.self) {
            try answer("division.calculate", ["rule": "median", "body": lake])
        }
        #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
        #expect(failure?.details["pointer"]?.string == pointer)
    }
}
