public import JSON
public import Processes

/// How one plugin of another language, or a built-in one in a process of its own, is run.
public struct ExternalPluginSettings: Sendable, Hashable {
    /// As the configuration calls it; its manifest must say the same name.
    public var name: String
    /// The program and its arguments; no shell sees them.
    public var command: [String]
    /// Its working directory; `nil` for the daemon's.
    public var directory: String?
    /// All of its environment; `inherited(from:)` says what is worth passing on.
    public var environment: [String: String]
    /// Its own block of the configuration, checked against the schema in its manifest.
    public var settings: Members
    /// The daemon's socket, for plugins that ask back.
    public var socketPath: String?
    public var limits: Program.Limits
    public var restart: RestartPolicy

    /// What a call gets at most, whatever its client allows.
    public var callTimeoutMilliseconds = 30_000
    /// From starting it to its manifest.
    public var startTimeoutMilliseconds = 10_000
    /// Between asking it to give up a call and SIGTERM, and again between SIGTERM and SIGKILL.
    public var graceMilliseconds = 1000
    /// Calls that it gets at once; its manifest can ask for fewer.
    public var maximumConcurrency = 16
    /// Calls that may wait for their turn; one more is refused as overloaded.
    public var queueLimit = 256
    /// Bytes of one line that it may write.
    public var lineLimit = 8 << 20
    /// Lines without sense that it may write within ten seconds before it is killed.
    public var nonsenseLimit = 100

    /// - Precondition: `command` is not empty.
    public init(
        name: String,
        command: [String],
        directory: String? = nil,
        environment: [String: String] = [:],
        settings: Members = Members(),
        socketPath: String? = nil,
        limits: Program.Limits = Program.Limits(),
        restart: RestartPolicy = RestartPolicy()
    ) {
        precondition(!command.isEmpty, "a plugin needs a command")
        self.name = name
        self.command = command
        self.directory = directory
        self.environment = environment
        self.settings = settings
        self.socketPath = socketPath
        self.limits = limits
        self.restart = restart
    }

    /// The part of an environment that programs need to find their files and to write in the right language. The rest
    /// stays out, because environments hold secrets.
    public static func inherited(from environment: [String: String]) -> [String: String] {
        let names: Set = ["HOME", "LANG", "LANGUAGE", "PATH", "TMPDIR", "TZ", "USER", "XDG_RUNTIME_DIR"]
        return environment.filter { names.contains($0.key) || $0.key.hasPrefix("LC_") }
    }

    var program: Program {
        Program(arguments: command, environment: environment, directory: directory, limits: limits)
    }
}
