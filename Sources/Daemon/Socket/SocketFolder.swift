import Glibc

/// The folder of the socket: made for us alone where it is missing, and distrusted where others could have made it.
enum SocketFolder {
    static func prepare(for path: String) throws(StartError) {
        let folder = parent(of: path)
        if mkdir(folder, 0o700) == 0 { return }
        guard errno == EEXIST else {
            if errno == ENOENT, folder != "/" {
                try prepare(for: folder)
                guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw .system(folder, .cannotCreate) }
                return
            }
            throw .system("can't make the folder \(folder)", .cannotCreate)
        }
        try check(folder)
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// In a folder where others may write, somebody else's socket could stand where ours is expected.
    private static func check(_ folder: String) throws(StartError) {
        var status = stat()
        guard lstat(folder, &status) == 0 else { throw .system(folder, .cannotCreate) }
        if status.st_mode & S_IFMT == S_IFLNK {
            // Of links, only those that we or root made are followed.
            guard status.st_uid == getuid() || status.st_uid == 0 else {
                throw StartError(.cannotCreate, "\(folder) is a link of user \(status.st_uid); name another --socket")
            }
            guard stat(folder, &status) == 0 else { throw .system(folder, .cannotCreate) }
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw StartError(.cannotCreate, "\(folder) is no folder; name another --socket")
        }
        let isShared = status.st_mode & 0o022 != 0
        let isSticky = status.st_mode & S_ISVTX != 0
        guard !isShared || isSticky else {
            throw StartError(
                .cannotCreate,
                "others may write in \(folder); take that away with chmod go-w, or name another --socket"
            )
        }
        // Below a shared folder such as /tmp ours must be ours: its name can be guessed.
        guard status.st_uid == getuid() || status.st_uid == 0 else {
            throw StartError(.cannotCreate, "\(folder) belongs to user \(status.st_uid); name another --socket")
        }
    }
}
