import JSON
import Testing
import Wire

@Suite("Message")
struct MessageTests {
    @Test(
        "reads requests, notifications and responses",
        arguments: [
            (#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, .request(Request(id: .integer(1), method: "ping"))),
            (#" {"method":"ping","id":"a","jsonrpc":"2.0"} "#, .request(Request(id: .string("a"), method: "ping"))),
            (#"{"jsonrpc":"2.0","method":"ping","params":{}}"#, .request(Request(id: nil, method: "ping"))),
            (
                #"{"jsonrpc":"2.0","id":-7,"method":"search","params":{"q":"sea","n":[1]}}"#,
                .request(Request(id: .integer(-7), method: "search", parameters: ["q": "sea", "n": [1]]))
            ),
            (#"{"jsonrpc":"2.0","id":"","result":null}"#, .response(Response(id: .string(""), outcome: .success(nil)))),
            (
                #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"m"}}"#,
                .response(Response(id: nil, outcome: .failure(Failure(.parseError, "m"))))
            ),
        ] as [(String, Message)]
    )
    func reads(line: String, message: Message) throws {
        #expect(try read(line) == message)
    }

    @Test("reads what is said about a request beside its parameters, and keeps it out of them")
    func meta() throws {
        let line = """
            {"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1,"_meta":{"timeoutMs":500,"progressToken":7,\
            "fields":["hits.path"],"minGeneration":3,"stream":false,"example.org/trace":[1]}}}
            """
        guard case .request(let request) = try read(line) else {
            Issue.record("not a request")
            return
        }
        #expect(request.parameters == ["a": 1])
        #expect(request.meta.timeoutMilliseconds == 500)
        #expect(request.meta.progressToken == .integer(7))
        #expect(request.meta.fields == ["hits.path"])
        #expect(request.meta.minimumGeneration == 3)
        #expect(!request.meta.mayStream)
        #expect(try Message(json: request.json) == .request(request))
    }

    private static let envelopes: [(String, RequestID?, Code, String)] = [
        ("x", nil, .parseError, "expected a value, found 'x'"),
        ("3", nil, .invalidRequest, "a message must be an object, found a whole number"),
        ("[]", nil, .invalidRequest, "a message must be an object, found a list"),
        ("{}", nil, .invalidRequest, #"'jsonrpc' is missing; it must be "2.0""#),
        (#"{"id":4,"method":"m"}"#, .integer(4), .invalidRequest, #"'jsonrpc' is missing; it must be "2.0""#),
        (#"{"jsonrpc":"1.0","id":4}"#, .integer(4), .unsupportedVersion, #"'jsonrpc' must be "2.0", found "1.0""#),
        (#"{"jsonrpc":2.0,"id":4}"#, .integer(4), .unsupportedVersion, #"'jsonrpc' must be "2.0", found 2.0"#),
        (#"{"jsonrpc":"2.0","id":4}"#, .integer(4), .invalidRequest, "'method' is missing"),
        (
            #"{"jsonrpc":"2.0","id":4,"method":1}"#, .integer(4), .invalidRequest,
            "'method' must be a name, found a whole number"
        ),
        (
            #"{"jsonrpc":"2.0","id":4,"method":""}"#, .integer(4), .invalidRequest,
            "'method' must be a name, found an empty string"
        ),
        (
            #"{"jsonrpc":"2.0","id":1.5,"method":"m"}"#, nil, .invalidRequest,
            "'id' must be a string or a whole number, found a number"
        ),
        (
            #"{"jsonrpc":"2.0","id":null,"method":"m"}"#, nil, .invalidRequest,
            "'id' must be a string or a whole number, found null"
        ),
        (
            #"{"jsonrpc":"2.0","id":{},"method":"m"}"#, nil, .invalidRequest,
            "'id' must be a string or a whole number, found an object"
        ),
        (
            #"{"jsonrpc":"2.0","id":"a","metod":"m"}"#, .string("a"), .invalidRequest,
            "unknown member 'metod' (did you mean 'method'?)"
        ),
        (#"{"jsonrpc":"2.0","id":4,"method":"m","x":1}"#, .integer(4), .invalidRequest, "unknown member 'x'"),
        (
            #"{"jsonrpc":"2.0","id":4,"method":"m","result":1}"#, .integer(4), .invalidRequest,
            "a message is a request with 'method' or a response, not both"
        ),
        (
            #"{"jsonrpc":"2.0","id":4,"result":1,"error":{}}"#, .integer(4), .invalidRequest,
            "a response has a 'result' or an 'error', not both"
        ),
        (
            #"{"jsonrpc":"2.0","id":4,"result":1,"params":{}}"#, .integer(4), .invalidRequest,
            "a response has no 'params'"
        ),
        (#"{"jsonrpc":"2.0","result":1}"#, nil, .invalidRequest, "a response must have an 'id'"),
        (
            #"{"jsonrpc":"2.0","id":4,"error":{"code":"x"}}"#, .integer(4), .invalidRequest,
            "'error' must have a 'code' and a 'message'"
        ),
    ]

    private static let parameters: [(String, RequestID?, Code, String)] = [
        ("[1]", "'params' must be an object, found a list"),
        ("null", "'params' must be an object, found null"),
        (#"{"_meta":1}"#, "'_meta' must be an object, found a whole number"),
        (#"{"_meta":{"timeoutMs":0}}"#, "in '_meta': 'timeoutMs' must be a whole number from 1 to 86400000, found 0"),
        (
            #"{"_meta":{"timeoutMS":1}}"#,
            "in '_meta': unknown key 'timeoutMS' (did you mean 'timeoutMs'?); known: fields, minGeneration, progressToken, stream, timeoutMs"
        ),
        (#"{"_meta":{"fields":["a",1]}}"#, "in '_meta': 'fields[1]' must be a string of 1 to 200 characters, found 1"),
        (
            #"{"_meta":{"progressToken":1.5}}"#,
            "in '_meta': 'progressToken' must be a string of 1 to 200 characters, or a whole number, found 1.5"
        ),
    ].map { params, message in
        (#"{"jsonrpc":"2.0","id":4,"method":"m","params":\#(params)}"#, .integer(4), .invalidParams, message)
    }

    @Test("refuses what is no message, under its id where that can be read", arguments: envelopes + parameters)
    func refuses(line: String, id: RequestID?, code: Code, message: String) {
        let error = #expect(throws: MessageError.self) { try read(line) }
        #expect(error?.id == id)
        #expect(error?.failure.code == code)
        #expect(error?.failure.message == message)
    }

    @Test("says where a line stops being JSON")
    func place() {
        let error = #expect(throws: MessageError.self) { try read(#"{"params":{"a":[1,}]}}"#) }
        #expect(error?.failure.details == ["offset": 18, "line": 1, "column": 19, "pointer": "/params/a/1"])
    }

    @Test("names that are none of ours are kept, and beside a method with a slash they may be any")
    func foreignMeta() throws {
        for method in ["m", "tools/list"] {
            let meta: JSON = ["a/b": 1, "progressToken": 7]
            let json: JSON = [
                "jsonrpc": "2.0", "id": 4, "method": .string(method), "params": ["_meta": meta],
            ]
            guard case .request(let request) = try read(json.description) else { continue }
            #expect(request.meta.progressToken == .integer(7))
            #expect(request.meta.foreign == ["a/b": 1])
            #expect(request.json["params"]?["_meta"]?.object == meta.object)
        }
        let open = #"{"jsonrpc":"2.0","id":4,"method":"a/b","params":{"_meta":{"traceparent":"00-1","stream":5}}}"#
        guard case .request(let request) = try read(open) else { return }
        #expect(request.meta.foreign == ["traceparent": "00-1", "stream": 5])
        #expect(request.meta.mayStream)
    }

    @Test("points at the mistaken member of '_meta'")
    func metaPointer() {
        let line = #"{"jsonrpc":"2.0","id":4,"method":"m","params":{"_meta":{"fields":["a",1]}}}"#
        let error = #expect(throws: MessageError.self) { try read(line) }
        #expect(error?.failure.details["pointer"] == "/_meta/fields/1")
    }

    // A token that was written 7.0 passed the check and was then lost.
    @Test("takes a progress token that is a whole number in another form")
    func token() throws {
        let line = #"{"jsonrpc":"2.0","method":"m","params":{"_meta":{"progressToken":7.0}}}"#
        guard case .request(let request) = try read(line) else { return }
        #expect(request.meta.progressToken == .integer(7))
    }

    @Test("tells text ids apart by their scalars")
    func ids() {
        #expect(RequestID.string("\u{E9}") != .string("e\u{301}"))
        #expect(Set([RequestID.string("a"), .string("a"), .integer(1)]).count == 2)
    }

    @Test("writes a response as one line")
    func response() {
        var bytes: [UInt8] = []
        Response(id: .string("a\n"), outcome: .success(["x": 1])).write(into: &bytes)
        Response(id: nil, outcome: .failure(Failure(.overloaded, "too much", retryAfterMilliseconds: 5))).write(
            into: &bytes
        )
        let expected = """
            {"jsonrpc":"2.0","id":"a\\n","result":{"x":1}}
            {"jsonrpc":"2.0","id":null,"error":{"code":1001,"message":"too much","data":{"kind":"overloaded",\
            "retryable":true,"retryAfterMs":5,"hint":"send fewer requests at once, or try again after retryAfterMs"}}}

            """
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    private func read(_ line: String) throws -> Message {
        let bytes = Array(line.utf8)
        return try bytes.withUnsafeBufferPointer { buffer in
            Result<Message, any Error> { try Message(line: buffer, limits: Limits()) }
        }.get()
    }
}
