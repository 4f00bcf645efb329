import JSON
public import PluginKit
import Schema
import Wire

/// A built-in plugin that is ready to be served by a process of its own, whatever its type.
public struct WorkerPlugin: Sendable {
    let manifest: Manifest
    let methods: [String: Answer]
    let opinion: @Sendable (Question, Call) throws(Failure) -> Opinion?

    struct Answer: Sendable {
        let description: MethodDescription
        let body: @Sendable (Call) throws(Failure) -> JSON
    }

    /// - Parameter concurrency: how many calls may be answered at once, each on a thread of its own.
    public init<Wrapped: Plugin>(_ plugin: Wrapped, version: String, concurrency: Int) {
        manifest = Manifest(
            name: Wrapped.name,
            version: version,
            summary: Wrapped.summary,
            methods: Wrapped.methods.map(\.description),
            settings: .object(Wrapped.settings),
            concurrency: concurrency,
            answersQuestions: true
        )
        methods = Dictionary(
            uniqueKeysWithValues: Wrapped.methods.map { method in
                let answer = Answer(description: method.description) { (call) throws(Failure) in
                    try method.answer(plugin, call)
                }
                return (method.description.name, answer)
            }
        )
        opinion = { (question, call) throws(Failure) in try plugin.opinion(on: question, call: call) }
    }
}
