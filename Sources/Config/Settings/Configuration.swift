public import JSON
public import Wire

/// What the daemon was told, with every default filled in. Paths are absolute.
public struct Configuration: Sendable {
    /// Where the daemon listens; `nil` leaves it to the rule of `SocketPath`.
    public let socket: String?
    public let log: LogSettings
    public let limits: Limits
    /// What running requests get when the daemon stops.
    public let grace: Duration
    public let threads: ThreadSettings
    public let watch: WatchSettings
    public let corpus: CorpusSettings
    /// In the order of the file, the disabled ones among them.
    public let plugins: [PluginSettings]

    /// The file's absolute path, and the folder at which its relative paths start.
    public let file: String
    public let folder: String
    /// All of it in the form of the file.
    public let json: JSON
    /// Where each value comes from; what is not in it is a default.
    public let origins: [Pointer: Origin]

    let document: ConfigurationDocument

    /// - Precondition: `json` was accepted by the schema and completed.
    init(json: JSON, origins: [Pointer: Origin], file: String, document: ConfigurationDocument) {
        let root = Block(json)
        socket = root.optionalString("socket")
        log = LogSettings(root.block("log"))
        let limits = root.block("limits")
        self.limits = Limits(limits)
        grace = limits.duration("grace")
        threads = ThreadSettings(root.block("threads"))
        watch = WatchSettings(root.block("watch"))
        corpus = CorpusSettings(root.block("corpus"))
        plugins = (json["plugins"]?.object ?? Members()).map { PluginSettings(name: $0.key, Block($0.value)) }
        self.file = file
        folder = PathText.folder(of: file)
        self.json = json
        self.origins = origins
        self.document = document
    }

    /// Where the value at `pointer` comes from.
    public func origin(of pointer: Pointer) -> Origin { origins[pointer] ?? .fallback }

    /// What a schema can't say about the value at `pointer`, found out by whoever uses it, as a mistake at its place.
    public func mistake(_ message: String, at pointer: Pointer, hint: String? = nil) -> Mistake {
        document.mistake(message, at: pointer, hint: hint)
    }
}

public struct LogSettings: Sendable, Hashable {
    public enum Level: String, Sendable, Hashable, CaseIterable {
        case trace, debug, info, notice, warning, error
    }

    public enum Format: String, Sendable, Hashable {
        case text, json
    }

    public let level: Level
    public let format: Format
    /// `nil` is standard error.
    public let file: String?

    init(_ block: Block) {
        level = block.choice("level")
        format = block.choice("format")
        file = block.optionalString("file")
    }
}

public struct ThreadSettings: Sendable, Hashable {
    public let loops: Int
    public let workers: Int

    init(_ block: Block) {
        loops = block.integer("loops")
        workers = block.integer("workers")
    }
}

public struct WatchSettings: Sendable, Hashable {
    public let isEnabled: Bool
    public let debounce: Duration
    public let poll: Duration

    init(_ block: Block) {
        isEnabled = block.bool("enabled")
        debounce = block.duration("debounce")
        poll = block.duration("poll")
    }
}

extension Limits {
    init(_ block: Block) {
        self.init()
        line = block.byteCount("line")
        unsent = block.byteCount("unsent")
        connections = block.integer("connections")
        inFlight = block.integer("in-flight")
        queue = block.integer("queue")
        timeoutMilliseconds = block.milliseconds("timeout")
    }
}
