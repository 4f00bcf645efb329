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
    public let cache: Cache

    /// Where what was read is kept for the next start.
    public enum Cache: Sendable, Hashable {
        /// In a folder of this configuration's below the user's cache folder.
        case automatic
        case none
        /// Absolute.
        case folder(String)
    }

    init(_ block: Block) {
        sources = block.list("sources").map(SourceSettings.init)
        let limits = block.block("limits")
        fileByteCount = limits.byteCount("file")
        fileCount = limits.integer("files")
        totalByteCount = limits.byteCount("total")
        isCleaned = block.bool("clean")
        followsLinks = block.bool("follow-links")
        filters = block.list("filters").map { FilterSettings(Block($0)) }
        cache =
            switch block.string("cache") {
            case "auto": .automatic
            case "none": .none
            case let path: .folder(path)
            }
    }
}

/// A file, a folder or a glob of the corpus.
public struct SourceSettings: Sendable, Hashable {
    public enum Format: String, Sendable, Hashable {
        case auto, plain, markdown, html, jsonl, mail, subtitles
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
    public let languageField: String
    /// The members with the text, in their order.
    public let textFields: [String]

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
        languageField = fields.string("language")
        textFields = fields.members["text"]?.string.map { [$0] } ?? fields.strings("text")
    }
}

/// A program that turns files of another format into text.
public struct FilterSettings: Sendable, Hashable {
    public enum Format: String, Sendable, Hashable {
        case plain, markdown, html
    }

    /// The program's name without its folder.
    public let name: String
    /// The endings of file names that it reads, in lower case and without the point.
    public let extensions: [String]
    /// The program and its arguments; `{}` stands for the file.
    public let command: [String]
    /// What it writes.
    public let format: Format
    public let timeout: Duration
    /// The most address space that it may use, in bytes; 0 is without a limit.
    public let memoryByteCount: Int
    /// The most bytes that it may write.
    public let outputByteCount: Int

    init(_ block: Block) {
        extensions = block.strings("match").compactMap(Self.fileExtension)
        command = block.strings("command")
        name = command.first?.split(separator: "/").last.map(String.init) ?? ""
        format = block.choice("format")
        timeout = block.duration("timeout")
        memoryByteCount = block.byteCount("memory")
        outputByteCount = block.byteCount("output")
    }

    /// `pdf` for `*.pdf`; `nil` for any other kind of pattern.
    static func fileExtension(_ pattern: String) -> String? {
        guard pattern.hasPrefix("*.") else { return nil }
        let ending = pattern.dropFirst(2)
        guard !ending.isEmpty, !ending.contains(where: { "*?[]{}/.".contains($0) }) else { return nil }
        return ending.lowercased()
    }
}
