import JSON
import PluginHost
import PluginKit
import Schema
import Wire

extension LoadedPlugin {
    /// A plugin whose code runs in a process of its own.
    init(_ program: Loader.RunningProgram, kind: Kind, metrics: Metrics) {
        let plugin = program.plugin
        let timeout = program.settings.callTimeoutMilliseconds
        name = program.settings.name
        self.kind = kind
        summary = program.manifest.summary
        routes = program.manifest.methods.map { description in
            Route(
                description,
                metrics: metrics.method(description.name),
                needsCorpus: true,
                isCheap: false,
                answer: .later { call, _, complete in
                    plugin.call(
                        description.name,
                        parameters: call.arguments.members,
                        control: call.control,
                        timeoutMilliseconds: timeout,
                        completion: complete
                    )
                }
            )
        }
        ask = program.manifest.answersQuestions ? Self.ask(plugin, timeout) : nil
        status = { plugin.status.object ?? Members() }
    }

    private static func ask(_ plugin: ExternalPlugin, _ timeout: Int) -> Ask {
        { question, call, complete in
            plugin.question(question, control: call.control, timeoutMilliseconds: timeout, completion: complete)
        }
    }
}
