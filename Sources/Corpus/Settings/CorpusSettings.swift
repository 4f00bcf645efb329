import Glibc

/// What the corpus is made of and how it is read.
public struct CorpusSettings: Sendable, Hashable {
    public var sources: [Source]
    public var limits: Limits
    /// Whether repeated runs, copies and licence lines are taken out of the passages.
    public var cleans: Bool
    /// Whether symbolic links are followed; if not, each one is listed as a problem.
    public var followsLinks: Bool
    /// The programs that read what is not read here; the first that fits is taken.
    public var filters: [Filter]
    /// The absolute folder that relative paths start from, and that document paths are named relative to.
    public var baseFolder: String
    /// Files and folders that whoever reads the corpus keeps for itself, such as its lock, its log and its cache: absolute.
    /// They are left out wherever they lie, unless a source names one of them itself.
    public var ownPaths: Set<String>

    public init(
        sources: [Source] = [],
        limits: Limits = Limits(),
        cleans: Bool = true,
        followsLinks: Bool = false,
        filters: [Filter] = Filter.standard,
        baseFolder: String = "/",
        ownPaths: Set<String> = []
    ) {
        self.sources = sources
        self.limits = limits
        self.cleans = cleans
        self.followsLinks = followsLinks
        self.filters = filters
        self.baseFolder = baseFolder
        self.ownPaths = ownPaths
    }

    /// A file, a folder with everything below it, or a glob.
    public struct Source: Sendable, Hashable {
        /// Absolute, or relative to `baseFolder`; `*`, `?`, `[…]` and `**` make it a glob.
        public var path: String
        /// Globs for files of a folder, relative to it; without a slash they are matched against the name alone. Empty
        /// takes every file whose name does not begin with a dot.
        public var include: [String]
        /// Globs for files and folders that are left out; wins over `include`.
        public var exclude: [String]
        /// `nil` goes by the file's extension.
        public var format: Format?
        /// A name such as `windows-1251`; `nil` goes by what the file says or looks like.
        public var encoding: String?
        /// BCP 47; `nil` goes by what the file says or looks like.
        public var language: String?
        public var fields: RecordFields

        public init(
            path: String,
            include: [String] = [],
            exclude: [String] = [],
            format: Format? = nil,
            encoding: String? = nil,
            language: String? = nil,
            fields: RecordFields = RecordFields()
        ) {
            self.path = path
            self.include = include
            self.exclude = exclude
            self.format = format
            self.encoding = encoding
            self.language = language
            self.fields = fields
        }
    }

    /// The members of a JSON Lines record that mean something; all others become metadata.
    public struct RecordFields: Sendable, Hashable {
        /// Read one after the other as the document's text, those that are there.
        public var text: [String]
        public var title: String
        public var id: String
        public var language: String

        public init(
            text: [String] = ["text"],
            title: String = "title",
            id: String = "id",
            language: String = "language"
        ) {
            self.text = text
            self.title = title
            self.id = id
            self.language = language
        }
    }

    public struct Limits: Sendable, Hashable {
        /// Of one file; more than 4 GiB - 1 means that.
        public var fileBytes: Int
        /// Of files read.
        public var fileCount: Int
        /// Of all files together.
        public var totalBytes: Int

        public init(fileBytes: Int = 64 << 20, fileCount: Int = 100_000, totalBytes: Int = 1 << 30) {
            self.fileBytes = fileBytes
            self.fileCount = fileCount
            self.totalBytes = totalBytes
        }
    }
}

/// How the bytes of a file are read.
public enum Format: String, Sendable, Hashable, CaseIterable {
    case plain, markdown, html, jsonl, mail, subtitles

    /// What a file of this name is read as, if its extension says.
    init?(fileExtension: String) {
        switch fileExtension {
        case "txt", "text": self = .plain
        case "md", "markdown", "mdown", "mkd": self = .markdown
        case "html", "htm", "xhtml": self = .html
        case "jsonl", "ndjson": self = .jsonl
        case "eml", "mbox": self = .mail
        case "srt", "vtt": self = .subtitles
        // The flags of a message that was read, behind its name in a maildir.
        case _ where fileExtension.contains(":2,"): self = .mail
        default: return nil
        }
    }
}

extension CorpusSettings {
    /// Whether files can be read in an encoding of this name.
    public static func knows(encoding: String) -> Bool { Encoding(label: encoding) != nil }

    /// Why a source has no files now, whatever is in its folders; `nil` where it may have some.
    ///
    /// - Parameter source: absolute; may be a glob.
    public static func absence(of source: String) -> String? {
        if stat.of(source, followingLinks: true) != nil { return nil }
        guard Glob.isGlob(source) else { return "there is no such file or folder" }
        let folder = Glob.folder(of: source)
        let isThere = stat.of(folder, followingLinks: true)?.kind == .folder
        return isThere ? nil : "matches nothing: there is no folder '\(folder)'"
    }
}
