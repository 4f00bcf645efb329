import Analysis

/// Cuts the text of a query into tokens.
struct QueryLexer {
    let bytes: UnsafeBufferPointer<UInt8>
    private let fieldNames: [String]
    var index = 0
    private(set) var tokens: [QueryToken] = []
    /// The last chunk that was measured: one of many fields would be so again for each.
    private var knownChunk = 0..<0
    /// Names before a colon that are no field, but nearly one.
    private(set) var doubtfulFields: [Range<Int>] = []
    /// Names of fields with a colon that no value stands behind.
    private(set) var bareFields: [Range<Int>] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, fieldNames: [String]) throws(QueryMistake) {
        self.bytes = bytes
        self.fieldNames = fieldNames
        while index < bytes.count { try step() }
    }

    private mutating func step() throws(QueryMistake) {
        let quote = quoteLength(at: index)
        if quote > 0 { return readPhrase(after: quote) }
        switch bytes[index] {
        case 0...0x20: index += 1
        case UInt8(ascii: "("): append(.open, index..<index + 1)
        case UInt8(ascii: ")"): append(.close, index..<index + 1)
        case UInt8(ascii: "-") where isSign: append(.exclude, index..<index + 1)
        case UInt8(ascii: "+") where isSign: append(.require, index..<index + 1)
        case UInt8(ascii: "~") where isBehindGroup: readSuffixes(to: endOfChunk(from: index))
        case UInt8(ascii: "^") where isBehindGroup: readSuffixes(to: endOfChunk(from: index))
        case UInt8(ascii: "/") where isAtStart:
            if let regex = try readRegularExpression() {
                append(regex.kind, regex.range)
                if index < bytes.count, bytes[index] == UInt8(ascii: "^") { readSuffixes(to: endOfChunk(from: index)) }
            } else {
                try readChunk()
            }
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            if let range = try readRange(at: index, isExpected: isBehindField) {
                append(range.kind, range.range)
                if index < bytes.count, bytes[index] == UInt8(ascii: "^") { readSuffixes(to: endOfChunk(from: index)) }
            } else {
                try readChunk()
            }
        default: try readChunk()
        }
    }

    mutating func append(_ kind: QueryToken.Kind, _ range: Range<Int>) {
        tokens.append(QueryToken(kind: kind, range: range))
        index = range.upperBound
    }

    /// Whether the sign at `index` stands at the start of something that it can belong to. A minus before a digit is
    /// part of a number, not a wish to exclude it.
    private var isSign: Bool {
        if index > 0, bytes[index - 1] > 0x20, bytes[index - 1] != UInt8(ascii: "(") { return false }
        guard index + 1 < bytes.count else { return false }
        let next = bytes[index + 1]
        let isMinus = bytes[index] == UInt8(ascii: "-")
        if isMinus, isHanging { return false }
        guard Self.isLetter(next) else { return "\"(/*".utf8.contains(next) || next >= 0x80 }
        guard isMinus else { return true }
        // A single letter behind a minus is an option of a program, as in "tar -x" or "gcc -O2": nobody means all that has
        // no x.
        return goesOn(at: index + 2) && !isCountedOption
    }

    /// Whether the letter behind the minus at `index` has a number and nothing else behind it.
    private var isCountedOption: Bool {
        var end = index + 2
        while end < bytes.count, bytes[end] &- 0x30 < 10 { end += 1 }
        return end > index + 2 && (end == bytes.count || bytes[end] <= 0x20)
    }

    /// Whether the minus at `index` stands for what the words before and behind "and" have in common, as in "Waren- und
    /// -ausgang": the rest of a compound begins with a small letter.
    private var isHanging: Bool {
        guard index > 1, bytes[index - 1] == 0x20, bytes[index + 1] >= 0x61 else { return false }
        let end = index - 1
        let start = (bytes[..<end].lastIndex { $0 <= 0x20 || $0 == UInt8(ascii: "(") } ?? -1) + 1
        return Self.joiningWords.contains { bytes[start..<end].elementsEqual($0.utf8) }
    }

    /// "And" and "or" in the languages whose compounds hang so, but for those that mean something else in English.
    private static let joiningWords = ["und", "oder", "bzw.", "sowie", "och", "eller", "og", "ja", "tai"]

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// Whether what stands at `place` may belong to the word, the pattern or the field that a letter before it begins: a full
    /// stop and its like only if they end nothing.
    private func goesOn(at place: Int) -> Bool {
        guard place < bytes.count else { return false }
        let byte = bytes[place]
        if ".'&@/-".utf8.contains(byte) {
            return place + 1 < bytes.count && (bytes[place + 1] >= 0x80 || Self.isLetter(bytes[place + 1]))
        }
        return byte >= 0x80 || Self.isLetter(byte) || byte &- 0x30 < 10 || "*?:_+#".utf8.contains(byte)
    }

    private var isBehindField: Bool {
        guard let last = tokens.last, case .field = last.kind else { return false }
        return last.range.upperBound == index
    }

    /// Whether the byte before `index` closes a parenthesis or a phrase.
    private var isBehindGroup: Bool {
        guard index > 0, let last = tokens.last else { return false }
        switch last.kind {
        case .close: return last.range.upperBound == index
        case .phrase: return bytes[index - 1] > 0x20 && last.range.upperBound + 3 >= index
        default: return false
        }
    }

    /// Whether nothing that belongs to it stands before `index`.
    private var isAtStart: Bool {
        guard index > 0 else { return true }
        return bytes[index - 1] <= 0x20 || "(+-".utf8.contains(bytes[index - 1]) || isBehindField
    }

    /// The length of the quotation mark at `position`, 0 if there is none: ", “, ”, „.
    func quoteLength(at position: Int) -> Int {
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

    /// Where the text without spaces, parentheses and quotation marks ends that goes on at `start`.
    private mutating func endOfChunk(from start: Int) -> Int {
        if knownChunk.contains(start) { return knownChunk.upperBound }
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            if byte <= 0x20 || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || quoteLength(at: end) > 0 {
                break
            }
            end += 1
        }
        knownChunk = start..<end
        return end
    }

    private mutating func readChunk() throws(QueryMistake) {
        let start = index
        var end = endOfChunk(from: start)
        if isBehindField, let range = try readValues(to: &end) { return append(range.kind, range.range) }
        if let keyword = Self.keyword(bytes, start..<end) { return append(keyword, start..<end) }
        if let colon = bytes[start..<end].firstIndex(of: UInt8(ascii: ":")), colon > start, isField(colon, end) {
            if let field = field(named: start..<colon) { return append(.field(field), start..<colon + 1) }
            if try isRange(colon + 1, end) { throw .unknownField(start..<colon, bytes: bytes, known: fieldNames) }
            // In date:2024-01-05T08:00 the second colon is the value's.
            if !isBehindField { doubtfulFields.append(start..<colon) }
        }
        if end - start > 1, bytes[end - 1] == UInt8(ascii: ":"), !isBehindField, field(named: start..<end - 1) != nil {
            bareFields.append(start..<end)
        }
        var body = start..<end
        while let suffix = Self.suffix(of: body, bytes) { body = body.lowerBound..<suffix.range.lowerBound }
        if let wildcard = wildcard(body) {
            append(wildcard.kind, wildcard.range)
        } else if !body.isEmpty {
            append(.chunk, body)
        }
        index = body.upperBound
        readSuffixes(to: end)
        index = end
    }

    /// Reads `~2` and `^3` up to `end`, as far as they are such.
    private mutating func readSuffixes(to end: Int) {
        var suffixes: [QueryToken] = []
        var rest = index..<end
        while let suffix = Self.suffix(of: rest, bytes, isAlone: true) {
            suffixes.append(suffix)
            rest = rest.lowerBound..<suffix.range.lowerBound
        }
        if rest.isEmpty {
            tokens.append(contentsOf: suffixes.reversed())
        } else {
            tokens.append(QueryToken(kind: .chunk, range: index..<end))
        }
        index = end
    }

    /// Whether the colon at `position` can end a field's name: a value must follow, and neither `::` nor `://` is one.
    private func isField(_ position: Int, _ end: Int) -> Bool {
        guard position + 1 < bytes.count, bytes[position + 1] > 0x20, bytes[position + 1] != UInt8(ascii: ":"),
            bytes[position + 1] != UInt8(ascii: ")")
        else { return false }
        return
            !(position + 2 < end && bytes[position + 1] == UInt8(ascii: "/")
            && bytes[position + 2] == UInt8(ascii: "/"))
    }

    /// Whether what stands behind a colon is a range of values, and nothing that a text would have.
    private func isRange(_ start: Int, _ end: Int) throws(QueryMistake) -> Bool {
        let first = bytes[start]
        if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
            return try readRange(at: start, isExpected: false) != nil
        }
        func isDigit(_ place: Int) -> Bool { place < end && bytes[place] &- 0x30 < 10 }
        guard first == UInt8(ascii: "<") || first == UInt8(ascii: ">") else {
            let dots = firstDots(start..<end)
            return dots.map { isDigit(start) && isDigit($0 + 2) } ?? false
        }
        return isDigit(start + 1) || start + 1 < end && bytes[start + 1] == UInt8(ascii: "=") && isDigit(start + 2)
    }

    private func field(named range: Range<Int>) -> Query.Field? {
        guard range.count <= 256 else { return nil }
        return switch String(decoding: bytes[range], as: UTF8.self).lowercased() {
        case "title": .title
        case "text": .text
        case let name: fieldNames.firstIndex(of: name).map { .named($0) }
        }
    }

    private static func keyword(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> QueryToken.Kind? {
        guard (2...longestKeyword).contains(range.count) else { return nil }
        let text = bytes[range]
        if text.elementsEqual("AND".utf8) || text.elementsEqual("&&".utf8) { return .and }
        if text.elementsEqual("OR".utf8) || text.elementsEqual("||".utf8) { return .or }
        if text.elementsEqual("NOT".utf8) { return .not }
        guard text.starts(with: "NEAR".utf8) else { return nil }
        if range.count == 4 { return .near(usualDistance) }
        guard range.count > 5, bytes[range.lowerBound + 4] == UInt8(ascii: "/") else { return nil }
        let digits = text.dropFirst(5)
        guard digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        return .near(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }

    /// Of NEAR with a number, in bytes: a distance that is far too large is a mistake all the same, and not a word.
    private static let longestKeyword = 16

    /// That of NEAR without a number, as Xapian has it.
    private static let usualDistance = 10
}
