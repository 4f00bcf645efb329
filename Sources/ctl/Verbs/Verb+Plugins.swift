extension Verb {
    static let plugins = asking(
        "plugin.list",
        as: "plugins",
        "Lists the plugins with their state and methods.",
        examples: [Example("plugins", "What is loaded."), Example("plugins --format tsv", "For awk.")]
    )
}
