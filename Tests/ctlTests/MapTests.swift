import Glibc
import JSON
import Testing

@testable import ctl

/// A map of two states side by side, each a degree wide and a degree high, the right one with a hole in its middle.
@Suite("Maps on a terminal")
struct MapTests {
    private static let geojson: JSON = [
        "type": "FeatureCollection",
        "features": [
            water("AA", "#0072B2", [square(0, 1, 0, 1)]),
            water("BB", "#F0E442", [square(1, 2, 0, 1), square(1.4, 1.6, 0.4, 0.6)]),
            [
                "type": "Feature", "properties": ["kind": "line"],
                "geometry": ["type": "LineString", "coordinates": []],
            ],
        ],
    ]

    private static func water(_ code: String, _ color: String, _ rings: [JSON]) -> JSON {
        [
            "type": "Feature",
            "properties": [
                "kind": "water", "state": .string(code), "name": .string(code + "land"), "percent": 50,
                "fill": .string(color),
            ],
            "geometry": ["type": "MultiPolygon", "coordinates": [.array(rings)]],
        ]
    }

    private static func square(_ west: Double, _ east: Double, _ south: Double, _ north: Double) -> JSON {
        .array(
            [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
                [.number($0.0), .number($0.1)]
            }
        )
    }

    private let shapes = MapShapes(geojson)

    @Test("are read from GeoJSON with their colours")
    func read() {
        #expect(shapes.waters.map(\.code) == ["AA", "BB"])
        #expect(shapes.waters[0].color == MapShapes.Color(red: 0, green: 0x72, blue: 0xB2))
        #expect(MapShapes(["features": [["properties": ["kind": "water"]]]]).waters.isEmpty)
    }

    @Test("become dots, with holes")
    func raster() {
        let raster = MapRaster(shapes, width: 20, height: 40)
        #expect(raster.width == 20 && raster.height == 10)
        let rows = (0..<raster.height).map { row in (0..<raster.width).map { String(raster[$0, row]) }.joined() }
        #expect(rows[0] == "11111111112222222222")
        #expect(rows[4] == "11111111112222002222")
        #expect(rows.allSatisfy { $0.hasPrefix("1111111111222") })
        #expect(rows.joined().count { $0 == "0" } == 4)
        #expect(raster[-1, 0] == 0 && raster[20, 0] == 0 && raster[0, 10] == 0)
    }

    @Test("find the dot that is farthest from every border")
    func middles() {
        let middles = MapRaster(shapes, width: 20, height: 40).middles(count: 2)
        #expect(middles[0].map { [$0.column, $0.row] } == [4, 4])
        #expect(MapRaster(shapes, width: 2, height: 1).middles(count: 3)[2] == nil)
    }

    @Test("are drawn in half blocks of two colours, as deep as the terminal has them")
    func blocks() {
        let drawing = MapDrawing(shapes: shapes, columns: 20, rows: 20)
        let deep = drawing.blocks(hasTrueColor: true).split(separator: "\n")
        #expect(deep.count == 5)
        #expect(deep[4].hasPrefix("\u{1B}[0;38;2;0;114;178m██████████\u{1B}[0;38;2;240;228;66m██████████"))
        // White letters on the dark blue.
        #expect(deep[2].contains("\u{1B}[0;1;97;48;2;0;114;178mAA"))
        #expect(deep.allSatisfy { $0.hasSuffix("\u{1B}[0m") })
        let flat = drawing.blocks(hasTrueColor: false)
        // 16 + 36·0 + 6·1 + 3: the blue of xterm's cube nearest to (0, 114, 178).
        #expect(flat.hasPrefix("\u{1B}[0;38;5;25m█"))
        #expect(!flat.contains("38;2;"))
    }

    @Test("are drawn in Braille without colour")
    func braille() {
        let text = MapDrawing(shapes: shapes, columns: 10, rows: 10).braille()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // 20 by 10 dots. The border between both runs down the tenth column: the right half of the fifth cell.
        #expect(lines.count == 4 && lines[3] == "")
        #expect(Array(lines[0])[4] == "⢸")
        #expect(lines[1].contains("AA"))
        #expect(!text.contains("\u{1B}"))
    }

    @Test("become sixels that hold every pixel once")
    func sixel() throws {
        let image = MapImage(shapes, width: 20, height: 20)
        let text = image.sixel
        #expect(text.hasPrefix("\u{1B}Pq\"1;1;20;10#0;2;97;96;93#1;2;0;45;70#2;2;94;89;26#3;2;10;10;10"))
        #expect(text.hasSuffix("-\u{1B}\\\n"))
        let pixels = try SixelReader.read(text, width: 20, height: 10)
        for row in 0..<9 {
            for column in 0..<19 {
                let isBorder = image.raster[column, row] > 0 && image.raster.isBorder(column, row)
                #expect(pixels[row * 20 + column] == (isBorder ? 3 : Int(image.raster[column, row])))
            }
        }
    }

    @Test("become kitty's images in pieces that fit")
    func kitty() {
        let text = MapImage(shapes, width: 64, height: 64).kitty
        #expect(text.hasPrefix("\u{1B}_Ga=T,f=24,s=64,v=32,q=2,m=1;"))
        let pieces = text.split(separator: "\u{1B}\\").dropLast()
        // 64 · 32 · 3 bytes are 8,192 characters of base 64.
        #expect(pieces.count == 2)
        #expect(pieces.last?.hasPrefix("\u{1B}_Gm=0;") == true)
        #expect(pieces.allSatisfy { ($0.split(separator: ";").last?.utf8.count ?? 0) <= 4096 })
    }

    /// RFC 4648, section 10.
    @Test(
        "are encoded as RFC 4648 has it",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func base64(text: String, expected: String) { #expect(Base64.encoded(Array(text.utf8)) == expected) }

    @Test("go to files and to standard output")
    func files() throws {
        let daemon = try FakeDaemon { request in
            request["method"] == "division.map"
                ? [.result(#"{"text":"<\#(request["params"]?["as"]?.string ?? "")>\n"}"#, to: request)]
                : [.result(#"{"rows":[{"state":"A"}]}"#, to: request)]
        }
        let folder = try temporaryFolder()
        let file = folder + "/map.svg"
        let run = try Run(["division", "--svg", file, "--no-spawn"], at: daemon.path)
        #expect(run.status == .answered && run.errors == "" && run.output == "A\n")
        let descriptor = open(file, O_RDONLY)
        #expect(String(decoding: Standard.read(descriptor), as: UTF8.self) == "<svg>\n")
        close(descriptor)
        #expect(try Run(["division", "--html", "-"], at: daemon.path).output == "<html>\n")
        let missing = try Run(["division", "--geojson", folder + "/none/x.json"], at: daemon.path)
        #expect(missing.status == .usage && missing.errors.contains("can't write"))
        unlink(file)
        rmdir(folder)
    }

    @Test("are drawn above the table")
    func drawn() throws {
        let text = Self.geojson.description
        let declared = """
            {"methods":[{"name":"division.compare","summary":"S.","parameters":{"type":"object",\
            "properties":{"body":{"type":"string"}},"additionalProperties":false}}]}
            """
        let daemon = try FakeDaemon { request in
            switch request["method"] {
            case "division.map": [.result(JSON.object(["text": .string(text)]).description, to: request)]
            case "introspect": [.result(declared, to: request)]
            default: [.result(#"{"rows":[{"state":"A"}]}"#, to: request)]
            }
        }
        let run = try Run(["division", "--map", "--body", "pond", "--color", "never"], at: daemon.path, terminal: 80)
        #expect(run.output.contains("⢸") && run.output.contains("AA AAland 50.00 %"))
        let asked = daemon.requests.first { $0["method"] == "division.map" }
        #expect(asked?["params"]?["body"] == "pond" && asked?["params"]?["as"] == "geojson")
        #expect(asked?["params"]?["map"] == nil)
    }
}

/// Reads sixels back: a palette number for each pixel.
private enum SixelReader {
    static func read(_ text: String, width: Int, height: Int) throws -> [Int] {
        var pixels = [Int](repeating: -1, count: width * height)
        var (column, top, color) = (0, 0, 0)
        let start = try #require(text.firstRange(of: "10;10;10"))
        var rest = Array(text[start.upperBound...].utf8)[...]
        func number() -> Int {
            var value = 0
            while let byte = rest.first, (0x30...0x39).contains(byte) {
                value = value * 10 + Int(byte - 0x30)
                rest.removeFirst()
            }
            return value
        }
        while let byte = rest.popFirst(), byte != 0x1B {
            var count = 1
            var data = byte
            switch byte {
            case UInt8(ascii: "#"):
                color = number()
                continue
            case UInt8(ascii: "$"):
                column = 0
                continue
            case UInt8(ascii: "-"):
                (column, top) = (0, top + 6)
                continue
            case UInt8(ascii: "!"):
                count = number()
                data = rest.popFirst() ?? 0
            default: break
            }
            for _ in 0..<count {
                for bit in 0..<6 where (data - 63) >> bit & 1 == 1 {
                    let place = (top + bit) * width + column
                    try #require(pixels.indices.contains(place) && pixels[place] == -1)
                    pixels[place] = color
                }
                column += 1
            }
        }
        #expect(!pixels.contains(-1))
        return pixels
    }
}

@Suite("Questions to a terminal")
struct TerminalAbilitiesTests {
    /// What kitty, xterm with sixels, and a terminal without either answer.
    @Test(
        "are answered in the terminals' own words",
        arguments: [
            ("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[6;18;9t\u{1B}[?62;c", true, false, 18),
            ("\u{1B}[6;20;10t\u{1B}[?63;1;2;4;6;9;15;22c", false, true, 20), ("\u{1B}[?1;2c", false, false, nil),
            ("\u{1B}[?14;24c", false, false, nil), ("", false, false, nil),
            ("\u{1B}[6;0;9t\u{1B}[?4c", false, true, nil),
        ] as [(String, Bool, Bool, Int?)]
    )
    func answers(answer: String, kitty: Bool, sixel: Bool, height: Int?) {
        let abilities = TerminalAbilities(answer: Array(answer.utf8))
        #expect(abilities.showsKitty == kitty && abilities.showsSixel == sixel && abilities.cellHeight == height)
    }

    @Test("are asked over a pseudo-terminal, which stays as it was set")
    func pseudoTerminal() throws {
        let (outer, inner) = try pair()
        defer {
            close(outer)
            close(inner)
        }
        var before = termios()
        tcgetattr(inner, &before)
        startThread {
            var seen: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 64)
            while !seen.ends(with: "\u{1B}[c") {
                let count = Glibc.read(outer, &buffer, buffer.count)
                guard count > 0 else { return }
                seen += buffer[..<count]
            }
            // In two pieces, as it may come.
            for piece in ["\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[6;16;", "8t\u{1B}[?62;4c"] {
                _ = write(outer, piece, piece.utf8.count)
            }
        }
        let abilities = TerminalAbilities.ask(inner, timeoutMilliseconds: 10_000)
        #expect(abilities.showsKitty && abilities.showsSixel)
        #expect(abilities.cellWidth == 8 && abilities.cellHeight == 16)
        var after = termios()
        tcgetattr(inner, &after)
        #expect(after.c_lflag == before.c_lflag)
    }

    @Test("end when nobody answers, and are not asked of a file")
    func silence() throws {
        let (outer, inner) = try pair()
        #expect(TerminalAbilities.ask(inner, timeoutMilliseconds: 20) == TerminalAbilities())
        close(outer)
        close(inner)
        let file = try Run.file(with: "")
        #expect(TerminalAbilities.ask(file, timeoutMilliseconds: 10_000) == TerminalAbilities())
        close(file)
    }

    private func pair() throws -> (outer: Int32, inner: Int32) {
        var (outer, inner): (Int32, Int32) = (-1, -1)
        try #require(openpty(&outer, &inner, nil, nil, nil) == 0)
        return (outer, inner)
    }
}

extension [UInt8] {
    fileprivate func ends(with text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
