@preconcurrency import Glibc

/// Starts `caspiand` on its own feet and waits until it serves or says why not.
///
/// The daemon gets the writing end of a pipe as `--ready-fd` and writes `READY`, or the lines of its reason before it
/// ends. It leaves the session of this program, reads from nothing and writes into a log beside the socket.
struct Starter {
    let config: String?
    let companion: Companion

    /// `EX_TEMPFAIL` of sysexits.h: another daemon has the lock.
    private static let anotherServes: Int32 = 75
    /// `POSIX_SPAWN_SETSID` of glibc, which Swift doesn't import.
    private static let ownSession: Int16 = 0x80
    private static let readyDescriptor: Int32 = 3

    /// Returns when a daemon is ready, or another one has been quicker.
    ///
    /// - Parameter report: told how far it is, if that takes long.
    func start(at socket: String, deadline: Deadline, report: @escaping (String) -> Void) throws(Exit) {
        guard let program = companion.daemon else {
            throw Exit(
                .noDaemon,
                "no daemon runs at \(socket), and caspiand was found neither beside caspianctl nor in $PATH",
                hint: "install it, or name it with $CASPIAND"
            )
        }
        let configuration: String
        do throws(Exit) {
            configuration = try companion.config(named: config)
        } catch {
            throw Exit(.noDaemon, "no daemon runs at \(socket), and \(error.message)", hint: error.hint)
        }
        let arguments = [
            program, "--config", configuration, "--socket", socket, "--ready-fd", String(Self.readyDescriptor),
        ]
        let log = StartLog(beside: socket)
        defer { log.close() }
        let (process, ready) = try spawn(arguments, log: log.descriptor)
        let said = try listen(to: ready, StartWatch(path: socket, report: report), deadline: deadline)
        if said.isReady { return }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let exitCode = status & 0x7F == 0 ? status >> 8 & 0xFF : -1
        if exitCode == 0 || exitCode == Self.anotherServes { return }
        var reason = said.text.isEmpty ? log.newText : said.text
        if reason.isEmpty {
            reason = exitCode >= 0 ? "it ended with status \(exitCode)" : "it was ended by signal \(status & 0x7F)"
        }
        throw Exit(
            .noDaemon,
            "caspiand could not start: " + Self.indented(reason),
            hint: log.path.map { "its log is \($0)" }
        )
    }

    private func spawn(_ arguments: [String], log: Int32) throws(Exit) -> (process: pid_t, ready: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Exit(.noDaemon, "can't make a pipe: \(systemMessage(errno))") }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        // Moved out of the way of the descriptors that the child will have.
        let writeEnd = fcntl(ends[1], F_DUPFD_CLOEXEC, 16)
        close(ends[1])
        defer { close(writeEnd) }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        if log >= 0 {
            posix_spawn_file_actions_adddup2(&actions, log, 1)
        } else {
            posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        posix_spawn_file_actions_adddup2(&actions, writeEnd, Self.readyDescriptor)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // It begins with no signal blocked or ignored, whatever this program was started with.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes,
            Self.ownSession | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
        )

        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let outcome = posix_spawn(&process, arguments[0], &actions, &attributes, words, environ)
        guard outcome == 0 else {
            close(ends[0])
            throw Exit(.noDaemon, "can't start \(arguments[0]): \(systemMessage(outcome))")
        }
        return (process, ends[0])
    }

    /// Reads until READY, or until the daemon has ended; closes `descriptor`.
    private func listen(
        to descriptor: Int32,
        _ watch: StartWatch,
        deadline: Deadline
    ) throws(Exit) -> (isReady: Bool, text: String) {
        defer { close(descriptor) }
        var said: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            var waits = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: Interruption.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&waits, 3, watch.pause(before: deadline))
            if count == 0, deadline.isOver {
                throw Exit(
                    .deadline,
                    "caspiand was started but isn't ready yet" + (watch.last.map { ": " + $0 } ?? ""),
                    hint: "it goes on: ask again, or 'caspianctl status' how far it is"
                )
            }
            if waits[1].revents != 0 { throw .interrupted }
            if count == 0 { watch.connect() }
            if waits[2].revents != 0 { watch.read() }
            guard count > 0, waits[0].revents != 0 else { continue }
            let length = read(descriptor, &buffer, buffer.count)
            if length < 0, errno == EINTR { continue }
            if length > 0, said.count < 1 << 16 { said += buffer[..<length] }
            let text = String(decoding: said, as: UTF8.self)
            if text.split(separator: "\n").contains("READY") { return (true, "") }
            if length <= 0 { return (false, text) }
        }
    }

    /// One line as it is; several below each other.
    private static func indented(_ text: String) -> String {
        let lines = text.split(separator: "\n")
        return lines.count == 1 ? String(lines[0]) : lines.map { "\n  " + $0 }.joined()
    }
}
