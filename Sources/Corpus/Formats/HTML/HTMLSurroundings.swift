/// What an element says of itself: that it is what a page is about, or that it only stands around that.
struct HTMLSurroundings {
    let isMain: Bool
    let isChrome: Bool

    init(_ tag: HTMLTag, _ bytes: UnsafeBufferPointer<UInt8>, _ attributes: Range<Int>) {
        let role = HTMLAttributes.value(of: "role", bytes, attributes)
        isMain = tag == .main || tag == .article || role == "main" || role == "article"
        guard !isMain, tag != .body, tag != .html else {
            isChrome = false
            return
        }
        isChrome =
            role.map { Self.roles.contains($0) } ?? false
            || HTMLAttributes.value(of: "class", bytes, attributes).map(Self.isAround) ?? false
    }

    /// Landmarks of WAI-ARIA.
    private static let roles: Set<String> = [
        "navigation", "contentinfo", "search", "complementary", "dialog", "menu", "menubar",
    ]

    /// Whether a class names what stands around a text. Sphinx and DocBook name their navigation so, MediaWiki its tools, and
    /// sites their lists of other articles, buttons to share, and banners. An id says nothing: a section on cookies has it.
    private static func isAround(_ value: String) -> Bool {
        value.split(separator: " ").contains { name in
            let name = name.lowercased()
            if names.contains(name) { return true }
            let parts = name.split(separator: "-")
            guard parts.count > 1, let first = parts.first, let last = parts.last else { return false }
            // "related-articles" and "article-share", but neither "related-work" nor "social-policy".
            return matters.contains(String(first)) && things.contains(String(last))
                || endings.contains(String(last))
        }
    }

    private static let names: Set<String> = [
        "related", "share", "sharing", "social", "newsletter", "subscribe", "cookies", "cookie", "breadcrumb",
        "breadcrumbs", "sphinxsidebar", "navheader", "navfooter", "navbar", "promo", "advert", "advertisement", "ad",
        "ads", "byline", "pagination", "topbar", "noprint", "printfooter", "navbox", "catlinks", "mw-editsection",
    ]
    /// What such names begin with …
    private static let matters: Set<String> = [
        "cookie", "cookies", "share", "sharing", "social", "newsletter", "related", "promo", "advert", "navbar",
        "pagination", "breadcrumb", "breadcrumbs",
    ]
    /// … if they end with one of these.
    private static let things: Set<String> = [
        "articles", "banner", "bar", "box", "btn", "button", "buttons", "consent", "container", "icons", "item",
        "items",
        "links", "list", "media", "menu", "nav", "news", "notice", "overlay", "panel", "popup", "posts", "section",
        "signup", "stories", "tools", "widget", "wrap", "wrapper",
    ]
    /// What they end with, whatever they begin with.
    private static let endings: Set<String> = [
        "share", "sharing", "newsletter", "breadcrumb", "breadcrumbs", "pagination", "navbar",
    ]
}
