public import JSON
import Schema

/// One plugin of the configuration.
public struct PluginSettings: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// Built in, with the settings of its own: checked and completed by its declaration.
        case builtIn(Members)
        case external(ExternalPluginSettings)
    }

    public enum Isolation: String, Sendable, Hashable {
        case inProcess = "in-process"
        case process
    }

    public let name: String
    public let isEnabled: Bool
    public let isolation: Isolation
    public let kind: Kind

    init(name: String, _ block: Block) {
        self.name = name
        isEnabled = block.bool("enabled")
        isolation = block.choice("isolation")
        if block.members["command"] != nil {
            kind = .external(ExternalPluginSettings(block))
        } else {
            var settings = block.members
            for property in ConfigurationSchema.builtIn { settings[property.name] = nil }
            kind = .builtIn(settings)
        }
    }
}

/// How a plugin that is a program is run.
public struct ExternalPluginSettings: Sendable, Hashable {
    /// The program and its arguments; no shell reads them.
    public let command: [String]
    public let timeout: Duration
    /// Requests that it is given at once.
    public let concurrency: Int
    public let shortestPause: Duration
    public let longestPause: Duration
    /// Failed starts in a row after which it stays down.
    public let breaker: Int
    /// Address space in bytes.
    public let memoryByteCount: Int
    public let processorTime: Duration
    public let fileCount: Int
    /// Variables beside the few that every program gets.
    public let environment: [String: String]
    /// `nil` is the folder of the configuration.
    public let directory: String?
    /// For the plugin itself; its manifest says what they may be.
    public let settings: Members

    init(_ block: Block) {
        command = block.strings("command")
        timeout = block.duration("timeout")
        concurrency = block.integer("concurrency")
        let restart = block.block("restart")
        shortestPause = restart.duration("min")
        longestPause = restart.duration("max")
        breaker = restart.integer("breaker")
        let limits = block.block("limits")
        memoryByteCount = limits.byteCount("memory")
        processorTime = limits.duration("cpu")
        fileCount = limits.integer("files")
        var environment: [String: String] = [:]
        for (name, value) in block.block("environment").members { environment[name] = value.string }
        self.environment = environment
        directory = block.optionalString("directory")
        settings = block.block("settings").members
    }
}
