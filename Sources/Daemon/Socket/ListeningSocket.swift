import Glibc

/// The socket on which clients are accepted: bound by us, or inherited from a service manager.
struct ListeningSocket {
    let descriptor: Int32
    /// `nil` when the descriptor was inherited: then the path is its maker's.
    private let bound: (path: String, device: dev_t, inode: ino_t)?

    /// How many clients may wait to be accepted.
    static let backlog: Int32 = 4096

    /// Binds `path`. The caller holds the lock for it.
    ///
    /// The name appears by a rename of a socket that listens already, so that whoever sees it can connect.
    static func bind(_ path: String) throws(StartError) -> ListeningSocket {
        try refuseForeign(path)
        let temporary = "\(path).\(getpid())"
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system("can't make a socket") }
        do throws(StartError) {
            let name =
                temporary.utf8.count < maximumLength ? temporary : "\(SocketFolder.parent(of: path))/.\(getpid())"
            unlink(name)
            try bind(descriptor, to: name)
            guard chmod(name, 0o600) == 0, listen(descriptor, backlog) == 0 else {
                throw .system("can't listen on \(path)")
            }
            var status = stat()
            guard lstat(name, &status) == 0, rename(name, path) == 0 else {
                let error = StartError.system("can't rename to \(path)", .cannotCreate)
                unlink(name)
                throw error
            }
            return ListeningSocket(descriptor: descriptor, bound: (path, status.st_dev, status.st_ino))
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// The descriptor that a service manager passed (sd_listen_fds(3)), if it passed one to this process.
    static func inherited(_ environment: (String) -> String?) throws(StartError) -> ListeningSocket? {
        guard environment("LISTEN_PID").flatMap(Int32.init) == getpid(),
            let count = environment("LISTEN_FDS").flatMap(Int.init), count > 0
        else { return nil }
        guard count == 1 else {
            throw StartError(.usage, "LISTEN_FDS passes \(count) sockets; caspiand serves one")
        }
        let descriptor: Int32 = 3
        var listens: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0, listens == 1 else {
            throw StartError(.usage, "the descriptor 3 that LISTEN_FDS announces is no listening socket")
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return ListeningSocket(descriptor: descriptor, bound: nil)
    }

    /// Removes the name, if it still stands for this socket and not for a successor's.
    func removeName() {
        guard let bound else { return }
        var status = stat()
        guard lstat(bound.path, &status) == 0, status.st_dev == bound.device, status.st_ino == bound.inode else {
            return
        }
        unlink(bound.path)
    }

    private static let maximumLength = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// Leaves alone whatever is at the path, unless it is a dead socket of ours.
    private static func refuseForeign(_ path: String) throws(StartError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw .system(path, .cannotCreate) }
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw StartError(
                .cannotCreate,
                "\(path) exists and is no socket; it is left untouched. Move it away or name another --socket"
            )
        }
        guard status.st_uid == getuid() else {
            throw StartError(.cannotCreate, "\(path) is a socket of user \(status.st_uid); name another --socket")
        }
        let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(probe) }
        if withAddress(path, { connect(probe, $0, $1) }) == 0 {
            throw StartError(.cannotCreate, "something else answers on \(path); stop it or name another --socket")
        }
    }

    private static func bind(_ descriptor: Int32, to path: String) throws(StartError) {
        guard path.utf8.count <= maximumLength else {
            throw StartError(.usage, "the socket's path is longer than \(maximumLength) bytes: \(path)")
        }
        let mask = umask(0o177)
        defer { umask(mask) }
        guard withAddress(path, { Glibc.bind(descriptor, $0, $1) }) == 0 else {
            throw .system("can't bind \(path)", .cannotCreate)
        }
    }

    private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(maximumLength)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
