import JSON
import TestSupport

extension SeededNumbers {
    /// A value of a depth up to `depth`, with now and then a long text, a long key or many members.
    mutating func value(depth: Int) -> JSON {
        // How many values may still be made, which keeps it small.
        var left = 500
        return part(depth: depth, &left)
    }

    private mutating func part(depth: Int, _ left: inout Int) -> JSON {
        left -= 1
        switch below(depth > 0 ? 8 : 4) {
        case 0: return .integer(below(1_000_000))
        case 1: return [.null, true, 0.25][below(3)]
        case 2, 3: return .string(text(longest: 3000))
        case 4, 5: return .array((0..<count(left)).map { _ in part(depth: depth - 1, &left) })
        default: return .object(members(depth: depth - 1, &left))
        }
    }

    private mutating func count(_ left: Int) -> Int { min(below(8) == 0 ? below(300) : below(6), max(left, 0)) }

    private mutating func members(depth: Int, _ left: inout Int) -> Members {
        var members = Members()
        for index in 0..<count(left) {
            members.append("\(index)" + text(longest: 600), part(depth: depth, &left))
        }
        return members
    }

    private mutating func text(longest: Int) -> String {
        let pieces = ["a", "caspian ", "é", "–", "😀", "\n", "\"", "/", "~", "\u{1}", "\u{2028}"]
        let length = below(40) == 0 ? below(longest) : below(12)
        return (0..<length).map { _ in pieces[below(pieces.count)] }.joined()
    }
}
