import JSON
import TestSupport
import Testing

@Suite("JSON, fuzzed")
struct JSONFuzzTests {
    @Test("what is accepted of mutated texts reads back as it was written")
    func mutatedTexts() throws {
        let seeds = [
            #"{"jsonrpc":"2.0","id":1,"method":"search","params":{"text":"Caspian \"Sea\"","limit":10}}"#,
            #"[0,-1,2.5e-3,1E+2,true,false,null,"é–😀\u00e9\ud83d\ude00\n",[[]],{"":{}}]"#,
        ].map { Array($0.utf8) }
        let pieces = #"" \ { } [ ] , : 0 - . e \u0041 \ud800 \udc00 null tru "a": é 😀"#.split(separator: " ")
            .map { Array($0.utf8) }
        var random = SeededNumbers(seed: 1)
        var acceptedCount = 0
        for _ in 0..<8000 {
            var text = seeds[random.below(seeds.count)]
            for _ in 0...random.below(3) {
                let place = random.below(text.count)
                switch random.below(4) {
                case 0: text.remove(at: place)
                case 1: text.insert(contentsOf: pieces[random.below(pieces.count)], at: place)
                case 2: text[place] = UInt8(random.below(256))
                default: text.insert(contentsOf: text[..<place].suffix(10), at: place)
                }
            }
            guard let value = try? JSON(parsing: text) else { continue }
            acceptedCount += 1
            #expect(try JSON(parsing: value.bytes) == value, "\(String(decoding: text, as: UTF8.self))")
        }
        #expect(acceptedCount > 500)
    }

    @Test("every value reads back as it was written, in lines that hold no line break")
    func values() throws {
        var random = SeededNumbers(seed: 2)
        for _ in 0..<2000 {
            let value = random.value(depth: 4)
            let bytes = value.bytes
            #expect(try JSON(parsing: bytes) == value)
            #expect(try JSON(parsing: value.pretty(width: 20)) == value)
            #expect(!bytes.contains { $0 < 0x20 || $0 == 0x7F })
        }
    }
}

extension SeededNumbers {
    mutating func value(depth: Int) -> JSON {
        switch below(depth > 0 ? 8 : 6) {
        case 0: .null
        case 1: .bool(below(2) == 0)
        case 2: .integer(Int(truncatingIfNeeded: next()) >> below(64))
        case 3: .number(finiteNumber())
        case 4, 5: .string(text())
        case 6: .array((0..<below(5)).map { _ in value(depth: depth - 1) })
        default: .object(members(depth: depth - 1))
        }
    }

    private mutating func finiteNumber() -> Double {
        let number = Double(bitPattern: next())
        return number.isFinite ? number : 0.5
    }

    private mutating func members(depth: Int) -> Members {
        var members = Members()
        for _ in 0..<below(5) { members[text()] = value(depth: depth) }
        return members
    }

    private mutating func text() -> String {
        let bounds: [UInt32] = [0x30, 0x80, 0x800, 0x3000, 0x11_0000]
        var text = ""
        for _ in 0..<below(20) {
            let bound = Int(bounds[below(bounds.count)])
            if let scalar = UnicodeScalar(UInt32(below(bound))) { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}
