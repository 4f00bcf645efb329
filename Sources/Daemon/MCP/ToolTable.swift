import JSON
import Schema
import Wire

/// The tools and prompts of one generation: the daemon's own first, then those of each plugin, as the configuration
/// orders them.
struct ToolTable: Sendable {
    let tools: [Tool]
    let prompts: [ToolDeclaration.Prompt]

    init(core: [Route], plugins: [LoadedPlugin]) {
        var tools: [Tool] = []
        var names: Set<String> = []
        var prompts: [ToolDeclaration.Prompt] = []
        func add(_ route: Route, _ declaration: ToolDeclaration) {
            // A name that another has got already is made of the method's, which nobody shares.
            let isNew = names.insert(declaration.name).inserted
            let named = isNew ? declaration : declaration.named(Self.name(of: route.description))
            if !isNew { names.insert(named.name) }
            tools.append(Tool(route, named))
            for prompt in declaration.prompts where !prompts.contains(where: { $0.name == prompt.name }) {
                prompts.append(prompt)
            }
        }
        for route in core { if case .tool(let declaration) = route.description.tool { add(route, declaration) } }
        for plugin in plugins {
            let declared = plugin.routes.contains { $0.description.tool.isDeclared }
            for route in plugin.routes {
                switch route.description.tool {
                case .tool(let declaration): add(route, declaration)
                // A plugin that chooses none of its methods shows them all: it need know nothing of agents.
                case .unsaid where !declared: add(route, Self.declaration(of: route.description))
                case .unsaid, .hidden: break
                }
            }
        }
        self.tools = tools
        self.prompts = prompts
    }

    /// A text in which methods are called by the names of their tools.
    func inNamesOfTools(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "'")) else { return text }
        let names = Dictionary(
            tools.map { ($0.route.description.name, $0.name) },
            uniquingKeysWith: { first, _ in first }
        )
        let parts = text.split(separator: "'", omittingEmptySubsequences: false).map { names[String($0)] ?? String($0) }
        return parts.joined(separator: "'")
    }

    subscript(name: String) -> Tool? { tools.first { $0.name.isExactly(name) } }

    private static func declaration(of method: MethodDescription) -> ToolDeclaration {
        ToolDeclaration(name(of: method), title: method.name, method.summary)
    }

    /// A method's name without its dots, which some models don't take.
    private static func name(of method: MethodDescription) -> String {
        String(method.name.map { $0 == "." ? "_" : $0 }.prefix(64))
    }
}

extension ToolChoice {
    fileprivate var isDeclared: Bool {
        if case .tool = self { true } else { false }
    }
}

extension ToolDeclaration {
    fileprivate func named(_ name: String) -> ToolDeclaration {
        ToolDeclaration(
            name,
            title: title,
            description,
            parameters: parameters,
            fields: fields,
            pages: pages,
            prompts: prompts
        )
    }
}
