public import Glibc

/// Who is at the other end of a Unix socket: the kernel's `struct ucred` (unix(7), `SO_PEERCRED`).
public struct PeerCredentials: Sendable {
    public var process: pid_t = 0
    public var user: uid_t = 0
    public var group: gid_t = 0

    public init() {}

    /// That of a connected socket.
    public init?(of descriptor: Int32) {
        var size = socklen_t(MemoryLayout<PeerCredentials>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &self, &size) == 0 else { return nil }
    }
}
