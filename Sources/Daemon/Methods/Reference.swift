import JSON
import Schema
import Wire

/// The methods as a page for people, made of their declarations.
enum Reference {
    /// Markdown, with the daemon's own methods first and each plugin's behind them.
    static func text(
        core: [MethodDescription],
        plugins: [(name: String, summary: String, methods: [MethodDescription])]
    ) -> String {
        var text = """
            # Methods

            Made by `caspiand --print-reference` from the declarations that also check every request; a test holds this
            page to them. How messages look, which errors and limits there are: [protocol.md](protocol.md).

            """
        text += "\n" + contents(core + plugins.flatMap(\.methods))
        text += agents(core + plugins.flatMap(\.methods))
        text += "\n## The daemon\n"
        for method in core { text += section(method) }
        for plugin in plugins {
            text += "\n## The plugin \(plugin.name)\n\n\(plugin.summary)\n"
            for method in plugin.methods { text += section(method) }
        }
        return text
    }

    private static func contents(_ methods: [MethodDescription]) -> String {
        var text = "| method | what it does | cost |\n| --- | --- | --- |\n"
        for method in methods {
            text +=
                "| [`\(method.name)`](#\(anchor(method.name))) | \(cell(method.summary)) | \(method.cost.rawValue) |\n"
        }
        return text
    }

    private static func agents(_ methods: [MethodDescription]) -> String {
        var text = """

            ## Tools for agents

            How the Model Context Protocol shows them ([mcp.md](mcp.md)). A parameter in brackets may be left out; what a
            tool takes more narrowly than its method, `tools/list` says.

            | tool | method | takes | what it is for |
            | --- | --- | --- | --- |

            """
        for method in methods {
            guard case .tool(let tool) = method.tool else { continue }
            let parameters = (tool.parameters ?? method.parameters).map { $0.isRequired ? $0.name : "[\($0.name)]" }
            text +=
                "| `\(tool.name)` | [`\(method.name)`](#\(anchor(method.name))) | "
                + "\(parameters.joined(separator: ", ")) | \(cell(tool.description)) |\n"
        }
        return text
    }

    private static func section(_ method: MethodDescription) -> String {
        var text =
            "\n### \(method.name)\n\n\(method.summary)\(method.isReadOnly ? "" : " Changes the daemon's state.")\n"
        if !method.parameters.isEmpty {
            text += "\n| parameter | type | default | |\n| --- | --- | --- | --- |\n"
            for parameter in method.parameters { text += row(parameter) }
        }
        text += result(method.result)
        if !method.errors.isEmpty {
            text +=
                "\nErrors of its own: " + method.errors.map { "`\($0.rawValue)` \($0.kind)" }.joined(separator: ", ")
                + ".\n"
        }
        for example in method.examples { text += self.example(example, of: method) }
        return text
    }

    private static func row(_ parameter: Property) -> String {
        let fallback = parameter.fallback.map { "`\($0)`" } ?? (parameter.isRequired ? "required" : "none")
        return
            "| `\(parameter.name)` | \(cell(parameter.schema.typeName)) | \(fallback) | \(cell(parameter.schema.summary)) |\n"
    }

    private static func result(_ schema: Schema) -> String {
        guard case .object(let properties, _) = schema.kind, !properties.isEmpty else { return "" }
        var text = "\n| result | type | |\n| --- | --- | --- |\n"
        for property in properties {
            text += "| `\(property.name)` | \(cell(property.schema.typeName)) | \(cell(property.schema.summary)) |\n"
            guard let members = members(of: property.schema) else { continue }
            for member in members {
                text +=
                    "| `\(property.name)[].\(member.name)` | \(cell(member.schema.typeName)) | \(cell(member.schema.summary)) |\n"
            }
        }
        return text
    }

    private static func members(of schema: Schema) -> [Property]? {
        guard case .list(let item, _) = schema.kind, case .object(let properties, _) = item.kind else { return nil }
        return properties
    }

    private static func example(_ example: MethodDescription.Example, of method: MethodDescription) -> String {
        let request = Request(id: .integer(1), method: method.name, parameters: example.parameters)
        var text = "\n*\(example.title)*\n\n```json\n\(request.json)\n"
        if let result = example.result {
            text +=
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\(result)}\n```\n\n(of the result only what matters is shown)\n"
        } else {
            text += "```\n"
        }
        return text
    }

    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    private static func anchor(_ name: String) -> String { name.filter { $0 != "." }.lowercased() }
}
