import JSON
import Schema
import Testing
import Wire

@Suite("Failure")
struct FailureTests {
    @Test("comes back from JSON as it was", arguments: Code.allCases)
    func bothWays(code: Code) {
        let failures = [
            Failure(code, "message"),
            Failure(
                code,
                "message",
                hint: "a hint",
                retryAfterMilliseconds: 250,
                details: ["pointer": "/a", "n": [1]]
            ),
        ]
        for failure in failures { #expect(Failure(json: failure.json) == failure) }
    }

    @Test("has the codes and names of the protocol")
    func codes() {
        let names = [
            "overloaded", "deadlineExceeded", "cancelled", "tooLarge", "starting", "shuttingDown", "pluginUnavailable",
            "pluginCrashed", "pluginTimeout", "notFound", "permissionDenied", "configInvalid", "quotaExceeded",
            "unsupportedVersion", "slowConsumer", "duplicateId", "generationGone", "pluginProtocol",
        ]
        for (offset, name) in names.enumerated() { #expect(Code(rawValue: 1001 + offset)?.kind == name) }
        #expect(Code.allCases.count == names.count + 5)
        #expect(Code.allCases.allSatisfy { !$0.hint.isEmpty })
    }

    @Test("keeps the message of a code that it does not know")
    func unknownCode() {
        let json: JSON = ["code": -32000, "message": "m", "data": "text"]
        #expect(Failure(json: json) == Failure(.internalError, "m"))
    }

    @Test(
        "is not read from less than a code and a message",
        arguments: [nil, [], [:], ["code": 1001], ["message": "m"], ["code": "1001", "message": "m"]] as [JSON]
    )
    func unreadable(json: JSON) {
        #expect(Failure(json: json) == nil)
    }

    @Test("does not let details pass for its own members")
    func details() throws {
        let failure = Failure(.overloaded, "m", details: ["kind": "x", "retryable": false, "a": 1])
        let data = try #require(failure.json["data"]?.object)
        #expect(data.keys == ["kind", "retryable", "hint", "a"])
        #expect(data["kind"] == "overloaded")
    }

    @Test("tells every problem with the parameters")
    func problems() {
        let schema = Schema.object([Property("limit", .integer), Property("text", .string)])
        let failure = Failure(schema.problems(with: ["limt": 1, "limit": "x", "text": ""]), of: "search")
        let unknown = "unknown key 'limt' (did you mean 'limit'?); known: limit, text"
        #expect(failure.message == unknown)
        #expect(failure.hint == "'caspianctl help search' shows what 'search' takes")
        #expect(
            failure.details == [
                "pointer": "/limt",
                "problems": [
                    ["pointer": "/limt", "message": .string(unknown), "suggestion": "limit"],
                    ["pointer": "/limit", "message": "'limit' must be a whole number, found 'x'"],
                ],
            ]
        )
    }
}
