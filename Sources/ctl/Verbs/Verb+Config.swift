import Config
import JSON
import Schema

extension Verb {
    static let configShow = asking(
        "config.show",
        as: "config show",
        "Shows the configuration in effect, with where each value comes from.",
        examples: [Example("config show", "As YAML that loads again.")]
    )

    static let configReload = asking(
        "config.reload",
        as: "config reload",
        "Reads configuration, plugins and corpus again; a mistake changes nothing.",
        examples: [Example("config check && caspianctl config reload", "Only what is right.")]
    )

    static let configCheck = Verb(
        name: "config check",
        summary: "Shows every mistake in a configuration.",
        words: "[FILE]",
        wordCount: 0...1,
        wordNames: .files,
        details:
            "No daemon has to run. The settings of the built-in plugins are checked by caspiand, if it is installed, which "
            + "also counts the files that the corpus would read and skip; --format json, jsonl and vimgrep check without it. Exits with 2 when there are mistakes.",
        examples: [
            Example("config check", "The file that a daemon would read."),
            Example("config check config/caspian.yaml --format vimgrep", "As a quickfix list."),
        ]
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        let companion = session.companion
        let file = try companion.config(named: invocation.words.first ?? session.settings.config)
        if session.format == .plain || session.format == .table, let program = companion.daemon,
            let status = companion.run(program, ["--check-config", "--config", file])
        {
            return status == 0 ? .answered : .usage
        }
        return try checkAlone(file, session)
    }

    /// Checks what can be known without the daemon: everything but the settings of its plugins.
    private static func checkAlone(_ file: String, _ session: Session) throws(Exit) -> ShellStatus {
        let mistakes = mistakes(in: file, session)
        switch session.format {
        case .plain, .table:
            for line in mistakes.flatMap({ $0.description.split(separator: "\n", omittingEmptySubsequences: false) }) {
                session.canvas.line(Span(String(line)))
            }
            if mistakes.isEmpty { session.canvas.line(Span("\(file) has no mistakes")) }
        default:
            let rows = mistakes.map { mistake in
                var members = mistake.json.object ?? Members()
                members["path"] = .string(mistake.file)
                members["file"] = nil
                return JSON.object(members)
            }
            try session.print(Answer(method: "config.check", whole: ["file": .string(file), "mistakes": .array(rows)]))
        }
        return mistakes.isEmpty ? .answered : .usage
    }

    static func mistakes(in file: String, _ session: Session) -> [Mistake] {
        do throws(Mistakes) {
            _ = try ConfigurationReader(plugins: nil, environment: session.environment).read(file: file)
            return []
        } catch {
            return error.list
        }
    }

    static let configSchema = Verb(
        name: "config schema",
        summary: "Prints the JSON Schema of the configuration.",
        details: "With the settings of the built-in plugins, if caspiand is installed, which knows them.",
        examples: [Example("config schema > caspian.schema.json", "For the YAML language server of an editor.")]
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        let companion = session.companion
        if let program = companion.daemon, companion.run(program, ["--print-schema"]) == 0 { return .answered }
        session.canvas.json(ConfigurationSchema.json(plugins: nil).pretty())
        return .answered
    }
}
