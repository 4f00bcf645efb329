import JSON
import Wire

/// A place among the hits of a query, for clients to go on from. It stays valid when the corpus changes: it names the
/// last hit by its score, its document and its passage.
struct ResultCursor: Hashable {
    /// Of the query and everything else that decides about the order.
    let query: UInt64
    /// Of the corpus.
    let corpus: UInt64
    /// How many hits, or documents where they are grouped, were given out before.
    let seen: Int
    let score: Float
    let document: String
    let passage: Int

    /// Hexadecimal digits: nothing for people to read, and safe in every shell.
    var text: String {
        let json: JSON = [
            .string(String(query, radix: 36)), .string(String(corpus, radix: 36)), .integer(seen),
            .integer(Int(score.bitPattern)), .string(document), .integer(passage),
        ]
        let bytes = json.bytes
        return String(unsafeUninitializedCapacity: bytes.count * 2) { digits in
            for (index, byte) in bytes.enumerated() {
                digits[index * 2] = Self.digit(byte >> 4)
                digits[index * 2 + 1] = Self.digit(byte & 15)
            }
            return bytes.count * 2
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value + (value < 10 ? 0x30 : 0x57) }

    /// - Throws: `invalidParams` for a text that no answer had.
    init(_ text: String) throws(Failure) {
        guard let bytes = Self.bytes(text), let json = try? JSON(parsing: bytes), json.array?.count == 6,
            let query = json[0]?.string.flatMap({ UInt64($0, radix: 36) }),
            let corpus = json[1]?.string.flatMap({ UInt64($0, radix: 36) }),
            let seen = json[2]?.integer, (0...1_000_000).contains(seen),
            let bits = json[3]?.integer.flatMap({ UInt32(exactly: $0) }), let document = json[4]?.string,
            let passage = json[5]?.integer
        else {
            throw Failure(
                .invalidParams,
                "this is no cursor",
                hint: "give 'next' of an answer, as it is",
                details: ["pointer": "/cursor"]
            )
        }
        self.init(
            query: query,
            corpus: corpus,
            seen: seen,
            score: Float(bitPattern: bits),
            document: document,
            passage: passage
        )
    }

    init(query: UInt64, corpus: UInt64, seen: Int, score: Float, document: String, passage: Int) {
        self.query = query
        self.corpus = corpus
        self.seen = seen
        self.score = score
        self.document = document
        self.passage = passage
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[place]), let low = value(digits[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }

    /// A number for texts.
    static func hash(_ texts: [String]) -> UInt64 {
        var hash = FNV1a()
        for text in texts {
            hash.add(text.utf8)
            // What no text of UTF-8 has tells where one ends.
            hash.add(CollectionOfOne(0xFF))
        }
        return hash.value
    }
}
