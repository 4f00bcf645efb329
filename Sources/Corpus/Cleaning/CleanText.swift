/// A text without its repetitions and its boilerplate.
///
/// Every byte of the blocks that is not white space is in exactly one passage or in exactly one removal.
public struct CleanText: Sendable, Equatable {
    /// Sentences of all passages in reading order, as byte ranges of the source.
    public var sentences: [Range<Int>] = []
    /// Paragraphs in reading order, which is not always the order of the source.
    public var passages: [CleanPassage] = []
    /// What was taken out, in source order.
    public var removals: [CleanRemoval] = []
    /// Licences, attributions and other lines about the page, in source order; their bytes are in `removals`.
    public var notices: [Notice] = []

    public init() {}

    /// The sentences of one passage.
    public func sentences(of passage: CleanPassage) -> ArraySlice<Range<Int>> {
        sentences[passage.sentences]
    }
}

/// A paragraph that was kept.
public struct CleanPassage: Sendable, Hashable {
    /// Its bytes in the source, without white space at the ends.
    public let range: Range<Int>
    /// Its sentences, as indices of ``CleanText/sentences``.
    public let sentences: Range<Int>
    /// The kind of the block it comes from.
    public let kind: TextBlock.Kind
}

/// A piece of the source that was taken out.
public struct CleanRemoval: Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        /// The same words stand at `survivor`.
        case repeatedRun
        /// The same words stand at `survivor`, where they go on.
        case truncatedCopy
        /// A line about the page, not of its text.
        case boilerplate(Notice.Kind)
    }

    public let range: Range<Int>
    public let reason: Reason
    /// Where the words of a copy are kept; nil for boilerplate.
    public let survivor: Range<Int>?

    public init(range: Range<Int>, reason: Reason, survivor: Range<Int>?) {
        self.range = range
        self.reason = reason
        self.survivor = survivor
    }
}

/// A line about a page: who wrote it, what may be done with it, where to click.
public struct Notice: Sendable, Hashable {
    public enum Kind: String, Sendable {
        case licence, copyright, navigation, cookies, follow
    }

    public let kind: Kind
    public let range: Range<Int>
    /// SPDX identifier such as "CC-BY-4.0", or "all-rights-reserved", or "public-domain".
    public let licence: String?
    /// Whom the line names as the author or owner.
    public let attribution: String?

    public init(kind: Kind, range: Range<Int>, licence: String?, attribution: String?) {
        self.kind = kind
        self.range = range
        self.licence = licence
        self.attribution = attribution
    }
}
