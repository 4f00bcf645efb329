/// The words of a text, one after the other.
struct WordReader {
    struct Word {
        var start = 0
        var end = 0
        /// Equal for words of equal folded bytes.
        var hash: UInt64 = 0
        /// Folded bytes.
        var size = 0
        var endsSentence = false
    }

    private let text: UnsafeBufferPointer<UInt8>
    private let end: Int
    private var index: Int

    init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.text = text
        end = range.upperBound
        index = range.lowerBound
    }

    /// The next word: bytes without white space, or up to a wide full stop, behind which no space is written.
    @inline(__always)
    mutating func next() -> Word? {
        index = Characters.skipSpace(text, index, end)
        guard index < end else { return nil }
        var word = Word(start: index)
        var hash = FoldedHash()
        while index < end {
            if index + 8 <= end, text[index] < 0x80 {
                readPlain(&word, &hash)
                guard index < end else { break }
            }
            var byte = text[index]
            if byte <= 0x20 { if Characters.spaceLength(text, index, end) > 0 { break } }
            var length = 1
            if byte >= 0xC2 {
                if Characters.spaceLength(text, index, end) > 0 { break }
                if byte >= 0xD6, let found = SentenceMarks.mark(text, index, end), found.mark != .ellipsis {
                    for offset in 0..<found.length { hash.add(text[index + offset]) }
                    index += found.length
                    word.size += found.length
                    word.endsSentence = true
                    if found.mark == .final { break }
                    continue
                }
                (byte, length) = FoldedReader.fold(text, index, end)
            }
            index += length
            if byte == 0 { continue }
            hash.add(byte)
            word.size += 1
            note(byte, &word)
        }
        word.end = index
        word.hash = hash.value
        return word
    }

    /// Reads up to the next byte that is white space or not ASCII, eight bytes at a time.
    @inline(__always)
    private mutating func readPlain(_ word: inout Word, _ hash: inout FoldedHash) {
        let start = index
        while index + 8 <= end, let base = text.baseAddress {
            let bytes = UInt64(
                littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
            )
            // The lowest bit that is set is that of the first byte below 0x21 or above 0x7F.
            let stops = ((bytes &- 0x2121_2121_2121_2121) & ~bytes | bytes) & 0x8080_8080_8080_8080
            let count = stops.trailingZeroBitCount / 8
            if count > 0 { hash.add(bytes, count: count) }
            index += count
            if count < 8 { break }
        }
        word.size += index - start
        // Only the last byte that closes nothing tells whether a sentence ends.
        var last = index
        while last > start, Self.closes(text[last - 1]) { last -= 1 }
        if last > start { note(text[last - 1], &word) }
    }

    @inline(__always)
    private func note(_ byte: UInt8, _ word: inout Word) {
        if byte == 0x2E || byte == 0x21 || byte == 0x3F {
            word.endsSentence = true
        } else if !Self.closes(byte) {
            word.endsSentence = false
        }
    }

    @inline(__always)
    static func closes(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 || byte == 0x29 || byte == 0x5D }
}
