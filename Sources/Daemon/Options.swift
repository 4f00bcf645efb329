import Config
import Flags
import JSON
import Schema
import Wire

/// The command line of caspiand.
struct Options {
    private(set) var config: String?
    private(set) var socket: String?
    private(set) var logLevel: String?
    private(set) var checksConfig = false
    private(set) var printsConfig = false
    private(set) var printsSchema = false
    private(set) var printsReference = false
    private(set) var printsMethods = false
    private(set) var printsManual: String?
    private(set) var printsVersion = false
    private(set) var printsHelp = false
    private(set) var readyDescriptor: Int32?
    private(set) var pluginWorker: String?

    static let flags = [
        Flag("config", .path, "FILE", "The configuration."),
        Flag("socket", .path, "PATH", "Listen here, whatever the configuration says."),
        Flag(
            "log-level",
            .choice("trace", "debug", "info", "notice", "warning", "error"),
            "LEVEL",
            "Log from this level on: trace, debug, info, notice, warning or error."
        ),
        Flag("check-config", .boolean, "", "Check the configuration, print every mistake, and exit."),
        Flag("print-config", .boolean, "", "Print the configuration in effect and where each value comes from."),
        Flag("print-schema", .boolean, "", "Print the JSON Schema of the configuration."),
        Flag("print-reference", .boolean, "", "Print the reference of all methods as Markdown."),
        Flag("print-methods", .boolean, "", "Print the declarations of all methods and errors as JSON."),
        Flag(
            "print-manual",
            Schema(.choice(Manual.Page.allCases.map(\.rawValue))),
            "PAGE",
            "Print a manual page: caspiand, caspian.yaml or caspian-protocol."
        ),
        Flag("version", letter: "V", .boolean, "", "Print the version."),
        Flag("help", letter: "h", .boolean, "", "Print this."),
    ]

    /// For whoever starts the daemon: caspianctl, and the daemon itself.
    private static let internalFlags = [
        Flag("ready-fd", .integer(0...65_535), "N", "Write READY, or why not, to this descriptor."),
        Flag("plugin-worker", .string(length: 1...200), "NAME", "Serve one built-in plugin on stdin and stdout."),
    ]

    init(_ tokens: [String]) throws(StartError) {
        let all = Self.flags + Self.internalFlags
        let read: ReadArguments
        do throws(ArgumentReader.Mistake) {
            read = try ArgumentReader(flags: all).read(tokens)
        } catch {
            switch error {
            case .unknownOption(let option):
                let known = Self.flags.map { "--" + $0.name }
                let hint = Suggestion.hint(Suggestion.nearest(to: option, among: known))
                throw StartError(.usage, "unknown option '\(option)'\(hint); 'caspiand --help' lists them")
            case .other(let message): throw StartError(.usage, message)
            }
        }
        if let word = read.words.first {
            throw StartError(.usage, "unexpected '\(word)'; 'caspiand --help' says what may stand here")
        }
        let given = read.options
        func isSet(_ name: String) -> Bool { given[name]?.bool ?? false }
        config = given["config"]?.string
        socket = given["socket"]?.string
        logLevel = given["log-level"]?.string
        checksConfig = isSet("check-config")
        printsConfig = isSet("print-config")
        printsSchema = isSet("print-schema")
        printsReference = isSet("print-reference")
        printsMethods = isSet("print-methods")
        printsManual = given["print-manual"]?.string
        printsVersion = isSet("version")
        printsHelp = isSet("help")
        readyDescriptor = given["ready-fd"]?.integer.flatMap(Int32.init(exactly:))
        pluginWorker = given["plugin-worker"]?.string
    }

    /// What `--help` prints.
    static var help: String {
        let width = (flags.map(\.synopsis.count).max() ?? 0) + 4
        let options = flags.map { flag in
            let gap = String(repeating: " ", count: width - flag.synopsis.count)
            return "  " + flag.synopsis + gap + flag.property.schema.summary
        }
        return """
            caspiand: answers questions about a folder of documents on a Unix socket.

            usage: caspiand [--config FILE] [--socket PATH] [--log-level LEVEL]
                   caspiand --check-config | --print-config [--config FILE]

            \(options.joined(separator: "\n"))

            examples:
              caspiand --config config/caspian.yaml     serve in the foreground
              caspiand --check-config                   show every mistake in the configuration
              caspiand --print-config                   show what is in effect, and why

            SIGHUP reloads; SIGTERM finishes what is under way and stops; a second SIGTERM stops at once.
            The client is caspianctl.

            """
    }

    /// What the command line and the environment set in the configuration.
    func overrides(_ environment: (String) -> String?) -> [Override] {
        var overrides: [Override] = []
        if let socket {
            overrides.append(Override(option: "--socket", pointer: Pointer(["socket"]), value: .string(socket)))
        } else if let path = SocketPath.named(explicit: nil, environment: environment) {
            overrides.append(
                Override(variable: SocketPath.variable, pointer: Pointer(["socket"]), value: .string(path))
            )
        }
        if let logLevel {
            overrides.append(
                Override(option: "--log-level", pointer: Pointer(["log", "level"]), value: .string(logLevel))
            )
        }
        return overrides
    }
}
