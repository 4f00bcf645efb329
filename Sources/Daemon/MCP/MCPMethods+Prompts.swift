import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// prompts/list, prompts/get and completion/complete.
extension MCPMethods {
    var promptRoutes: [Route] { [listPrompts, getPrompt, complete] }

    /// The revision's own limit for the values of one completion.
    private static let mostValues = 100

    private var listPrompts: Route {
        direct("prompts/list", [Self.cursor], MCPTraits(keepMilliseconds: Self.listTime)) {
            (call, origin) throws(Failure) in
            try Self.page(of: origin.generation.tools.prompts, call, size: 100, as: "prompts") { prompt in
                [
                    "name": .string(prompt.name), "title": .string(prompt.title),
                    "description": .string(prompt.summary),
                    "arguments": .array(
                        prompt.arguments.map { argument in
                            [
                                "name": .string(argument.name), "description": .string(argument.schema.summary),
                                "required": .bool(argument.isRequired),
                            ]
                        }
                    ),
                ]
            }
        }
    }

    private var getPrompt: Route {
        direct(
            "prompts/get",
            [Property("name", .string), Property("arguments", .map(of: .string), isRequired: false)]
        ) { (call, origin) throws(Failure) in
            let prompt = try Self.prompt(call.arguments.members["name"]?.string ?? "", origin)
            let arguments = call.arguments.members["arguments"]?.object ?? Members()
            if let problem = Schema.object(prompt.arguments).problems(with: .object(arguments), limit: 1).first {
                throw Failure(
                    .invalidParams,
                    "\(problem)",
                    hint: "'prompts/list' says what '\(prompt.name)' takes",
                    details: ["pointer": .string(problem.pointer.inside("arguments").description)]
                )
            }
            return [
                "description": .string(prompt.summary),
                "messages": [
                    ["role": "user", "content": ["type": "text", "text": .string(prompt.filled(arguments))]]
                ],
            ]
        }
    }

    private static func prompt(_ name: String, _ origin: Origin) throws(Failure) -> ToolDeclaration.Prompt {
        let prompts = origin.generation.tools.prompts
        if let prompt = prompts.first(where: { $0.name == name }) { return prompt }
        let suggestion = Suggestion.nearest(to: name, among: prompts.map(\.name))
        throw Failure(
            .invalidParams,
            "unknown prompt '\(name.clipped)'\(Suggestion.hint(suggestion))",
            hint: "'prompts/list' names them",
            details: ["pointer": "/name"]
        )
    }

    private var complete: Route {
        direct(
            "completion/complete",
            [
                Property(
                    "ref",
                    .object(
                        [
                            Property("type", .choice("ref/prompt", "ref/resource")),
                            Property("name", .string, isRequired: false), Property("uri", .string, isRequired: false),
                        ],
                        others: .any
                    )
                ),
                Property("argument", .object([Property("name", .string), Property("value", .string)], others: .any)),
            ]
        ) { (call, origin) throws(Failure) in
            let members = call.arguments.members
            let name = members["argument"]?["name"]?.string ?? ""
            let typed = members["argument"]?["value"]?.string ?? ""
            if members["ref"]?["type"] == "ref/resource" {
                guard members["ref"]?["uri"] == .string(Self.template) else {
                    throw Failure(
                        .invalidParams,
                        "there is no such template",
                        hint: "'resources/templates/list' names them",
                        details: ["pointer": "/ref/uri"]
                    )
                }
                return name == "document" ? try Self.documents(typed, call, origin) : Self.completion([])
            }
            let prompt = try Self.prompt(members["ref"]?["name"]?.string ?? "", origin)
            guard let argument = prompt.arguments.first(where: { $0.name == name }) else {
                throw Failure(
                    .invalidParams,
                    "'\(prompt.name)' has no argument '\(name.clipped)'",
                    details: ["pointer": "/argument/name"]
                )
            }
            if case .choice(let values) = argument.schema.kind {
                return Self.completion(values.filter { $0.hasPrefix(typed) })
            }
            guard let source = argument.schema.names else { return Self.completion([]) }
            return source == .documents
                ? try Self.documents(typed, call, origin) : Self.names(of: source, typed, call, origin)
        }
    }

    /// What the method says that knows the names; nothing when it can't.
    private static func names(of source: NameSource, _ typed: String, _ call: Call, _ origin: Origin) -> JSON {
        var parameters = source.parameters
        if let prefix = source.prefix { parameters[prefix] = .string(typed) }
        guard let route = origin.generation.routes[source.method], case .direct(let answer) = route.answer,
            let arguments = try? route.check(parameters),
            let result = try? answer(Call(arguments: arguments, control: call.control), origin)
        else { return completion([]) }
        let names = source.names(in: result)
        return completion(source.prefix == nil ? names.filter { $0.hasPrefix(typed) } : names)
    }

    /// Documents whose name begins with what was typed, before those that only have it somewhere.
    private static func documents(_ typed: String, _ call: Call, _ origin: Origin) throws(Failure) -> JSON {
        var beginning: [String] = []
        var holding: [String] = []
        let wanted = typed.lowercased()
        for (number, document) in origin.generation.corpus.documents.enumerated() {
            if number & 1023 == 0 { try call.checkpoint() }
            let address = Address(document: document.id).document
            if address.hasPrefix(typed) {
                beginning.append(address)
            } else if address.lowercased().contains(wanted) {
                holding.append(address)
            }
        }
        return completion(beginning + holding)
    }

    private static func completion(_ values: [String]) -> JSON {
        [
            "completion": [
                "values": .array(values.prefix(mostValues).map { .string($0) }), "total": .integer(values.count),
                "hasMore": .bool(values.count > mostValues),
            ]
        ]
    }
}

extension ToolDeclaration.Prompt {
    /// The text with its arguments put in; a line whose argument was left out is left out.
    fileprivate func filled(_ given: Members) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line -> String? in
            var result = ""
            var rest = line
            while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
                let name = String(rest[rest.index(after: open)..<close])
                guard let argument = arguments.first(where: { $0.name == name }) else {
                    result += rest[...close]
                    rest = rest[rest.index(after: close)...]
                    continue
                }
                guard let value = (given[name] ?? argument.fallback)?.string else { return nil }
                result += rest[..<open] + value
                rest = rest[rest.index(after: close)...]
            }
            return result + rest
        }
        return lines.joined(separator: "\n")
    }
}
