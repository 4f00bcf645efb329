import Glibc

extension Verb {
    static let mcp = Verb(
        name: "mcp",
        summary: "Serves agents by the Model Context Protocol on standard input and output.",
        details:
            "For the configuration of an agent's host, not for people; docs/mcp.md shows how. It starts the daemon where "
            + "none runs, goes on when the daemon is restarted, and ends with its input.",
        examples: [
            Example("mcp", "The command that a host is given, with its absolute path."),
            Example("mcp --config ~/notes/caspian.yaml --socket ~/notes/caspian.sock", "One corpus of several."),
        ]
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        if isatty(session.input) == 1 {
            session.errors.write(
                "caspianctl mcp: waiting for messages of the Model Context Protocol, one a line; Ctrl-D ends it\n"
            )
            session.errors.flush()
        }
        try AgentRelay(session).run()
        return .answered
    }
}
