extension Verb {
    static let shutdown = Verb(
        name: "shutdown",
        summary: "Stops the daemon; what is under way is finished first.",
        details: "Never starts a daemon in order to stop it.",
        examples: [Example("shutdown", "Stop the daemon at the usual socket.")],
        method: .fixed("shutdown")
    ) { (invocation) throws(Exit) in
        _ = try invocation.session.withoutSpawning.call("shutdown")
        return .answered
    }
}
