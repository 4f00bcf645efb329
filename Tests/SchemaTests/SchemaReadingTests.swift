import JSON
import Schema
import TestSupport
import Testing

@Suite("Schema as JSON Schema")
struct SchemaReadingTests {
    @Test(
        "is written in its words and read back",
        arguments: [
            (.any, #"{}"#), (.null, #"{"type":"null"}"#), (.boolean, #"{"type":"boolean"}"#),
            (.integer, #"{"type":"integer"}"#), (.integer(1...9), #"{"type":"integer","minimum":1,"maximum":9}"#),
            (.number(0...1), #"{"type":"number","minimum":0.0,"maximum":1.0}"#),
            (.string(length: 1...9), #"{"type":"string","minLength":1,"maxLength":9}"#),
            (.duration, #"{"type":"string","format":"duration"}"#),
            (.choice("a", "b"), #"{"type":"string","enum":["a","b"]}"#),
            (
                .list(of: .boolean, count: 1...2),
                #"{"type":"array","items":{"type":"boolean"},"minItems":1,"maxItems":2}"#
            ),
            (.object([]), #"{"type":"object","additionalProperties":false}"#),
            (
                .object([Property("a", .integer), Property("b", .null.described("B."), fallback: nil)], others: .any),
                """
                {"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"null","description":"B."}},\
                "required":["a","b"],"additionalProperties":{}}
                """
            ),
            (
                .object([Property("a", .integer.described("A."), fallback: 3)]),
                """
                {"type":"object","properties":{"a":{"type":"integer","description":"A.","default":3}},\
                "additionalProperties":false}
                """
            ),
            (.either(.null, .string), #"{"anyOf":[{"type":"null"},{"type":"string"}]}"#),
        ] as [(Schema, String)]
    )
    func bothWays(schema: Schema, text: String) throws {
        #expect(schema.json.description == text)
        #expect(try Schema(json: JSON(parsing: text)) == schema)
    }

    @Test(
        "is read from other spellings",
        arguments: [
            (#"true"#, .any), (#"{"title":"T"}"#, .any.described("T")),
            (#"{"$schema":"x","type":"string","examples":["a"]}"#, .string),
            (#"{"type":"integer","minimum":1.0}"#, .integer(1...Int.max)),
            (#"{"type":["integer","null"],"minimum":0}"#, .either(.integer(0...Int.max), .null)),
            (#"{"type":"array"}"#, .list(of: .any)),
            (#"{"const":"a"}"#, .choice("a")), (#"{"enum":["a","b"]}"#, .choice("a", "b")),
            (#"{"type":"object"}"#, .object([], others: .any)),
            // A name that is required and not described must be there all the same.
            (#"{"type":"object","required":["a"]}"#, .object([Property("a", .any)], others: .any)),
        ] as [(String, Schema)]
    )
    func otherSpellings(text: String, schema: Schema) throws {
        #expect(try Schema(json: JSON(parsing: text)) == schema)
    }

    @Test(
        "refuses what it could not enforce",
        arguments: [
            (#"[]"#, "a schema must be an object, found a list"),
            (#"false"#, "a schema must be an object, found a boolean"),
            (#"{"type":"float"}"#, "/type: unknown type; known: null, boolean, integer, number, string, array, object"),
            (#"{"type":[]}"#, "/type: unknown type; known: null, boolean, integer, number, string, array, object"),
            (#"{"type":"string","pattern":"a"}"#, "/pattern: this keyword is not supported"),
            (
                #"{"type":"string","minLenght":1}"#,
                "/minLenght: this keyword is not supported (did you mean 'minLength'?)"
            ),
            (#"{"oneOf":[{}]}"#, "/oneOf: this keyword is not supported; say anyOf"),
            (#"{"minimum":1}"#, "/minimum: needs a 'type' beside it"),
            (#"{"properties":{}}"#, "/properties: needs a 'type' beside it"),
            (#"{"type":"string","minimum":1}"#, "/minimum: says nothing beside this 'type'"),
            (#"{"type":"string","anyOf":[{}]}"#, "/anyOf: says nothing beside this 'type'"),
            (#"{"anyOf":[{}],"enum":["a"]}"#, "/enum: says nothing beside 'anyOf'"),
            (#"{"anyOf":[]}"#, "/anyOf: must be a list of schemas"),
            (#"{"type":"string","enum":["a"],"maxLength":3}"#, "/maxLength: says nothing beside 'enum'"),
            (#"{"enum":[1]}"#, "/enum: only strings are supported here"),
            (#"{"const":null}"#, "/const: only strings are supported here"),
            (
                #"{"type":"string","format":"email"}"#,
                "/format: this format is not supported; known: duration, byte-count, path, language"
            ),
            (#"{"type":"integer","minimum":0.5}"#, "/minimum: must be a whole number"),
            (#"{"type":"number","maximum":"1"}"#, "/maximum: must be a number"),
            (#"{"type":"string","minLength":-1}"#, "/minLength: must be a whole number from 0"),
            (#"{"type":"integer","minimum":3,"maximum":2}"#, "/minimum: is above 'maximum'"),
            (#"{"type":"object","properties":[]}"#, "/properties: must be an object"),
            (#"{"type":"object","required":"a"}"#, "/required: must be a list of names"),
            (#"{"type":"object","required":[1]}"#, "/required: must be a list of names"),
            (
                #"{"type":"object","required":["a"],"additionalProperties":false}"#,
                "/required: 'a' is not among the properties"
            ),
            (
                #"{"type":"object","properties":{"a/b":{"type":"array","items":{"type":"x"}}}}"#,
                "/properties/a~1b/items/type: unknown type; known: null, boolean, integer, number, string, array, object"
            ),
            (
                #"{"type":"object","properties":{"a":{"type":"integer","default":"x"}}}"#,
                "/properties/a/default: is not as declared: the value must be a whole number, found 'x'"
            ),
        ]
    )
    func refuses(text: String, message: String) throws {
        let json = try JSON(parsing: text)
        let error = #expect(throws: SchemaError.self) { try Schema(json: json) }
        #expect(error?.description == message)
    }

    @Test("comes back from JSON as it was, whatever it is")
    func anySchema() throws {
        var random = SeededNumbers(seed: 4)
        for _ in 0..<2000 {
            let schema = random.schema(depth: 3)
            #expect(try Schema(json: schema.json) == schema)
        }
    }
}
