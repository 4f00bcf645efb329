import JSON
import PluginFixtures
import Testing
import Wire

@testable import Division

@Suite("Division settings")
struct BodySettingsTests {
    private static func body(_ states: JSON...) -> JSON { ["name": "sea", "states": .array(states)] }

    /// One whose formulas are read; its shore, which is read later, is any file.
    private static func shored(_ formulas: JSON) -> JSON {
        ["name": "sea", "shore": "/dev/null", "states": [["code": "A", "name": "Ay"]], "formulas": formulas]
    }

    @Test(
        "refuse what a schema can't see, and say where",
        arguments: [
            (body(), "/bodies/0/states", "'sea' has no states"),
            (
                body(["code": "A", "name": "Ay", "coast-km": 0]), "/bodies/0/states/0/coast-km",
                "'coast-km' of 'Ay' must be"
            ),
            (body(["code": "A", "name": "Ay", "coast-km": -4.5]), "/bodies/0/states/0/coast-km", "found -4.5"),
            (
                body(["code": "A", "name": "Ay", "coast-km": 1e12]), "/bodies/0/states/0/coast-km",
                "below 1,000,000,000"
            ),
            (
                body(["code": "A", "name": "Ay"], ["code": "a", "name": "Be"]), "/bodies/0/states/1/code",
                "'Be' and 'Ay' have the same code 'a'"
            ),
            (
                ["name": "sea", "area-km2": 0, "states": [["code": "A", "name": "Ay"]]], "/bodies/0/area-km2",
                "'area-km2'"
            ),
            (
                [
                    "name": "sea", "states": [["code": "A", "name": "Ay"]],
                    "formulas": [["name": "f", "shares": ["A": 1]]],
                ],
                "/bodies/0/formulas", "'sea' has none; name one by 'shore'"
            ),
            (
                shored([["name": "f", "median": true], ["name": "f", "belts-nm": 3]]), "/bodies/0/formulas/1/name",
                "'f' already"
            ),
            (shored([["name": "equal", "shares": ["A": 1]]]), "/bodies/0/formulas/0/name", "'equal' already"),
        ] as [(JSON, String, String)]
    )
    func mistakes(body: JSON, pointer: String, words: String) {
        let failure = #expect(throws: Failure.self) { try Fixture.plugin(body) }
        #expect(failure?.code == .configInvalid)
        #expect(failure?.details["pointer"]?.string == pointer)
        #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
    }

    @Test("refuse two bodies of one name")
    func twice() {
        let failure = #expect(throws: Failure.self) { try Fixture.plugin(Fixture.pond, Fixture.pond) }
        #expect(failure?.details["pointer"] == "/bodies/1/name")
    }

    @Test(
        "leave formulas of one's own to bodies with a shore, and say so",
        arguments: [["belts-nm": 3], #"{"belts-nm": 3}"#] as [JSON]
    )
    func ownFormula(rule: JSON) throws {
        let plugin = try Fixture.plugin(Self.body(["code": "A", "name": "Ay", "coast-km": 12.5]))
        let failure = #expect(throws: Failure.self) { try plugin.answer("division.calculate", ["rule": rule]) }
        #expect(failure?.message.contains("'sea' has none") == true, "\(failure?.message ?? "")")
    }

    @Test("take one state as well as many")
    func one() throws {
        let plugin = try Fixture.plugin(Self.body(["code": "A", "name": "Ay", "coast-km": 12.5]))
        let result = try plugin.answer("division.calculate", ["rule": "coast"])
        #expect(result["rows"]?[0]?["share"] == "1")
        #expect(result["rows"]?[0]?["percent"] == 100)
    }
}
