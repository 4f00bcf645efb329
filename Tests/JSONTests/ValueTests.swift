import JSON
import Testing

@Suite("JSON value")
struct ValueTests {
    @Test(
        "is a whole number when it is exactly one",
        arguments: [
            (3, 3), (3.0, 3), (-0.0, 0), (0x1p53, 1 << 53), (0x1p54, nil), (3.5, nil), (.number(.nan), nil),
            ("3", nil), (nil, nil), (.integer(.max), .max),
        ] as [(JSON, Int?)]
    )
    func integer(value: JSON, expected: Int?) {
        #expect(value.integer == expected)
    }

    @Test("equals an object with the same members in another order")
    func objects() {
        let one: JSON = ["a": 1, "b": [2]]
        let other: JSON = ["b": [2], "a": 1]
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one != ["a": 1])
        #expect(one != ["a": 1, "c": [2]])
    }

    @Test("sets, replaces and removes members in place")
    func members() {
        var members: Members = ["a": 1, "b": 2]
        members["a"] = 3
        members["c"] = 4
        members["b"] = nil
        members["d"] = nil
        #expect(members.keys == ["a", "c"])
        #expect(members["a"] == 3)
        #expect(members["b"] == nil)
    }

    @Test(
        "finds a value by its pointer, as RFC 6901 has it",
        arguments: [
            ("", nil), ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3),
            ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
            ("/foo/00", nil), ("/foo/2", nil), ("/foo/-", nil), ("/foo/+0", nil), ("/none", nil), ("/foo/0/x", nil),
        ] as [(String, JSON?)]
    )
    func pointers(text: String, expected: JSON?) throws {
        let document: JSON = [
            "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7,
            "m~n": 8,
        ]
        let pointer = try #require(Pointer(parsing: text))
        #expect(document[pointer] == (text.isEmpty ? document : expected))
        #expect(pointer.description == text)
    }

    @Test("refuses a pointer without its slash", arguments: ["a", "a/b", " /a"])
    func badPointers(text: String) {
        #expect(Pointer(parsing: text) == nil)
    }
}
