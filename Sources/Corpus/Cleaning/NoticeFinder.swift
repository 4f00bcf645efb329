/// Recognises lines about a page: licences, copyright, navigation, cookies, "follow us".
enum NoticeFinder {
    /// A longer passage is text, whatever it mentions.
    private static let longest = 600

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
        let lower = line.lower
        if line.opens(with: NoticePhrases.licenceOpeners), line.holds(NoticePhrases.licenceNames) { return .licence }
        if line.holds(NoticePhrases.licenceVerbs), line.holds(NoticePhrases.licenceNames), line.byteCount <= 240,
            line.holds(NoticePhrases.pageSubjects)
        {
            return .licence
        }
        if line.byteCount <= 60, lower.hasPrefix("cc by") || lower.hasPrefix("cc0") || lower.hasPrefix("public domain")
        {
            return .licence
        }
        if line.opensWithCopyright { return .copyright }
        if line.byteCount <= 300, line.holds(NoticePhrases.rights) { return .copyright }
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
    let original: String
    let lower: String
    let byteCount: Int
    private let bytes: [UInt8]

    init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        let words = String(decoding: text[range], as: UTF8.self).split(whereSeparator: \.isWhitespace)
        original = words.joined(separator: " ")
        lower = original.lowercased()
        bytes = Array(lower.utf8)
        byteCount = range.count
    }

    func holds(_ phrases: [[UInt8]]) -> Bool { phrases.contains { holds($0) } }

    func opens(with phrases: [[UInt8]]) -> Bool { phrases.contains { bytes.starts(with: $0) } }

    private func holds(_ phrase: [UInt8]) -> Bool {
        guard let first = phrase.first, bytes.count >= phrase.count else { return false }
        for start in 0...bytes.count - phrase.count where bytes[start] == first {
            if bytes[start...].starts(with: phrase) { return true }
        }
        return false
    }

    /// "© 2019 X", "Copyright (c) X", "Copyright 2019 by X".
    var opensWithCopyright: Bool {
        if lower.hasPrefix("©") || lower.hasPrefix("(c) 1") || lower.hasPrefix("(c) 2") { return true }
        guard lower.hasPrefix("copyright") else { return false }
        let rest = lower.dropFirst("copyright".count).drop { $0 == " " || $0 == ":" }
        return rest.hasPrefix("©") || rest.hasPrefix("(c)") || rest.hasPrefix("by ") || rest.first?.isNumber == true
    }

    /// The number of short items that bars, dots or arrows separate; 0 when one of them is long.
    var itemCount: Int {
        let items = lower.split { $0 == "|" || $0 == "·" || $0 == "•" || $0 == "\u{BB}" || $0 == "›" }
        return items.allSatisfy { $0.utf8.count <= 44 } ? items.count : 0
    }
}
