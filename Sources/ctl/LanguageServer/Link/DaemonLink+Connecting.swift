import Glibc
import JSON
import Wire

extension DaemonLink {
    /// What `poll` should look at.
    var waits: [pollfd] {
        let canSend = sent < unsent.count
        let socket = connection.map { $0.descriptor } ?? -1
        var child: Int32 = -1
        if case .starting(let starter) = state { child = starter.descriptor }
        return [
            pollfd(fd: socket, events: Int16(POLLIN | (canSend ? POLLOUT : 0)), revents: 0),
            pollfd(fd: child, events: Int16(POLLIN), revents: 0),
        ]
    }

    /// - Parameter waits: those above, as `poll` left them.
    func serve(_ waits: [pollfd]) {
        if waits[0].revents & Int16(POLLOUT) != 0 { flush() }
        if waits[0].revents & ~Int16(POLLOUT) != 0 { receive() }
        if waits[1].revents != 0 { lookAtStarter() }
    }

    /// Goes to the daemon, or has one started.
    func connect() {
        if let refusal, !refusal.until.isOver, case .apart = state { return fail(refusal.reason) }
        do throws(Exit) {
            // Each time anew: the configuration that names it may be the text that is being edited.
            path = try session.socketPath()
        } catch {
            state = .apart
            return fail(error)
        }
        switch Connection.open(path) {
        case .success(let connection): greet(connection)
        case .failure(let error) where [ENOENT, ECONNREFUSED, ENOTDIR, EAGAIN].contains(error.number):
            if case .missing(let until) = state, !until.isOver { return }
            state = .apart
            guard session.settings.maySpawn else {
                return fail(
                    Exit(
                        .noDaemon,
                        "no daemon runs at \(path)",
                        hint: "start one with 'caspiand', or leave out --no-spawn"
                    )
                )
            }
            start()
        case .failure(let error):
            state = .apart
            fail(
                Exit(
                    .noDaemon,
                    "can't connect to \(path): \(systemMessage(error.number))",
                    hint: "'caspianctl doctor' looks closer"
                )
            )
        }
    }

    private func start() {
        var arguments = ["--socket", path]
        if let config = session.settings.config { arguments += ["--config", config] }
        if let patience = session.settings.timeoutMilliseconds { arguments += ["--timeout", "\(patience)ms"] }
        guard let starter = StarterProcess(arguments) else {
            return fail(Exit(.noDaemon, "can't start a daemon: \(systemMessage(errno))"))
        }
        state = .starting(starter)
        onStarting(true)
    }

    private func lookAtStarter() {
        guard case .starting(let starter) = state, let outcome = starter.outcome() else { return }
        state = .apart
        onStarting(false)
        switch outcome {
        case .success: connect()
        case .failure(let reason):
            refusal = (reason, Deadline(milliseconds: Self.patience))
            fail(reason)
        }
    }

    private func greet(_ connection: Connection) {
        self.connection = connection
        lines = LineBuffer(limit: Connection.maximumLine)
        unsent.removeAll()
        sent = 0
        state = .greeting
        lastID += 1
        var line = Request(id: .integer(lastID), method: "discover").json.bytes
        line.append(0x0A)
        let call = Call(
            id: lastID,
            method: "discover",
            line: line,
            deadline: Deadline(milliseconds: Self.patience),
            isRepeatable: false,
            report: nil
        ) { [unowned self] in welcome($0) }
        send(call)
    }

    private func welcome(_ outcome: Outcome) {
        switch outcome {
        case .failure(let reason): hangUp(reason)
        case .success(let answer):
            if let exit = Exit.otherVersion(answer, at: path) { return hangUp(exit) }
            refusal = nil
            state = .ready
            let calls = waiting
            waiting = []
            onReady(answer)
            for call in calls { send(call) }
        }
    }

    /// Leaves a daemon that is of no use, and says so to whoever waits.
    private func hangUp(_ reason: Exit) {
        connection = nil
        state = .apart
        refusal = (reason, Deadline(milliseconds: Self.patience))
        fail(reason)
    }

    func fail(_ reason: Exit) {
        let calls = waiting
        waiting = []
        for call in calls { call.then(.failure(reason)) }
    }

    private func receive() {
        guard let connection else { return }
        let count = recv(connection.descriptor, scratch.baseAddress, scratch.count, Int32(MSG_DONTWAIT))
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        guard count > 0 else { return lose() }
        lines.append(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
        while self.connection === connection, case .line(let range) = lines.next() {
            let line = lines.withBytes(of: range) { Array($0) }
            do throws(MessageError) {
                take(
                    try line.withUnsafeBufferPointer { bytes throws(MessageError) in
                        try Message(line: bytes, limits: Limits())
                    }
                )
            } catch {
                hangUp(
                    Exit(
                        .failed,
                        "what answers at \(path) doesn't speak Caspian's protocol: \(error.failure.message)",
                        hint: "see with --socket or $CASPIAN_SOCKET that it is caspiand's"
                    )
                )
                return lose()
            }
        }
    }

    private func take(_ message: Message) {
        switch message {
        case .response(let response):
            guard case .integer(let id)? = response.id, let call = underWay.removeValue(forKey: id) else { return }
            call.then(response.outcome.mapError { Exit($0) })
        case .request(let request):
            guard request.method == "notifications/progress" else { return onNotification(request) }
            if let id = request.parameters["progressToken"]?.integer {
                underWay[id]?.report?(Progress(request.parameters))
            }
        }
    }

    /// The daemon has closed: it stops, it is started again, or it died.
    private func lose() {
        connection = nil
        state = .apart
        let calls = underWay.values.sorted { $0.id < $1.id }
        underWay = [:]
        var lost: [Call] = []
        for call in calls {
            if call.isRepeatable, call.attempts < 2 { waiting.append(call) } else { lost.append(call) }
        }
        if !waiting.isEmpty {
            // Whoever may start one needn't wait: should another one be quicker, that one is taken.
            if !session.settings.maySpawn { state = .missing(until: Deadline(milliseconds: Self.patience)) }
            connect()
        }
        for call in lost {
            call.then(
                .failure(
                    Exit(
                        .noDaemon,
                        "caspiand closed the connection in the middle of its answer to '\(call.method)'",
                        hint: "ask again; its log says why it closed"
                    )
                )
            )
        }
    }
}
