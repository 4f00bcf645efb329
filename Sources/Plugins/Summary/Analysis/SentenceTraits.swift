/// What a sentence looks like, whatever it says.
struct SentenceTraits: Sendable {
    /// Whether nothing ends it: a heading, a caption, a line of a table.
    let isOpen: Bool
    /// The share of its words that mean the speaker or the listener: small talk, stories, opinions.
    let personalShare: Double
    /// Whether it says what the text comes to, and whether it points to a figure or table, as ``CuePhrases`` tells.
    let isAnnouncing: Bool
    let isPointing: Bool

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, personalShare: Double, phrases: CuePhrases) {
        isOpen = !Self.isEnded(bytes, range)
        self.personalShare = personalShare
        (isAnnouncing, isPointing) = (phrases.isAnnouncing, phrases.isPointing)
    }

    /// Whether a word means the speaker or the listener, in the languages of the stop words.
    static func isPersonal(_ word: UnsafeBufferPointer<UInt8>) -> Bool { personalWords.find(word) != nil }

    private static let personalWords = WordTable(of: [
        "i you my me your m я ты мне меня тебя тебе мой моя твой твоя من تو ben sen mən sən"
    ])

    private static func isEnded(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var end = range.upperBound
        if let last = range.last, [0x2E, 0x21, 0x3F].contains(bytes[last]) { return true }
        while end > range.lowerBound {
            let character = lastCharacter(bytes, range.lowerBound..<end)
            if marks.contains(character.scalar) { return true }
            guard closers.contains(character.scalar) else { return false }
            end = character.start
        }
        return false
    }

    private static let marks = Set(".!?…:;。！？؟۔։।｡".unicodeScalars)
    private static let closers = Set("\"'”’»)] ›」』".unicodeScalars)

    private static func lastCharacter(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>
    ) -> (scalar: Unicode.Scalar, start: Int) {
        var start = range.upperBound - 1
        while start > range.lowerBound, bytes[start] & 0xC0 == 0x80, range.upperBound - start < 4 { start -= 1 }
        guard bytes[start] >= 0x80 else { return (Unicode.Scalar(bytes[start]), start) }
        let text = String(decoding: bytes[start..<range.upperBound], as: UTF8.self)
        return (text.unicodeScalars.first ?? "\u{FFFD}", start)
    }
}
