import Glibc
import Wire

/// Finds the daemon at its socket, and starts one where none runs.
struct Connector {
    let path: String
    /// `nil` when none may be started.
    let starter: Starter?
    /// Told what is being waited for.
    let report: (String) -> Void
    let deadline: Deadline
    /// Milliseconds after which one that has the lock and no socket won't have one any more: it makes it at its very start,
    /// and removes it some seconds before its end.
    var socketPatience = 10_000

    /// Milliseconds after which a daemon that somebody else starts is no longer waited for.
    private static let patience = 300

    func connect() throws(Exit) -> Connection {
        if let connection = try open() { return connection }
        guard let starter else {
            throw Exit(
                .noDaemon,
                "no daemon runs at \(path)",
                hint: "start one with 'caspiand', or leave out --no-spawn"
            )
        }
        report("starting caspiand")
        try start(with: starter)
        return try connectToStarted(starter)
    }

    /// Connects to a daemon that is ready or is being started by somebody else, who got the lock first.
    private func connectToStarted(_ starter: Starter) throws(Exit) -> Connection {
        var patience = Deadline(milliseconds: Self.patience)
        let socketPatience = Deadline(milliseconds: socketPatience)
        while !deadline.isOver {
            if let connection = try open() { return connection }
            if socketPatience.isOver, let process = lockHolder { throw lost(process) }
            var wait = pollfd(fd: Interruption.descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&wait, 1, 10) > 0 { throw .interrupted }
            guard patience.isOver else { continue }
            // Who had the lock was about to end, and served nobody any more.
            try start(with: starter)
            patience = Deadline(milliseconds: Self.patience)
        }
        throw Exit(
            .deadline,
            "a daemon was started but doesn't answer at \(path)",
            hint: "'caspianctl doctor' says more"
        )
    }

    private func start(with starter: Starter) throws(Exit) {
        try starter.start(at: path, deadline: deadline) { report("starting caspiand: " + $0) }
    }

    /// The process that holds the lock beside the socket, where the socket itself is gone.
    private var lockHolder: String? {
        guard access(path, F_OK) != 0 else { return nil }
        let descriptor = LockNote.open(beside: path)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
        return LockNote.read(descriptor).map { "\($0.process)" }
    }

    private func lost(_ process: String) -> Exit {
        Exit(
            .noDaemon,
            "caspiand (pid \(process)) runs, but serves no socket at \(path): it was removed, or the daemon is still stopping",
            hint: "end it with 'kill \(process)'; the next question starts another"
        )
    }

    /// `nil` when nobody serves there. Anything else that is wrong is for a person to look at.
    private func open() throws(Exit) -> Connection? {
        switch Connection.open(path) {
        case .success(let connection): return connection
        case .failure(let error):
            switch error.number {
            case ENOENT, ECONNREFUSED, ENOTDIR: return nil
            case EACCES, EPERM:
                throw Exit(
                    .denied,
                    "the socket \(path) may not be used: \(systemMessage(error.number))",
                    hint: "it belongs to its daemon's user; name another with --socket or $CASPIAN_SOCKET"
                )
            default:
                throw Exit(
                    .noDaemon,
                    "can't connect to \(path): \(systemMessage(error.number))",
                    hint: "'caspianctl doctor' looks closer"
                )
            }
        }
    }
}
