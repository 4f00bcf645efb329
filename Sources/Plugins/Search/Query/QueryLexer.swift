/// Cuts the text of a query into tokens.
struct QueryLexer {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let fieldNames: [String]
    private var index = 0
    private(set) var tokens: [QueryToken] = []
    /// Names before a colon that are no field, but nearly one.
    private(set) var doubtfulFields: [Range<Int>] = []

    static func tokens(
        of bytes: UnsafeBufferPointer<UInt8>,
        fieldNames: [String]
    ) -> (tokens: [QueryToken], doubtfulFields: [Range<Int>]) {
        var lexer = QueryLexer(bytes: bytes, fieldNames: fieldNames)
        while lexer.index < bytes.count { lexer.step() }
        return (lexer.tokens, lexer.doubtfulFields)
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, fieldNames: [String]) {
        self.bytes = bytes
        self.fieldNames = fieldNames
    }

    private mutating func step() {
        let quote = quoteLength(at: index)
        if quote > 0 { return readPhrase(after: quote) }
        switch bytes[index] {
        case 0...0x20: index += 1
        case UInt8(ascii: "("): append(.open, index..<index + 1)
        case UInt8(ascii: ")"): append(.close, index..<index + 1)
        case UInt8(ascii: "-") where isPrefix: append(.exclude, index..<index + 1)
        case UInt8(ascii: "+") where isPrefix: append(.require, index..<index + 1)
        default: readChunk()
        }
    }

    private mutating func append(_ kind: QueryToken.Kind, _ range: Range<Int>) {
        tokens.append(QueryToken(kind: kind, range: range))
        index = range.upperBound
    }

    /// Whether the sign at `index` stands at the start of something that it can belong to. A minus before a digit is
    /// part of a number, not a wish to exclude it.
    private var isPrefix: Bool {
        if index > 0, bytes[index - 1] > 0x20, bytes[index - 1] != UInt8(ascii: "(") { return false }
        guard index + 1 < bytes.count else { return false }
        let next = bytes[index + 1]
        return next == UInt8(ascii: "\"") || next == UInt8(ascii: "(") || next >= 0x80
            || (next | 0x20) &- 0x61 < 26
    }

    /// The length of the quotation mark at `position`, 0 if there is none: ", “, ”, „.
    private func quoteLength(at position: Int) -> Int {
        if bytes[position] == UInt8(ascii: "\"") { return 1 }
        guard bytes[position] == 0xE2, position + 2 < bytes.count, bytes[position + 1] == 0x80 else { return 0 }
        return (0x9C...0x9E).contains(bytes[position + 2]) ? 3 : 0
    }

    private mutating func readPhrase(after quote: Int) {
        let start = index + quote
        var end = start
        while end < bytes.count {
            let closing = quoteLength(at: end)
            if closing > 0 {
                append(.phrase, start..<end)
                index = end + closing
                return
            }
            end += 1
        }
        append(.openQuote, index..<start)
    }

    private mutating func readChunk() {
        let start = index
        var colon: Int?
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= 0x20 || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || quoteLength(at: index) > 0 {
                break
            }
            if byte == UInt8(ascii: ":"), colon == nil, index > start {
                colon = index
                if let field = field(named: start..<index), isFollowed(index + 1) {
                    return append(.field(field), start..<index + 1)
                }
            }
            index += 1
        }
        if let colon, isFollowed(colon + 1) { doubtfulFields.append(start..<colon) }
        append(Self.keyword(bytes, start..<index), start..<index)
    }

    private func isFollowed(_ position: Int) -> Bool { position < bytes.count && bytes[position] > 0x20 }

    private func field(named range: Range<Int>) -> Query.Field? {
        switch String(decoding: bytes[range], as: UTF8.self).lowercased() {
        case "title": .title
        case "text": .text
        case let name: fieldNames.firstIndex(of: name).map { .named($0) }
        }
    }

    private static func keyword(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> QueryToken.Kind {
        guard range.count == 2 || range.count == 3 else { return .chunk }
        if bytes[range].elementsEqual("AND".utf8) { return .and }
        if bytes[range].elementsEqual("OR".utf8) { return .or }
        if bytes[range].elementsEqual("NOT".utf8) { return .not }
        return .chunk
    }
}
