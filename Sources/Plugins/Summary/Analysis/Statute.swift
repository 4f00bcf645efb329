import Glibc

/// A text as an act or a bill: what each sentence does in it.
///
/// What an act does stands between its short title, definitions, rules of construction and effective date, which say the
/// same words over and over.
struct Statute {
    let parts: [SentencePart]

    /// `nil` where the text is none: without two headings of sections.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, _ sentences: [Range<Int>]) {
        var headings = 0
        for sentence in sentences {
            headings += Self.isSection(bytes, sentence) ? 1 : 0
            if headings == 2 { break }
        }
        guard headings == 2 else { return nil }
        var parts: [SentencePart] = []
        parts.reserveCapacity(sentences.count)
        var (isBehindHeading, isInFormulas) = (false, false)
        for sentence in sentences {
            let text = bytes[sentence].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
            let isHeading = Self.isHeading(bytes, sentence)
            if Self.isSection(bytes, sentence) {
                // In small letters the name stands in one sentence with the number.
                let name = text.dropFirst(4).drop { $0 != 0x2E }.dropFirst().drop { $0 == 0x20 }
                (isBehindHeading, isInFormulas) = (name.isEmpty, !name.isEmpty && Self.isFormulaHeading(Array(name)))
                parts.append(.formula)
                continue
            }
            if isBehindHeading { isInFormulas = Self.isFormulaHeading(text) }
            isBehindHeading = false
            if Self.has(text, Self.purposes) {
                parts.append(.point)
            } else if isInFormulas || isHeading || Self.has(text, Self.formulas) {
                parts.append(.formula)
            } else {
                parts.append(Self.isPiece(text) ? .piece : .matter)
            }
        }
        self.parts = parts
    }

    /// "SEC. 2.", "Section 1." or "§ 3." at its beginning, which is a sentence by itself.
    private static func isSection(_ bytes: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>) -> Bool {
        guard let first = sentence.first, sentence.count > 3, sentence.count < longestHeading else { return false }
        let isSign = bytes[first] == 0xC2 && bytes[first + 1] == 0xA7
        let isWord = bytes[first] | 0x20 == 0x73 && bytes[first + 1] | 0x20 == 0x65 && bytes[first + 2] | 0x20 == 0x63
        guard isSign || isWord else { return false }
        let text = String(decoding: bytes[sentence], as: UTF8.self)
        for word in ["SECTION", "Section", "section", "SEC.", "Sec.", "sec.", "§"] where text.hasPrefix(word) {
            let number = text.dropFirst(word.count).drop { $0 == " " }.prefix { $0 != "." }
            return number.first?.isNumber == true && number.count < 6
        }
        return false
    }

    /// Whether it has no small letter: "REPORT TO CONGRESS.", "1785.3."
    private static func isHeading(_ bytes: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>) -> Bool {
        sentence.allSatisfy { bytes[$0] &- 0x61 >= 26 && bytes[$0] < 0x80 }
    }

    /// Whether a heading is of nothing but formulas: "SHORT TITLE; TABLE OF CONTENTS.", but not "DEFINITIONS AND PURPOSE."
    private static func isFormulaHeading(_ text: [UInt8]) -> Bool {
        guard text.count < longestHeading else { return false }
        return text.split { $0 == 0x3B || $0 == 0x2C }.allSatisfy { part in
            formulaSections.contains { part.starts(with: $0) || part.dropFirst().starts(with: $0) }
        }
    }

    /// Whether it opens a list, or is an item of one that doesn't end a sentence.
    private static func isPiece(_ text: [UInt8]) -> Bool {
        guard let last = text.last else { return false }
        if last == 0x3A || last == 0x2D { return true }
        return last != 0x2E && text[0] == 0x28 && text.prefix(7).contains(0x29)
    }

    private static func has(_ text: [UInt8], _ phrases: [[CChar]]) -> Bool {
        (text + [0]).withUnsafeBytes { bytes in
            guard let text = bytes.bindMemory(to: CChar.self).baseAddress else { return false }
            return phrases.contains { strstr(text, $0) != nil }
        }
    }

    /// In bytes.
    private static let longestHeading = 80
    private static let formulaSections = [
        "short title", "definitions", "table of contents", "effective date", "severability", "rule of construction",
        "rules of construction",
    ].map { Array($0.utf8) }
    private static let purposes = ["a bill to ", "an act to ", "purpose of this", "purposes of this"]
        .map { Array($0.utf8CString) }
    private static let formulas = [
        "may be cited as", "shall be known as", "the term ", "have the meaning", "has the meaning", "following terms",
        "shall take effect", "takes effect", "become operative", "becomes operative", "amended to read",
        "is amended by", "is amended-", "is amended\u{2014}", "is added to", "is repealed", "be construed", "severable",
        "held invalid", "table of contents", "be it enacted", "do enact as follows", "reimbursement is required",
        "\" means ", "'' means ", "\u{201D} means ",
    ].map { Array($0.utf8CString) }
}
