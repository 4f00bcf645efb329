import JSON

/// Which documents are read, and how.
public struct CorpusSettings: Sendable, Hashable {
    public let sources: [SourceSettings]
    /// The largest file that is read, in bytes.
    public let fileByteCount: Int
    public let fileCount: Int
    /// Bytes of all files together.
    public let totalByteCount: Int
    public let isCleaned: Bool
    public let followsLinks: Bool
    public let filters: [FilterSettings]

    init(_ block: Block) {
        sources = block.list("sources").map(SourceSettings.init)
        let limits = block.block("limits")
        fileByteCount = limits.byteCount("file")
        fileCount = limits.integer("files")
        totalByteCount = limits.byteCount("total")
        isCleaned = block.bool("clean")
        followsLinks = block.bool("follow-links")
        filters = block.list("filters").map { FilterSettings(Block($0)) }
    }
}

/// A file, a folder or a glob of the corpus.
public struct SourceSettings: Sendable, Hashable {
    public enum Format: String, Sendable, Hashable {
        case auto, plain, markdown, html, jsonl
    }

    /// Absolute; may contain `*`, `?`, `[…]` and `**`.
    public let path: String
    /// Globs of paths below a folder.
    public let include: [String]
    public let exclude: [String]
    /// `nil` is to be detected.
    public let encoding: String?
    /// BCP 47; `nil` is to be recognised.
    public let language: String?
    public let format: Format
    /// The members of a JSON Lines record.
    public let idField: String
    public let titleField: String
    public let textField: String

    /// A whole block, or a path alone.
    init(_ json: JSON) {
        let given = json.string.map { ["path": .string($0)] } ?? json
        let block = Block(ConfigurationSchema.source.completed(given))
        path = block.string("path")
        include = block.strings("include")
        exclude = block.strings("exclude")
        let encoding = block.string("encoding")
        self.encoding = encoding == "auto" ? nil : encoding
        let language = block.string("language")
        self.language = language == "auto" ? nil : language
        format = block.choice("format")
        let fields = block.block("fields")
        idField = fields.string("id")
        titleField = fields.string("title")
        textField = fields.string("text")
    }
}

/// A program that turns files of another format into text.
public struct FilterSettings: Sendable, Hashable {
    /// Globs of file names, such as `*.pdf`.
    public let match: [String]
    /// The program and its arguments; `{}` stands for the file.
    public let command: [String]
    public let timeout: Duration
    /// The most memory that it may use, in bytes.
    public let memoryByteCount: Int
    /// The most bytes that it may write.
    public let outputByteCount: Int

    init(_ block: Block) {
        match = block.strings("match")
        command = block.strings("command")
        timeout = block.duration("timeout")
        memoryByteCount = block.byteCount("memory")
        outputByteCount = block.byteCount("output")
    }
}
