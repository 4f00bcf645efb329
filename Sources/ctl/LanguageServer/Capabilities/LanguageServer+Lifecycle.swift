import Glibc
import JSON
import Wire

extension LanguageServer {
    static let initialize = Capability("initialize") { server, request in
        guard case .new = server.phase else {
            return server.fail(request, .invalidRequest, "'initialize' came before")
        }
        server.phase = .running
        server.abilities = ClientAbilities(request.parameters)
        server.encoding = server.abilities.encoding
        server.parent = request.parameters["processId"]?.integer.flatMap { pid_t(exactly: $0) }
        guard !server.abilities.registersCommands else { return server.welcome(request) }
        // Such an editor takes the names of commands now or never.
        server.timers.set("initialize", milliseconds: commandPatience) { server.welcome(request) }
        server.link.ask("introspect") { outcome in
            if case .success(let result) = outcome { server.keepMethods(result) }
            server.welcome(request)
        }
    }

    private func welcome(_ request: EditorRequest) {
        timers.remove("initialize")
        isWelcome = true
        var capabilities = Self.announcements
        capabilities["positionEncoding"] = .string(encoding.rawValue)
        capabilities["executeCommandProvider"] = ["commands": .array(commands), "workDoneProgress": true]
        reply(
            request,
            [
                "capabilities": .object(capabilities),
                "serverInfo": ["name": "caspianctl", "version": .string(Program.version)],
            ]
        )
    }

    static let initialized = Capability("initialized") { server, _ in
        // Commands are known when the daemon is there; who only edits a configuration may have none, and is told when
        // something is asked that needs it.
        if server.methods.isEmpty { server.link.ask("ping") { _ in } }
    }

    static let shutdown = Capability("shutdown") { server, request in
        for open in server.requests.values where open !== request { server.cancel(open) }
        server.phase = .shutDown
        server.reply(request, .null)
    }

    static let exit = Capability("exit") { server, _ in
        if case .shutDown = server.phase {
            server.phase = .ended(.answered)
        } else {
            server.phase = .ended(.nothingFound)
        }
    }

    static let cancelRequest = Capability("$/cancelRequest") { server, request in
        guard let id = RequestID(json: request.parameters["id"]), let open = server.requests[id] else { return }
        server.cancel(open)
    }

    static let setTrace = Capability("$/setTrace") { _, _ in }

    // MARK: Progress

    /// What tells the editor how far the answer to a request is, if it wants to know.
    func progressReport(_ request: EditorRequest) -> ((Progress) -> Void)? {
        guard let token = request.parameters["workDoneToken"] else { return nil }
        return { [unowned self] progress in
            guard !request.isOver else { return }
            var value: Members = ["kind": request.showsProgress ? "report" : "begin"]
            if !request.showsProgress { value["title"] = "Caspian" }
            request.showsProgress = true
            if !progress.message.isEmpty { value["message"] = .string(progress.message) }
            if let total = progress.total, total > 0 {
                value["percentage"] = .integer(Int(min(1, max(0, progress.done / total)) * 100))
            }
            notify("$/progress", ["token": token, "value": .object(value)])
        }
    }

    func endProgress(of request: EditorRequest) {
        guard request.showsProgress, let token = request.parameters["workDoneToken"] else { return }
        notify("$/progress", ["token": token, "value": ["kind": "end"]])
    }

    /// Shows that a daemon is being started, which takes as long as its corpus is large.
    func daemonIsStarting(_ isStarting: Bool) {
        guard abilities.showsProgress, isStarting ? isWelcome : showsStart else { return }
        showsStart = isStarting
        let token: JSON = "caspian-start"
        if isStarting {
            askEditor("window/workDoneProgress/create", ["token": token])
            notify(
                "$/progress",
                ["token": token, "value": ["kind": "begin", "title": "Caspian", "message": "starting caspiand"]]
            )
        } else {
            notify("$/progress", ["token": token, "value": ["kind": "end"]])
        }
    }
}
