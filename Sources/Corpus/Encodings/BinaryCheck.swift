/// Tells what is no text at all.
enum BinaryCheck {
    /// Why the bytes are not read as text; `nil` when they are text.
    ///
    /// Text has no zero bytes and hardly any control characters, except for those that lay it out.
    static func refusal(_ bytes: UnsafeBufferPointer<UInt8>, _ choice: EncodingChoice) -> FileReader.Refusal? {
        for (magic, name, kind) in magics where bytes.starts(with: magic) {
            let message = "is \(name), not text; name a filter program that reads it, or exclude it"
            return FileReader.Refusal(message: message, skipped: kind)
        }
        guard !choice.encoding.isWide else { return nil }
        var controls = 0
        var index = 0
        while index < bytes.count {
            if index + 8 <= bytes.count, hasNoControl(bytes, index) {
                index += 8
                continue
            }
            let byte = bytes[index]
            if byte == 0 {
                let message = "is binary, not text: byte \(index) is zero; exclude it or name its encoding"
                return FileReader.Refusal(message: message, skipped: .binary)
            }
            // Tab to carriage return lay text out, escape changes colours, 0x1A ends text of DOS.
            if byte < 0x20, !(0x09...0x0D).contains(byte), byte != 0x1B, byte != 0x1A { controls += 1 }
            index += 1
        }
        guard controls * 20 > bytes.count else { return nil }
        let message = "is binary, not text: \(controls) of \(bytes.count) bytes are control characters; exclude it"
        return FileReader.Refusal(message: message, skipped: .binary)
    }

    /// Whether there is nothing but text in UTF-8: no byte that a text seldom has. What does not pass may be text as well.
    static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            if index + 8 <= bytes.count, hasNoControl(bytes, index) {
                index += 8
                continue
            }
            if bytes[index] < 0x20, !(0x09...0x0D).contains(bytes[index]) { return false }
            index += 1
        }
        return true
    }

    /// Whether the eight bytes from `index` on are all 0x20 or higher.
    @inline(__always)
    private static func hasNoControl(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        // The high bit of each byte below 0x20 (Sean Anderson, "Bit twiddling hacks").
        return (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080 == 0
    }

    private static let magics: [([UInt8], String, CorpusProblem.Kind)] = [
        (Array("%PDF-".utf8), "a PDF", .pdf),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or office document", .archive),
        ([0x1F, 0x8B], "compressed by gzip", .compressed),
        (Array("BZh91AY&SY".utf8), "compressed by bzip2", .compressed),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "compressed by xz", .compressed),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed by zstd", .compressed),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG image", .image),
        ([0xFF, 0xD8, 0xFF], "a JPEG image", .image),
        (Array("GIF87a".utf8), "a GIF image", .image),
        (Array("GIF89a".utf8), "a GIF image", .image),
        ([0x7F, 0x45, 0x4C, 0x46], "a program", .program),
        (Array("{\\rtf1".utf8), "an RTF document", .archive),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old office document", .archive),
        (Array("SQLite format 3".utf8), "a database", .database),
    ]
}
