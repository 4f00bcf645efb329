import Analysis
import Wire

/// Reads the query language.
///
/// ```
/// query    = all *(("OR" / "||") all)
/// all      = sequence *(("AND" / "&&") sequence)
/// sequence = 1*(["NOT" / "-" / "+"] item)         any of them; those with NOT, + or a field decide
/// item     = one [suffix] / word *("NEAR/" n word)
/// one      = word / "\"" words "\"" / "(" query ")" / field ":" item / prefix "*" / wild?card / "/" regex "/" / "*"
///          / "[" bound " TO " bound "]"            behind a field, as are >=bound, <bound and bound..bound
/// suffix   = "~" [edits or slop] / "^" boost / "^=" score
/// ```
///
/// People also ask plain questions with stray punctuation. So what belongs to no word is passed over, and a parenthesis
/// or quotation mark without its partner too, unless the text has something that no plain text would have (AND, OR, NOT
/// or NEAR in capitals among words that are not, && or ||, the name of a field before a colon, a range, ~2, a regular
/// expression): then it is a mistake. A text without a small letter, as headlines have it, is read as words where it
/// would be a mistake.
struct QueryParser {
    let bytes: UnsafeBufferPointer<UInt8>
    private let tokens: [QueryToken]
    private var index = 0
    private var depth = 0
    var leafCount = 0

    static let deepestNesting = 100
    static let mostTerms = 10_000
    static let mostSlop = 100

    /// - Throws: `invalidParams` with `offset`, `length` and `caret` in the details.
    static func parse(_ text: String, fieldNames: [String]) throws(Failure) -> Query {
        let bytes = Array(text.utf8)
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<Reading, QueryMistake> in
            do throws(QueryMistake) {
                return .success(try parse(buffer, fieldNames: fieldNames))
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let reading):
            // Who writes "a OR b" doesn't ask for "or".
            let extras = reading.hasOperators ? [] : RequestWords.extras(of: reading.root, bytes)
            let root = reading.hasOperators ? reading.root : divided(reading.root, bytes)
            return Query(
                bytes: bytes,
                root: root,
                extras: extras,
                openQuote: reading.openQuote,
                unknownFields: reading.unknownFields,
                bareFields: reading.bareFields
            )
        case .failure(let mistake):
            if isHeadline(text), let query = try? literal(text) { return query }
            throw mistake.failure(in: bytes)
        }
    }

    /// The query that has the words of `text`, and nothing but words, whatever signs stand between them.
    ///
    /// - Throws: `invalidParams` if there is no word, or too many.
    static func literal(_ text: String) throws(Failure) -> Query {
        let bytes = Array(text.utf8)
        let terms = bytes.withUnsafeBufferPointer { buffer in
            let words = words(of: buffer, in: 0..<buffer.count, atMost: mostTerms + 1)
            guard words.count <= mostTerms else { return words.map { Query.Node.word($0) } }
            return RequestWords.removed(from: words.map { .word($0) }, bytes: buffer)
        }
        guard let first = terms.first else { throw QueryMistake.noWord(in: 0..<bytes.count).failure(in: bytes) }
        guard terms.count <= mostTerms else {
            throw QueryMistake.tooLong(at: 0..<bytes.count).failure(in: bytes)
        }
        let root = terms.count == 1 ? first : .any(terms)
        return Query(bytes: bytes, root: divided(root, bytes), extras: RequestWords.extras(of: root, bytes))
    }

    private static func divided(_ root: Query.Node, _ bytes: [UInt8]) -> Query.Node {
        bytes.withUnsafeBufferPointer { JoinedWords.divided(root, $0) }
    }

    /// Whether nothing tells its operators from words: all letters are capitals. Of those of a script that has none, as Chinese
    /// or Arabic, capitals stand out as small letters would.
    private static func isHeadline(_ text: String) -> Bool {
        !text.unicodeScalars.contains { $0.properties.isLowercase || $0.properties.generalCategory == .otherLetter }
    }

    private typealias Reading = (
        root: Query.Node, openQuote: Range<Int>?, unknownFields: [Range<Int>], bareFields: [Range<Int>],
        hasOperators: Bool
    )

    private static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>,
        fieldNames: [String]
    ) throws(QueryMistake) -> Reading {
        let lexed = try QueryLexer(bytes, fieldNames: fieldNames)
        let hasOperators = lexed.tokens.contains(where: \.isUnmistakable)
        if let field = lexed.bareFields.first, hasOperators || lexed.tokens.count == 1 {
            throw .bareField(field, bytes)
        }
        if let mistake = QueryMistake.doubtfulField(lexed.doubtfulFields, bytes: bytes, known: fieldNames) {
            throw mistake
        }
        var parser = try QueryParser(bytes: bytes, tokens: lexed.tokens)
        guard let root = try parser.readQuery(field: .anywhere) else { throw .noWord(in: 0..<bytes.count) }
        guard root.selects else { throw .onlyUnwanted(in: 0..<bytes.count) }
        let openQuote = lexed.tokens.first { $0.kind == .openQuote }?.range
        let begun = openQuote.flatMap { begins($0, bytes) ? $0 : nil }
        return (root, begun, lexed.doubtfulFields, lexed.bareFields, hasOperators)
    }

    /// Whether a quotation mark stands before a word, and not behind one as in `5" disk`.
    private static func begins(_ quote: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        quote.lowerBound == 0 || bytes[quote.lowerBound - 1] <= 0x20
            || "(+-:".utf8.contains(bytes[quote.lowerBound - 1])
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, tokens: [QueryToken]) throws(QueryMistake) {
        self.bytes = bytes
        let pairing = QueryPairing(tokens)
        if let mistake = pairing.mistake, tokens.contains(where: \.isUnmistakable) { throw mistake }
        self.tokens = pairing.balanced
    }

    var current: QueryToken? { index < tokens.count ? tokens[index] : nil }

    mutating func advance() { index += 1 }

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
        guard let first else { throw .missingOperand(of: token, isBehind: false, bytes: bytes) }
        var nodes = [first]
        while let token = current, token.kind == keyword {
            advance()
            guard let next = try operand(&self, field) else {
                throw .missingOperand(of: token, isBehind: true, bytes: bytes)
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
                advance()
                if let node = try readOperand(of: token, field: field) { decisive.append(.not(node)) }
            case .require:
                advance()
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
        // A star among words is a sign of the text, such as that of a product.
        let selective = wanted.filter { $0 != .everything }
        let words = RequestWords.removed(from: selective, bytes: bytes)
        var nodes = decisive
        if let word = words.first {
            nodes.insert(words.count == 1 ? word : .any(words), at: 0)
        } else if !wanted.isEmpty {
            nodes.insert(.everything, at: 0)
        }
        guard let first = nodes.first else { return nil }
        return nodes.count == 1 ? first : .all(nodes)
    }

    /// What stands after a sign or NOT; only after the latter must there be something.
    private mutating func readOperand(of token: QueryToken, field: Query.Field) throws(QueryMistake) -> Query.Node? {
        if let node = try readItem(field: field) { return node }
        guard token.kind == .not else { return nil }
        throw .missingOperand(of: token, isBehind: true, bytes: bytes)
    }

    /// One thing with its suffixes, or words that are near each other.
    private mutating func readItem(field: Query.Field) throws(QueryMistake) -> Query.Node? {
        let start = index
        let node = try readOne(field: field)
        guard let first = current, case .near(let distance) = first.kind else { return node }
        guard let node else { throw .missingOperand(of: first, isBehind: false, bytes: bytes) }
        var words = [try word(of: node, tokens[start].range)]
        while let token = current, case .near(let next) = token.kind {
            guard next == distance, (1...Self.mostSlop).contains(distance) else { throw Self.wrongDistance(token) }
            advance()
            let range = current?.range ?? token.range
            guard let node = try readOne(field: field) else {
                throw .missingOperand(of: token, isBehind: true, bytes: bytes)
            }
            words.append(try word(of: node, range))
        }
        let range = words[0].range.lowerBound..<words[words.count - 1].end
        return .leaf(Query.Leaf(matcher: .near(words, distance: distance), field: field, range: range))
    }

    private static func wrongDistance(_ token: QueryToken) -> QueryMistake {
        QueryMistake(
            token.range,
            "words are near each other within one distance from 1 to \(mostSlop)",
            remedy: "write a NEAR/5 b NEAR/5 c"
        )
    }

    private func word(of node: Query.Node, _ range: Range<Int>) throws(QueryMistake) -> Surface {
        guard case .leaf(let leaf) = node, leaf.boost == 1, case .word(let word) = leaf.matcher else {
            throw .nearNeedsWords(range)
        }
        return word
    }

    private mutating func readOne(field: Query.Field) throws(QueryMistake) -> Query.Node? {
        guard let token = current else { return nil }
        switch token.kind {
        case .and, .or, .not, .near, .close: return nil
        case .exclude, .require, .openQuote:
            advance()
            return nil
        case .slack, .boost, .constant: throw .misplaced(token, bytes: bytes)
        case .field(let inner):
            advance()
            let node = try nested(token) { (parser) throws(QueryMistake) in try parser.readOne(field: inner) }
            guard let node else { throw .missingOperand(of: token, isBehind: true, bytes: bytes) }
            return node
        case .open:
            advance()
            let node = try nested(token) { (parser) throws(QueryMistake) in try parser.readQuery(field: field) }
            if current?.kind == .close { advance() }
            return try node.map { (node) throws(QueryMistake) in try suffixed(node) } ?? skippedSuffixes()
        default:
            advance()
            let node = try leaf(token, field: field)
            return try node.map { (node) throws(QueryMistake) in try suffixed(node) } ?? skippedSuffixes()
        }
    }

    private mutating func nested(
        _ token: QueryToken,
        _ read: (inout QueryParser) throws(QueryMistake) -> Query.Node?
    ) throws(QueryMistake) -> Query.Node? {
        guard depth < Self.deepestNesting else { throw .tooDeep(token) }
        depth += 1
        defer { depth -= 1 }
        return try read(&self)
    }
}
