import Glibc

/// Reads a configuration file, if it is one.
enum FileBytes {
    /// A configuration of more bytes is a mistake of another kind.
    static let maximumCount = 1 << 20

    struct Refusal: Error {
        let message: String
        var hint: String?
    }

    /// The bytes of a regular file. What is too large is refused by its size, before it is read.
    static func read(_ path: String) throws(Refusal) -> [UInt8] {
        // Without O_NONBLOCK opening a FIFO waits for somebody who writes.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw refusal(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw refusal(errno) }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG else {
            throw Refusal(message: "a configuration must be a regular file, found \(name(of: kind))")
        }
        guard status.st_size <= maximumCount else {
            throw Refusal(message: "a configuration has at most 1 MiB, found \(status.st_size) bytes")
        }
        return try bytes(of: descriptor)
    }

    private static func bytes(of descriptor: Int32) throws(Refusal) -> [UInt8] {
        var bytes: [UInt8] = []
        var error: Int32 = 0
        while bytes.count <= maximumCount {
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                var result: Int
                repeat {
                    result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                } while result < 0
                    && errno == EINTR
                if result < 0 { error = errno }
                count = max(result, 0)
            }
            guard error == 0 else { throw refusal(error) }
            if piece.isEmpty { return bytes }
            bytes += piece
        }
        throw Refusal(message: "a configuration has at most 1 MiB, found more")
    }

    private static func refusal(_ error: Int32) -> Refusal {
        switch error {
        case ENOENT: Refusal(message: "there is no such file", hint: "name another with --config")
        case EACCES, EPERM: Refusal(message: "the file may not be read by this user")
        case ENOTDIR: Refusal(message: "a part of the path is no folder")
        case ELOOP: Refusal(message: "the path is a loop of links")
        // A socket can't be opened at all.
        case ENXIO: Refusal(message: "a configuration must be a regular file, found a socket or a device")
        default: Refusal(message: "the file can't be read: " + String(cString: strerror(error)))
        }
    }

    private static func name(of kind: mode_t) -> String {
        switch kind {
        case S_IFDIR: "a folder"
        case S_IFIFO: "a FIFO"
        case S_IFSOCK: "a socket"
        case S_IFCHR, S_IFBLK: "a device"
        default: "something else"
        }
    }
}
