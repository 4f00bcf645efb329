import JSON

/// The same values in every run (SplitMix64; Steele, Lea, Flood 2014).
struct FixedRandom: RandomNumberGenerator {
    private var state: UInt64
    /// How many values may still be made inside the present one, which keeps it small.
    private var left = 0

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// A value of a depth up to `depth`, with now and then a long text, a long key or many members.
    mutating func value(depth: Int) -> JSON {
        left = 500
        return part(depth: depth)
    }

    private mutating func part(depth: Int) -> JSON {
        left -= 1
        switch below(depth > 0 ? 8 : 4) {
        case 0: return .integer(below(1_000_000))
        case 1: return [.null, true, 0.25][below(3)]
        case 2, 3: return .string(text(longest: 3000))
        case 4, 5: return .array((0..<count()).map { _ in part(depth: depth - 1) })
        default: return .object(members(depth: depth - 1))
        }
    }

    private mutating func count() -> Int { min(below(8) == 0 ? below(300) : below(6), max(left, 0)) }

    private mutating func members(depth: Int) -> Members {
        var members = Members()
        for index in 0..<count() { members.append("\(index)" + text(longest: 600), part(depth: depth)) }
        return members
    }

    private mutating func text(longest: Int) -> String {
        let pieces = ["a", "caspian ", "é", "–", "😀", "\n", "\"", "/", "~", "\u{1}", "\u{2028}"]
        let length = below(40) == 0 ? below(longest) : below(12)
        return (0..<length).map { _ in pieces[below(pieces.count)] }.joined()
    }
}
