import JSON

extension Verb {
    static let socket = Verb(
        name: "socket",
        summary: "Prints where the daemon's socket is.",
        details: "Whether or not a daemon runs. For programs that open it themselves.",
        examples: [
            Example("socket", "By --socket, $CASPIAN_SOCKET, the configuration, or its usual place."),
            Example("--config notes.yaml socket", "The one of another configuration."),
        ]
    ) { (invocation) throws(Exit) in
        let path = try invocation.session.socketPath()
        if invocation.session.settings.format.isJSON {
            invocation.session.canvas.json((["socket": .string(path)] as JSON).description)
        } else {
            invocation.session.output.write(path + "\n")
        }
        return .answered
    }
}
