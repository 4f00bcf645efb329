import JSON
import Schema
import Testing
import Wire

@Suite("Method description")
struct MethodDescriptionTests {
    @Test("comes back from JSON as it was")
    func bothWays() throws {
        let description = MethodDescription(
            "search",
            "Finds passages.",
            parameters: [
                Property("query", .string(length: 1...100).described("What to look for.")),
                Property("limit", .integer(1...100).described("At most so many."), fallback: 10),
            ],
            result: .object([Property("total", .integer)], others: .any),
            errors: [.notFound, .tooLarge],
            examples: [
                MethodDescription.Example("one", ["query": "sea"], result: ["total": 3]),
                MethodDescription.Example("none"),
            ],
            cost: .cheap,
            isReadOnly: false,
            tool: .tool(
                ToolDeclaration(
                    "find",
                    title: "Find passages",
                    "Finds passages; read them before you cite them.",
                    parameters: [Property("limit", .integer(1...20).described("So many."), fallback: 5)],
                    fields: ["total", "hits.path"],
                    pages: ToolDeclaration.Pages(list: "hits", size: "limit", cursor: "cursor", next: "next"),
                    prompts: [
                        ToolDeclaration.Prompt(
                            "ask",
                            title: "Ask",
                            "Answers from the corpus.",
                            arguments: [Property("question", .string)],
                            text: "Answer {question}."
                        )
                    ]
                )
            )
        )
        #expect(try MethodDescription(json: description.json) == description)
    }

    @Test("a method may say that it is no tool, or nothing")
    func toolChoice() throws {
        let hidden = MethodDescription("a", "A.", result: .any, tool: .hidden)
        #expect(hidden.json["tool"] == false)
        #expect(try MethodDescription(json: hidden.json) == hidden)
        #expect(try MethodDescription(json: ["name": "a", "summary": "A.", "tool": true]).tool == .unsaid)
        #expect(MethodDescription("a", "A.", result: .any).json["tool"] == nil)
    }

    @Test("is read from a name and a summary alone")
    func least() throws {
        let description = try MethodDescription(json: ["name": "echo.say", "summary": "Says it."])
        #expect(description == MethodDescription("echo.say", "Says it.", result: .any))
        #expect(description.parameterSchema.problems(with: ["x": 1]).count == 1)
    }

    @Test(
        "refuses what it could not keep",
        arguments: [
            ([], ": the value must be an object, found a list"),
            (["name": "a"], ": 'summary' is missing"),
            (["name": "", "summary": "s"], "/name: 'name' must be a string of 1 to 128 characters, found ''"),
            (
                ["name": "a", "summary": "s", "cost": "cheep"],
                "/cost: 'cost' must be one of cheap, brief, pooled, found 'cheep' (did you mean 'cheap'?)"
            ),
            (["name": "a", "summary": "s", "readOnly": 1], "/readOnly: 'readOnly' must be true or false, found 1"),
            (
                ["name": "a", "summary": "s", "errors": [["code": 1001], ["code": 7]]],
                "/errors/1/code: is not one of the protocol's codes"
            ),
            (["name": "a", "summary": "s", "examples": [["params": [:]]]], "/examples/0: 'title' is missing"),
            (
                ["name": "a", "summary": "s", "parameters": ["type": "string"]],
                "/parameters: parameters must be an object's schema"
            ),
            (
                ["name": "a", "summary": "s", "parameters": ["type": "object", "additionalProperties": true]],
                "/parameters/additionalProperties: a method takes its declared parameters only; say false"
            ),
            (
                ["name": "a", "summary": "s", "result": ["type": "x"]],
                "/result/type: unknown type; known: null, boolean, integer, number, string, array, object"
            ),
            (
                ["name": "a", "summary": "s", "tool": ["name": "a.b", "title": "t", "description": "d"]],
                "/tool/name: a tool's name has letters, digits, '_' and '-', found 'a.b'"
            ),
            (
                [
                    "name": "a", "summary": "s",
                    "tool": [
                        "name": "a", "title": "t", "description": "d",
                        "parameters": ["type": "object", "properties": ["x": ["type": "string"]]],
                    ],
                ],
                "/tool/parameters/properties/x: is no parameter of the method"
            ),
        ] as [(JSON, String)]
    )
    func refuses(json: JSON, message: String) {
        let error = #expect(throws: SchemaError.self) { try MethodDescription(json: json) }
        #expect(error.map { "\($0.pointer): \($0.message)" } == message)
    }
}
