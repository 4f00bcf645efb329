/// The marks that can end a sentence, and those that close or open around it.
enum SentenceMarks {
    enum Mark {
        /// A full stop that may belong to an abbreviation or a number.
        case stop
        /// A question or exclamation mark.
        case strong
        /// An ellipsis character.
        case ellipsis
        /// A full stop of a script that uses it for nothing else.
        case final
    }

    /// Bytes at which the splitter looks up: 1 ASCII mark, 2 line feed or carriage return, 3 first byte of a wide mark, 4 a
    /// closing bracket;
    /// from 128 on the second byte that makes a mark of two bytes, which are frequent first bytes in Arabic script.
    static let classes: [UInt8] = {
        var classes = [UInt8](repeating: 0, count: 256)
        for byte in ".!?".utf8 { classes[Int(byte)] = 1 }
        classes[10] = 2
        classes[13] = 2
        classes[0x29] = 4
        for byte in [0xE0, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0] { classes[byte] = 3 }
        classes[0xD6] = 0x89
        classes[0xD8] = 0x9F
        classes[0xDB] = 0x94
        classes[0xCD] = 0xBE
        return classes
    }()

    /// The mark at `index` and its length in bytes.
    @inline(__always)
    static func mark(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> (mark: Mark, length: Int)? {
        let byte = text[index]
        if byte < 0x80 {
            if byte == 0x2E { return (.stop, 1) }
            return byte == 0x21 || byte == 0x3F ? (.strong, 1) : nil
        }
        return wideMark(text, index, end)
    }

    private static func wideMark(
        _ text: UnsafeBufferPointer<UInt8>,
        _ index: Int,
        _ end: Int
    ) -> (mark: Mark, length: Int)? {
        guard index + 1 < end else { return nil }
        let second = text[index + 1]
        switch text[index] {
        case 0xCD: return second == 0xBE ? (.strong, 2) : nil  // ; Greek
        case 0xD6: return second == 0x89 ? (.final, 2) : nil  // ։ Armenian
        case 0xD8: return second == 0x9F ? (.strong, 2) : nil  // ؟
        case 0xDB: return second == 0x94 ? (.final, 2) : nil  // ۔ Urdu
        default: break
        }
        guard index + 2 < end else { return nil }
        let third = text[index + 2]
        switch (text[index], second, third) {
        case (0xE2, 0x80, 0xA6): return (.ellipsis, 3)  // …
        case (0xE2, 0x80, 0xBC), (0xE2, 0x80, 0xBD), (0xE2, 0x81, 0x87...0x89): return (.strong, 3)  // ‼ ‽ ⁇ ⁈ ⁉
        case (0xE3, 0x80, 0x82), (0xEF, 0xBD, 0xA1): return (.final, 3)  // 。 ｡
        case (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F): return (.final, 3)  // ！ ？
        case (0xE0, 0xA5, 0xA4...0xA5): return (.final, 3)  // । ॥
        case (0xE1, 0x8D, 0xA2), (0xE1, 0x8D, 0xA7), (0xE1, 0x81, 0x8B), (0xE1, 0x9F, 0x94): return (.final, 3)
        default: return nil
        }
    }

    /// The length of the closing quotation mark or bracket at `index`, 0 when there is none.
    ///
    /// Quotation marks that open in one language close in another, so any that touches the mark before it counts.
    static func closerLength(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int {
        let byte = text[index]
        switch byte {
        case 0x22, 0x27, 0x29, 0x5D, 0x7D: return 1  // " ' ) ] }
        case 0xC2: return index + 1 < end && text[index + 1] == 0xBB ? 2 : 0  // »
        case 0xE2:
            guard index + 2 < end, text[index + 1] == 0x80 else { return 0 }
            let third = text[index + 2]
            return (third >= 0x98 && third <= 0x9D) || third == 0xBA ? 3 : 0  // ‘ ’ “ ” ›
        case 0xE3:
            guard index + 2 < end, text[index + 1] == 0x80 else { return 0 }
            let third = text[index + 2]
            // 」』】》〉
            return third == 0x8D || third == 0x8F || third == 0x91 || third == 0x8B || third == 0x89 ? 3 : 0
        case 0xEF:
            guard index + 2 < end, text[index + 1] == 0xBC else { return 0 }
            return text[index + 2] == 0x89 || text[index + 2] == 0x82 || text[index + 2] == 0x87 ? 3 : 0  // ） ＂ ＇
        default: return 0
        }
    }

    /// The length of the opening quotation mark, bracket, dash or bullet at `index`, 0 when there is none.
    static func openerLength(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int {
        let byte = text[index]
        switch byte {
        case 0x22, 0x27, 0x28, 0x5B, 0x7B, 0x2D, 0x2A, 0x5F, 0x60: return 1  // " ' ( [ { - * _ `
        case 0xC2:
            guard index + 1 < end else { return 0 }
            let second = text[index + 1]
            // « » ¡ ¿ ·
            return second == 0xAB || second == 0xBB || second == 0xA1 || second == 0xBF || second == 0xB7 ? 2 : 0
        case 0xE2:
            guard index + 2 < end else { return 0 }
            if text[index + 1] == 0x80 {
                let third = text[index + 2]  // dashes, quotation marks, bullet, ‹ ›
                return (third >= 0x90 && third <= 0x9F) || third == 0xA2 || third == 0xB9 || third == 0xBA ? 3 : 0
            }
            return bulletLength(text, index, end)
        case 0xE3:
            guard index + 2 < end, text[index + 1] == 0x80 else { return 0 }
            let third = text[index + 2]
            return third >= 0x88 && third <= 0x91 && third & 1 == 0 ? 3 : 0
        default: return 0
        }
    }

    /// The length of the list bullet at `index`, 0 when there is none.
    static func bulletLength(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int {
        guard index + 2 < end else { return 0 }
        switch (text[index], text[index + 1], text[index + 2]) {
        case (0xE2, 0x80, 0xA2), (0xE2, 0x80, 0xA3), (0xE2, 0x81, 0x83), (0xE2, 0x97, 0xA6), (0xE2, 0x97, 0x8F),
            (0xE2, 0x96, 0xAA), (0xE2, 0x96, 0xA0), (0xE2, 0x97, 0x8B):
            return 3  // • ‣ ⁃ ◦ ● ▪ ■ ○
        default: return 0
        }
    }
}
