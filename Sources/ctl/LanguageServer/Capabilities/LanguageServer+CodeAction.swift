import JSON
import Wire

/// textDocument/codeAction: fixes for what is marked, the way to a twin, and every method for what is selected.
extension LanguageServer {
    static let codeAction = Capability(
        "textDocument/codeAction",
        announcing: ["codeActionProvider": ["codeActionKinds": ["quickfix", "source"]]]
    ) { server, request in
        guard let buffer = server.buffer(of: request, otherwise: []),
            let range = request.parameters["range"].flatMap({ EditorRange($0) })
        else { return server.reply(request, []) }
        let start = buffer.positions.offset(of: range.start)
        let selection = start..<max(start, buffer.positions.offset(of: range.end))
        let only = request.parameters["context"]?["only"]?.array?.compactMap(\.string)
        let isWanted = { (kind: String) in only?.contains { kind == $0 || kind.hasPrefix($0 + ".") } ?? true }
        var actions: [JSON] = []
        if isWanted("quickfix") {
            let touched = buffer.findings.filter {
                $0.range.lowerBound <= selection.upperBound && selection.lowerBound <= $0.range.upperBound
            }
            actions += touched.flatMap { server.actions(for: $0, in: buffer) }
        }
        if isWanted("source"), !selection.isEmpty, !server.isConfiguration(buffer) {
            actions += server.actions(forSelection: request.parameters["range"] ?? .null, in: buffer)
        }
        server.reply(request, .array(actions))
    }

    private func actions(for finding: Finding, in buffer: Buffer) -> [JSON] {
        var actions: [JSON] = []
        for fix in finding.fixes where abilities.hasCodeActionLiterals {
            let edit: JSON = ["range": buffer.json(fix.range), "newText": .string(fix.text)]
            actions.append([
                "title": .string(fix.title), "kind": "quickfix", "diagnostics": [json(finding, in: buffer)],
                "isPreferred": .bool(finding.severity == .error),
                "edit": ["changes": .object(Members([(buffer.uri, .array([edit]))]))],
            ])
        }
        if let twin = finding.twin { actions.append(action("Show the twin", "caspian.open", twin, kind: "quickfix")) }
        return actions
    }

    /// Every method that takes a text and can do with that alone.
    private func actions(forSelection range: JSON, in buffer: Buffer) -> [JSON] {
        methods.filter { $0.takesText && $0.isReadOnly }.map { method in
            action(
                "Caspian: \(method.name)",
                Self.commandPrefix + method.name,
                ["uri": .string(buffer.uri), "range": range],
                kind: "source"
            )
        }
    }

    private func action(_ title: String, _ command: String, _ argument: JSON, kind: String) -> JSON {
        let call: JSON = ["title": .string(title), "command": .string(command), "arguments": [argument]]
        guard abilities.hasCodeActionLiterals else { return call }
        return ["title": .string(title), "kind": .string(kind), "command": call]
    }
}
