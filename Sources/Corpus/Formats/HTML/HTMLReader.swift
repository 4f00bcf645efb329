import JSON

/// Reads HTML: text in blocks, each with its place in the markup.
///
/// Navigation, footers, asides and forms are read and removed again, so that they can be looked up, and so is what stands
/// around the one part that a page calls its main one; scripts, styles and the like are no text and never read.
struct HTMLReader {
    static func read(_ bytes: [UInt8]) -> Extract {
        bytes.withUnsafeBufferPointer { buffer in
            var reader = HTMLReader(buffer)
            reader.run()
            guard reader.extract.blocks.isEmpty, reader.extract.title != nil else { return reader.extract }
            // A page that has nothing but a title says just that, as one does that a script fills.
            reader = HTMLReader(buffer, titleIsText: true)
            reader.run()
            return reader.extract
        }
    }

    private struct Element {
        let tag: HTMLTag
        let content: HTMLTag.Content
        /// Whether it is or begins what the page is about.
        let isMain: Bool
    }

    /// How a block stands to the document's text.
    private enum Place { case text, outside, form, chrome }

    /// Deeper elements than browsers keep (Chromium's limit) are not counted.
    private static let depthLimit = 512

    private let bytes: UnsafeBufferPointer<UInt8>
    private var text = MappedText()
    private var open: [Element] = []
    private var chromeCount = 0
    private var formCount = 0
    private var mainCount = 0
    private var skippedCount = 0
    /// White space that is one space if text follows in the block: where it stands.
    private var pendingSpace: Int?
    /// The block being read: where it begins in the text.
    private var blockStart = 0
    private var blockKind = TextBlock.Kind.paragraph
    private var blockPlace = Place.text
    private var blocks: [(block: TextBlock, place: Place)] = []
    private var extract = Extract()
    private var isInTitle = false
    private var heading: String?
    private let titleIsText: Bool

    private init(_ bytes: UnsafeBufferPointer<UInt8>, titleIsText: Bool = false) {
        self.bytes = bytes
        self.titleIsText = titleIsText
    }

    private mutating func run() {
        text.reserveCapacity(bytes.count / 2)
        var tokenizer = HTMLTokenizer(bytes)
        while let token = tokenizer.next() {
            switch token {
            case .text(let range): read(range)
            case .start(let tag, let offset, let attributes): if let tag { start(tag, offset, attributes) }
            case .end(let tag, let offset): if let tag { end(tag, offset) }
            }
        }
        finishBlock(at: nil)
        finish()
    }

    // MARK: Elements

    private mutating func start(_ tag: HTMLTag, _ offset: Int, _ attributes: Range<Int>) {
        switch tag {
        case .title: isInTitle = skippedCount == 0 && extract.title == nil
        case .html: extract.language = HTMLAttributes.value(of: "lang", bytes, attributes) ?? extract.language
        case .meta: readMeta(attributes)
        case .link, .a: readLicence(attributes)
        case .br: breakLine(at: offset)
        default: break
        }
        let content = tag.content
        guard content != .inline else { return }
        if tag.closesParagraph, open.last?.tag == .p { pop(at: offset) }
        if let (kinds, boundary) = tag.endsOpen { close(kinds, boundary, offset) }
        switch tag {
        case .td, .th: separateCell(at: offset)
        default: finishBlock(at: offset)
        }
        if !tag.isVoid, open.count < Self.depthLimit { push(tag, content, attributes) }
    }

    private mutating func end(_ tag: HTMLTag, _ offset: Int) {
        if tag == .title {
            isInTitle = false
            if titleIsText { finishBlock(at: offset) }
        }
        if tag == .br { breakLine(at: offset) }
        guard tag.content != .inline else { return }
        // An end tag of something that is not open means nothing, and does not reach out of a cell.
        guard let place = open.lastIndex(where: { $0.tag == tag || ($0.tag == .table && tag != .table) }),
            open[place].tag == tag
        else { return }
        while open.count > place { pop(at: offset) }
    }

    private mutating func push(_ tag: HTMLTag, _ content: HTMLTag.Content, _ attributes: Range<Int>) {
        let around = HTMLSurroundings(tag, bytes, attributes)
        open.append(Element(tag: tag, content: around.isChrome ? .chrome : content, isMain: around.isMain))
        count(open[open.count - 1], 1)
    }

    private mutating func pop(at offset: Int) {
        guard let last = open.last else { return }
        if last.tag != .td, last.tag != .th { finishBlock(at: offset) }
        open.removeLast()
        count(last, -1)
    }

    private mutating func count(_ element: Element, _ step: Int) {
        if element.isMain { mainCount += step }
        switch element.content {
        case .chrome: if element.tag == .form { formCount += step } else { chromeCount += step }
        case .skipped: skippedCount += step
        case .inline, .blocks: break
        }
    }

    private mutating func close(_ kinds: [HTMLTag], _ boundary: [HTMLTag], _ offset: Int) {
        guard let place = open.lastIndex(where: { kinds.contains($0.tag) || boundary.contains($0.tag) }),
            kinds.contains(open[place].tag)
        else { return }
        while open.count > place { pop(at: offset) }
    }

    // MARK: What a page says about itself

    private mutating func readMeta(_ attributes: Range<Int>) {
        let named = HTMLAttributes.value(of: "name", bytes, attributes)
        guard let name = named ?? HTMLAttributes.value(of: "property", bytes, attributes),
            let key = Self.metadataKeys[name.lowercased()], extract.metadata[key] == nil,
            let content = HTMLAttributes.value(of: "content", bytes, attributes), !content.isEmpty
        else { return }
        extract.metadata.append(key, .string(content))
    }

    private static let metadataKeys = [
        "author": "author", "description": "description", "keywords": "keywords", "date": "date",
        "article:published_time": "date", "dcterms.date": "date", "og:site_name": "site", "publisher": "publisher",
    ]

    private mutating func readLicence(_ attributes: Range<Int>) {
        guard let relation = HTMLAttributes.value(of: "rel", bytes, attributes), relation.contains("license"),
            let target = HTMLAttributes.value(of: "href", bytes, attributes), extract.metadata["licenceLink"] == nil
        else { return }
        extract.metadata.append("licenceLink", .string(target))
    }

    // MARK: Text

    private mutating func read(_ range: Range<Int>) {
        if isInTitle {
            let title = HTMLAttributes.text(bytes, range)
            if !title.isEmpty { extract.title = title }
            if !titleIsText { return }
        }
        guard skippedCount == 0 else { return }
        let isPreformatted = open.last?.tag == .pre || open.last?.tag == .listing
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte.isHTMLSpace, !isPreformatted {
                if pendingSpace == nil { pendingSpace = index }
                index += 1
            } else if byte == UInt8(ascii: "&"),
                let (scalar, length) = HTMLEntities.character(bytes, at: index, until: range.upperBound)
            {
                // A soft hyphen shows nothing and would cut the word in two.
                if scalar != "\u{AD}" {
                    beginText()
                    text.append(scalar, at: index, sourceWidth: length)
                }
                index += length
            } else {
                var end = index + 1
                while end < range.upperBound, bytes[end] != UInt8(ascii: "&"), isPreformatted || !bytes[end].isHTMLSpace
                {
                    end += 1
                }
                beginText()
                text.append(bytes, index..<end)
                index = end
            }
        }
    }

    /// Prepares for a character of the block: the space before it, or what kind of block it begins.
    private mutating func beginText() {
        if text.count == blockStart {
            blockKind = kind
            blockPlace = chromeCount > 0 ? .chrome : formCount > 0 ? .form : mainCount > 0 ? .text : .outside
        } else if let pendingSpace {
            text.append(UInt8(ascii: " "), at: pendingSpace)
        }
        pendingSpace = nil
    }

    private mutating func breakLine(at offset: Int) {
        guard text.count > blockStart else { return }
        text.append(UInt8(ascii: "\n"), at: offset)
        pendingSpace = nil
    }

    private mutating func separateCell(at offset: Int) {
        guard text.count > blockStart else { return }
        text.append(UInt8(ascii: "\t"), at: offset)
        pendingSpace = nil
    }

    private var kind: TextBlock.Kind {
        var hasBlockInside = false
        for element in open.reversed() {
            if let level = element.tag.headingLevel { return .heading(level: level) }
            switch element.tag {
            case .pre, .listing: return .code
            case .li, .dt, .dd: return .listItem
            case .blockquote: return .quotation
            case .td, .th, .tr, .caption: return hasBlockInside ? .paragraph : .table
            case .p, .div, .section, .article: hasBlockInside = true
            default: break
            }
        }
        return .paragraph
    }

    /// Ends the block being read; what ends it stands at `offset`, or is the end of the file.
    private mutating func finishBlock(at offset: Int?) {
        pendingSpace = nil
        guard text.count > blockStart else { return }
        let range = blockStart..<text.count
        blocks.append((TextBlock(range: range, kind: blockKind), blockPlace))
        if heading == nil, blockPlace == .text || blockPlace == .outside, case .heading = blockKind {
            heading = String(decoding: text.bytes[range], as: UTF8.self)
        }
        if let offset { text.append(UInt8(ascii: "\n"), at: offset) }
        blockStart = text.count
    }

    private mutating func finish() {
        func size(of place: Place) -> Int {
            blocks.reduce(0) { $0 + ($1.place == place ? $1.block.range.count : 0) }
        }
        let (main, outside) = (size(of: .text), size(of: .outside))
        // A page of cards calls each of them an article, and has its text elsewhere.
        let keepsOutside = main < outside
        // Some sites put the whole page into one form.
        let keepsForms = size(of: .form) > (keepsOutside ? main + outside : main)
        var removed: Range<Int>?
        for (block, place) in blocks {
            if place == .text || place == .outside && keepsOutside || place == .form && keepsForms {
                extract.blocks.append(block)
                if let range = removed { remove(range) }
                removed = nil
            } else {
                removed = (removed?.lowerBound ?? block.range.lowerBound)..<block.range.upperBound
            }
        }
        if let range = removed { remove(range) }
        extract.text = text.bytes
        extract.map = text.map
        if extract.title == nil { extract.title = heading }
    }

    private mutating func remove(_ range: Range<Int>) {
        extract.removals.append(Removal(range: range, reason: Extract.chromeReason, survivor: nil))
    }
}
