import Glibc

/// What stands before a turn of a transcript: "Ann Berg (Chair):", "[00:12:31] SPEAKER_01:", ">> CLERK:", "<ann>", or
/// "Ann Berg  00:12:31" at the end of a line.
struct TurnLabel {
    /// Where the name stands, without what is said of who has it; empty where only the time is said.
    let name: Range<Int>
    /// Where what is said begins.
    let end: Int
    /// Whether the name begins with a small letter, as much does that stands before a colon.
    let isSmall: Bool

    /// - Parameter sentence: with at least one byte.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>) {
        guard Self.mayBegin(bytes, sentence) else { return nil }
        var reader = Reader(bytes: bytes, index: sentence.lowerBound, end: sentence.upperBound)
        reader.skip(" >*_-")
        let hasTime = reader.readTime()
        // "00:00:01,000 --> 00:00:02,500"
        reader.skip(" *_->")
        if hasTime, reader.readTime() { reader.skip(" *_-") }
        guard let name = reader.readLabel() ?? (hasTime ? reader.index..<reader.index : nil) else { return nil }
        reader.skipSpace()
        isSmall = !name.isEmpty && !reader.isInBrackets(name) && bytes[name.lowerBound] &- 0x61 < 26
        (self.name, end) = (name, reader.index)
    }

    /// Whether there is a bracket at the beginning or a colon near it, as in every label; in most sentences there is none.
    private static func mayBegin(_ bytes: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>) -> Bool {
        guard let base = bytes.baseAddress, let first = sentence.first else { return false }
        if bytes[first] == 0x5B || bytes[first] == 0x3C { return true }
        return memchr(base + first, 0x3A, min(sentence.count, longest)) != nil
    }

    private struct Reader {
        let bytes: UnsafeBufferPointer<UInt8>
        var index: Int
        let end: Int

        var byte: UInt8? { index < end ? bytes[index] : nil }

        /// Reads a name and the mark behind it; reads nothing where there is none.
        mutating func readLabel() -> Range<Int>? {
            var reader = self
            guard let name = reader.readMarkedName(), reader.byte.map({ $0 <= 0x20 }) ?? true else { return nil }
            self = reader
            return name
        }

        private mutating func readMarkedName() -> Range<Int>? {
            if byte == 0x5B || byte == 0x3C {
                let closer: UInt8 = byte == 0x5B ? 0x5D : 0x3E
                index += 1
                guard let name = readName(), byte == closer else { return nil }
                index += 1
                if byte == 0x3A { index += 1 }
                return name
            }
            guard let name = readName() else { return nil }
            skip(" *_")
            skipBrackets()
            skip(" *_")
            if byte == 0x3A {
                index += 1
                skip("*_")
                return name
            }
            // "Ann Berg  00:12:31", and what she says on the next line.
            guard bytes[name.lowerBound] &- 0x61 >= 26, readTime(), byte == nil || byte == 0x0A || byte == 0x0D else {
                return nil
            }
            return name
        }

        func isInBrackets(_ name: Range<Int>) -> Bool {
            name.lowerBound > 0 && [0x5B, 0x3C].contains(bytes[name.lowerBound - 1])
        }

        mutating func skip(_ signs: StaticString) {
            signs.withUTF8Buffer { signs in
                while index < end, signs.contains(bytes[index]) { index += 1 }
            }
        }

        mutating func skipSpace() {
            while index < end, bytes[index] <= 0x20 { index += 1 }
        }

        /// "(Chair)", "[00:12:31]".
        mutating func skipBrackets() {
            guard byte == 0x28 || byte == 0x5B else { return }
            let closer: UInt8 = byte == 0x28 ? 0x29 : 0x5D
            let window = index..<min(end, index + longestRemark)
            guard let closed = window.first(where: { bytes[$0] == closer }) else { return }
            index = closed + 1
        }

        /// "12:31", "[00:12:31]", "(00:12:31.450)".
        mutating func readTime() -> Bool {
            var place = index
            if byte == 0x5B || byte == 0x28 { place += 1 }
            let first = place
            var colons = 0
            while place < end, bytes[place] &- 0x30 < 11 || place > first && [0x2C, 0x2E].contains(bytes[place]) {
                colons += bytes[place] == 0x3A ? 1 : 0
                place += 1
            }
            guard colons > 0, colons < 4, place - first >= 4, place - first <= 12, bytes[first] != 0x3A,
                bytes[place - 1] &- 0x30 < 10
            else {
                return false
            }
            if first > index {
                guard place < end, bytes[place] == 0x5D || bytes[place] == 0x29 else { return false }
                place += 1
            }
            guard place == end || bytes[place] <= 0x20 || bytes[place] == 0x3A else { return false }
            index = place
            return true
        }

        /// At most six words of letters, digits and a few signs, four where the first letter is small.
        mutating func readName() -> Range<Int>? {
            guard let first = byte, (first | 0x20) &- 0x61 < 26 || first >= 0x80 else { return nil }
            let isSmall = first &- 0x61 < 26
            let start = index
            var (last, words) = (index, 1)
            while index < end, index - start < longestName {
                let byte = bytes[index]
                if byte == 0x20 {
                    words += bytes[index - 1] == 0x20 ? 0 : 1
                    guard words <= (isSmall ? 4 : 6) else { break }
                } else {
                    let isLetter = (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 || byte &- 0x30 < 10
                    guard isLetter || Self.isSign(byte) else { break }
                    // A time behind the name.
                    if byte &- 0x30 < 10, bytes[index - 1] == 0x20 {
                        var reader = self
                        if reader.readTime() { break }
                    }
                    last = index + 1
                }
                index += 1
            }
            guard index - start < longestName else { return nil }
            index = last
            return start..<last
        }

        private static func isSign(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x2E, 0x2D, 0x27, 0x5F, 0x26, 0x2F: true
            default: false
            }
        }
    }

    /// In bytes: of a label, and of what stands in it.
    private static let longest = 120
    private static let longestName = 40
    private static let longestRemark = 40
}
