import JSON
import TestSupport
import Testing
import Wire

@Suite("Streaming")
struct StreamingTests {
    private func lineSizes(_ split: (chunks: [JSON], rest: JSON), id: RequestID) -> [Int] {
        let chunks = split.chunks.map { #"{"jsonrpc":"2.0","method":"stream/chunk","params":\#($0)}"#.utf8.count + 1 }
        var last: [UInt8] = []
        Response(id: id, outcome: .success(split.rest)).write(into: &last)
        return chunks + [last.count]
    }

    @Test("leaves a result that fits in one line, to the byte")
    func fits() {
        let result: JSON = ["text": .string(String(repeating: "x", count: 1000))]
        let id = RequestID.integer(7)
        let size = lineSizes(([], result), id: id)[0]
        #expect(Streaming.split(result, id: id, limit: size).chunks.isEmpty)
        #expect(!Streaming.split(result, id: id, limit: size - 1).chunks.isEmpty)
    }

    @Test("joins to what was split, in lines of at most the limit, for any value", arguments: [1000, 3000, 60_000])
    func anyValue(limit: Int) throws {
        var random = SeededNumbers(seed: 6)
        var chunkCount = 0
        for round in 0..<60 {
            let value = random.value(depth: 5)
            let id = round % 2 == 0 ? RequestID.integer(round) : .string("id \"\(round)\"")
            let split = Streaming.split(value, id: id, limit: limit)
            chunkCount += split.chunks.count
            let joined = try Streaming.join(split.chunks, split.rest)
            #expect(joined == value)
            #expect(joined.description == value.description, "the order of members")
            let longest = lineSizes(split, id: id).max() ?? 0
            // Keys of up to 600 scalars can take up more than half of the smaller limits.
            if limit == 60_000 { #expect(longest <= limit) }
        }
        #expect(chunkCount > 0)
    }

    private static let large: [JSON] = [
        .string(String(repeating: "x", count: 10_000)),
        .string(String(repeating: "\u{1}", count: 10_000)),
        .string(String(repeating: "😀\n\"", count: 3000)),
        .array((0..<5000).map { .integer($0) }),
        .array([.array((0..<3000).map { .integer($0) }), [], .array((0..<3000).map { .integer($0) })]),
        .object(Members((0..<3000).map { ("key\($0)", .integer($0)) })),
        .object(Members((0..<300).map { ("key\($0)", .string(String(repeating: "y", count: 100))) })),
        .array(
            (0..<100).map { ["line": .integer($0), "text": .string(String(repeating: "z", count: 3000)), "b": [1]] }
        ),
        ["a": ["b": ["c": ["d": .array((0..<1000).map { .string("item \($0)") })]]], "z": 1],
        ["a/b~c": ["": .string(String(repeating: "v", count: 5000))]],
    ]

    @Test("keeps every line within the limit", arguments: large)
    func limits(value: JSON) throws {
        let split = Streaming.split(value, id: .integer(1), limit: 1000)
        #expect(split.chunks.count > 1)
        #expect((lineSizes(split, id: .integer(1)).max() ?? 0) <= 1000)
        #expect(try Streaming.join(split.chunks, split.rest) == value)
        // No more lines than twice what is needed, and a few.
        #expect(split.chunks.count < value.bytes.count / 400 + 210)
    }

    @Test("keeps the small members of an object in the answer")
    func smallMembers() {
        let hits = JSON.array((0..<1000).map { .integer($0) })
        let split = Streaming.split(["total": 1000, "hits": hits, "query": "sea"], id: .integer(1), limit: 1000)
        #expect(split.rest == ["total": 1000, "hits": [], "query": "sea"])
        #expect(split.chunks.allSatisfy { $0["path"] == "/hits" && $0["id"] == 1 })
    }

    @Test("does not divide what stands behind keys of more than half of the limit")
    func longKeys() throws {
        let text = JSON.string(String(repeating: "x", count: 5000))
        let key = String(repeating: "k", count: 600)
        let cases: [(JSON, RequestID, Int)] = [
            ([key: text], .integer(1), 1000), (["a": [key: [text]], "b": text], .integer(1), 1000),
            ([text], .string(key), 1000), ([text], .integer(1), 10), ([text], .integer(1), 0),
        ]
        for (value, id, limit) in cases {
            let split = Streaming.split(value, id: id, limit: limit)
            #expect(split.chunks.count < 20)
            #expect(try Streaming.join(split.chunks, split.rest) == value)
        }
    }

    @Test(
        "refuses a chunk that does not fit",
        arguments: [
            [:], ["path": "a", "items": []], ["path": "/none", "items": [1]], ["path": "/list", "text": "x"],
            ["path": "/list/3", "items": [1]], ["path": "/text", "items": [1]], ["path": "", "members": ["list": 1]],
            ["path": "/number", "text": "x"], ["path": "/list"],
        ] as [JSON]
    )
    func misfits(chunk: JSON) {
        let rest: JSON = ["list": [1], "text": "", "number": 1]
        #expect(throws: Failure.self) { try Streaming.join([chunk], rest) }
    }
}
