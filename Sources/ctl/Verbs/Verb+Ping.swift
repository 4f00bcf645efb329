extension Verb {
    static let ping = Verb(
        name: "ping",
        summary: "Asks whether the daemon answers.",
        details: "Prints nothing; the exit status says it: 0, or 4 without a daemon, 5 without an answer in time.",
        examples: [
            Example("ping --no-spawn && echo up", "Say whether a daemon runs, without starting one."),
            Example("ping --timeout 500ms", "Give up after half a second."),
        ],
        method: .fixed("ping")
    ) { (invocation) throws(Exit) in
        let answer = Answer(method: "ping", whole: try invocation.session.call("ping"))
        if invocation.session.settings.format.isJSON { try invocation.session.print(answer) }
        return .answered
    }
}
