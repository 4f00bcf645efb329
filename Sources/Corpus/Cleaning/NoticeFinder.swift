/// Recognises lines about a page: licences, copyright, navigation, cookies, "follow us".
enum NoticeFinder {
    /// A longer passage is text, whatever it mentions.
    private static let longest = 600

    /// The notice that all of `range` is, nil when it is text.
    ///
    /// Strict, because text that is taken for a notice is lost to search: a passage is one when it opens like one, or
    /// is short and holds the words of one and little else.
    static func notice(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Notice? {
        guard range.count <= longest, range.count >= 3 else { return nil }
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
        if line.byteCount <= 400, lower.contains("cookie"), line.holds(NoticePhrases.cookieVerbs) { return .cookies }
        if line.byteCount <= 160, line.opens(with: NoticePhrases.followOpeners) { return .follow }
        return nil
    }
}

/// A line as the finder reads it: in small letters, white space as single spaces.
private struct NoticeLine {
    let original: String
    let lower: String
    let byteCount: Int

    init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        let words = String(decoding: text[range], as: UTF8.self).split(whereSeparator: \.isWhitespace)
        original = words.joined(separator: " ")
        lower = original.lowercased()
        byteCount = range.count
    }

    func holds(_ phrases: [String]) -> Bool { phrases.contains { lower.contains($0) } }

    func opens(with phrases: [String]) -> Bool { phrases.contains { lower.hasPrefix($0) } }

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

/// The words by which notices are known.
private enum NoticePhrases {
    static let licenceOpeners = [
        "all content by", "all content is", "all content on", "all content of", "all contents", "content by",
        "content is",
        "content on this", "content from", "this work is", "this article is", "this text is", "this page is",
        "this site is",
        "this content is", "text is available", "text available under", "unless otherwise", "except where otherwise",
        "licensed under", "license:", "licence:", "released under", "available under", "published under",
        "distributed under",
        "republished under", "this story is", "this document is", "our content is", "articles are", "creative commons",
        "cc by", "cc-by", "dieser text", "dieses werk", "cette œuvre", "ce texte", "esta obra", "este artículo",
    ]
    static let licenceNames = [
        "creative commons", "creativecommons.org", "cc by", "cc-by", "cc0", "public domain", "mit license",
        "mit licence",
        "apache license", "gpl", "general public license", "free documentation license", "gfdl",
        "open government licence",
        "bsd license", "mozilla public license",
    ]
    static let licenceVerbs = [
        "licensed under", "licenced under", "available under", "released under", "published under", "distributed under",
        "under a creative commons", "under the terms of", "lizenziert unter", "sous licence", "bajo una licencia",
        "bajo licencia", "лицензи",
    ]
    static let pageSubjects = [
        "all content", "this work", "this article", "this site", "this page", "this text", "this story", "this website",
        "content by", "content on", "our content", "our articles", "this post", "original article", "republish",
        "материалы", "контент", "dieser", "cette", "esta obra",
    ]
    static let rights = [
        "all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados",
        "все права защищены", "tüm hakları saklıdır", "bütün hüquqlar qorunur", "müəllif hüquqları qorunur",
        "барлық құқықтар қорғалған", "ähli hukuklary goralan", "کلیه حقوق", "تمامی حقوق", "جميع الحقوق محفوظة",
        "版权所有", "無断転載",
    ]
    static let navigation = [
        "home", "subscribe", "newsletter", "terms", "privacy", "contact", "log in", "login", "sign in", "about us",
        "sitemap",
        "facebook", "twitter", "rss", "follow us", "imprint", "impressum", "datenschutz", "mentions légales",
        "aviso legal",
        "контакты", "главная", "о нас", "əlaqə", "ana sayfa", "iletişim",
    ]
    static let cookieVerbs = [
        "we use cookies", "uses cookies", "use cookies", "use of cookies", "accept cookies", "accept all",
        "by continuing",
        "cookie policy", "verwendet cookies", "verwenden cookies", "utilise des cookies", "utiliza cookies",
        "çerezleri",
        "our partners",
    ]
    static let followOpeners = [
        "follow us", "like us on", "subscribe to our", "subscribe now", "sign up for our", "sign up to our",
        "sign up for the", "join our newsletter", "share this", "share on", "download our app", "get our newsletter",
        "folgen sie uns", "suivez-nous",
        "síguenos",
        "подписывайтесь", "подпишитесь", "bizi izləyin", "bizi takip",
    ]
}
