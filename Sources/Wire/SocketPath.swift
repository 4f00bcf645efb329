import Glibc

/// Where the daemon's socket is when nobody says otherwise: one rule for the daemon and its clients.
public enum SocketPath {
    /// The longest path that fits into `sockaddr_un`, in bytes.
    public static let maximumLength = 107

    /// The variable of the environment that names it.
    public static let variable = "CASPIAN_SOCKET"

    /// The one that somebody names: `explicit`, else `$CASPIAN_SOCKET`. It goes before a configuration's.
    public static func named(explicit: String?, environment: (String) -> String?) -> String? {
        explicit ?? environment(variable).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The first of: `explicit`, `$CASPIAN_SOCKET`, `configured`, `$XDG_RUNTIME_DIR/caspian/caspiand.sock`,
    /// `/run/user/UID/caspian/caspiand.sock`, `/tmp/caspian-UID/caspiand.sock`.
    ///
    /// Editors often start programs with an environment that has been emptied, so the third and the fourth must come to
    /// the same place. A runtime folder that is not absolute is ignored (XDG Base Directory Specification 0.8).
    ///
    /// Throws a message when the path can't be a socket's.
    public static func resolve(
        explicit: String?,
        configured: String? = nil,
        environment: (String) -> String?
    ) throws(SocketPathError) -> String {
        let path = named(explicit: explicit, environment: environment) ?? configured ?? defaultPath(environment)
        guard !path.isEmpty else { throw SocketPathError(message: "the socket's path is empty") }
        guard !path.utf8.contains(0) else { throw SocketPathError(message: "the socket's path contains a zero byte") }
        guard path.utf8.count <= maximumLength else {
            throw SocketPathError(
                message: "the socket's path has \(path.utf8.count) bytes, the system allows \(maximumLength): \(path)"
            )
        }
        return path
    }

    private static func defaultPath(_ environment: (String) -> String?) -> String {
        if let folder = environment("XDG_RUNTIME_DIR"), folder.hasPrefix("/") {
            return folder + "/caspian/caspiand.sock"
        }
        let runtime = "/run/user/\(getuid())"
        var status = stat()
        if lstat(runtime, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == getuid() {
            return runtime + "/caspian/caspiand.sock"
        }
        return "/tmp/caspian-\(getuid())/caspiand.sock"
    }
}

public struct SocketPathError: Error, Sendable, Hashable, CustomStringConvertible {
    public let message: String
    public var description: String { message }
}
