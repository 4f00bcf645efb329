import JSON
import Schema
import Testing

@Suite("Who knows the names")
struct NameSourceTests {
    private static let seas = NameSource("seas.list", "seas.name", prefix: "begins", with: ["limit": 5])

    @Test("is part of the JSON Schema, and read again")
    func json() throws {
        let schema = Schema.object([Property("sea", .string.named(by: Self.seas).described("Which."))])
        let json = try JSON(
            parsing: #"{"method":"seas.list","member":"seas.name","prefix":"begins","params":{"limit":5}}"#
        )
        #expect(schema.json["properties"]?["sea"]?["x-names"] == json)
        #expect(try Schema(json: schema.json) == schema)
        #expect(Schema.string.json["x-names"] == nil)
    }

    @Test("finds the names in a result, each once, in its order")
    func names() throws {
        let result = try JSON(
            parsing: #"{"seas":[{"name":"Caspian"},{"name":"Aral"},{"title":"?"},{"name":["Caspian","Black"]}]}"#
        )
        #expect(Self.seas.names(in: result) == ["Caspian", "Aral", "Black"])
        #expect(NameSource("a", "methods").names(in: ["methods": ["ping"]]) == ["ping"])
        #expect(NameSource("a", "methods").names(in: [:]) == [])
    }

    @Test(
        "is refused where it could not be asked",
        arguments: [
            "{}", "7", #"{"method":"a"}"#, #"{"method":"a","member":7}"#, #"{"method":"a","member":"b","x":1}"#,
            #"{"method":"a","member":"b","params":[]}"#,
        ]
    )
    func mistakes(names: String) throws {
        let schema = try JSON(parsing: #"{"type":"string","x-names":\#(names)}"#)
        #expect { try Schema(json: schema) } throws: { "\($0)".hasPrefix("/x-names: must be {") }
    }
}
