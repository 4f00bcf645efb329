import Testing

@testable import Analysis

@Suite("Names of ASCII")
struct PlainNameTests {
    /// A part begins where letters and digits meet, where a capital follows a small letter, and at the last of several
    /// capitals, if two small letters follow it; a piece of more than four parts is one.
    private static func parts(_ name: [UInt8]) -> [Range<Int>] {
        func isDigit(_ index: Int) -> Bool { (0x30...0x39).contains(name[index]) }
        func isSmall(_ index: Int) -> Bool { index < name.count && (0x61...0x7A).contains(name[index]) }
        func isCapital(_ index: Int) -> Bool { (0x41...0x5A).contains(name[index]) }
        func isWord(_ index: Int) -> Bool { isDigit(index) || isSmall(index) || isCapital(index) }
        var parts: [Range<Int>] = []
        for piece in name.indices.split(whereSeparator: { !isWord($0) }) {
            let borders = piece.dropFirst().filter { index in
                isDigit(index) != isDigit(index - 1) || isCapital(index) && isSmall(index - 1)
                    || isCapital(index) && isCapital(index - 1) && isSmall(index + 1) && isSmall(index + 2)
            }
            let starts = [piece.startIndex] + (borders.count < 4 ? borders : [])
            parts += zip(starts, starts.dropFirst() + [piece.endIndex]).map { $0..<$1 }
        }
        return parts
    }

    private static func found(_ name: [UInt8]) -> [Range<Int>]? {
        var plain = PlainName()
        guard name.withUnsafeBufferPointer({ plain.read($0) }) else { return nil }
        var parts: [Range<Int>] = []
        plain.kinds.forEachPart { parts.append($0) }
        return parts
    }

    @Test("have the parts of the rules", arguments: 1...64)
    func parts(length: Int) {
        var state: UInt64 = 7
        let signs = Array("abzabABZ019-_.:/".utf8)
        for _ in 0..<1000 {
            let name = (0..<length).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                // Short pieces first, then longer ones.
                return signs[Int(state >> 33) % (state >> 60 == 0 ? 16 : 8)]
            }
            #expect(Self.found(name) == Self.parts(name), "\(String(decoding: name, as: UTF8.self))")
        }
    }

    @Test("are no names with an apostrophe or a wide character", arguments: ["don't", "naïve", "x-’", "'"])
    func refuses(name: String) { #expect(Self.found(Array(name.utf8)) == nil) }

    /// The whole, the whole as its term, and as it is written in one word of letters.
    private static func wholes(_ name: String) -> [String] {
        var terms = Terms()
        let key = Array(name.utf8)
        key.withUnsafeBufferPointer {
            Analyzer(language: "en").terms(of: $0, .compound, length: $0.count, into: &terms)
        }
        let term = terms.entries.first(where: \.isWhole).map { String(decoding: terms[$0], as: UTF8.self) }
        let written = terms.writtenWhole.map { String(decoding: terms.bytes[$0], as: UTF8.self) }
        return [term ?? "", written ?? ""]
    }

    @Test(
        "are written in one word where that is one of letters",
        arguments: [
            ("Auto-Detection", "autodetect", "autodetection"), ("node.js", "nodej", "nodejs"), ("C++", "c++", ""),
            ("fooBar2", "foobar2", ""), ("1.2.3", "1.2.3", ""), ("a1-2b", "a1-2b", ""),
            ("std::vector", "std::vector", ""),
            ("Größen-Ordnung", "grössenordnung", "grössenordnung"), ("user_ids", "userid", "userids"),
        ]
    )
    func whole(name: String, term: String, written: String) { #expect(Self.wholes(name) == [term, written]) }
}
