import Config
import JSON
import Schema

/// Reads a text as `config.yaml`, with plugins and an environment of the tests.
func read(
    _ text: String,
    environment: [String: String] = [:],
    overrides: [Override] = [],
    plugins: ConfigurationSchema.PluginSettings? = testPlugins
) throws(Mistakes) -> Configuration {
    try ConfigurationReader(plugins: plugins, environment: { environment[$0] }, overrides: overrides)
        .read(Array(text.utf8), name: "config.yaml")
}

/// What is said about a text, one line a mistake: `line:column: message`.
func mistakes(in text: String, environment: [String: String] = [:]) -> [String] {
    do throws(Mistakes) {
        _ = try read(text, environment: environment)
        return []
    } catch {
        return error.list.map { "\($0.line):\($0.column): \($0.message)" }
    }
}

/// What every configuration needs, to stand before what a test is about.
let minimum = """
    corpus: {sources: [seeds]}
    plugins: {}

    """

let testPlugins: ConfigurationSchema.PluginSettings = [
    "search": [
        Property("language", .choice("auto", "en", "none"), fallback: "en"),
        Property("title-weight", .number(0...100), fallback: 2.0),
    ],
    "summary": [Property("sentences", .integer(1...1000), fallback: 3)],
    "division": [
        Property(
            "bodies",
            .list(
                of: .object([
                    Property("name", .string), Property("states", .list(of: .object([Property("code", .string)]))),
                ])
            ),
            fallback: []
        )
    ],
]
