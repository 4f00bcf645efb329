import Glibc

/// A folder of one test, removed with everything in it at the test's end.
public final class TemporaryFolder {
    public let path: String

    public init() {
        var template = Array("/tmp/caspian-XXXXXX".utf8CString)
        _ = mkdtemp(&template)
        // On some systems /tmp is a link; the corpus names files by the path that it was given, so take the real one.
        let made = template.withUnsafeBufferPointer { realpath($0.baseAddress, nil) }
        path = made.map { String(cString: $0) } ?? ""
        free(made)
        precondition(path.hasPrefix("/"), "no temporary folder")
    }

    deinit { Self.remove(path) }

    /// Writes a file, making the folders in front of it, and answers its absolute path.
    @discardableResult
    public func write(_ name: String, _ bytes: [UInt8]) -> String {
        let file = path + "/" + name
        var made = path
        for part in name.split(separator: "/").dropLast() {
            made += "/" + part
            mkdir(made, 0o755)
        }
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        precondition(descriptor >= 0, "cannot write \(file)")
        var written = 0
        while written < bytes.count {
            written += bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        }
        close(descriptor)
        return file
    }

    @discardableResult
    public func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }

    /// The same under a new inode, so that whoever has the old file mapped keeps it.
    public func replace(_ name: String, _ bytes: [UInt8]) {
        remove(name)
        write(name, bytes)
    }

    public func replace(_ name: String, _ text: String) { replace(name, Array(text.utf8)) }

    public func remove(_ name: String) { unlink(path + "/" + name) }

    /// What a file holds; nothing if it isn't there.
    public func bytes(_ name: String) -> [UInt8] { Self.bytes(of: path + "/" + name) }

    public static func bytes(of path: String) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }

    /// What stands in a folder, sorted.
    public static func names(in path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a file, or a folder with everything in it, also one that may not be read.
    public static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        chmod(path, 0o700)
        for name in names(in: path) { remove(path + "/" + name) }
        rmdir(path)
    }
}
