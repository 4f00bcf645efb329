import JSON
public import Schema

extension Configuration {
    /// What is wrong with the settings of a plugin that is a program, by the schema of its manifest.
    public func mistakes(inSettingsOf plugin: String, schema: Schema) -> [Mistake] {
        let path = ["plugins", plugin, "settings"]
        let settings = json[Pointer(path)] ?? [:]
        return schema.problems(with: settings).prefix(Mistakes.maximumCount).map { problem in
            let placed = Problem(
                pointer: Pointer(path + problem.pointer.tokens),
                message: problem.message,
                suggestion: problem.suggestion,
                kind: problem.kind
            )
            return document.mistake(placed, value: json, schema: ConfigurationSchema.schema(plugins: nil))
        }
    }
}
