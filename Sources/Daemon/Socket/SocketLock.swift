import Glibc
import Wire

/// Decides who serves: the holder of a lock on a file beside the socket. The file is never removed, because two daemons
/// could then hold locks on two files of one name.
struct SocketLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock, or says who has it.
    ///
    /// - Parameter configuration: the file that is served, for clients that look for the daemon of another one.
    init(for socket: String, serving configuration: String) throws(StartError) {
        let path = LockNote.path(beside: socket)
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system("can't open \(path)", .cannotCreate) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let holder = LockNote.read(descriptor)?.process
            close(descriptor)
            guard reason == EWOULDBLOCK else { throw .system("can't lock \(path)") }
            throw StartError(.alreadyRunning, "another caspiand\(holder.map { " (pid \($0))" } ?? "") serves \(socket)")
        }
        let note = LockNote(process: getpid(), configuration: LockNote.absolute(configuration)).bytes
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, note, note.count, 0)
    }

    deinit { close(descriptor) }
}
