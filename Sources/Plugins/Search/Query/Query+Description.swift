import Analysis

extension Query {
    /// The query in full: every operator and parenthesis, without the words that were left out. Read as a query, it
    /// gives the same tree.
    func description(fieldNames: [String]) -> String {
        Printer(bytes: bytes, fieldNames: fieldNames).text(of: root, isInner: false)
    }

    private struct Printer {
        let bytes: [UInt8]
        let fieldNames: [String]

        func text(of node: Node, isInner: Bool) -> String {
            switch node {
            case .leaf(let leaf): text(of: leaf, isInner: isInner)
            case .everything: "*"
            case .not(.not(let node)): "NOT (NOT " + text(of: node, isInner: true) + ")"
            case .not(let node): "NOT " + text(of: node, isInner: true)
            case .any(let nodes): joined(nodes, " OR ", isInner)
            case .all(let nodes): joined(nodes, " AND ", isInner)
            case .boost(let node, let factor): "(" + text(of: node, isInner: false) + ")^" + Self.number(factor)
            case .constant(let node, let score): "(" + text(of: node, isInner: false) + ")^=" + Self.number(score)
            }
        }

        private func joined(_ nodes: [Node], _ separator: String, _ isInner: Bool) -> String {
            let joined = nodes.map { text(of: $0, isInner: true) }.joined(separator: separator)
            return isInner ? "(" + joined + ")" : joined
        }

        private func text(of leaf: Leaf, isInner: Bool) -> String {
            let field =
                switch leaf.field {
                case .anywhere: ""
                case .title: "title:"
                case .text: "text:"
                case .named(let index): fieldNames[index] + ":"
                }
            if case .near(let words, let distance) = leaf.matcher {
                let near = words.map(text(of:)).joined(separator: " NEAR/\(distance) ")
                let isWhole = field.isEmpty && leaf.boost == 1
                return isWhole ? (isInner ? "(" + near + ")" : near) : field + "(" + near + ")" + boost(of: leaf)
            }
            return field + text(of: leaf.matcher, leaf) + boost(of: leaf)
        }

        private func boost(of leaf: Leaf) -> String { leaf.boost == 1 ? "" : "^" + Self.number(leaf.boost) }

        private func text(of matcher: Matcher, _ leaf: Leaf) -> String {
            switch matcher {
            case .word(let word): unmistakable(word)
            case .phrase(let words, let slop):
                "\"" + text(of: words) + "\"" + (slop == 0 ? "" : "~\(slop)")
            case .near: ""
            case .prefix(let word): text(of: word) + "*"
            case .pattern: String(decoding: bytes[leaf.range], as: UTF8.self)
            case .fuzzy(let word, let edits): text(of: word) + "~\(edits)"
            case .values(let range): Self.text(of: range)
            }
        }

        private func text(of word: Surface) -> String {
            String(decoding: bytes[word.range.lowerBound..<word.range.upperBound + word.reach], as: UTF8.self)
        }

        /// A word that by itself would mean something else, such as AND or title:sea, in quotation marks.
        private func unmistakable(_ word: Surface) -> String {
            let text = text(of: word)
            let bytes = Array(text.utf8)
            guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon + 1 < bytes.count,
                bytes[colon + 1] != UInt8(ascii: ":"), !bytes[..<colon].allSatisfy({ $0 &- 0x30 < 10 })
            else {
                let isKeyword = ["AND", "OR", "NOT", "NEAR"].contains(text) || text.hasPrefix("NEAR/")
                return isKeyword ? "\"" + text + "\"" : text
            }
            return "\"" + text + "\""
        }

        /// As they were written, with what stands between them.
        private func text(of words: [Surface]) -> String {
            guard let first = words.first, let last = words.last else { return "" }
            return String(decoding: bytes[first.range.lowerBound..<last.range.upperBound + last.reach], as: UTF8.self)
        }

        private static func text(of range: ValueRange) -> String {
            let opening = range.lower.map { $0.isIncluded ? "[" : "{" } ?? "["
            let closing = range.upper.map { $0.isIncluded ? "]" : "}" } ?? "]"
            return opening + text(of: range.lower) + " TO " + text(of: range.upper) + closing
        }

        private static func text(of bound: ValueRange.Bound?) -> String {
            guard let text = bound?.value.text else { return "*" }
            let isPlain = text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (byte | 0x20) &- 0x61 < 26 || "-.:+_/".utf8.contains(byte)
                    || byte >= 0x80
            }
            return isPlain && !text.isEmpty && text != "TO" ? text : "\"" + text + "\""
        }

        /// Without a point where there is nothing behind it.
        private static func number(_ value: Float) -> String {
            value == value.rounded() && value.magnitude < 1e6 ? "\(Int(value))" : "\(value)"
        }
    }
}
