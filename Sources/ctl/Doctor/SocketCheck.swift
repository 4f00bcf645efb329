import Glibc
import Wire

/// Looks at the socket, its folder and its lock, as the daemon would.
struct SocketCheck {
    let path: String

    func findings() -> [Finding] { [folder, socket, lock].compactMap(\.self) }

    private var folderPath: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private var folder: Finding {
        let name = "folder"
        guard let status = Self.status(folderPath) else {
            return errno == ENOENT
                ? .ok(name, "\(folderPath) will be made by the daemon")
                : .fail(name, "\(folderPath): \(systemMessage(errno))", "choose another place with --socket")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            return .fail(name, "\(folderPath) is no folder", "move it away, or choose another place with --socket")
        }
        let isShared = status.st_mode & 0o022 != 0 && status.st_mode & S_ISVTX == 0
        guard !isShared else {
            return .warn(name, "others may write into \(folderPath)", "chmod 700 \(folderPath)")
        }
        return .ok(name, folderPath)
    }

    private var socket: Finding {
        let name = "socket"
        guard let status = Self.status(path) else {
            return errno == ENOENT
                ? .ok(name, "nothing at \(path) yet")
                : .fail(name, "\(path): \(systemMessage(errno))", "see its folder")
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            return .fail(name, "\(path) is no socket, and no daemon will touch it", "move it away")
        }
        guard status.st_uid == getuid() || getuid() == 0 else {
            return .fail(name, "\(path) belongs to user \(status.st_uid)", "name your own with --socket")
        }
        guard status.st_mode & 0o077 == 0 else {
            return .warn(name, "others may use \(path)", "chmod 600 \(path)")
        }
        return .ok(name, path)
    }

    /// Whether a daemon holds the lock beside the socket.
    private var lock: Finding? {
        let name = "lock"
        let descriptor = LockNote.open(beside: path)
        guard descriptor >= 0 else {
            return errno == ENOENT
                ? nil
                : .fail(name, "\(LockNote.path(beside: path)): \(systemMessage(errno))", "see who it belongs to")
        }
        defer { close(descriptor) }
        let isFree = flock(descriptor, LOCK_SH | LOCK_NB) == 0
        guard isFree else { return .ok(name, "held by a daemon") }
        guard Self.status(path) != nil else { return .ok(name, "free") }
        return .warn(name, "no daemon holds it, so the socket is a dead one", "the next daemon replaces it by itself")
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }
}
