import JSON
import PluginFixtures
import PluginKit
import Testing
import Wire

@testable import Division

/// Percentages were computed apart from this code: 100 · length / 5657, and rounded by hand.
@Suite("Division methods")
struct DivisionMethodTests {
    private func column(_ key: String, of result: JSON) -> [JSON] {
        result["rows"]?.array?.map { $0[key] ?? .null } ?? []
    }

    @Test("answer their own examples as they say", arguments: DivisionPlugin.methods.map(\.description.name))
    func examples(name: String) throws {
        let plugin = try Fixture.plugin(Fixture.sea)
        let method = try #require(DivisionPlugin.methods.first { $0.description.name == name })
        for example in method.description.examples {
            let result = try plugin.answer(name, example.parameters)
            #expect(try result.covers(#require(example.result)), "\(example.title): \(result)")
        }
    }

    @Test("divides by coast length")
    func coast() throws {
        let result = try Fixture.plugin(Fixture.caspian).answer("division.calculate", ["rule": "coast"])
        #expect(column("state", of: result) == ["AZE", "IRN", "KAZ", "RUS", "TKM"])
        #expect(column("share", of: result) == ["694/5657", "742/5657", "1894/5657", "1256/5657", "1071/5657"])
        #expect(column("percent", of: result) == [12.27, 13.12, 33.48, 22.2, 18.93])
        #expect(column("amount", of: result) == [46454.81, 49667.83, 126780.15, 84073.85, 71690.36])
        #expect(column("coastKm", of: result) == [694, 742, 1894, 1256, 1071])
        #expect(
            column("source", of: result) == ["GSHHG coast", "GSHHG coast", "GSHHG coast", "own survey", "GSHHG coast"]
        )
        #expect(result["amount"] == 378_667)
        #expect(result["unit"] == "km²")
        #expect(result["amountSource"] == "GSHHG area")
    }

    @Test("divides into equal parts")
    func equal() throws {
        let result = try Fixture.plugin(Fixture.caspian).answer("division.calculate", ["rule": "equal"])
        #expect(column("share", of: result) == .init(repeating: "1/5", count: 5))
        #expect(column("percent", of: result) == .init(repeating: 20, count: 5))
        #expect(column("amount", of: result) == .init(repeating: 75733.4, count: 5))
        #expect(column("source", of: result) == .init(repeating: .null, count: 5))
    }

    @Test("makes percentages add up to 100 at any number of decimals", arguments: 0...12)
    func addsUp(decimals: Int) throws {
        let result = try Fixture.plugin(Fixture.caspian).answer(
            "division.calculate",
            ["rule": "coast", "decimals": .integer(decimals)]
        )
        var sum = Rational.zero
        for percent in column("percent", of: result) { sum += try #require(Rational(percent)) }
        #expect(sum == Rational(whole: 100))
    }

    @Test("reads figures by their decimals, not by their doubles")
    func decimalFigures() throws {
        let result = try Fixture.plugin(Fixture.pond).answer("division.calculate", ["rule": "coast", "decimals": 1])
        #expect(column("share", of: result) == ["1/3", "2/3"])
        #expect(column("percent", of: result) == [33.3, 66.7])
        #expect(column("amount", of: result) == [0.2, 0.5])
        #expect(result["amount"] == 0.7)
    }

    @Test(
        "divides any amount with its unit",
        arguments: [
            (JSON.integer(10), nil, [3.33, 6.67]), ("378,667.5 km²", "km²", [126222.5, 252445]),
            ("12 billion barrels", "billion barrels", [4, 8]), (0.01, nil, [0, 0.01]), ("1e3", nil, [333.33, 666.67]),
        ] as [(JSON, String?, [JSON])]
    )
    func amounts(amount: JSON, unit: String?, expected: [JSON]) throws {
        let result = try Fixture.plugin(Fixture.pond).answer("division.calculate", ["rule": "coast", "of": amount])
        #expect(column("amount", of: result) == expected)
        #expect(result["unit"]?.string == unit)
        #expect(result["amountSource"] == nil)
    }

    @Test("refuses amounts that are none", arguments: ["km", "-5", "0", "1,00 km", "", "12,34,567"])
    func noAmounts(text: String) throws {
        let failure = #expect(throws: Failure.self) {
            try Fixture.plugin(Fixture.pond).answer("division.calculate", ["rule": "coast", "of": .string(text)])
        }
        #expect(failure?.code == .invalidParams)
    }

    @Test("compares the rules state by state")
    func compare() throws {
        let result = try Fixture.plugin(Fixture.caspian).answer("division.compare", ["body": "the caspian"])
        #expect(result["rules"]?.array?.map { $0["rule"] } == ["equal", "coast"])
        #expect(
            result["rows"]?[1]
                == [
                    "state": "IRN", "name": "Iran", "coastKm": 742, "source": "GSHHG coast",
                    "shares": [
                        "equal": ["share": "1/5", "percent": 20, "amount": 75733.4],
                        "coast": ["share": "742/5657", "percent": 13.12, "amount": 49667.83],
                    ],
                ]
        )
        #expect(result["unavailable"] == [])
    }

    @Test("says which rule lacks which figures")
    func unavailable() throws {
        let plugin = try Fixture.plugin(Fixture.unknownCoast)
        let result = try plugin.answer("division.compare")
        #expect(result["unavailable"] == [["rule": "coast", "reason": "the coast length of Ceeland is not known"]])
        #expect(result["rows"]?[0]?["shares"] == ["equal": ["share": "1/2", "percent": 50]])
        let failure = #expect(throws: Failure.self) { try plugin.answer("division.calculate", ["rule": "coast"]) }
        #expect(failure?.message == "the coast length of Ceeland is not known")
    }

    @Test("lists bodies with what can be computed for them")
    func bodies() throws {
        let result = try Fixture.plugin(Fixture.caspian, Fixture.unknownCoast).answer("division.bodies")
        #expect(result["bodies"]?[0]?["areaKm2"] == 378_667)
        #expect(result["bodies"]?[0]?["rules"] == ["equal", "coast"])
        #expect(result["bodies"]?[1]?["title"] == "lake")
        #expect(result["bodies"]?[1]?["rules"] == ["equal"])
        #expect(result["bodies"]?[1]?["states"]?[1] == ["state": "C", "name": "Ceeland"])
    }

    @Test("names what was probably meant")
    func suggestions() throws {
        let plugin = try Fixture.plugin(Fixture.caspian, Fixture.pond)
        let rule = #expect(throws: Failure.self) { try plugin.answer("division.calculate", ["rule": "cost"]) }
        #expect(rule?.message == "unknown rule 'cost' (did you mean 'coast'?); known: equal, coast")
        #expect(rule?.details["pointer"] == "/rule")
        let body = #expect(throws: Failure.self) { try plugin.answer("division.compare", ["body": "caspain"]) }
        #expect(body?.message == "unknown body 'caspain' (did you mean 'caspian'?); known: caspian, pond")
    }

    @Test("says what to do when the configuration names nothing")
    func nothing() throws {
        let plugin = try Fixture.plugin()
        #expect(try plugin.answer("division.bodies") == ["bodies": []])
        let failure = #expect(throws: Failure.self) { try plugin.answer("division.compare") }
        #expect(failure?.code == .notFound)
    }
}
