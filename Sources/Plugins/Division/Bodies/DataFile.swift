import Glibc
import JSON
import Wire

/// Reads a file of data.
enum DataFile {
    static let limit = 64 << 20

    /// - Throws: `notFound` or `invalidParams`, with the system's reason.
    static func json(_ path: String) throws(Failure) -> JSON {
        let bytes = try read(path)
        do throws(SyntaxError) {
            return try JSON(parsing: bytes)
        } catch {
            throw Failure(
                .invalidParams,
                "\(path):\(error.line):\(error.column): \(error.reason)",
                details: ["path": .string(path)]
            )
        }
    }

    static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

    /// Which version of a file it is: where it lies, how long it is, and when it was changed.
    static func stamp(_ path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }

    private static func read(_ path: String) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw Failure(
                .notFound,
                "'\(path)' can't be read: \(String(cString: strerror(errno)))",
                details: ["path": .string(path)]
            )
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
            throw Failure(.invalidParams, "'\(path)' must be a file of at most 64 MiB")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
            }
            guard count > 0 else { break }
            filled += count
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }
}
