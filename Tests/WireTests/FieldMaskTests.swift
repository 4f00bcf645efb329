import JSON
import Schema
import Testing
import Wire

@Suite("Field mask")
struct FieldMaskTests {
    private static let schema = Schema.object([
        Property("total", .integer),
        Property(
            "hits",
            .list(of: .object([Property("path", .string), Property("place", .object([Property("line", .integer)]))]))
        ),
        Property("extra", .any),
        Property("names", .map(of: .integer)),
        Property("best", .either(.null, .object([Property("path", .string)]))),
    ])

    private static let result: JSON = [
        "total": 2, "hits": [["path": "a", "place": ["line": 1]], ["path": "b", "place": ["line": 2]]],
        "extra": ["x": 1, "y": 2], "names": ["n": 1, "m": 2], "best": ["path": "a"],
    ]

    @Test(
        "keeps what is named, in the order of the result",
        arguments: [
            (["total"], ["total": 2]),
            (["hits.path", "total"], ["total": 2, "hits": [["path": "a"], ["path": "b"]]]),
            (["hits.place.line"], ["hits": [["place": ["line": 1]], ["place": ["line": 2]]]]),
            (["hits.place", "hits.place.line"], ["hits": [["place": ["line": 1]], ["place": ["line": 2]]]]),
            (["extra.y"], ["extra": ["y": 2]]), (["names.n"], ["names": ["n": 1]]),
            (["best.path"], ["best": ["path": "a"]]),
        ] as [([String], JSON)]
    )
    func keeps(paths: [String], expected: JSON) throws {
        #expect(try FieldMask(paths, of: Self.schema).apply(to: Self.result).description == expected.description)
    }

    @Test(
        "says what is left of the schema",
        arguments: [
            (["total"], .object([Property("total", .integer)])),
            (["hits.path"], .object([Property("hits", .list(of: .object([Property("path", .string)])))])),
            (["names.n"], .object([Property("names", .object([Property("n", .integer, isRequired: false)]))])),
            (["best.path"], .object([Property("best", .either(.null, .object([Property("path", .string)])))])),
            (["extra.y"], .object([Property("extra", .any)])),
        ] as [([String], Schema)]
    )
    func schemaLeft(paths: [String], expected: Schema) throws {
        let mask = try FieldMask(paths, of: Self.schema)
        #expect(mask.apply(to: Self.schema) == expected)
        #expect(expected.accepts(mask.apply(to: Self.result)))
    }

    @Test(
        "says what is wanted",
        arguments: [
            ("total", true), ("hits", true), ("hits.path", true), ("hits.place", false), ("best.path", true),
            ("best", true),
            ("extra.x.y", true), ("names", false),
        ]
    )
    func selects(path: String, expected: Bool) throws {
        let mask = try FieldMask(["total", "hits.path", "best.path", "extra"], of: Self.schema)
        #expect(mask.selects(path.split(separator: ".").map(String.init)) == expected)
    }

    @Test(
        "refuses what the result can't have",
        arguments: [
            ("", "unknown field ''; known: best, extra, hits, names, total"),
            ("totl", "unknown field 'totl' (did you mean 'total'?); known: best, extra, hits, names, total"),
            ("hits.pth", "unknown field 'pth' (did you mean 'path'?); known: path, place"),
            ("hits..path", "unknown field ''; known: path, place"),
            ("total.x", "nothing called 'x' is inside a whole number"),
            ("best.pth", "unknown field 'pth' (did you mean 'path'?); known: path"),
        ]
    )
    func refuses(path: String, message: String) {
        let error = #expect(throws: Failure.self) { try FieldMask(["total", path], of: Self.schema) }
        #expect(error?.code == .invalidParams)
        #expect(error?.message == message)
        #expect(error?.details == ["pointer": "/_meta/fields/1"])
    }
}
