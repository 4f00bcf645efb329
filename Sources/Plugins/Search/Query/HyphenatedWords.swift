import Analysis

/// The words that hyphens join in a question, as words of their own beside the whole: `Xdelta-Entwicklungsdateien`,
/// `est-elle`, `long-term`.
///
/// Most languages write at will what a hyphen joins, as one word or as several; whoever asks by the one finds little of the
/// other. A part counts as any other word, and the whole adds to it, so that texts that have all of it come first.
enum HyphenatedWords {
    /// What the whole counts beside its parts.
    static let wholeWeight: Float = 0.5

    /// `root`, which has the words of a question, with the parts of those that hyphens join.
    static func divided(_ root: Query.Node, _ bytes: UnsafeBufferPointer<UInt8>) -> Query.Node {
        let nodes: [Query.Node]
        switch root {
        case .leaf: nodes = [root]
        case .any(let words): nodes = words
        default: return root
        }
        guard nodes.contains(where: { isHyphenated($0, bytes) }) else { return root }
        var result: [Query.Node] = []
        for node in nodes {
            guard isHyphenated(node, bytes), case .leaf(var leaf) = node else {
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
            let length = index < leaf.range.upperBound ? hyphen(at: index, bytes, leaf.range.upperBound) : 1
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
        return RequestWords.removed(from: words, bytes: bytes)
    }

    /// Whether a node is a word, asked for without further ado, whose only signs are hyphens.
    private static func isHyphenated(_ node: Query.Node, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard case .leaf(let leaf) = node, case .word(let word) = leaf.matcher, word.kind == .compound,
            leaf.field == .anywhere, leaf.boost == 1
        else { return false }
        var hasHyphen = false
        var index = word.range.lowerBound
        while index < word.range.upperBound {
            let length = hyphen(at: index, bytes, word.range.upperBound)
            if length > 0 { hasHyphen = true }
            switch bytes[index] {
            case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: ":"):
                return false
            default: break
            }
            index += max(length, 1)
        }
        return hasHyphen
    }

    /// How many bytes the hyphen at `index` has; 0 where there is none.
    private static func hyphen(at index: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Int {
        if bytes[index] == UInt8(ascii: "-") { return 1 }
        guard bytes[index] == 0xE2, index + 2 < end, bytes[index + 1] == 0x80 else { return 0 }
        return bytes[index + 2] == 0x90 || bytes[index + 2] == 0x91 ? 3 : 0
    }

    /// Whether a part has two letters, as no number or initial has.
    private static func saysSomething(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var letters = 0
        for byte in bytes[range] where byte >= 0xC0 || (byte | 0x20) &- 0x61 < 26 { letters += 1 }
        return letters >= 2
    }
}
