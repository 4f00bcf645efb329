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
    private let joining: SmallPassages.Joining

    /// - Parameters:
    ///   - language: BCP 47.
    ///   - cleans: whether repetitions and notices are taken out; if not, every block is kept as it is.
    ///   - joining: which paragraphs become one passage.
    init(_ extract: Extract, language: String?, cleans: Bool, joining: SmallPassages.Joining = .fragments) {
        self.joining = joining
        removals = extract.removals
        let language = language.flatMap { Language(tag: $0) }
        extract.text.withUnsafeBufferPointer { text in
            if cleans {
                take(Cleaner.clean(text, blocks: extract.blocks, language: language), text)
            } else {
                let rules = LanguageRules.rules(for: language)
                sentences.reserveCapacity(extract.blocks.count + extract.blocks.count / 4)
                var pieces: [LineRuns.Piece] = []
                pieces.reserveCapacity(extract.blocks.count)
                for block in extract.blocks {
                    if let piece = split(block, text, rules) { pieces.append(piece) }
                }
                add(pieces, text)
            }
        }
    }

    private mutating func take(_ clean: CleanText, _ text: UnsafeBufferPointer<UInt8>) {
        sentences = clean.sentences
        add(clean.passages.map { LineRuns.Piece(kind: $0.kind, range: $0.range, sentences: $0.sentences) }, text)
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

    private mutating func split(
        _ block: TextBlock,
        _ text: UnsafeBufferPointer<UInt8>,
        _ rules: LanguageRules
    ) -> LineRuns.Piece? {
        let first = sentences.count
        SentenceSplitter.append(sentencesIn: text, range: block.range, rules: rules, to: &sentences)
        guard sentences.count > first, let end = sentences.last else { return nil }
        let range = sentences[first].lowerBound..<end.upperBound
        return LineRuns.Piece(kind: block.kind, range: range, sentences: first..<sentences.count)
    }

    private mutating func add(_ pieces: [LineRuns.Piece], _ text: UnsafeBufferPointer<UInt8>) {
        let joined = SmallPassages.join(LineRuns.join(pieces, text), text, joining)
        passages.reserveCapacity(joined.count)
        for piece in joined {
            let heading = headings.heading(of: piece.kind, passage: passages.count)
            let kind = Passage.Kind(piece.kind)
            passages.append(Passage(kind: kind, range: piece.range, sentences: piece.sentences, heading: heading))
        }
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
