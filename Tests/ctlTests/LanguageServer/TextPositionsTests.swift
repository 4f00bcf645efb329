import JSON
import Testing

@testable import ctl

@Suite("Places of a text as editors count")
struct TextPositionsTests {
    /// A letter of each length in UTF-8, and each kind of line break.
    private static let text = "aé水🌊b\r\nx\ry\n\n🌊"

    @Test(
        "bytes become units of the encoding, and come back",
        arguments: [
            (0, 0, [0, 0, 0]), (1, 0, [1, 1, 1]), (3, 0, [3, 2, 2]), (6, 0, [6, 3, 3]), (10, 0, [10, 5, 4]),
            (11, 0, [11, 6, 5]), (13, 1, [0, 0, 0]), (14, 1, [1, 1, 1]), (15, 2, [0, 0, 0]), (17, 3, [0, 0, 0]),
            (18, 4, [0, 0, 0]), (22, 4, [4, 2, 1]),
        ] as [(Int, Int, [Int])]
    )
    func places(offset: Int, line: Int, characters: [Int]) {
        for (encoding, character) in zip([PositionEncoding.utf8, .utf16, .utf32], characters) {
            let positions = TextPositions(Array(Self.text.utf8), encoding)
            let position = EditorPosition(line: line, character: character)
            #expect(positions.position(of: offset) == position, "\(encoding)")
            #expect(positions.offset(of: position) == offset, "\(encoding)")
        }
    }

    @Test(
        "a place that isn't there is the nearest before it",
        arguments: [
            // LSP 3.17: a character beyond the line's length is the line's length.
            (0, 99, 11), (1, 99, 14), (4, 99, 22), (9, 0, 22), (-1, 0, 0), (0, -1, 0),
            // Between the halves of a surrogate pair.
            (0, 4, 6),
        ]
    )
    func outside(line: Int, character: Int, offset: Int) {
        let positions = TextPositions(Array(Self.text.utf8), .utf16)
        #expect(positions.offset(of: EditorPosition(line: line, character: character)) == offset)
    }

    @Test("every place of a long line comes back as it was", arguments: [PositionEncoding.utf8, .utf16, .utf32])
    func longLine(encoding: PositionEncoding) {
        let text = String(repeating: "слово 🌊 ", count: 300)
        let positions = TextPositions(Array(text.utf8), encoding)
        var offset = 0
        for scalar in text.unicodeScalars {
            #expect(positions.offset(of: positions.position(of: offset)) == offset)
            offset += UTF8.width(scalar)
        }
        let count =
            encoding == .utf8 ? text.utf8.count : encoding == .utf16 ? text.utf16.count : text.unicodeScalars.count
        #expect(positions.position(of: offset) == EditorPosition(line: 0, character: count))
    }

    @Test("an empty text has one line")
    func empty() {
        let positions = TextPositions([], .utf16)
        #expect(positions.lineCount == 1)
        #expect(positions.position(of: 0) == EditorPosition(line: 0, character: 0))
        #expect(positions.offset(of: EditorPosition(line: 3, character: 3)) == 0)
    }

    @Test("changes are meant for the text that the one before left, as LSP 3.17 has it")
    func changes() {
        let buffer = Buffer(uri: "untitled:1", language: "", version: 1, text: "one\ntwo\n", encoding: .utf16)
        let change = { (line: Int, start: Int, end: Int, text: String) -> JSON in
            [
                "range": [
                    "start": ["line": .integer(line), "character": .integer(start)],
                    "end": ["line": .integer(line), "character": .integer(end)],
                ],
                "text": .string(text),
            ]
        }
        buffer.change([change(0, 0, 3, "1\n🌊"), change(1, 2, 2, "!"), change(2, 0, 99, "2")], version: 2)
        #expect(buffer.text == "1\n🌊!\n2\n")
        #expect(buffer.version == 2)
        buffer.change([["text": "whole"]], version: 3)
        #expect(buffer.text == "whole")
    }
}

@Suite("Words at a place")
struct WordTests {
    @Test(
        "are found from any of their bytes and from right behind",
        arguments: [
            ("the sea's shore", 4, "sea's"), ("the sea's shore", 9, "sea's"), ("(sea)", 1, "sea"), ("(sea)", 4, "sea"),
            ("a-b c", 2, "a-b"), ("'sea'", 5, nil), ("'sea'", 2, "sea"), ("Каспий, море", 4, "Каспий"),
            ("می‌شود", 0, "می‌شود"), ("a  b", 2, nil), ("", 0, nil), ("x_1", 3, "x_1"),
        ] as [(String, Int, String?)]
    )
    func found(text: String, offset: Int, word: String?) {
        let bytes = Array(text.utf8)
        let range = Word.range(at: offset, in: bytes)
        #expect(range.map { String(decoding: bytes[$0], as: UTF8.self) } == word)
    }
}

@Suite("Addresses of files")
struct FileURITests {
    @Test(
        "are read and written with escapes",
        arguments: [
            ("/a b/ü%.txt", "file:///a%20b/%C3%BC%25.txt"), ("/plain-1_2.~txt", "file:///plain-1_2.~txt"),
            ("/c#d?e", "file:///c%23d%3Fe"),
        ]
    )
    func both(path: String, uri: String) {
        #expect(FileURI.of(path) == uri)
        #expect(FileURI.path(uri) == path)
    }

    @Test(
        "of other machines and other kinds are none of ours",
        arguments: ["untitled:1", "http://a/b", "file://host/a", "file:", "%"]
    )
    func foreign(uri: String) { #expect(FileURI.path(uri) == nil) }
}

@Suite("Moments of the daemon")
struct UniversalTimeTests {
    @Test(
        "are read as seconds since 1970",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2000-03-01T00:00:00.999Z", 951_868_800),
            ("2026-11-26T03:11:57.186Z", 1_795_662_717),
            ("2026-11-26T03:11:57", nil), ("Z", nil), ("", nil),
        ] as [(String, Int?)]
    )
    func read(text: String, seconds: Int?) { #expect(UniversalTime.seconds(text) == seconds) }
}

@Suite("Nautical miles")
struct NauticalMilesTests {
    @Test(
        "are given in kilometres, a digit more exact than they were",
        arguments: [
            ("12 nautical miles", ["22.2 km"]), ("a 15-nautical-mile zone", ["27.8 km"]), ("200 nmi.", ["370.4 km"]),
            ("1,200 NM", ["2222.4 km"]), ("0.5 nm", ["0.926 km"]), ("12–15 nautical miles", ["22.2–27.8 km"]),
            ("12 to 15 sea miles", ["22.2–27.8 km"]), ("12 морских миль", ["22.2 km"]), ("۱۲ مایل", []),
            ("12 مایل دریایی", ["22.2 km"]), ("10 dəniz mili", ["18.5 km"]), ("12 nmitre", []), ("x12 nm", []),
            ("12 miles", []), ("12 km and 3 nmi", ["5.56 km"]), ("1921 and 1940", []),
            ("12\nnautical\nmiles", ["22.2 km"]),
        ] as [(String, [String])]
    )
    func found(text: String, kilometres: [String]) {
        let bytes = Array(text.utf8)
        #expect(NauticalMiles.all(in: bytes, 0..<bytes.count).map(\.kilometres) == kilometres)
    }

    @Test("end where their unit ends")
    func place() {
        let bytes = Array("within 12 nautical miles of it".utf8)
        #expect(NauticalMiles.all(in: bytes, 0..<bytes.count).map(\.range) == [7..<24])
    }
}

@Suite("Citations in texts that may have changed")
struct CitationTests {
    private let citation = Citation(["path": "/a", "byteRange": [4, 24], "text": "The zander lives on."])

    @Test(
        "stand at their place, at another one, or nowhere",
        arguments: [
            ("... The zander lives on.", 4..<24), ("The zander lives on.", 0..<20),
            ("x\n\nThe **zander** lives on.\n", 3..<23), ("... A pike swims along here", nil), ("", nil),
        ] as [(String, Range<Int>?)]
    )
    func found(text: String, range: Range<Int>?) {
        #expect(citation?.range(in: Array(text.utf8)) == range)
    }
}
