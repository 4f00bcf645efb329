import JSON

extension Verb {
    static let health = Verb(
        name: "health",
        summary: "Says whether everything works.",
        details: "Exits with 0 when all is well, 8 when a part does not work, 3 when nothing answers.",
        examples: [Example("health --no-spawn || systemctl --user status caspiand", "For a monitor.")],
        method: .fixed("health")
    ) { (invocation) throws(Exit) in
        let answer = Answer(method: "health", whole: try invocation.session.call("health"))
        try invocation.session.print(answer)
        switch answer.result["status"]?.string {
        case "ok": return .answered
        case "degraded": return .partial
        default: return .failed
        }
    }
}
