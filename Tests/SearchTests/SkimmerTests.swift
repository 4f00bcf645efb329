import TestSupport
import Testing

@testable import Search

@Suite("Skimmer")
struct SkimmerTests {
    /// Random texts, the same ones each time, beside the rule told byte by byte: a part between white spaces, or signs
    /// that divide words, in which a letter of the query begins a word, or a part of one, or which isn't all ASCII.
    @Test(
        "finds every part that may have a word of the query, and no other",
        arguments: [["stone"], ["stone", "sand"], ["stone", "tree"], ["3rd"], ["stone", "день"]]
    )
    func parts(terms: [String]) {
        let roles = RoleTable()
        for (number, term) in terms.enumerated() {
            roles.add(RoleTable.Role(way: number, word: 0), of: Array(term.utf8)[...], number: Int32(number))
        }
        let first = Set(terms.flatMap { [$0.utf8.first ?? 0, Array($0.uppercased().utf8)[0]] })
        var random = SeededNumbers(seed: 7)
        let letters = Array("ssStaeeTx3.-'SR\n(*    ").map(String.init) + ["é", "д", "aaaaaaaaaaaa", "ss"]
        for _ in 0..<2000 {
            let bytes = Array((0..<random.below(90)).map { _ in letters[random.below(letters.count)] }.joined().utf8)
            var expected: [Range<Int>] = []
            var start = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex { $0 <= 0x20 || $0 == 0x28 || $0 == 0x2A } ?? bytes.count
                let isFound = (start..<end).contains { place in
                    func isSmall(_ place: Int) -> Bool { (0x61...0x7A).contains(bytes[place]) }
                    let isInside = place > start && isSmall(place) && isSmall(place - 1)
                    return bytes[place] >= 0x80 || first.contains(bytes[place]) && !isInside
                }
                if isFound { expected.append(start..<end) }
                start = end + 1
            }
            let found = bytes.withUnsafeBufferPointer { buffer in
                var skimmer = Skimmer(buffer, in: 0..<buffer.count, roles, kept: 1)
                var parts: [Range<Int>] = []
                while let part = skimmer.next() { parts.append(part) }
                return parts
            }
            #expect(found == expected, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }
}
