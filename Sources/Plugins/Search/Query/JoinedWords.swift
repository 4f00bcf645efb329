import Analysis

/// The words that hyphens, slashes or colons join in a question, as words of their own beside the whole:
/// `Xdelta-Entwicklungsdateien`, `est-elle`, `read/write`, `title:treaty`.
///
/// Most languages write at will what a hyphen joins, as one word or as several, and a slash stands for "and", "or" or "of";
/// whoever asks by the one finds little of the other. A part counts as any other word, and the whole adds to it, so that
/// texts that have all of it come first. Paths and addresses are left whole.
enum JoinedWords {
    /// What the whole counts beside its parts.
    static let wholeWeight: Float = 0.5

    /// `root`, which has the words of a question, with the parts of those that hyphens or slashes join.
    static func divided(_ root: Query.Node, _ bytes: UnsafeBufferPointer<UInt8>) -> Query.Node {
        let nodes: [Query.Node]
        switch root {
        case .leaf: nodes = isDivisible(root, bytes) ? [root] : []
        case .any(let words): nodes = words
        default: return root
        }
        guard nodes.contains(where: { isDivisible($0, bytes) }) else { return root }
        var result: [Query.Node] = []
        for node in nodes {
            guard isDivisible(node, bytes), case .leaf(var leaf) = node else {
                result.append(node)
                continue
            }
            let parts = parts(of: leaf, bytes)
            if !parts.isEmpty { leaf.boost = wholeWeight }
            // First, so that the second look takes them for words of their own.
            result += parts + [.leaf(leaf)]
        }
        return result.count == 1 ? result[0] : .any(result)
    }

    private static func parts(of leaf: Query.Leaf, _ bytes: UnsafeBufferPointer<UInt8>) -> [Query.Node] {
        var words: [Query.Node] = []
        var start = leaf.range.lowerBound
        var index = start
        while index <= leaf.range.upperBound {
            let length = index < leaf.range.upperBound ? joint(at: index, bytes, leaf.range.upperBound) : 1
            if length > 0 {
                let range = start..<index
                let found = QueryParser.words(of: bytes, in: range, atMost: 2)
                if found.count == 1, saysSomething(bytes, range) {
                    words.append(.word(found[0]))
                }
                start = index + length
            }
            index += max(length, 1)
        }
        guard bytes[leaf.range].contains(UInt8(ascii: "/")) else {
            return RequestWords.removed(from: words, bytes: bytes)
        }
        // A slash divides words only: `km/2` and `and/or` are one.
        let parts = RequestWords.removed(from: words + [.leaf(leaf)], bytes: bytes).filter { $0 != .leaf(leaf) }
        return parts.count > 1 ? parts : []
    }

    /// Whether a node is a word, asked for without further ado, that hyphens or slashes join from words.
    private static func isDivisible(_ node: Query.Node, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard case .leaf(let leaf) = node, case .word(let word) = leaf.matcher, word.kind == .compound,
            leaf.field == .anywhere, leaf.boost == 1
        else { return false }
        var (slashes, joints) = (0, 0)
        var hasOtherSigns = false
        var index = word.range.lowerBound
        while index < word.range.upperBound {
            let length = joint(at: index, bytes, word.range.upperBound)
            if length > 0 { joints += 1 }
            switch bytes[index] {
            case UInt8(ascii: "/"): slashes += 1
            case UInt8(ascii: "_"), UInt8(ascii: "@"): return false
            case UInt8(ascii: "."):
                // Of a version, not of the name of a file.
                guard index + 1 < word.range.upperBound, bytes[index + 1] &- 0x30 < 10 else { return false }
                hasOtherSigns = true
            case UInt8(ascii: ":"): hasOtherSigns = true
            default: break
            }
            index += max(length, 1)
        }
        let isPath = slashes > 0 && (hasOtherSigns || slashes > mostSlashes || isBehindSlash(word.range, bytes))
        return joints > 0 && !isPath
    }

    /// What has more of them is a path.
    private static let mostSlashes = 3

    private static func isBehindSlash(_ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        range.lowerBound > 0 && bytes[range.lowerBound - 1] == UInt8(ascii: "/")
    }

    /// How many bytes the hyphen or slash at `index` has, or the colon behind a letter; 0 where there is none.
    private static func joint(at index: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Int {
        if bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "/") { return 1 }
        if bytes[index] == UInt8(ascii: ":") {
            guard index > 0, index + 1 < end else { return 0 }
            // `title:treaty`, but neither `std::vector` nor `10:30`.
            let isBehindLetter = bytes[index - 1] >= 0x80 || (bytes[index - 1] | 0x20) &- 0x61 < 26
            return isBehindLetter && bytes[index + 1] != bytes[index] ? 1 : 0
        }
        guard bytes[index] == 0xE2, index + 2 < end, bytes[index + 1] == 0x80 else { return 0 }
        return bytes[index + 2] == 0x90 || bytes[index + 2] == 0x91 ? 3 : 0
    }

    /// Whether a part has a letter and another, a digit or a sign that belongs to its name, as no number or initial has: `X11`,
    /// `C++`.
    private static func saysSomething(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var (letters, others) = (0, 0)
        for byte in bytes[range] {
            if byte >= 0xC0 || (byte | 0x20) &- 0x61 < 26 {
                letters += 1
            } else if byte &- 0x30 < 10 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "#") {
                others += 1
            }
        }
        return letters > 0 && letters + others > 1
    }
}
