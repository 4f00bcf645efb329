import JSON
import PluginHost
import PluginKit
import Schema
import Wire

extension LoadedPlugin {
    /// A plugin whose code runs in a process of its own.
    init(_ program: Loader.RunningProgram, kind: Kind, metrics: Metrics) {
        let plugin = program.plugin
        name = program.settings.name
        self.kind = kind
        summary = program.manifest.summary
        routes = program.manifest.methods.map { description in
            Route(
                description,
                metrics: metrics.method(description.name),
                needsCorpus: true,
                cost: .pooled,
                answer: .later { call, _, complete in
                    plugin.call(
                        description.name,
                        parameters: call.arguments.members,
                        control: call.control,
                        timeoutMilliseconds: Self.clientsTime,
                        completion: complete
                    )
                }
            )
        }
        ask = program.manifest.answersQuestions ? Self.ask(plugin) : nil
        status = { plugin.status.object ?? Members() }
    }

    /// How long the client allows is watched by its connection, which ends the call; what the plugin's own time cuts off is
    /// then the plugin's failure and not the request's.
    private static let clientsTime = Int.max

    private static func ask(_ plugin: ExternalPlugin) -> Ask {
        { question, call, complete in
            plugin.question(question, control: call.control, timeoutMilliseconds: clientsTime, completion: complete)
        }
    }
}
