import Glibc

/// What a daemon writes into the lock beside its socket, for whoever finds it held: `PID`, and on a second line the
/// configuration that it serves.
public struct LockNote: Hashable, Sendable {
    public let process: Int32
    /// The absolute path of the file, without links; `nil` where that is not known.
    public let configuration: String?

    public init(process: Int32, configuration: String?) {
        self.process = process
        self.configuration = configuration
    }

    /// Reads what `bytes` says; `nil` if that begins with no process.
    public init?(_ bytes: some Collection<UInt8>) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard let process = lines.first.flatMap({ Int32($0) }), process > 0 else { return nil }
        self.process = process
        configuration = lines.count > 1 && lines[1].hasPrefix("/") ? String(lines[1]) : nil
    }

    public var bytes: [UInt8] {
        // A path with a line feed in it could not be told from what follows.
        let path = configuration.flatMap { $0.utf8.contains(0x0A) ? nil : $0 }
        return Array("\(process)\n\(path.map { $0 + "\n" } ?? "")".utf8)
    }

    public static func path(beside socket: String) -> String { socket + ".lock" }

    /// Opens the lock beside a socket to look at it; -1, with `errno`, where that can't be.
    public static func open(beside socket: String) -> Int32 {
        Glibc.open(path(beside: socket), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    }

    /// What stands in a lock that is open at `descriptor`.
    public static func read(_ descriptor: Int32) -> LockNote? {
        var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX) + 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? LockNote(bytes[..<count]) : nil
    }

    /// `path` as notes have it, from the root and without links; `nil` where there is no such file.
    public static func absolute(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
