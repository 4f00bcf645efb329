import Glibc

/// Decides who serves: the holder of a lock on a file beside the socket. The file is never removed, because two daemons
/// could then hold locks on two files of one name.
struct SocketLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock, or says who has it.
    init(for socket: String) throws(StartError) {
        let path = socket + ".lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system("can't open \(path)", .cannotCreate) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let holder = Self.holder(descriptor)
            close(descriptor)
            guard reason == EWOULDBLOCK else { throw .system("can't lock \(path)") }
            throw StartError(.alreadyRunning, "another caspiand\(holder.map { " (pid \($0))" } ?? "") serves \(socket)")
        }
        let text = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.count, 0)
    }

    private static func holder(_ descriptor: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: bytes[..<count].prefix { (0x30...0x39).contains($0) }, as: UTF8.self))
    }

    deinit { close(descriptor) }
}
