import JSON
internal import PluginKit
import Schema
internal import Wire

/// A built-in plugin that is ready to answer, whatever its type.
struct WorkerPlugin: Sendable {
    let methods: [String: Answer]
    let opinion: @Sendable (Question, Call) throws(Failure) -> Opinion?

    struct Answer: Sendable {
        let description: MethodDescription
        let body: @Sendable (Call) throws(Failure) -> JSON
    }

    init<Wrapped: Plugin>(_ plugin: Wrapped) {
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

extension Manifest {
    init<Wrapped: Plugin>(of plugin: Wrapped.Type, version: String, concurrency: Int) {
        self.init(
            name: plugin.name,
            version: version,
            summary: plugin.summary,
            methods: plugin.methods.map(\.description),
            settings: .object(plugin.settings),
            concurrency: concurrency,
            answersQuestions: true
        )
    }
}
