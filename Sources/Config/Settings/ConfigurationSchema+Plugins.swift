import JSON
import Schema

extension ConfigurationSchema {
    /// What every block of a built-in plugin has beside the settings of its own.
    static let builtIn = [
        value("enabled", .boolean, "Whether the plugin is loaded.", true),
        value(
            "isolation",
            .choice("in-process", "process"),
            "Whether it runs in the daemon or in a process of its own.",
            "in-process"
        ),
    ]

    /// The block of a plugin that is a program.
    static let external = Schema.object([
        Property("command", command.described("the program and its arguments, as a list")),
        value("enabled", .boolean, "Whether the plugin is started.", true),
        value("isolation", .choice("process"), "A program always has a process of its own.", "process"),
        value("timeout", .duration, "How long one answer may take.", "5s"),
        value("concurrency", .integer(1...1024), "Requests that it is given at once.", 1),
        block(
            "restart",
            [
                value("min", .duration, "The first pause before it is started again.", "100ms"),
                value("max", .duration, "The longest pause; each is twice the one before.", "30s"),
                value("breaker", .integer(1...1000), "Failed starts in a row after which it stays down.", 5),
            ],
            "What happens when it dies."
        ),
        block(
            "limits",
            [
                value("memory", .byteCount, "Address space.", "1GiB"),
                value("cpu", .duration, "Processor time of one process.", "1h"),
                value("files", .integer(8...1_048_576), "Open files.", 256),
            ],
            "What the system lets it use."
        ),
        value("environment", .map(of: .string), "Variables that it gets beside PATH, HOME and LANG.", [:]),
        Property(
            "directory",
            Schema.path.described("Where it runs; this file's folder when left out."),
            isRequired: false
        ),
        value("settings", .map(of: .any), "What it is told; checked against its own manifest.", [:]),
    ])

    static func pluginMap(_ plugins: PluginSettings?, external names: [String]) -> Schema {
        var properties = names.sorted().map { Property($0, external, isRequired: false) }
        guard let plugins else { return .object(properties, others: .object(builtIn, others: .any)) }
        for (name, settings) in plugins.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
            properties.append(Property(name, .object(builtIn + settings), isRequired: false))
        }
        return .object(properties, others: external)
    }
}
