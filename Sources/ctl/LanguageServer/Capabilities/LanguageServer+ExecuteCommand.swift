import JSON
import Schema
import Wire

/// workspace/executeCommand: every method of the daemon, as `caspian.` and its name.
///
/// Whatever a plugin declares is a command as it stands: nothing here knows which methods there are.
extension LanguageServer {
    static let commandPrefix = "caspian."
    /// What needs no daemon.
    private static let openCommand = "caspian.open"
    private static let registration = "caspian-commands"
    /// Milliseconds that an editor waits for the names of the commands, when it takes them at the start only.
    static let commandPatience = 1500

    static let executeCommand = Capability(
        "workspace/executeCommand",
        announcing: ["executeCommandProvider": ["commands": [.string(openCommand)], "workDoneProgress": true]]
    ) { server, request in
        let command = request.parameters["command"]?.string ?? ""
        let arguments = request.parameters["arguments"]?.array ?? []
        if command == openCommand {
            if let location = arguments.first { server.show(location) }
            return server.reply(request, .null)
        }
        guard command.hasPrefix(commandPrefix) else {
            return server.fail(request, .invalidParams, "the command '\(command)' is not known")
        }
        server.execute(String(command.dropFirst(commandPrefix.utf8.count)), arguments, for: request)
    }

    var commands: [JSON] {
        [.string(Self.openCommand)] + methods.map { .string(Self.commandPrefix + $0.name) }
    }

    /// Tells the editor which commands there are, now that the daemon has said it.
    func registerCommands() {
        guard abilities.registersCommands, case .running = phase else { return }
        let commands = JSON.array(self.commands.filter { $0 != .string(Self.openCommand) })
        guard commands != registeredCommands else { return }
        let identity: Members = ["id": .string(Self.registration), "method": "workspace/executeCommand"]
        if registeredCommands != nil {
            askEditor("client/unregisterCapability", ["unregisterations": [.object(identity)]])
        }
        var registration = identity
        registration["registerOptions"] = ["commands": commands]
        askEditor("client/registerCapability", ["registrations": [.object(registration)]])
        registeredCommands = commands
    }

    private func execute(_ name: String, _ arguments: [JSON], for request: EditorRequest) {
        ask("introspect", ["method": .string(name)], for: request) { [unowned self] outcome in
            guard case .success(let result) = outcome, let json = result["methods"]?[0],
                let method = try? MethodDescription(json: json)
            else {
                var message = "the daemon has no '\(name)'"
                if case .failure(let reason) = outcome { message = reason.message }
                tell(.error, message)
                return fail(request, .requestFailed, message)
            }
            execute(method, arguments, for: request)
        }
    }

    private func execute(_ method: MethodDescription, _ arguments: [JSON], for request: EditorRequest) {
        let parameters = parameters(of: method, arguments)
        ask(method.name, parameters, for: request, isRepeatable: method.isReadOnly) { [unowned self] outcome in
            switch outcome {
            case .success(let result):
                show(result, of: method)
                reply(request, result)
            case .failure(let reason):
                tell(.error, reason.message + (reason.hint.map { "; " + $0 } ?? ""))
                fail(request, .requestFailed, reason.message)
            }
        }
    }

    /// The parameters themselves; or `uri`, perhaps with `range`, in place of a text or document; or one string for
    /// the first thing that the method needs.
    private func parameters(of method: MethodDescription, _ arguments: [JSON]) -> Members {
        let declared = Set(method.parameters.map(\.name))
        if let word = arguments.first?.string {
            let first = method.parameters.first(where: \.isRequired) ?? method.parameters.first
            return first.map { Members([($0.name, .string(word))]) } ?? Members()
        }
        var parameters = arguments.first?.object ?? Members()
        let uri = declared.contains("uri") ? nil : parameters["uri"]?.string
        let range = declared.contains("range") ? nil : parameters["range"].flatMap { EditorRange($0) }
        if uri != nil { parameters["uri"] = nil }
        if range != nil || !declared.contains("range") { parameters["range"] = nil }
        let named = ["text", "texts", "document", "documents", "file"].contains { parameters[$0] != nil }
        guard let uri, !named else { return parameters }
        if let buffer = buffers[uri], declared.contains("text") {
            parameters["text"] = .string(text(of: buffer, range))
            if declared.contains("markup"), parameters["markup"] == nil {
                parameters["markup"] = .string(buffer.markup)
            }
        } else if let path = FileURI.path(uri), declared.contains("document") {
            parameters["document"] = .string(path)
        } else if let path = FileURI.path(uri), declared.contains("file") {
            parameters["file"] = .string(path)
        }
        return parameters
    }

    private func text(of buffer: Buffer, _ range: EditorRange?) -> String {
        guard let range else { return buffer.text }
        let start = buffer.positions.offset(of: range.start)
        let end = max(start, buffer.positions.offset(of: range.end))
        return String(decoding: buffer.bytes[start..<end], as: UTF8.self)
    }

    // MARK: Showing

    private func show(_ location: JSON) {
        var parameters: Members = ["uri": location["uri"] ?? .null, "takeFocus": true]
        parameters["selection"] = location["range"]
        if abilities.showsDocuments {
            askEditor("window/showDocument", .object(parameters))
        } else {
            let line = (location["range"]?["start"]?["line"]?.integer ?? 0) + 1
            tell(.info, "\(location["uri"]?.string.flatMap { FileURI.path($0) } ?? ""):\(line)")
        }
    }

    /// Opens what a method answered as a document of its own.
    private func show(_ result: JSON, of method: MethodDescription) {
        let page = ResultPage(result, of: method)
        guard !page.text.isEmpty else { return tell(.info, "\(method.name): done") }
        guard let path = results.write(page) else {
            return tell(.error, "can't write the answer below \(ResultFolder.parent)")
        }
        guard abilities.showsDocuments else {
            let first = page.text.split(separator: "\n").prefix(5).joined(separator: "\n")
            return tell(.info, "\(method.name): \(first) (all of it: \(path))")
        }
        askEditor(
            "window/showDocument",
            ["uri": .string(FileURI.of(path)), "external": .bool(page.isForBrowser), "takeFocus": true]
        )
    }
}

extension MethodDescription {
    /// Whether a text is enough for it.
    var takesText: Bool {
        parameters.contains { $0.name == "text" } && parameters.allSatisfy { !$0.isRequired || $0.name == "text" }
    }
}
