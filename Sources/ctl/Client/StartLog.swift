import Glibc

/// The log of a daemon that was started from here: a file beside its socket, or nothing where that can't be safe.
struct StartLog {
    /// -1 when there is no log.
    let descriptor: Int32
    let path: String?
    private let start: off_t

    /// Begins anew when the file has grown over 1 MiB.
    init(beside socket: String) {
        guard let slash = socket.lastIndex(of: "/") else {
            self = StartLog()
            return
        }
        let folder = String(socket[..<slash])
        mkdir(folder, 0o700)
        var status = stat()
        // In a folder where somebody else may write, the name could lead anywhere.
        guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == getuid(),
            status.st_mode & 0o022 == 0
        else {
            self = StartLog()
            return
        }
        let path = folder + "/caspiand.log"
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            self = StartLog()
            return
        }
        if status.st_size > 1 << 20, ftruncate(descriptor, 0) == 0 { status.st_size = 0 }
        self.init(descriptor: descriptor, path: path, start: status.st_size)
    }

    private init(descriptor: Int32 = -1, path: String? = nil, start: off_t = 0) {
        self.descriptor = descriptor
        self.path = path
        self.start = start
    }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
    }

    /// What has been written since, at most 4 KiB of it.
    var newText: String {
        guard descriptor >= 0 else { return "" }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = pread(descriptor, &buffer, buffer.count, start)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : ""
    }
}
