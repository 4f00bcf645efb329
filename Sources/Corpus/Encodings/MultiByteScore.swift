/// How well a text reads in a legacy encoding of two bytes a character, as Chinese, Japanese and Korean have them.
///
/// Three things tell such text from others: its bytes beyond ASCII come in pairs that the encoding has, where words of an
/// alphabet break off after an odd one as often as not; the pairs follow each other; and they are characters that are
/// frequent. Each encoding keeps the frequent ones in rows of their own.
struct MultiByteScore {
    /// What a pair of bytes is.
    private enum Pair { case invalid, rare, frequent, kana }

    private struct Candidate: Sendable {
        let name: String
        /// The least part of the pairs that has to be frequent.
        let leastFrequent: Double
        /// Of kana, which no Japanese text is without.
        let leastKana: Double
        /// Pairs in a row, at the mean. Words of an alphabet are shorter, as is each by itself.
        let leastRun: Double
        let pair: @Sendable (UInt8, UInt8) -> Pair
    }

    /// Fewer pairs say nothing.
    private static let fewestPairs = 6

    /// The encoding that the text reads well in; `nil` for text in other encodings.
    static func best(_ bytes: UnsafeBufferPointer<UInt8>) -> Encoding? {
        var best: (score: Double, name: String)?
        for candidate in candidates {
            guard let score = score(bytes, candidate), score > best?.score ?? 0 else { continue }
            best = (score, candidate.name)
        }
        return best.flatMap { Encoding(label: $0.name) }
    }

    private static func score(_ bytes: UnsafeBufferPointer<UInt8>, _ candidate: Candidate) -> Double? {
        var (pairs, frequent, kana, invalid, runs) = (0, 0, 0, 0, 0)
        var isInRun = false
        var index = 0
        while index < bytes.count {
            guard bytes[index] >= 0x80 else {
                isInRun = false
                index += 1
                continue
            }
            // The sample may end inside a character.
            guard index + 1 < bytes.count else { break }
            let pair = candidate.pair(bytes[index], bytes[index + 1])
            guard pair != .invalid else {
                invalid += 1
                isInRun = false
                index += 1
                continue
            }
            pairs += 1
            if pair != .rare { frequent += 1 }
            if pair == .kana { kana += 1 }
            if !isInRun { runs += 1 }
            isInRun = true
            index += 2
        }
        guard pairs >= fewestPairs, invalid * 50 <= pairs else { return nil }
        let all = Double(pairs)
        guard Double(frequent) >= all * candidate.leastFrequent, Double(kana) >= all * candidate.leastKana,
            all >= Double(runs) * candidate.leastRun
        else { return nil }
        return Double(frequent) / all
    }

    /// The rows are those of the standards JIS X 0208, KS X 1001, GB 2312 and Big5, whose first level has the frequent
    /// characters. The order decides between equals.
    private static let candidates: [Candidate] = [
        Candidate(name: "euc-jp", leastFrequent: 0.8, leastKana: 0.15, leastRun: 2) { lead, trail in
            if lead == 0x8E { return (0xA1...0xDF).contains(trail) ? .rare : .invalid }
            guard (0xA1...0xFE).contains(lead), (0xA1...0xFE).contains(trail) else { return .invalid }
            return switch lead {
            case 0xA4, 0xA5: .kana
            case 0xA1, 0xA3, 0xB0...0xCF: .frequent
            default: .rare
            }
        },
        Candidate(name: "shift_jis", leastFrequent: 0.8, leastKana: 0.15, leastRun: 2) { lead, trail in
            guard (0x81...0x9F).contains(lead) || (0xE0...0xFC).contains(lead), trail >= 0x40, trail != 0x7F,
                trail <= 0xFC
            else { return .invalid }
            return switch (lead, trail) {
            case (0x82, 0x9F...0xF1), (0x83, 0x40...0x96): .kana
            case (0x81, _), (0x82, _), (0x88...0x97, _): .frequent
            default: .rare
            }
        },
        Candidate(name: "euc-kr", leastFrequent: 0.9, leastKana: 0, leastRun: 1.5) { lead, trail in
            guard (0x81...0xFE).contains(lead), isTrail(trail) else { return .invalid }
            let isHangul = (0xB0...0xC8).contains(lead) || (0xA1...0xA3).contains(lead)
            return isHangul && trail >= 0xA1 ? .frequent : .rare
        },
        Candidate(name: "gb18030", leastFrequent: 0.8, leastKana: 0, leastRun: 4) { lead, trail in
            guard (0x81...0xFE).contains(lead), isTrail(trail) else { return .invalid }
            let isFirstLevel = (0xB0...0xD7).contains(lead) || (0xA1...0xA3).contains(lead)
            return isFirstLevel && trail >= 0xA1 ? .frequent : .rare
        },
        Candidate(name: "big5", leastFrequent: 0.8, leastKana: 0, leastRun: 4) { lead, trail in
            guard (0xA1...0xF9).contains(lead), (0x40...0x7E).contains(trail) || (0xA1...0xFE).contains(trail)
            else { return .invalid }
            return lead <= 0xC6 ? .frequent : .rare
        },
    ]

    private static func isTrail(_ byte: UInt8) -> Bool { byte >= 0x41 && byte != 0x7F && byte != 0xFF }
}
