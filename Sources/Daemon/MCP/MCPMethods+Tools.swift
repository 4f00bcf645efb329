import JSON
import PluginKit
import Schema
import Wire

/// tools/list and tools/call.
extension MCPMethods {
    var toolRoutes: [Route] { [listTools, callTool] }

    private var listTools: Route {
        direct("tools/list", [Self.cursor], MCPTraits(keepMilliseconds: Self.listTime)) {
            (call, origin) throws(Failure) in
            try Self.page(of: origin.generation.tools.tools, call, size: 100, as: "tools", \.json)
        }
    }

    private var callTool: Route {
        later(
            "tools/call",
            [Property("name", .string), Property("arguments", .map(of: .any), isRequired: false)],
            MCPTraits(answersModel: true)
        ) { call, origin, complete in
            let name = call.arguments.members["name"]?.string ?? ""
            guard let tool = origin.generation.tools[name] else {
                return complete(.failure(Self.unknown(name, origin.generation.tools)))
            }
            let run = ToolRun(tool: tool, call: call, origin: origin, complete: complete)
            run.begin(call.arguments.members["arguments"]?.object ?? Members())
        }
    }

    private static func unknown(_ name: String, _ table: ToolTable) -> Failure {
        let known = table.tools.map(\.name)
        let suggestion = Suggestion.nearest(to: name, among: known)
        return Failure(
            .invalidParams,
            "unknown tool '\(name.clipped)'\(Suggestion.hint(suggestion)); known: \(known.joined(separator: ", "))",
            hint: "ask 'tools/list' which tools there are",
            details: ["pointer": "/name"]
        )
    }
}

/// One call of a tool, from its arguments to its answer.
private struct ToolRun: Sendable {
    let tool: Tool
    let call: Call
    let origin: Origin
    let complete: Route.Completion

    func begin(_ arguments: Members) {
        let problems = tool.input.problems(with: .object(arguments))
        guard problems.isEmpty else { return refuse(tool.mistake(problems)) }
        do throws(Failure) {
            let page = try ToolPage(tool, cursor: arguments["cursor"]?.string, arguments)
            let parameters = tool.parameters(arguments, page)
            let arguments = try tool.route.check(parameters)
            try run(Call(arguments: arguments, control: call.control), page)
        } catch {
            fail(error)
        }
    }

    private func run(_ call: Call, _ page: ToolPage) throws(Failure) {
        switch tool.route.answer {
        case .later(let answer):
            answer(call, origin) { result in
                do throws(Failure) {
                    // Cutting and setting the answer takes too long for the thread of a plugin's lines.
                    try origin.services.pool.submit { finish(result, page) }
                } catch {
                    fail(error)
                }
            }
        case .direct(let answer):
            try origin.services.pool.submit {
                do throws(Failure) {
                    try call.checkpoint()
                    finish(.success(try answer(call, origin)), page)
                } catch {
                    fail(error)
                }
            }
        }
    }

    private func finish(_ result: Result<JSON, Failure>, _ page: ToolPage) {
        switch result {
        case .success(let json):
            complete(.success(ToolAnswer(tool, json, page, corpus: origin.generation.corpus).result))
        case .failure(let failure): fail(failure)
        }
    }

    private func fail(_ failure: Failure) {
        switch failure.code {
        // Nobody waits, or the whole connection ends.
        case .cancelled, .shuttingDown: complete(.failure(failure))
        case .invalidParams: refuse(tool.mistake(failure))
        default: refuse(failure.advice)
        }
    }

    private func refuse(_ text: String) {
        complete(.success(ToolAnswer.refusal(origin.generation.tools.inNamesOfTools(text))))
    }
}
