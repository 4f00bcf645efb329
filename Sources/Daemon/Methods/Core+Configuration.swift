import Config
import JSON
import Schema
import Wire

/// config.show, config.check, config.schema, config.reload.
extension Core {
    var configRoutes: [Route] { [show, check, schema, reloadEverything] }

    private var show: Route {
        direct(
            MethodDescription(
                "config.show",
                "The configuration in effect, each value with where it comes from.",
                result: .object(
                    [
                        Property("file", .string), Property("text", .string.described("YAML that loads again.")),
                        Property("configuration", .map(of: .any)),
                        Property("origins", .map(of: .string).described("By JSON pointer; the rest are defaults.")),
                    ]
                )
            )
        ) { _, _, services in
            let configuration = services.loader.configuration
            var members: Members = ["file": .string(configuration.file), "text": .string(configuration.text)]
            for (key, value) in configuration.jsonWithOrigins.object ?? Members() { members[key] = value }
            return .object(members)
        }
    }

    private var check: Route {
        direct(
            MethodDescription(
                "config.check",
                "Reads the configuration's file as a reload would, and lists every mistake; nothing changes.",
                result: .object(
                    [
                        Property("ok", .boolean), Property("file", .string),
                        Property(
                            "mistakes",
                            .list(of: .map(of: .any)).described("Each with file, line, column, message.")
                        ),
                        Property("text", .string.described("The same for people.")),
                    ]
                ),
                examples: [.init("Is the file in order?", result: ["ok": true, "mistakes": []])]
            )
        ) { _, _, services in
            let file = JSON.string(services.identity.configuration)
            do throws(Mistakes) {
                try services.loader.check()
                return ["ok": true, "file": file, "mistakes": [], "text": ""]
            } catch {
                return ["ok": false, "file": file, "mistakes": error.json, "text": .string(error.description)]
            }
        }
    }

    private var schema: Route {
        direct(
            MethodDescription(
                "config.schema",
                "JSON Schema of the configuration, with the settings of the built-in plugins.",
                result: .map(of: .any)
            )
        ) { _, _, services in ConfigurationSchema.json(plugins: services.loader.pluginSettings) }
    }

    private var reloadEverything: Route {
        later(
            MethodDescription(
                "config.reload",
                "Reads configuration, plugins and corpus again, as SIGHUP does; a mistake changes nothing.",
                result: .object([Property("generation", .integer), Property("elapsedMs", .integer)]),
                errors: [.configInvalid, .pluginUnavailable],
                isReadOnly: false
            )
        ) { call, _, services, complete in
            services.reload(.everything, for: call, trigger: "config.reload", complete)
        }
    }
}
