import Corpus
import Testing

@Suite("Address")
struct AddressTests {
    @Test(
        "is written as it is read",
        arguments: [
            ("caspian:///seeds/a.txt", Address(document: "seeds/a.txt")),
            ("caspian:///seeds/a.txt#L3", Address(document: "seeds/a.txt", place: .init(line: 3, endLine: 3))),
            ("caspian:///a.txt#L3-9", Address(document: "a.txt", place: .init(line: 3, endLine: 9))),
            (
                "caspian:///a.txt?v=0a1b2c3d#L3C5-L4C7",
                Address(
                    document: "a.txt",
                    version: "0a1b2c3d",
                    place: .init(line: 3, column: 5, endLine: 4, endColumn: 7)
                )
            ),
            // RFC 3986: a space, a percent sign, the signs that end a path, and what is not ASCII are encoded.
            ("caspian:///a%20b%25%23%3F.txt", Address(document: "a b%#?.txt")),
            ("caspian:///%D9%86.jsonl%237", Address(document: "ن.jsonl#7")),
        ]
    )
    func bothWays(text: String, address: Address) {
        #expect(Address(parsing: text) == address)
        #expect(address.description == text)
    }

    @Test(
        "places are read in every form that people write",
        arguments: [
            ("3", 3, nil, 3, nil), ("L3-L9", 3, nil, 9, nil), ("3-9", 3, nil, 9, nil), ("L3C5-9C2", 3, 5, 9, 2),
            ("3C5", 3, 5, 3, nil),
        ] as [(String, Int, Int?, Int, Int?)]
    )
    func places(text: String, line: Int, column: Int?, endLine: Int, endColumn: Int?) {
        let place = Address.Place(line: line, column: column, endLine: endLine, endColumn: endColumn)
        #expect(Address.Place(parsing: text) == place)
    }

    @Test(
        "refuses what names nothing that could be",
        arguments: [
            "", "caspian:", "caspian://", "caspian:///", "caspian:/a", "file:///a", "caspian:///a%2", "caspian:///a%GG",
            "caspian:///%FF", "caspian:///a#3-2", "caspian:///a#L0", "caspian:///a#L-1", "caspian:///a#Lx",
            "caspian:///a#L3C9-L3C4", "caspian:///a#L99999999999999999999",
        ]
    )
    func refuses(text: String) {
        #expect(Address(parsing: text) == nil)
    }

    @Test("finds the part of a text that stands there, by whole characters")
    func ranges() {
        // Two bytes for each of the letters of the second line.
        let document = Document(text: Array("one two\nдва три\nfour\n".utf8), language: nil, cleans: false)
        func text(_ place: String) -> String? {
            Address.Place(parsing: place).map { document.text[document.textRange(at: $0)] }
        }
        #expect(text("1") == "one two\n")
        #expect(text("2-3") == "два три\nfour\n")
        #expect(text("L1C5-L1C8") == "two")
        #expect(text("L2C1-L2C7") == "два")
        #expect(text("L2C2-L2C7") == "ва")
        #expect(text("L1C5-L2C7") == "two\nдва")
        #expect(text("9") == "")
        #expect(text("9223372036854775807") == "")
    }

    @Test("a version changes with the text and with nothing else")
    func versions() {
        func version(_ text: String) -> String { Document(text: Array(text.utf8), language: nil, cleans: true).version }
        #expect(version("The sea is large.") == version("The sea is large."))
        #expect(version("The sea is large.") != version("The sea is larger."))
        #expect(version("").count == 8)
    }
}
