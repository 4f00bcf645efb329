import JSON
import Schema
import Testing
import Wire

/// Every method's own examples, executed on the seed article.
@Suite("Declared examples")
struct ExampleTests {
    /// Their examples can't be asked of a daemon that others ask too, or they end it.
    private static let excluded = ["log.level": "changes the log of the daemon", "shutdown": "ends the daemon"]

    @Test("every method answers its examples as declared")
    func examples() throws {
        let client = try RunningDaemon.onSeeds().client()
        let methods = try #require(try client.result("introspect")["methods"]?.array)
        #expect(methods.count > 20)
        for json in methods {
            let method = try MethodDescription(json: json)
            guard Self.excluded[method.name] == nil else { continue }
            for example in method.examples {
                let parameters = JSON.object(example.parameters)
                #expect(method.parameterSchema.problems(with: parameters).isEmpty, "\(method.name): \(example.title)")
                let result = withoutMeta(try client.result(method.name, parameters))
                let problems = method.result.problems(with: result).map { "\($0.pointer): \($0.message)" }
                #expect(problems == [], "\(method.name): \(example.title)")
                if let expected = example.result {
                    #expect(result.contains(expected), "\(method.name): \(example.title): \(result)")
                }
            }
        }
    }

    @Test(
        "a result is as declared, with examples or without",
        arguments: [
            "config.show", "config.schema", "config.reload", "corpus.reload", "log.recent", "metrics", "plugin.list",
            "corpus.problems", "division.bodies",
        ]
    )
    func declared(name: String) throws {
        let client = try RunningDaemon.onSeeds().client()
        let introspection = try client.result("introspect", ["method": .string(name)])
        let method = try MethodDescription(json: try #require(introspection["methods"]?[0]))
        let result = withoutMeta(try client.result(name))
        #expect(method.result.problems(with: result).map { "\($0.pointer): \($0.message)" } == [])
    }

    @Test("every method of discover is described by introspect, with a summary and a schema")
    func complete() throws {
        let client = try RunningDaemon.onSeeds().client()
        let names = try #require(try client.result("discover")["methods"]?.array)
        let methods = try #require(try client.result("introspect")["methods"]?.array)
        #expect(methods.compactMap { $0["name"] } == names)
        for method in methods {
            #expect(method["summary"]?.string?.hasSuffix(".") == true, "\(method["name"] ?? .null)")
            #expect(method["parameters", "additionalProperties"] == false)
        }
    }

    private func withoutMeta(_ result: JSON) -> JSON {
        guard var members = result.object else { return result }
        members["_meta"] = nil
        return .object(members)
    }
}
