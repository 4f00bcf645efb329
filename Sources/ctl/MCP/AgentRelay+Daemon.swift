import Glibc
import JSON
import Wire

/// Finding a daemon, and going on with another one.
extension AgentRelay {
    private static let patience = 20_000
    /// How long a daemon that closes what it has taken is thought to be about to end, in milliseconds.
    private static let dying = 3000
    /// Ids of the relay's own requests, which no host has.
    private static let ownID = "caspianctl:relay"

    /// Connects, starting a daemon if there is none, and sees that it speaks with agents.
    ///
    /// A daemon that was killed takes connections until the last of its descriptors is closed, and answers none of them.
    func connect() throws(Exit) {
        let deadline = Deadline(milliseconds: Self.dying)
        // Anew each time, because a daemon that was started anew serves where its configuration says now.
        let path = try session.socketPath()
        while true {
            do throws(Exit) {
                return try connectOnce(path)
            } catch {
                guard error == Self.lost, !deadline.isOver else { throw error }
                var wait = pollfd(fd: Interruption.descriptor, events: Int16(POLLIN), revents: 0)
                if poll(&wait, 1, 20) > 0 { throw .interrupted }
            }
        }
    }

    private func connectOnce(_ path: String) throws(Exit) {
        let connection = try session.connect(to: path)
        let hello = try ask(connection, "discover")
        if let exit = Exit.otherVersion(hello, at: path) { throw exit }
        guard hello["mcp"]?.array?.isEmpty == false else {
            throw Exit(
                .failed,
                "the daemon that runs is version \(hello["version"]?.string ?? "unknown"), which doesn't speak MCP; "
                    + "this is caspianctl \(Program.version)",
                hint: "run 'caspianctl shutdown', and try again"
            )
        }
        limit = hello["limits"]?["line"]?.integer ?? limit
        forgetUnsent()
        for (line, hasAnswer) in host.lines(without: pending) {
            guard connection.send(line + [0x0A]) else { throw Self.lost }
            if hasAnswer { _ = try answer(connection) }
        }
        self.connection = connection
    }

    /// Goes on after the daemon has closed the connection.
    func recover() throws(Exit) {
        connection = nil
        forgetUnsent()
        // A daemon that was stopped while nobody wanted anything of it stays stopped.
        guard !pending.isEmpty else { return }
        do throws(Exit) {
            try connect()
            complain("the daemon was restarted")
            try repeatRequests()
        } catch {
            if error.status == .interrupted { throw error }
            connection = nil
            forgetUnsent()
            complain(error)
            for (id, request) in pending { write(request.refusal(id, error.asFailure)) }
            pending = [:]
            return
        }
        guard host.hasBegun else { return }
        for list in ["tools", "prompts", "resources"] {
            write(Array(#"{"jsonrpc":"2.0","method":"notifications/\#(list)/list_changed"}"#.utf8) + [0x0A])
        }
    }

    private func repeatRequests() throws(Exit) {
        let tools = pending.values.contains { $0.tool != nil } ? try harmlessTools() : []
        for (id, request) in pending {
            let isHarmless = request.tool.map(tools.contains) ?? true
            guard isHarmless, !request.wasRepeated else {
                pending[id] = nil
                write(
                    request.refusal(
                        id,
                        Failure(
                            .pluginCrashed,
                            isHarmless
                                ? "the daemon ended twice while it worked on this"
                                : "the daemon ended while it worked on this; what it has changed by then is not known",
                            hint: isHarmless
                                ? "ask something else; the daemon's log says more" : "look, and call it again"
                        )
                    )
                )
                continue
            }
            pending[id]?.wasRepeated = true
            queue(request.line)
        }
    }

    /// The tools that may be called twice.
    private func harmlessTools() throws(Exit) -> Set<String> {
        guard let connection else { return [] }
        let tools = try ask(connection, "tools/list")["tools"]?.array ?? []
        return Set(tools.filter { $0["annotations"]?["readOnlyHint"] == true }.compactMap { $0["name"]?.string })
    }

    // MARK: Before anything of the host's is under way

    private func ask(_ connection: Connection, _ method: String) throws(Exit) -> JSON {
        let request = Request(id: .string(Self.ownID), method: method)
        guard connection.send(request.json.bytes + [0x0A]) else { throw Self.lost }
        let answer = try answer(connection)
        // A daemon that stops says so to those who come late, and closes.
        if answer["error"]?["code"]?.integer == Code.shuttingDown.rawValue { throw Self.lost }
        if let failure = answer["error"], let message = failure["message"]?.string {
            let isDenied = failure["code"]?.integer == Code.permissionDenied.rawValue
            throw Exit(isDenied ? .denied : .failed, message, hint: failure["data"]?["hint"]?.string)
        }
        return answer["result"] ?? .null
    }

    /// The next answer; notifications before it are passed on.
    private func answer(_ connection: Connection) throws(Exit) -> JSON {
        let deadline = Deadline(milliseconds: Self.patience)
        while true {
            switch connection.next(before: deadline) {
            case .line: break
            case .interrupted: throw .interrupted
            case .readerGone: throw Exit(.closedPipe, "")
            case .deadline:
                throw Exit(.deadline, "the daemon doesn't answer", hint: "run 'caspianctl doctor' in a terminal")
            case .closed, .tooLong: throw Self.lost
            }
            let line = connection.withLine { Array($0) }
            guard let json = try? JSON(parsing: line), json.object != nil else {
                throw Exit(
                    .failed,
                    "what answers at the socket doesn't speak Caspian's protocol",
                    hint: "see with --socket or $CASPIAN_SOCKET that it is caspiand's"
                )
            }
            if json["method"] == nil { return json }
            write(line + [0x0A])
        }
    }

    private static let lost = Exit(
        .noDaemon,
        "the daemon closed the connection at once",
        hint: "its log says why; 'caspianctl doctor' looks closer"
    )
}
