import JSON
import Schema

/// What must hold between values, which a schema can't say.
enum ConfigurationRules {
    /// - Precondition: `json` was accepted and completed.
    static func problems(with json: JSON) -> [Problem] {
        var problems: [Problem] = []
        func report(_ message: String, _ tokens: [String]) {
            problems.append(Problem(pointer: Pointer(tokens), message: message))
        }
        let root = Block(json)
        let limits = root.block("limits")
        if limits.byteCount("line") < 1 << 10 { report("'line' must be at least 1KiB", ["limits", "line"]) }
        if limits.byteCount("line") > 1 << 30 { report("'line' must be at most 1GiB", ["limits", "line"]) }
        if limits.byteCount("unsent") < 1 << 16 { report("'unsent' must be at least 64KiB", ["limits", "unsent"]) }
        if limits.milliseconds("timeout") == 0 { report("'timeout' must not be 0", ["limits", "timeout"]) }
        if root.block("watch").milliseconds("poll") < 10 { report("'poll' must be at least 10ms", ["watch", "poll"]) }
        for (index, filter) in root.block("corpus").list("filters").enumerated() {
            let place = ["corpus", "filters", String(index)]
            if Block(filter).strings("command").first == "" {
                report("the program's name is empty", place + ["command", "0"])
            }
            if !Block(filter).strings("command").contains(where: { $0.contains("{}") }) {
                report("'command' must name the file as {}", place + ["command"])
            }
            for (number, pattern) in Block(filter).strings("match").enumerated()
            where FilterSettings.fileExtension(pattern) == nil {
                report("'match' takes endings such as *.pdf, found '\(pattern)'", place + ["match", String(number)])
            }
        }
        for (name, plugin) in json["plugins"]?.object ?? Members() where plugin["command"] != nil {
            let restart = Block(plugin).block("restart")
            if Block(plugin).strings("command").first == "" {
                report("the program's name is empty", ["plugins", name, "command", "0"])
            }
            if restart.milliseconds("min") > restart.milliseconds("max") {
                report("'min' must not be above 'max'", ["plugins", name, "restart", "min"])
            }
            if restart.milliseconds("min") < 10 {
                report("'min' must be at least 10ms", ["plugins", name, "restart", "min"])
            }
            if Block(plugin).milliseconds("timeout") == 0 {
                report("'timeout' must not be 0", ["plugins", name, "timeout"])
            }
        }
        return problems
    }
}
