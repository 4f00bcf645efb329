import JSON
import Schema
import Testing

@Suite("Parameter and arguments")
struct ParameterTests {
    private static let text = Parameter<String>("text", .string, "The text.")
    private static let limit = Parameter("limit", .integer(1...100), "At most so many.", fallback: 10)
    private static let weight = Parameter("weight", .number, "A weight.", fallback: 0.5)
    private static let isExact = Parameter("exact", .boolean, "Whether.", fallback: false)
    private static let names = Parameter("names", .list(of: .string), "Some names.", fallback: ["a"])
    private static let path = Parameter<String?>("path", .path, "A path.")

    private static let schema = Schema.object([
        text.property, limit.property, weight.property, isExact.property, names.property, path.property,
    ])

    private func arguments(_ text: String) throws -> Arguments {
        let members = try #require(try JSON(parsing: text).object)
        #expect(Self.schema.problems(with: .object(members)) == [])
        return Arguments(checked: members)
    }

    @Test("reads what was given")
    func given() throws {
        let given = try arguments(#"{"text":"t","limit":3.0,"weight":2,"exact":true,"names":[],"path":"p"}"#)
        #expect(given[Self.text] == "t")
        #expect(given[Self.limit] == 3)
        #expect(given[Self.weight] == 2)
        #expect(given[Self.isExact])
        #expect(given[Self.names] == [])
        #expect(given[Self.path] == "p")
    }

    @Test("reads what stands for the rest")
    func absent() throws {
        let given = try arguments(#"{"text":"t"}"#)
        #expect(given[Self.limit] == 10)
        #expect(given[Self.weight] == 0.5)
        #expect(!given[Self.isExact])
        #expect(given[Self.names] == ["a"])
        #expect(given[Self.path] == nil)
    }

    @Test("must be given unless something stands for it or its absence is a value")
    func required() {
        #expect(Self.text.property.isRequired)
        #expect(!Self.limit.property.isRequired)
        #expect(!Self.path.property.isRequired)
    }
}
