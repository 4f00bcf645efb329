import Flags
import JSON
import Schema

extension Verb {
    static let socket = Verb(
        name: "socket",
        summary: "Prints where the daemon's socket is.",
        flags: [
            Flag(
                "start",
                .boolean,
                "",
                "Start the daemon where none runs, and see that it speaks this program's protocol."
            )
        ],
        details: "Whether or not a daemon runs. For programs that open it themselves.",
        examples: [
            Example("socket", "By --socket, $CASPIAN_SOCKET, the configuration, or its usual place."),
            Example("--config notes.yaml socket --start", "That of another configuration, with a daemon behind it."),
        ]
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        let path = try session.socketPath()
        if invocation.options["start"] == true, let exit = Exit.otherVersion(try session.call("discover"), at: path) {
            throw exit
        }
        if session.settings.format.isJSON {
            session.canvas.json((["socket": .string(path)] as JSON).description)
        } else {
            session.output.write(path + "\n")
        }
        return .answered
    }
}
