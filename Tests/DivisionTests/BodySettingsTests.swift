import JSON
import PluginFixtures
import Testing
import Wire

@testable import Division

@Suite("Division settings")
struct BodySettingsTests {
    private static func body(_ states: JSON...) -> JSON { ["name": "sea", "states": .array(states)] }

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

    @Test("take one state as well as many")
    func one() throws {
        let plugin = try Fixture.plugin(Self.body(["code": "A", "name": "Ay", "coast-km": 12.5]))
        let result = try plugin.answer("division.calculate", ["rule": "coast"])
        #expect(result["rows"]?[0]?["share"] == "1")
        #expect(result["rows"]?[0]?["percent"] == 100)
    }
}
