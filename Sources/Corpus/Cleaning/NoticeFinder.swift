/// Recognises lines about a page: licences, copyright, navigation, cookies, "follow us".
enum NoticeFinder {
    /// A longer passage is text, whatever it mentions.
    private static let longest = 600
    private static let longestName = 80

    /// The notice that all of `range` is, nil when it is text.
    ///
    /// Strict, because text that is taken for a notice is lost to search: a passage is one when it opens like one, or
    /// is short and holds the words of one and little else.
    static func notice(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Notice? {
        guard range.count <= longest, range.count >= 3, NoticePhrases.mayHold(text, range) else { return nil }
        let line = NoticeLine(text, range)
        guard let kind = kind(of: line) else { return nil }
        let isLegal = kind == .licence || kind == .copyright
        return Notice(
            kind: kind,
            range: range,
            licence: isLegal ? LicenceReader.identifier(in: line.lower) : nil,
            attribution: isLegal ? LicenceReader.attribution(in: line.original, lower: line.lower) : nil
        )
    }

    private static func kind(of line: NoticeLine) -> Notice.Kind? {
        if line.opens(with: NoticePhrases.licenceOpeners), line.holds(NoticePhrases.licenceNames) { return .licence }
        if line.holds(NoticePhrases.licenceVerbs), line.holds(NoticePhrases.licenceNames), line.byteCount <= 240,
            line.holds(NoticePhrases.pageSubjects)
        {
            return .licence
        }
        let isShortName = line.opens(with: "cc by") || line.opens(with: "cc0") || line.opens(with: "public domain")
        if line.byteCount <= 60, isShortName { return .licence }
        if line.opensWithCopyright, line.byteCount <= 80 || line.holds(NoticePhrases.rights) { return .copyright }
        if line.byteCount <= 100, line.ends(with: "all rights reserved") { return .copyright }
        // Not more than a name before it, such as "Example Media Ltd.": a sentence there is text.
        if line.byteCount <= 300, line.holds(NoticePhrases.rights),
            line.holds(NoticePhrases.rights + NoticePhrases.copyrightMarks, before: longestName)
        {
            return .copyright
        }
        if line.itemCount >= 3, line.holds(NoticePhrases.navigation) { return .navigation }
        if line.byteCount <= 400, line.holds(NoticePhrases.cookies), line.holds(NoticePhrases.cookieVerbs) {
            return .cookies
        }
        if line.byteCount <= 160, line.opens(with: NoticePhrases.followOpeners) { return .follow }
        return nil
    }
}

/// A line as the finder reads it: in small letters, white space as single spaces.
private struct NoticeLine {
    let byteCount: Int
    private let text: UnsafeBufferPointer<UInt8>
    private let range: Range<Int>
    private let bytes: [UInt8]

    init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.text = text
        self.range = range
        byteCount = range.count
        bytes = Self.folded(text, range)
    }

    /// Only letters with capitals besides ASCII need Unicode's tables, and most lines have none.
    private static func folded(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
        if text[range].contains(where: { $0 >= 0xC3 && $0 <= 0xDF || $0 == 0xE1 }) {
            return Array(spaced(text, range).lowercased().utf8)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            let space = Characters.spaceLength(text, index, range.upperBound)
            guard space == 0 else {
                index = Characters.skipSpace(text, index, range.upperBound)
                if !bytes.isEmpty, index < range.upperBound { bytes.append(0x20) }
                continue
            }
            bytes.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
            index += 1
        }
        return bytes
    }

    private static func spaced(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
        String(decoding: text[range], as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    var original: String { Self.spaced(text, range) }

    var lower: String { original.lowercased() }

    /// Whether one of `phrases` begins before byte `limit`.
    func holds(_ phrases: [[UInt8]], before limit: Int = .max) -> Bool {
        bytes.withUnsafeBytes { line in
            phrases.contains { phrase in
                let length = min(line.count, limit < line.count ? limit + phrase.count - 1 : line.count)
                let searched = UnsafeRawBufferPointer(rebasing: line[..<length])
                return phrase.withUnsafeBytes { searched.firstPlace(of: $0) != nil }
            }
        }
    }

    func ends(with phrase: StaticString) -> Bool {
        phrase.withUTF8Buffer { bytes.reversed().starts(with: $0.reversed()) }
    }

    func opens(with phrases: [[UInt8]]) -> Bool { phrases.contains { bytes.starts(with: $0) } }

    func opens(with phrase: StaticString) -> Bool {
        phrase.withUTF8Buffer { bytes.starts(with: $0) }
    }

    /// "© 2019 X", "Copyright (c) X", "Copyright 2019 by X".
    var opensWithCopyright: Bool {
        if opens(with: "©") || opens(with: "(c) 1") || opens(with: "(c) 2") { return true }
        guard opens(with: "copyright") else { return false }
        let rest = bytes.dropFirst("copyright".utf8.count).drop { $0 == 0x20 || $0 == 0x3A }
        return rest.starts(with: "©".utf8) || rest.starts(with: "(c)".utf8) || rest.starts(with: "by ".utf8)
            || rest.first.map(Characters.isDigit) == true
    }

    /// The number of short items that bars, dots or arrows separate; 0 when one of them is long.
    var itemCount: Int {
        bytes.withUnsafeBufferPointer { bytes in
            var (count, length, index) = (0, 0, 0)
            while index < bytes.count {
                let separator = NoticePhrases.separatorLength(bytes, index, bytes.count)
                if separator > 0 {
                    count += length > 0 ? 1 : 0
                    length = 0
                } else {
                    length += 1
                    if length > Self.longestItem { return 0 }
                }
                index += max(separator, 1)
            }
            return count + (length > 0 ? 1 : 0)
        }
    }

    private static let longestItem = 44
}
