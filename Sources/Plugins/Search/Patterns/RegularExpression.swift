import Analysis

/// Reads regular expressions for whole terms.
///
/// ```
/// choice   = sequence *("|" sequence)
/// sequence = *(one ["*" / "+" / "?" / "{" n ["," [m]] "}"])
/// one      = character / "." / "[" set "]" / "(" choice ")" / "\" sign / "\d" / "\w"
/// ```
///
/// `^` at the start and `$` at the end say what holds anyway. What would need memory of what was read, such as `\1` and
/// look-around, is refused: without it a term is read in linear time.
struct RegularExpression {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let range: Range<Int>
    private var index: Int
    private var depth = 0

    static let deepestNesting = 50
    static let mostRepetitions = 1000

    /// - Throws: a mistake whose range lies inside `range`.
    static func pattern(
        in bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>
    ) throws(QueryMistake) -> TermPattern {
        var reader = RegularExpression(bytes, range)
        let pattern = try reader.readChoice()
        guard reader.index == range.upperBound else {
            throw QueryMistake(
                reader.index..<reader.index + 1,
                "this ')' closes nothing",
                remedy: "remove it, or write \\) for the sign itself"
            )
        }
        return pattern
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.bytes = bytes
        self.range = range
        index = range.lowerBound
    }

    private func isNext(_ sign: Unicode.Scalar) -> Bool {
        index < range.upperBound && bytes[index] == UInt8(ascii: sign)
    }

    private mutating func skip(_ sign: Unicode.Scalar) -> Bool {
        guard isNext(sign) else { return false }
        index += 1
        return true
    }

    private mutating func readScalar() -> Unicode.Scalar {
        let (scalar, length) = UTF8Reading.scalar(in: bytes, at: index)
        index = min(index + length, range.upperBound)
        return scalar
    }

    private mutating func readChoice() throws(QueryMistake) -> TermPattern {
        var ways = [try readSequence()]
        while skip("|") { ways.append(try readSequence()) }
        return ways.count == 1 ? ways[0] : .choice(ways)
    }

    private mutating func readSequence() throws(QueryMistake) -> TermPattern {
        var parts: [TermPattern] = []
        while index < range.upperBound, !isNext("|"), !isNext(")") {
            if index == range.lowerBound, skip("^") { continue }
            if isNext("$"), index + 1 == range.upperBound {
                index += 1
                continue
            }
            let start = index
            let part = try readOne()
            parts.append(try readRepetition(of: part, from: start))
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .nothing : .sequence(parts)
    }

    private mutating func readOne() throws(QueryMistake) -> TermPattern {
        let start = index
        switch bytes[index] {
        case UInt8(ascii: "."):
            index += 1
            return .any
        case UInt8(ascii: "["): return try readSet()
        case UInt8(ascii: "("): return try readGroup()
        case UInt8(ascii: "\\"): return try readEscape()
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"):
            let sign = String(UnicodeScalar(bytes[index]))
            throw QueryMistake(
                start..<start + 1,
                "'\(sign)' has nothing before it to repeat",
                remedy: "write it behind a character, a set or a group, or \\\(sign) for the sign itself"
            )
        case UInt8(ascii: "^"), UInt8(ascii: "$"):
            let sign = String(UnicodeScalar(bytes[index]))
            throw QueryMistake(
                start..<start + 1,
                "'\(sign)' can't match inside a term",
                remedy: "leave it out, since a whole term is matched, or write \\\(sign) for the sign itself"
            )
        default: return .character(readScalar())
        }
    }

    private mutating func readGroup() throws(QueryMistake) -> TermPattern {
        let start = index
        guard depth < Self.deepestNesting else {
            throw QueryMistake(
                start..<start + 1,
                "groups are nested more than \(Self.deepestNesting) deep",
                remedy: "leave out those that change nothing"
            )
        }
        index += 1
        if skip("?"), !skip(":") {
            throw QueryMistake(
                start..<min(index + 1, range.upperBound),
                "look-around and named groups are not supported",
                remedy: "write (…) or (?:…)"
            )
        }
        depth += 1
        let pattern = try readChoice()
        depth -= 1
        guard skip(")") else {
            throw QueryMistake(
                start..<start + 1,
                "this '(' is never closed",
                remedy: "add ')', or write \\( for the sign"
            )
        }
        return pattern
    }

    /// - Parameter start: where the part begins.
    private mutating func readRepetition(of part: TermPattern, from start: Int) throws(QueryMistake) -> TermPattern {
        var part = part
        for _ in 0...Self.mostSigns {
            if skip("*") {
                part = .repeated(part, least: 0, most: nil)
            } else if skip("+") {
                part = .repeated(part, least: 1, most: nil)
            } else if skip("?") {
                part = .repeated(part, least: 0, most: 1)
            } else if isNext("{") {
                let (least, most) = try readCounts()
                part = .repeated(part, least: least, most: most)
            } else {
                return part
            }
        }
        throw QueryMistake(start..<index, "this is repeated too often", remedy: "one sign of repetition is enough")
    }

    /// So many signs of repetition may follow each other.
    private static let mostSigns = 4

    private mutating func readCounts() throws(QueryMistake) -> (Int, Int?) {
        let start = index
        index += 1
        let least = readNumber()
        var most = least
        if skip(",") { most = readNumber() }
        guard let least, skip("}"), most.map({ least <= $0 }) ?? true else {
            throw QueryMistake(
                start..<max(index, start + 1),
                "this repetition is none",
                remedy: "write {2}, {2,} or {2,5}, or \\{ for the sign itself"
            )
        }
        guard max(least, most ?? 0) <= Self.mostRepetitions else {
            throw QueryMistake(
                start..<index,
                "at most \(Self.mostRepetitions) repetitions are supported",
                remedy: "repeat less often, or without an end: {2,}"
            )
        }
        return (least, most)
    }

    /// `nil` if there is none; large ones become some large number.
    private mutating func readNumber() -> Int? {
        let start = index
        var value = 0
        while index < range.upperBound, bytes[index] &- 0x30 < 10 {
            value = min(value * 10 + Int(bytes[index] - 0x30), 1_000_000)
            index += 1
        }
        return index > start ? value : nil
    }

    private mutating func readEscape() throws(QueryMistake) -> TermPattern {
        let start = index
        index += 1
        guard index < range.upperBound else {
            throw QueryMistake(start..<start + 1, "a sign is missing behind this '\\'", remedy: "write \\\\ for itself")
        }
        let byte = bytes[index]
        if let set = Self.set(byte) {
            index += 1
            return .set(set)
        }
        let isAlphanumeric = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
        guard !isAlphanumeric else {
            let name = String(UnicodeScalar(byte))
            throw QueryMistake(
                start..<index + 1,
                "'\\\(name)' is not supported",
                remedy: "supported are \\d for a digit, \\w for a letter or digit, and signs such as \\."
            )
        }
        return .character(readScalar())
    }

    private static func set(_ byte: UInt8) -> [ClosedRange<UInt32>]? {
        switch byte {
        case UInt8(ascii: "d"): [0x30...0x39]
        case UInt8(ascii: "D"): TermPattern.complement(of: [0x30...0x39])
        // Terms have no spaces and hardly a sign: beyond ASCII everything counts as a letter.
        case UInt8(ascii: "w"): [0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0x10FFFF]
        default: nil
        }
    }

    private mutating func readSet() throws(QueryMistake) -> TermPattern {
        let start = index
        index += 1
        let isNegated = skip("^")
        var ranges: [ClosedRange<UInt32>] = []
        var isFirst = true
        while index < range.upperBound, isFirst || !isNext("]") {
            isFirst = false
            if isNext("\\"), index + 1 < range.upperBound, let set = Self.set(bytes[index + 1]) {
                ranges += set
                index += 2
                continue
            }
            let memberStart = index
            let lower = try readMember()
            var upper = lower
            if isNext("-"), index + 1 < range.upperBound, bytes[index + 1] != UInt8(ascii: "]") {
                index += 1
                upper = try readMember()
            }
            guard lower.value <= upper.value else {
                throw QueryMistake(
                    memberStart..<index,
                    "this range of characters runs backwards",
                    remedy: "write the lower end first, as in a-z"
                )
            }
            ranges.append(lower.value...upper.value)
        }
        guard skip("]") else {
            throw QueryMistake(
                start..<start + 1,
                "this '[' is never closed",
                remedy: "add ']', or write \\[ for the sign"
            )
        }
        let merged = TermPattern.merged(ranges)
        return isNegated ? .others(merged) : .set(merged)
    }

    private mutating func readMember() throws(QueryMistake) -> Unicode.Scalar {
        guard isNext("\\") else { return readScalar() }
        guard case .character(let scalar) = try readEscape() else {
            throw QueryMistake(
                index - 2..<index,
                "a range of characters can't end with a set",
                remedy: "write the characters themselves, as in 0-9"
            )
        }
        return scalar
    }
}

extension TermPattern {
    /// A word with `*` for any characters and `?` for one, without the signs that names are written with or without.
    init(wildcards text: String) {
        var parts: [TermPattern] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case "*": if parts.last != .anything { parts.append(.anything) }
            case "?": parts.append(.any)
            case "-", "_", ".": break
            default: parts.append(.character(scalar))
            }
        }
        self = .sequence(parts)
    }
}
