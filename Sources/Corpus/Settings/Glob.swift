/// A pattern for paths: `*` and `?` stay within a name, `**` crosses folders, `[a-z]` and `[!a-z]` are one byte of a set,
/// `{a,b}` either of several.
///
/// Matching takes O(pattern × path) at worst, whatever the pattern: there is no backtracking over both kinds of star at
/// once.
struct Glob: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case byte(UInt8)
        case any
        case set([ClosedRange<UInt8>], isNegated: Bool)
        /// Any bytes but a slash.
        case star
        /// Any bytes.
        case deepStar
        /// Nothing, or any bytes that end with a slash.
        case folders
    }

    /// One list of parts for each way of choosing from the braces.
    private let alternatives: [[Part]]
    /// Whether it is matched against the whole path, or against the name alone; a slash in front only says this.
    private let hasSlash: Bool

    static let alternativeLimit = 64

    init(_ pattern: String) {
        let bytes = Array(pattern.utf8)
        let isTied = bytes.first == UInt8(ascii: "/")
        let spelled = Self.expandBraces(isTied ? Array(bytes.dropFirst()) : bytes)
        alternatives = spelled.map(Self.parts)
        hasSlash = pattern.utf8.contains(UInt8(ascii: "/"))
    }

    static func isGlob(_ text: String) -> Bool { text.utf8.contains { "*?[{".utf8.contains($0) } }

    /// The folder in front of the first part of an absolute path that has a wildcard.
    static func folder(of path: String) -> String {
        "/" + path.split(separator: "/").prefix { !isGlob(String($0)) }.joined(separator: "/")
    }

    /// Whether it says nothing of the names of files, as `*`, `**` and `notes/**` do.
    var takesEveryName: Bool {
        alternatives.allSatisfy { parts in
            let name = parts.reversed().prefix { $0 != .byte(UInt8(ascii: "/")) && $0 != .folders }
            return name.allSatisfy { $0 == .star || $0 == .deepStar }
        }
    }

    /// Whether the pattern fits a path that is relative to the folder in which it applies.
    func matches(_ path: String) -> Bool {
        let bytes = Array(path.utf8)
        let name = hasSlash ? bytes[...] : bytes[((bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]
        return alternatives.contains { Self.matches($0, name) }
    }

    /// Follows all places of the pattern at once, as a set of states.
    private static func matches(_ parts: [Part], _ text: ArraySlice<UInt8>) -> Bool {
        var states = [Bool](repeating: false, count: parts.count + 1)
        var next = states
        states[0] = true
        skipEmpty(parts, &states, afterSlash: true)
        for byte in text {
            let isSlash = byte == UInt8(ascii: "/")
            for index in next.indices { next[index] = false }
            for (index, part) in parts.enumerated() where states[index] {
                switch part {
                case .byte(let wanted): if byte == wanted { next[index + 1] = true }
                case .any: if !isSlash { next[index + 1] = true }
                case .set(let ranges, let isNegated):
                    let isIn = ranges.contains { $0.contains(byte) }
                    if isIn != isNegated, !isSlash { next[index + 1] = true }
                case .star: if !isSlash { next[index] = true }
                case .deepStar: next[index] = true
                case .folders:
                    next[index] = true
                    if isSlash { next[index + 1] = true }
                }
            }
            swap(&states, &next)
            skipEmpty(parts, &states, afterSlash: isSlash)
        }
        return states[parts.count]
    }

    /// Adds the states that are reached without reading a byte. `folders` is left only behind a slash or at its start.
    private static func skipEmpty(_ parts: [Part], _ states: inout [Bool], afterSlash: Bool) {
        for (index, part) in parts.enumerated() where states[index] {
            switch part {
            case .star, .deepStar: states[index + 1] = true
            case .folders: if afterSlash { states[index + 1] = true }
            default: break
            }
        }
    }

    private static func parts(_ pattern: [UInt8]) -> [Part] {
        var parts: [Part] = []
        var index = 0
        while index < pattern.count {
            let byte = pattern[index]
            switch byte {
            case UInt8(ascii: "*"):
                var end = index
                while end < pattern.count, pattern[end] == byte { end += 1 }
                let isDeep = end - index > 1
                if isDeep, end < pattern.count, pattern[end] == UInt8(ascii: "/") {
                    parts.append(.folders)
                    end += 1
                } else {
                    parts.append(isDeep ? .deepStar : .star)
                }
                index = end
            case UInt8(ascii: "?"):
                parts.append(.any)
                index += 1
            case UInt8(ascii: "["):
                if let (set, end) = set(pattern, index) {
                    parts.append(set)
                    index = end
                } else {
                    parts.append(.byte(byte))
                    index += 1
                }
            case UInt8(ascii: "\\") where index + 1 < pattern.count:
                parts.append(.byte(pattern[index + 1]))
                index += 2
            default:
                parts.append(.byte(byte))
                index += 1
            }
        }
        return parts
    }

    /// Reads the set that opens at `start`; `nil` when it is never closed.
    private static func set(_ pattern: [UInt8], _ start: Int) -> (Part, Int)? {
        var index = start + 1
        let isNegated = index < pattern.count && "!^".utf8.contains(pattern[index])
        if isNegated { index += 1 }
        var ranges: [ClosedRange<UInt8>] = []
        let first = index
        while index < pattern.count {
            let byte = pattern[index]
            if byte == UInt8(ascii: "]"), index > first { return (.set(ranges, isNegated: isNegated), index + 1) }
            if index + 2 < pattern.count, pattern[index + 1] == UInt8(ascii: "-"),
                case let last = pattern[index + 2], last != UInt8(ascii: "]")
            {
                ranges.append(min(byte, last)...max(byte, last))
                index += 3
            } else {
                ranges.append(byte...byte)
                index += 1
            }
        }
        return nil
    }

    /// Every way to choose from the innermost braces outwards, at most `alternativeLimit`; beyond it braces are plain.
    private static func expandBraces(_ pattern: [UInt8]) -> [[UInt8]] {
        var open = [pattern]
        var done: [[UInt8]] = []
        while let next = open.popLast() {
            guard open.count + done.count < alternativeLimit,
                let start = next.lastIndex(of: UInt8(ascii: "{")),
                let end = next[start...].firstIndex(of: UInt8(ascii: "}"))
            else {
                done.append(next)
                continue
            }
            let choices = next[(start + 1)..<end].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            for choice in choices { open.append(Array(next[..<start]) + choice + next[(end + 1)...]) }
        }
        return done
    }
}
