/// The elements of HTML that decide what is text and where a block of it ends; all others are marks inside a line.
enum HTMLTag: UInt8, CaseIterable {
    case html, meta, link, title, br, img, a
    case h1, h2, h3, h4, h5, h6
    case p, li, dt, dd, blockquote, pre, listing
    case table, caption, tr, td, th, thead, tbody, tfoot
    case ul, ol, dl, menu
    case address, article, body, center, details, div, fieldset, figcaption, figure, header, hgroup, hr, main, section
    case summary, legend, option, optgroup
    case nav, footer, aside, form, noscript, button, select, dialog
    case script, style, template, svg, math, iframe, object, canvas, textarea, xmp, noembed, noframes, audio, video

    /// What an element does to the text in it.
    enum Content {
        /// Part of a line.
        case inline
        /// Blocks of text.
        case blocks
        /// Text around the document's own: navigation, forms.
        case chrome
        /// No text at all.
        case skipped
    }

    var content: Content {
        switch self {
        case .html, .meta, .link, .title, .br, .img, .a: .inline
        case .nav, .footer, .aside, .form, .noscript, .button, .select, .dialog, .menu: .chrome
        case .script, .style, .template, .svg, .math, .iframe, .object, .canvas, .textarea, .xmp, .noembed, .noframes,
            .audio, .video:
            .skipped
        default: .blocks
        }
    }

    /// Whether everything up to the end tag is no markup (HTML Standard, "Parsing HTML fragments": RCDATA, RAWTEXT).
    var isRaw: Bool {
        switch self {
        case .script, .style, .title, .textarea, .iframe, .xmp, .noembed, .noframes: true
        default: false
        }
    }

    /// Whether it has no end.
    var isVoid: Bool {
        switch self {
        case .meta, .link, .br, .img, .hr: true
        default: false
        }
    }

    /// Whether its start ends an open paragraph.
    var closesParagraph: Bool {
        switch self {
        case .button, .select, .option, .optgroup, .noscript, .td, .th, .tr, .thead, .tbody, .tfoot, .caption, .dialog:
            false
        default: content == .blocks || content == .chrome
        }
    }

    /// Open elements of these kinds end when this one starts, unless one of `boundary` lies between.
    var endsOpen: (kinds: [HTMLTag], boundary: [HTMLTag])? {
        switch self {
        case .li: ([.li], [.ul, .ol, .menu])
        case .dt, .dd: ([.dt, .dd], [.dl])
        case .td, .th: ([.td, .th], [.tr, .table])
        case .tr: ([.tr], [.table])
        case .thead, .tbody, .tfoot: ([.thead, .tbody, .tfoot], [.table])
        case .option: ([.option], [.select])
        case .h1, .h2, .h3, .h4, .h5, .h6: ([.h1, .h2, .h3, .h4, .h5, .h6], [.table, .div, .section, .article, .li])
        default: nil
        }
    }

    var headingLevel: Int? {
        switch self {
        case .h1: 1
        case .h2: 2
        case .h3: 3
        case .h4: 4
        case .h5: 5
        case .h6: 6
        default: nil
        }
    }

    /// The element that the name at `range` names.
    static func named(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> HTMLTag? {
        names.value(bytes, range).flatMap { HTMLTag(rawValue: $0) }
    }

    private static let names = WordTable(HTMLTag.allCases.map { ("\($0)", $0.rawValue) })
}
