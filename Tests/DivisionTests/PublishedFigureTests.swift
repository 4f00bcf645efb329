import JSON
import PluginFixtures
import Testing
import Wire

@testable import Division

/// What others have published, at the tolerance that their rounding and their shores allow.
@Suite("Published figures of the Caspian")
struct PublishedFigureTests {
    private static let plugin = Result { try Fixture.plugin(Fixture.sea) }

    private func answer(_ method: String, _ parameters: Members = Members()) throws -> JSON {
        try Self.plugin.get().answer(method, parameters)
    }

    @Test("agree with the sizes of sea and lagoon")
    func areas() throws {
        let closed = try answer("division.calculate", ["rule": "equal"])["areaKm2"]?.number ?? 0
        let open = try answer("division.calculate", ["rule": "equal", "lagoon": true])["areaKm2"]?.number ?? 0
        // The self-checks of the data, on the ellipsoid: 378,667 and 17,123 km².
        #expect((closed - 378_667).magnitude < 1)
        #expect((open - closed - 17_123).magnitude < 1)
    }

    @Test("equal parts are 20 percent to the last digit, in a comparison as well")
    func fifths() throws {
        let rows = try answer("division.calculate", ["rule": "equal"])["rows"]?.array ?? []
        #expect(rows.map { $0["percent"]?.number } == [20, 20, 20, 20, 20])
        let compared = try answer("division.compare")["rows"]?.array ?? []
        #expect(compared.map { $0["shares"]?["equal"]?["percent"]?.number } == [20, 20, 20, 20, 20])
    }

    @Test("agree with the shares of the coastline by A. Mehdiyoun (American Journal of International Law 94, 2000)")
    func coast() throws {
        // He does not tell his ruler: his shares lie between what the finest and the coarsest give, to two points.
        let rows = try answer("division.coast", ["rulers": [50]])["rows"]?.array ?? []
        let published = ["AZE": 15.2, "IRN": 18.7, "KAZ": 30.8, "RUS": 18.5, "TKM": 16.8]
        for row in rows {
            let measures = row["measures"]?.array ?? []
            let percents = measures.compactMap { $0["percent"]?.number }
            let claimed = try #require(published[row["state"]?.string ?? ""])
            let (least, most) = (percents.min() ?? 0, percents.max() ?? 0)
            #expect(claimed > least - 2 && claimed < most + 2, "\(row["state"] ?? ""): \(percents)")
        }
    }

    @Test("agree with the point where three sectors of the seabed meet, by the agreement of 14 May 2003")
    func tripoint() throws {
        // 42°33.6' N, 49°53.3' E (protocol of Kazakhstan and Azerbaijan of 27 February 2003, article 2). The parties moved
        // the line of 2002 for their fields, and measured from a shore at -28 m: the plain point lies some 17 km off.
        let treaty = Place(49 + 53.3 / 60, 42 + 33.6 / 60)
        let points = try answer("division.calculate", ["rule": "seabed-1998-2003"])["tripoints"]?.array ?? []
        let northern = try #require(points.first { Set($0["states"]?.array ?? []) == ["AZE", "KAZ", "RUS"] })
        let found = Place(northern["lon"]?.number ?? 0, northern["lat"]?.number ?? 0)
        let distance = Geodesic(from: treaty, to: found).length / 1000
        #expect(distance < 20, "\(distance)")
    }

    @Test("split the water of the Aktau Convention into territorial waters, fishery zones and what is common")
    func aktau() throws {
        let result = try answer("division.calculate", ["rule": "aktau-2018"])
        let inner = try answer("division.calculate", ["rule": ["belts-nm": 15]])
        for (row, other) in zip(result["rows"]?.array ?? [], inner["rows"]?.array ?? []) {
            let territorial = try #require(row["zones"]?["territorial waters"]?.number)
            let fishery = try #require(row["zones"]?["fishery zone"]?.number)
            let whole = try #require(row["km2"]?.number)
            #expect((territorial + fishery - whole).magnitude < 1e-6)
            #expect((territorial - (other["km2"]?.number ?? 0)).magnitude < 1e-6)
            // Fifteen of twenty-five miles, and a coast that bends gives the inner one no less than its part.
            #expect(territorial / whole > 0.55 && territorial / whole < 0.8)
        }
    }

    @Test(
        "are read from sentences",
        arguments: [
            (
                "Iran favors equitable sharing of the sea, while Russia and Azerbaijan advocate dividing it based on the "
                    + "length of each coastline.", ["IRN equal", "RUS coast", "AZE coast"]
            ), ("By median lines Iran would get 13 percent.", ["IRN median 13.0"]),
            ("Kazakhstan 28.5 % and Persia 11%.", ["KAZ - 28.5", "IRN - 11.0"]), ("Iran is a state on its shore.", []),
            ("100 percent of readers like it.", []),
        ]
    )
    func sentences(text: String, expected: [String]) throws {
        let body = try Self.plugin.get().bodies[0]
        let formulas = BuiltInFormulas.all(for: body.states)
        let claims = ClaimReading(text, states: body.states, formulas: formulas).claims
        let found = claims.map { claim in
            let rule = claim.formula.map { formulas[$0].name } ?? (claim.percent == nil ? "" : "-")
            return "\(body.states[claim.state].code) \(rule)" + (claim.percent.map { " \($0)" } ?? "")
        }
        #expect(found == expected)
    }
}
