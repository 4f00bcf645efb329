public import JSON
public import Schema

/// What a configuration may say: the one declaration behind checking, defaults, documentation and completion in editors.
public enum ConfigurationSchema {
    /// The settings of the built-in plugins by name; `nil` for a program that does not know them.
    public typealias PluginSettings = [String: [Property]]

    /// The whole configuration.
    ///
    /// - Parameter external: the names of the plugins that are programs, where they are known.
    public static func schema(plugins: PluginSettings?, external: [String] = []) -> Schema {
        .object([
            socket,
            block("log", log, "What is logged, how and where."),
            block("limits", limits, "What one client, and all of them together, may ask for."),
            block("threads", threads, "How many threads work."),
            block("watch", watch, "Whether changed files are read again by themselves."),
            Property("corpus", corpus.described("Which documents are read, and how.")),
            Property(
                "plugins",
                pluginMap(plugins, external: external).described("What answers questions; a name and its settings.")
            ),
        ])
    }

    /// As JSON Schema 2020-12, for editors.
    public static func json(plugins: PluginSettings?) -> JSON {
        var members: Members = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Configuration of caspiand",
        ]
        for (key, value) in schema(plugins: plugins).json.object ?? Members() { members[key] = value }
        return .object(members)
    }

    static func block(_ name: String, _ properties: [Property], _ summary: String) -> Property {
        Property(name, .object(properties).described(summary), fallback: [:])
    }

    static func value(_ name: String, _ schema: Schema, _ summary: String, _ fallback: JSON) -> Property {
        Property(name, schema.described(summary), fallback: fallback)
    }

    static let socket = Property("socket", Schema.path.described("The daemon's Unix socket."), isRequired: false)

    private static let log = [
        value(
            "level",
            .choice("trace", "debug", "info", "notice", "warning", "error"),
            "The least important lines that are logged.",
            "info"
        ),
        value("format", .choice("text", "json"), "How a line looks.", "text"),
        Property("file", Schema.path.described("Where lines go; standard error when left out."), isRequired: false),
    ]

    private static let limits = [
        value("line", .byteCount, "The longest line that is read.", "1MiB"),
        value("unsent", .byteCount, "What may wait for a client that does not read.", "8MiB"),
        value("connections", .integer(1...65_536), "Clients at once.", 1024),
        value("in-flight", .integer(1...1_000_000), "Requests of one connection under way at once.", 1024),
        value("queue", .integer(1...1_000_000), "Requests that may wait for a worker.", 4096),
        value("timeout", .duration, "What a request gets that names no time of its own.", "30s"),
        value("grace", .duration, "What running requests get when the daemon stops.", "5s"),
    ]

    private static let threads = [
        value("loops", .integer(1...64), "Threads that read and write sockets and answer what is cheap.", 1),
        value("workers", .integer(1...256), "Threads that answer the rest.", 2),
    ]

    private static let watch = [
        value("enabled", .boolean, "Whether to watch the corpus and this file.", true),
        value("debounce", .duration, "How long files must be quiet before they are read again.", "10ms"),
        value("poll", .duration, "How often to look where the system does not tell of changes.", "2s"),
    ]

    private static let corpus = Schema.object([
        Property(
            "sources",
            Schema.list(of: .either(.path, source), count: 1...10_000)
                .described("Files, folders and globs that are read.")
        ),
        block(
            "limits",
            [
                value("file", .byteCount, "The largest file that is read.", "32MiB"),
                value("files", .integer(1...100_000_000), "How many files are read at most.", 100_000),
                value("total", .byteCount, "How much is read at most of all files together.", "4GiB"),
            ],
            "How much is read."
        ),
        value("clean", .boolean, "Whether repeated text is removed.", true),
        value("follow-links", .boolean, "Whether symbolic links are followed.", false),
        value(
            "cache",
            .either(.choice("auto", "none"), .path),
            "The folder that keeps what was read for the next start; auto is one below the user's cache folder.",
            "auto"
        ),
        Property(
            "filters",
            Schema.list(of: filter, count: 0...1000).described("Programs that turn other formats into text."),
            fallback: []
        ),
    ])

    static let source = Schema.object([
        Property("path", Schema.path.described("A file, a folder or a glob.")),
        value("include", patterns, "Which files of a folder are read; empty is all that are not hidden.", []),
        value("exclude", patterns, "Which of those are not.", []),
        value("encoding", name, "auto, or the name of an encoding: utf-8, windows-1251, …", "auto"),
        value("language", .either(.choice("auto"), .language), "auto, or a language: en, ru, fa, …", "auto"),
        value(
            "format",
            .choice("auto", "plain", "markdown", "html", "jsonl", "mail", "subtitles"),
            "What the files are; auto goes by name and content.",
            "auto"
        ),
        block(
            "fields",
            [
                value("id", name, "The member that names a record.", "id"),
                value("title", name, "The member with its title.", "title"),
                value(
                    "text",
                    .either(name, .list(of: name, count: 1...100)),
                    "The member with its text, or a list of members that are read one after the other.",
                    "text"
                ),
                value("language", name, "The member with its language.", "language"),
            ],
            "Where the parts of a JSON Lines record stand."
        ),
    ])

    private static let name = Schema.string(length: 1...256)
    private static let patterns = Schema.list(of: .string(length: 1...4096), count: 0...1000)

    private static let filter = Schema.object([
        Property(
            "match",
            Schema.list(of: .string(length: 1...4096), count: 1...100).described(
                "Endings of file names, such as *.pdf."
            )
        ),
        Property("command", command.described("The program and its arguments; {} is the file. No shell reads it.")),
        value("format", .choice("plain", "markdown", "html"), "What it writes.", "plain"),
        value("timeout", .duration, "When it is killed.", "20s"),
        value("memory", .byteCount, "How much address space it may use; 0 is without a limit.", "512MiB"),
        value("output", .byteCount, "How much text it may write.", "64MiB"),
    ])

    static let command = Schema.list(of: .string(length: 0...65_536), count: 1...1000)
}
