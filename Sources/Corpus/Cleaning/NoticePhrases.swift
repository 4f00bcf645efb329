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
        "all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados",
        "все права защищены", "tüm hakları saklıdır", "bütün hüquqlar qorunur", "müəllif hüquqları qorunur",
        "барлық құқықтар қорғалған", "ähli hukuklary goralan", "کلیه حقوق", "تمامی حقوق", "جميع الحقوق محفوظة",
        "版权所有", "無断転載",
    ])
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
        var separators = 0
        var index = range.lowerBound
        var isFirst = true
        while index < range.upperBound {
            let byte = text[index]
            guard isWordByte(byte) else {
                if byte == 0x7C { separators += 1 }
                index += 1
                continue
            }
            var hash = WordTable.Hash()
            var isWide = false
            let start = index
            while index < range.upperBound, isWordByte(text[index]) {
                // Bullets, middle dots, arrows and the copyright sign stand between words or touch them.
                let isSign = text[index] == 0xC2 || text[index] == 0xE2
                if isSign { separators += 1 }
                isWide = isWide || text[index] >= 0xE3
                hash.add(text[index])
                index += 1
            }
            // Chinese and Japanese have no spaces between words.
            if isWide && range.count <= 200 || isFirst && openers.value(of: hash) != nil { return true }
            if anywhere.value(of: hash) != nil || text[start] == 0xC2 && isFirst { return true }
            isFirst = false
        }
        return separators >= 2 || text[range.lowerBound] == 0x28
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || Characters.isDigit(byte) || byte == 0x2D
    }

    /// The longest word of each phrase that some kind of notice must hold.
    private static let anywhere = WordTable(
        ([Array("copyright".utf8), Array("cookies".utf8)] + licenceNames + rights + cookies).map { phrase in
            let words = phrase.split { !isWordByte($0) }
            let longest = words.max { $0.count < $1.count } ?? []
            return (String(decoding: longest, as: UTF8.self), 1)
        }
    )

    /// The first word of each phrase that opens a notice.
    private static let openers = WordTable(
        followOpeners.map { phrase in
            (String(decoding: phrase.prefix { isWordByte($0) }, as: UTF8.self), 1)
        }
    )

    private static func bytes(_ phrases: [String]) -> [[UInt8]] { phrases.map { Array($0.utf8) } }
}
