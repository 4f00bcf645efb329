import Analysis
import Wire

/// Reads the query language.
///
/// ```
/// query    = all *("OR" all)
/// all      = sequence *("AND" sequence)
/// sequence = 1*(["NOT" / "-" / "+"] item)         any of them; those with NOT, + or a field decide
/// item     = word / "\"" words "\"" / "(" query ")" / field ":" item
/// ```
///
/// People also ask plain questions with stray punctuation. So what belongs to no word is passed over, and a parenthesis
/// or quotation mark without its partner too, unless the query uses operators or fields: then it is a mistake.
struct QueryParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let tokens: [QueryToken]
    /// Whether the query shows that its writer knows the query language.
    private let isStrict: Bool
    private var index = 0
    private var depth = 0
    private var termCount = 0

    static let deepestNesting = 50
    static let mostTerms = 1000

    /// - Throws: `invalidParams` with `offset` and `caret` in the details.
    static func parse(_ text: String, fieldNames: [String]) throws(Failure) -> Query {
        let bytes = Array(text.utf8)
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<Query.Node, QueryMistake> in
            do throws(QueryMistake) {
                return .success(try parse(buffer, fieldNames: fieldNames))
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let root): return Query(bytes: bytes, root: root)
        case .failure(let mistake): throw mistake.failure(in: bytes)
        }
    }

    /// The query that has the words of `text`, and nothing but words, whatever signs stand between them; `nil` if there
    /// are none.
    static func literal(_ text: String) -> Query? {
        let bytes = Array(text.utf8)
        var terms: [Query.Node] = []
        bytes.withUnsafeBufferPointer { buffer in
            var scanner = SurfaceScanner(buffer, in: 0..<buffer.count, folding: Folding(isTurkic: false))
            while terms.count < mostTerms, let word = scanner.next() {
                terms.append(
                    .leaf(Query.Leaf(matcher: .word(word), field: .anywhere, range: word.range.lowerBound..<word.end))
                )
            }
            terms = RequestWords.removed(from: terms, bytes: buffer)
        }
        return terms.isEmpty ? nil : Query(bytes: bytes, root: terms.count == 1 ? terms[0] : .any(terms))
    }

    private static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>,
        fieldNames: [String]
    ) throws(QueryMistake) -> Query.Node {
        let lexed = QueryLexer.tokens(of: bytes, fieldNames: fieldNames)
        if let mistake = QueryMistake.doubtfulField(lexed.doubtfulFields, bytes: bytes, known: fieldNames) {
            throw mistake
        }
        var parser = try QueryParser(bytes: bytes, tokens: lexed.tokens)
        guard let root = try parser.readQuery(field: .anywhere) else {
            throw QueryMistake(
                offset: 0,
                message: "the query has no word in it",
                remedy: "give one or more words to look for"
            )
        }
        guard root.selects else {
            throw QueryMistake(
                offset: 0,
                message: "the query only says what must not occur, which nearly everything fulfils",
                remedy: "add a word that should occur, such as in: sea -oil"
            )
        }
        return root
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, tokens: [QueryToken]) throws(QueryMistake) {
        self.bytes = bytes
        isStrict = tokens.contains {
            switch $0.kind {
            case .and, .or, .not, .field: true
            default: false
            }
        }
        let pairing = QueryPairing(tokens)
        if isStrict, let mistake = pairing.mistake { throw mistake }
        self.tokens = pairing.balanced
    }

    private var current: QueryToken? { index < tokens.count ? tokens[index] : nil }

    private mutating func readQuery(field: Query.Field) throws(QueryMistake) -> Query.Node? {
        try readOperands(of: .or, field: field) { (parser, field) throws(QueryMistake) in
            try parser.readOperands(of: .and, field: field) { (parser, field) throws(QueryMistake) in
                try parser.readSequence(field: field)
            }
        }
    }

    /// Reads operands with `keyword` between them. An operand without a word is a mistake only beside a keyword.
    private mutating func readOperands(
        of keyword: QueryToken.Kind,
        field: Query.Field,
        operand: (inout QueryParser, Query.Field) throws(QueryMistake) -> Query.Node?
    ) throws(QueryMistake) -> Query.Node? {
        let first = try operand(&self, field)
        guard let token = current, token.kind == keyword else { return first }
        guard let first else { throw .missingOperand(of: token, side: "before", bytes: bytes) }
        var nodes = [first]
        while let token = current, token.kind == keyword {
            index += 1
            guard let next = try operand(&self, field) else {
                throw .missingOperand(of: token, side: "after", bytes: bytes)
            }
            nodes.append(next)
        }
        return keyword == .and ? .all(nodes) : .any(nodes)
    }

    private mutating func readSequence(field: Query.Field) throws(QueryMistake) -> Query.Node? {
        var wanted: [Query.Node] = []
        var decisive: [Query.Node] = []
        while let token = current {
            switch token.kind {
            case .and, .or, .close: return sequence(wanted, decisive)
            case .not, .exclude:
                index += 1
                if let node = try readOperand(of: token, field: field) { decisive.append(.not(node)) }
            case .require:
                index += 1
                if let node = try readOperand(of: token, field: field) { decisive.append(node) }
            case .field:
                if let node = try readItem(field: field) { decisive.append(node) }
            default:
                if let node = try readItem(field: field) { wanted.append(node) }
            }
        }
        return sequence(wanted, decisive)
    }

    private func sequence(_ wanted: [Query.Node], _ decisive: [Query.Node]) -> Query.Node? {
        let words = RequestWords.removed(from: wanted, bytes: bytes)
        var nodes = decisive
        if let word = words.first { nodes.insert(words.count == 1 ? word : .any(words), at: 0) }
        guard let first = nodes.first else { return nil }
        return nodes.count == 1 ? first : .all(nodes)
    }

    /// What stands after a sign or NOT; only after the latter must there be something.
    private mutating func readOperand(of token: QueryToken, field: Query.Field) throws(QueryMistake) -> Query.Node? {
        if let node = try readItem(field: field) { return node }
        guard token.kind == .not else { return nil }
        throw .missingOperand(of: token, side: "after", bytes: bytes)
    }

    private mutating func readItem(field: Query.Field) throws(QueryMistake) -> Query.Node? {
        guard let token = current else { return nil }
        switch token.kind {
        case .and, .or, .not, .close: return nil
        case .exclude, .require, .openQuote:
            index += 1
            return nil
        case .field(let inner):
            guard depth < Self.deepestNesting else { throw .tooDeep(token) }
            index += 1
            depth += 1
            let node = try readItem(field: inner)
            depth -= 1
            guard let node else { throw .missingOperand(of: token, side: "after", bytes: bytes) }
            return node
        case .open:
            guard depth < Self.deepestNesting else { throw .tooDeep(token) }
            index += 1
            depth += 1
            let node = try readQuery(field: field)
            depth -= 1
            if current?.kind == .close { index += 1 }
            return node
        case .phrase:
            index += 1
            return try terms(in: token.range, field: field, isQuoted: true)
        case .chunk:
            index += 1
            return try terms(in: token.range, field: field, isQuoted: false)
        }
    }

    /// The words of a token: together a phrase if they are quoted, otherwise each by itself.
    private mutating func terms(
        in range: Range<Int>,
        field: Query.Field,
        isQuoted: Bool
    ) throws(QueryMistake) -> Query.Node? {
        var words: [Surface] = []
        var scanner = SurfaceScanner(bytes, in: range, folding: Folding(isTurkic: false))
        while let word = scanner.next() {
            // The last character of a run is already in the pair before it.
            if word.kind == .gram, word.reach == 0, let previous = words.last,
                previous.range.upperBound + previous.reach == word.range.upperBound
            {
                continue
            }
            words.append(word)
        }
        let groups = isQuoted ? (words.isEmpty ? [] : [words]) : words.map { [$0] }
        termCount += groups.count
        guard termCount <= Self.mostTerms else { throw .tooLong(at: range.lowerBound) }
        let nodes = groups.map { words in
            let isWord = words.count == 1 && !isQuoted
            return Query.Node.leaf(
                Query.Leaf(
                    matcher: isWord ? .word(words[0]) : .phrase(words, slop: 0),
                    field: field,
                    range: words[0].range.lowerBound..<words[words.count - 1].end
                )
            )
        }
        guard let first = nodes.first else { return nil }
        return nodes.count == 1 ? first : .any(nodes)
    }
}

extension Query.Node {
    /// Whether it names something that must occur in what it matches.
    fileprivate var selects: Bool {
        switch self {
        case .leaf, .everything: true
        case .not: false
        case .boost(let node, _), .constant(let node, _): node.selects
        case .any(let nodes): nodes.allSatisfy(\.selects)
        case .all(let nodes): nodes.contains(where: \.selects)
        }
    }
}
