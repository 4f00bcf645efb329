import JSON

/// Cleans the blocks of one document and cuts them into sentences.
struct BlockCleaner {
    private(set) var passages: [Passage] = []
    private(set) var sentences: [Range<Int>] = []
    /// In the order of the text.
    private(set) var removals: [Removal]
    /// The licence and the attribution that the text itself states.
    private(set) var metadata = Members()
    private var headings = Headings()

    /// - Parameters:
    ///   - language: BCP 47.
    ///   - cleans: whether repetitions and notices are taken out; if not, every block is kept as it is.
    init(_ extract: Extract, language: String?, cleans: Bool) {
        removals = extract.removals
        let rules = language.flatMap { Language(tag: $0) }
        extract.text.withUnsafeBufferPointer { text in
            if cleans {
                take(Cleaner.clean(text, blocks: extract.blocks, language: rules), text)
            } else {
                for block in extract.blocks { split(block, text, rules) }
            }
        }
    }

    private mutating func take(_ clean: CleanText, _ text: UnsafeBufferPointer<UInt8>) {
        sentences = clean.sentences
        for passage in clean.passages {
            add(passage.kind, range: passage.range, sentences: passage.sentences)
        }
        for removal in clean.removals {
            removals.append(Removal(range: removal.range, reason: removal.reason.name, survivor: removal.survivor))
        }
        removals.sort { $0.range.lowerBound < $1.range.lowerBound }
        for notice in clean.notices where notice.kind == .licence || notice.kind == .copyright {
            describe(notice, text)
        }
    }

    /// The first notice that says a thing is the one that counts.
    private mutating func describe(_ notice: Notice, _ text: UnsafeBufferPointer<UInt8>) {
        if let licence = notice.licence, metadata["licence"] == nil {
            metadata.append("licence", .string(licence))
            metadata.append("licenceNotice", .string(String(decoding: text[notice.range], as: UTF8.self)))
        }
        if let attribution = notice.attribution, metadata["attribution"] == nil {
            metadata.append("attribution", .string(attribution))
        }
    }

    private mutating func split(_ block: TextBlock, _ text: UnsafeBufferPointer<UInt8>, _ language: Language?) {
        let first = sentences.count
        SentenceSplitter.append(sentencesIn: text, range: block.range, language: language, to: &sentences)
        guard let start = sentences[first...].first, let end = sentences.last else { return }
        add(block.kind, range: start.lowerBound..<end.upperBound, sentences: first..<sentences.count)
    }

    private mutating func add(_ kind: TextBlock.Kind, range: Range<Int>, sentences: Range<Int>) {
        let heading = headings.heading(of: kind, passage: passages.count)
        passages.append(Passage(kind: Passage.Kind(kind), range: range, sentences: sentences, heading: heading))
    }
}

/// The headings that are open at a place, each of a lower rank than the one before.
struct Headings {
    private var open: [(level: Int, passage: Int)] = []

    /// The nearest heading above a passage of this kind; a heading is then open itself.
    mutating func heading(of kind: TextBlock.Kind, passage: Int) -> Int? {
        guard case .heading(let level) = kind else { return open.last?.passage }
        while let last = open.last, last.level >= level { open.removeLast() }
        let heading = open.last?.passage
        open.append((level, passage))
        return heading
    }
}

extension Passage.Kind {
    init(_ kind: TextBlock.Kind) {
        switch kind {
        case .line, .paragraph: self = .paragraph
        case .listItem: self = .listItem
        case .quotation: self = .quotation
        case .table: self = .tableRow
        case .code: self = .code
        case .heading: self = .heading
        }
    }
}

extension CleanRemoval.Reason {
    /// As `Removal.reason` names it.
    var name: String {
        switch self {
        case .repeatedRun: "repeated-run"
        case .truncatedCopy: "truncated-copy"
        case .boilerplate(let kind): kind.rawValue
        }
    }
}
