/// The words by which notices are known.
enum NoticePhrases {
    static let licenceOpeners = bytes([
        "all content by", "all content is", "all content on", "all content of", "all contents", "content by",
        "content is",
        "content on this", "content from", "this work is", "this article is", "this text is", "this page is",
        "this site is",
        "this content is", "text is available", "text available under", "unless otherwise", "except where otherwise",
        "licensed under", "license:", "licence:", "released under", "available under", "published under",
        "distributed under",
        "republished under", "this story is", "this document is", "our content is", "articles are", "creative commons",
        "cc by", "cc-by", "dieser text", "dieses werk", "cette œuvre", "ce texte", "esta obra", "este artículo",
    ])
    static let licenceNames = bytes([
        "creative commons", "creativecommons.org", "cc by", "cc-by", "cc0", "public domain", "mit license",
        "mit licence",
        "apache license", "gpl", "general public license", "free documentation license", "gfdl",
        "open government licence",
        "bsd license", "mozilla public license",
    ])
    static let licenceVerbs = bytes([
        "licensed under", "licenced under", "available under", "released under", "published under", "distributed under",
        "under a creative commons", "under the terms of", "lizenziert unter", "sous licence", "bajo una licencia",
        "bajo licencia", "лицензи",
    ])
    static let pageSubjects = bytes([
        "all content", "this work", "this article", "this site", "this page", "this text", "this story", "this website",
        "content by", "content on", "our content", "our articles", "this post", "original article", "republish",
        "материалы", "контент", "dieser", "cette", "esta obra",
    ])
    static let rights = bytes([
        // Not "all rights reserved to the states".
        "all rights reserved.", "all rights reserved,", "all rights reserved;", "all rights reserved|",
        "all rights reserved |", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados",
        "все права защищены", "tüm hakları saklıdır", "bütün hüquqlar qorunur", "müəllif hüquqları qorunur",
        "барлық құқықтар қорғалған", "ähli hukuklary goralan", "کلیه حقوق", "تمامی حقوق", "جميع الحقوق محفوظة",
        "版权所有", "無断転載",
    ])
    static let copyrightMarks = bytes(["©", "copyright", "(c)"])
    static let navigation = bytes([
        "home", "subscribe", "newsletter", "terms", "privacy", "contact", "log in", "login", "sign in", "about us",
        "sitemap",
        "facebook", "twitter", "rss", "follow us", "imprint", "impressum", "datenschutz", "mentions légales",
        "aviso legal",
        "контакты", "главная", "о нас", "əlaqə", "ana sayfa", "iletişim",
    ])
    static let cookieVerbs = bytes([
        "we use cookies", "uses cookies", "use cookies", "use of cookies", "accept cookies", "accept all",
        "by continuing",
        "cookie policy", "verwendet cookies", "verwenden cookies", "utilise des cookies", "utiliza cookies",
        "çerezleri",
        "our partners",
    ])
    static let followOpeners = bytes([
        "follow us", "like us on", "subscribe to our", "subscribe now", "sign up for our", "sign up to our",
        "sign up for the", "join our newsletter", "share this", "share on", "download our app", "get our newsletter",
        "folgen sie uns", "suivez-nous",
        "síguenos",
        "подписывайтесь", "подпишитесь", "bizi izləyin", "bizi takip",
    ])
    static let cookies = bytes(["cookie", "çerez"])

    /// Whether the text holds a word without which it is no notice; quick, and wrong only in saying yes.
    static func mayHold(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        let lengths = lengths
        var separators = 0
        var index = range.lowerBound
        var isFirst = true
        while index < range.upperBound {
            let byte = text[index]
            let separator = separatorLength(text, index, range.upperBound)
            if separator > 0 {
                separators += 1
                index += separator
                continue
            }
            guard isWordByte(byte) else {
                index += 1
                continue
            }
            // ©
            if byte == 0xC2, index + 1 < range.upperBound, text[index + 1] == 0xA9 { return true }
            var isWide = false
            let start = index
            skipPlain(text, &index, range.upperBound)
            while index < range.upperBound, isWordByte(text[index]) {
                if separatorLength(text, index, range.upperBound) > 0 { break }
                isWide = isWide || text[index] >= 0xE3
                index += 1
            }
            // Chinese and Japanese have no spaces between words.
            if isWide && range.count <= 200 || isFirst && openers.contains(text, start..<index) { return true }
            if isFirst && byte == 0xC2 { return true }
            let length = min(index - start, 31)
            if lengths[Int(byte)] & 1 << UInt32(length) != 0, anywhere.contains(text, start..<index) { return true }
            isFirst = false
        }
        // "(c) 2019"
        let opensWithC = range.count > 4 && text[range.lowerBound] == 0x28 && text[range.lowerBound + 2] == 0x29
        return separators >= 2 || opensWithC
    }

    /// Passes over bytes of ASCII that belong to words, eight at a time, and leaves the last ones of a text: 1 in the highest
    /// bit of a byte says yes to a question.
    @inline(__always)
    private static func skipPlain(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int) {
        while index + 8 <= end, let base = text.baseAddress {
            let bytes = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).littleEndian
            let low = bytes & 0x7F7F_7F7F_7F7F_7F7F
            let small = low | 0x2020_2020_2020_2020
            let isLetter = (small &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(small &+ 0x0505_0505_0505_0505)
            let isDigit = (low &+ 0x5050_5050_5050_5050) & ~(low &+ 0x4646_4646_4646_4646)
            let isHyphen = ~((low ^ 0x2D2D_2D2D_2D2D_2D2D) &+ 0x7F7F_7F7F_7F7F_7F7F)
            let isOther = (~(isLetter | isDigit | isHyphen) | bytes) & 0x8080_8080_8080_8080
            index += isOther.trailingZeroBitCount >> 3
            if isOther != 0 { return }
        }
    }

    /// The length of the bar, dot or arrow at `index` that stands between the items of a menu; 0 for anything else.
    @inline(__always)
    static func separatorLength(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int {
        let byte = text[index]
        if byte == 0x7C { return 1 }
        guard byte == 0xC2 || byte == 0xE2, index + 1 < end else { return 0 }
        let second = text[index + 1]
        if byte == 0xC2 { return second == 0xB7 || second == 0xBB ? 2 : 0 }  // · »
        guard second == 0x80, index + 2 < end else { return 0 }
        return text[index + 2] == 0xA2 || text[index + 2] == 0xBA ? 3 : 0  // • ›
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || Characters.isDigit(byte) || byte == 0x2D
    }

    /// The word of each phrase that some kind of notice must hold which is least likely to stand in other text.
    private static let anywhereWords =
        ([Array("copyright".utf8), Array("cookies".utf8)] + licenceNames + rights + cookies)
        .map { phrase in
            let words = phrase.split { !isWordByte($0) }
            let rare = words.first { $0.starts(with: "licen".utf8) || $0.elementsEqual("domain".utf8) }
            return Array(rare ?? words.max { $0.count < $1.count } ?? [])
        }
    private static let anywhere = WordTable(anywhereWords.map { (String(decoding: $0, as: UTF8.self), 1) })
    /// For each first byte the lengths of those words, one bit each, so that most words need no further look.
    private static let lengths: [UInt32] = {
        var lengths = [UInt32](repeating: 0, count: 256)
        for word in anywhereWords {
            guard let first = word.first else { continue }
            let bit = UInt32(1) << UInt32(min(word.count, 31))
            lengths[Int(first)] |= bit
            if first >= 0x61 && first <= 0x7A { lengths[Int(first & 0xDF)] |= bit }
        }
        return lengths
    }()

    /// The first word of each phrase that opens a notice.
    private static let openers = WordTable(
        followOpeners.map { phrase in
            (String(decoding: phrase.prefix { isWordByte($0) }, as: UTF8.self), 1)
        }
    )

    private static func bytes(_ phrases: [String]) -> [[UInt8]] { phrases.map { Array($0.utf8) } }
}
