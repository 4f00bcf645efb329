import ArgumentParser
import Config
import JSON

/// The command line of caspiand.
struct Options: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Listen here, whatever the configuration says.", valueName: "path"))
    var socket: String?

    @Option(
        help: ArgumentHelp("Log from this level on: trace, debug, info, notice, warning, error.", valueName: "level")
    )
    var logLevel: String?

    @Flag(help: "Check the configuration, print every mistake, and exit.")
    var checkConfig = false

    @Flag(help: "Print the configuration in effect, with where each value comes from, and exit.")
    var printConfig = false

    @Flag(help: "Print the JSON Schema of the configuration, and exit.")
    var printSchema = false

    @Flag(help: "Print the reference of all methods as Markdown, and exit.")
    var printReference = false

    @Option(
        help: ArgumentHelp("Write READY, or why not, to this descriptor.", valueName: "number", visibility: .hidden)
    )
    var readyFd: Int32?

    @Option(
        help: ArgumentHelp("Serve one built-in plugin on stdin and stdout.", valueName: "name", visibility: .hidden)
    )
    var pluginWorker: String?

    /// What the command line sets in the configuration.
    var overrides: [Override] {
        var overrides: [Override] = []
        if let socket {
            overrides.append(Override(option: "--socket", pointer: Pointer(["socket"]), value: .string(socket)))
        }
        if let logLevel {
            overrides.append(
                Override(option: "--log-level", pointer: Pointer(["log", "level"]), value: .string(logLevel))
            )
        }
        return overrides
    }
}
