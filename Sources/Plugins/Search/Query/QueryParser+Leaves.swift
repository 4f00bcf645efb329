import Analysis

extension QueryParser {
    /// What a token looks for; `nil` if there is no word in it.
    mutating func leaf(_ token: QueryToken, field: Query.Field) throws(QueryMistake) -> Query.Node? {
        func leaf(_ matcher: Query.Matcher) -> Query.Node {
            .leaf(Query.Leaf(matcher: matcher, field: field, range: token.range))
        }
        switch token.kind {
        case .everything:
            switch field {
            case .anywhere, .text: return .everything
            case .title, .named: return leaf(.values(ValueRange(lower: nil, upper: nil)))
            }
        case .prefix:
            try count(1, token)
            return leaf(.prefix(Surface(range: token.range.lowerBound..<token.range.upperBound - 1, kind: .word)))
        case .wildcard(let pattern), .regularExpression(let pattern):
            try count(1, token)
            return leaf(.pattern(pattern))
        case .values(let range):
            switch field {
            case .named, .title:
                try count(1, token)
                return leaf(.values(range))
            case .anywhere, .text: throw .rangeNeedsField(token.range)
            }
        case .phrase:
            let words = Self.words(of: bytes, in: token.range, atMost: Self.mostTerms - leafCount + 1, inPhrase: true)
            try count(words.count, token)
            return words.isEmpty ? nil : leaf(.phrase(words, slop: 0))
        default:
            let words = Self.words(of: bytes, in: token.range, atMost: Self.mostTerms - leafCount + 1)
            try count(words.count, token)
            let nodes = words.map { Query.Node.word($0, field: field) }
            return nodes.count > 1 ? .any(nodes) : nodes.first
        }
    }

    private mutating func count(_ leaves: Int, _ token: QueryToken) throws(QueryMistake) {
        leafCount += leaves
        guard leafCount <= Self.mostTerms else { throw .tooLong(at: token.range) }
    }

    /// The words of a part of the text. The last character of a run without spaces is already in the pair before it; inside a
    /// phrase it stands where it stands in the text, and at the end of one the text may go on.
    static func words(
        of bytes: UnsafeBufferPointer<UInt8>,
        in range: Range<Int>,
        atMost limit: Int,
        inPhrase isInPhrase: Bool = false
    ) -> [Surface] {
        var words: [Surface] = []
        var scanner = SurfaceScanner(bytes, in: range, folding: Folding(isTurkic: false))
        func isInPair(_ word: Surface) -> Bool { word.isLonelyGram && words.last?.end == word.end }
        while words.count < limit, let word = scanner.next() {
            if isInPair(word), !isInPhrase { continue }
            words.append(word)
        }
        if isInPhrase, words.count > 1, let last = words.last, last.isLonelyGram, words[words.count - 2].end == last.end
        {
            words.removeLast()
        }
        return words
    }

    /// A node with the suffixes that stand right behind it.
    mutating func suffixed(_ node: Query.Node) throws(QueryMistake) -> Query.Node {
        var node = node
        while let token = current {
            switch token.kind {
            case .slack(let number): node = try slackened(node, by: number, token)
            case .boost(let factor): node = node.boosted(by: factor)
            case .constant(let score): node = .constant(node, score: score)
            default: return node
            }
            advance()
        }
        return node
    }

    /// Passes over suffixes of what has no word.
    mutating func skippedSuffixes() -> Query.Node? {
        while let token = current {
            switch token.kind {
            case .slack, .boost, .constant: advance()
            default: return nil
            }
        }
        return nil
    }

    private func slackened(
        _ node: Query.Node,
        by number: Int?,
        _ token: QueryToken
    ) throws(QueryMistake) -> Query.Node {
        guard case .leaf(let leaf) = node else {
            // Without a number it is only a sign of a text.
            guard number != nil else { return node }
            throw .misplaced(token, bytes: bytes)
        }
        func changed(_ matcher: Query.Matcher) -> Query.Node {
            .leaf(Query.Leaf(matcher: matcher, field: leaf.field, boost: leaf.boost, range: leaf.range))
        }
        switch leaf.matcher {
        case .word(let word):
            // Printed, what stands before a colon would be a field.
            guard !bytes[word.range].contains(UInt8(ascii: ":")) else { throw .misplaced(token, bytes: bytes) }
            let edits = number ?? (word.range.count <= Self.shortWord ? 1 : 2)
            guard (1...2).contains(edits) else { throw .slack(token, isPhrase: false) }
            return changed(.fuzzy(word, edits: edits))
        case .phrase(let words, _):
            guard let number else { return node }
            guard number <= Self.mostSlop else { throw .slack(token, isPhrase: true) }
            return changed(.phrase(words, slop: number))
        case .near, .prefix, .pattern, .fuzzy, .values: throw .misplaced(token, bytes: bytes)
        }
    }

    /// In words of so many bytes, two changes would leave little.
    private static let shortWord = 5
}

extension Query.Node {
    static func word(_ word: Surface, field: Query.Field = .anywhere) -> Query.Node {
        .leaf(Query.Leaf(matcher: .word(word), field: field, range: word.range.lowerBound..<word.end))
    }

    func boosted(by factor: Float) -> Query.Node {
        guard case .leaf(var leaf) = self else { return .boost(self, by: factor) }
        leaf.boost *= factor
        return .leaf(leaf)
    }

    /// Whether it names something that must occur in what it matches.
    var selects: Bool {
        switch self {
        case .leaf, .everything: true
        case .not: false
        case .boost(let node, _), .constant(let node, _): node.selects
        case .any(let nodes): nodes.allSatisfy(\.selects)
        case .all(let nodes): nodes.contains(where: \.selects)
        }
    }
}

extension QueryParser {
    /// The word that ends a text which is being typed; `nil` where a space or a sign follows it.
    static func lastWord(of bytes: UnsafeBufferPointer<UInt8>) -> Surface? {
        var start = bytes.count
        while start > 0, bytes[start - 1] > 0x20, !"()\":".utf8.contains(bytes[start - 1]) { start -= 1 }
        guard let last = words(of: bytes, in: start..<bytes.count, atMost: 1000).last, last.end == bytes.count else {
            return nil
        }
        return Surface(range: last.range.lowerBound..<last.end, kind: .word)
    }
}
