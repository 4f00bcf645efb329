import Flags
import JSON
import Schema

/// The options that every verb takes.
struct Settings {
    var socket: String?
    var config: String?
    var maySpawn = true
    /// `nil` when nobody named one.
    var timeoutMilliseconds: Int?
    var format = Format.auto
    var color = ColorChoice.auto
    var links: String?
    var mayPage = true
    var wantsHelp = false
    var wantsVersion = false

    static let flags: [Flag] = [
        Flag("format", letter: "f", Schema(.choice(Format.allCases.map(\.rawValue))), "FORMAT", Format.summary),
        Flag(
            "timeout",
            .duration,
            "DURATION",
            "Wait at most so long, such as 500ms or 2m (0s: for ever; without: 60s)."
        ),
        Flag(
            "socket",
            .string(length: 1...4096),
            "PATH",
            "The daemon's socket (without: $CASPIAN_SOCKET, else what the configuration says, else its usual place)."
        ),
        Flag(
            "config",
            .string(length: 1...4096),
            "FILE",
            "The daemon's configuration (without: $CASPIAN_CONFIG, or its usual place)."
        ),
        Flag("no-spawn", .boolean, "", "Don't start a daemon when none runs."),
        Flag(
            "color",
            .choice("auto", "always", "never"),
            "WHEN",
            "Colours (auto: on a terminal, by $NO_COLOR, $CLICOLOR_FORCE, $TERM)."
        ),
        Flag("links", .string(length: 1...4096), "WHEN", Links.summary),
        Flag("no-pager", .boolean, "", "Show what is longer than the screen at once, not through $PAGER."),
        Flag("help", letter: "h", .boolean, "", "Show what the verb takes, with examples."),
        Flag("version", letter: "V", .boolean, "", "Show the version of caspianctl."),
    ]

    /// What the protocol takes at most, in milliseconds.
    private static let day = 86_400_000

    static let names = Set(flags.map(\.property.name))

    /// Takes its own options out of `options`.
    init(taking options: inout Members) {
        for name in Self.names {
            guard let value = options[name] else { continue }
            options[name] = nil
            switch name {
            case "format": format = value.string.flatMap(Format.init) ?? .auto
            case "timeout":
                timeoutMilliseconds = value.string.flatMap(DurationText.milliseconds).map { min($0, Self.day) }
            case "socket": socket = value.string
            case "config": config = value.string
            case "no-spawn": maySpawn = value != true
            case "color": color = value.string.flatMap(ColorChoice.init) ?? .auto
            case "links": links = value.string
            case "no-pager": mayPage = value != true
            case "help": wantsHelp = value == true
            default: wantsVersion = value == true
            }
        }
    }

    /// What can be told about its own options while others are unknown yet; `nil` when one of its own is wrong.
    init?(readableIn tokens: [String]) {
        var own: [String] = []
        var index = 0
        while index < tokens.count, tokens[index] != "--" {
            let count = CommandLineSplit.length(ofOptionAt: index, in: tokens)
            if count > 0 { own += tokens[index..<min(tokens.count, index + count)] }
            index += max(1, count)
        }
        do throws(ArgumentReader.Mistake) {
            var options = try ArgumentReader(flags: Self.flags).read(own).options
            self.init(taking: &options)
        } catch {
            return nil
        }
    }

    /// The command line that says them again.
    var tokens: [String] {
        var tokens: [String] = []
        if let socket { tokens += ["--socket", socket] }
        if let config { tokens += ["--config", config] }
        if let links { tokens += ["--links", links] }
        if let timeoutMilliseconds { tokens += ["--timeout", "\(timeoutMilliseconds)ms"] }
        if format != .auto { tokens += ["--format", format.rawValue] }
        if color != .auto { tokens += ["--color", color.rawValue] }
        if !maySpawn { tokens.append("--no-spawn") }
        if !mayPage { tokens.append("--no-pager") }
        return tokens
    }

    /// For one answer: what was named, and a minute otherwise, so that a hung daemon hangs no script.
    var deadline: Deadline {
        switch timeoutMilliseconds {
        case 0?: .never
        // The daemon gets the same time and should be the one to say that it is over.
        case let given?: Deadline(milliseconds: given + 250)
        case nil: Deadline(milliseconds: 60_000)
        }
    }
}

enum ColorChoice: String, Sendable {
    case auto, always, never

    /// https://no-color.org, https://bixense.com/clicolors and terminals that know no escape sequences.
    func isOn(terminal: Bool, environment: (String) -> String?) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            if let value = environment("NO_COLOR"), !value.isEmpty { return false }
            if let value = environment("CLICOLOR_FORCE"), !value.isEmpty, value != "0" { return true }
            if environment("CLICOLOR") == "0" { return false }
            return terminal && environment("TERM") != "dumb" && environment("TERM")?.isEmpty == false
        }
    }
}
