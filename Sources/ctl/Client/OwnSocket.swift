import Glibc
import Wire

/// Where the daemon of a configuration serves that somebody has named, if neither of the two names a socket: at the usual
/// place, unless the daemon of another configuration is there. Else a question would be answered from other documents.
struct OwnSocket {
    private let usual: String
    /// Absolute and without links, as daemons write theirs down.
    private let configuration: String

    init(usual: String, configuration: String) {
        self.usual = usual
        self.configuration = LockNote.absolute(configuration) ?? configuration
    }

    var path: String {
        let own = ownPath
        if own.utf8.count <= SocketPath.maximumLength, Self.process(serving: own) != nil || isTaken { return own }
        return usual
    }

    /// Whether a daemon with another configuration serves at the usual place.
    private var isTaken: Bool {
        guard let process = Self.process(serving: usual) else { return false }
        let descriptor = LockNote.open(beside: usual)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // Who serves on a socket that systemd has made holds no lock: what stands there is another's.
        guard let note = LockNote.read(descriptor), note.process == process, let served = note.configuration else {
            return false
        }
        return served != configuration
    }

    /// Beside the usual one, with a number for the file in its name.
    private var ownPath: String {
        var hash = FNV1a()
        hash.add(configuration.utf8)
        let suffix = ".sock"
        let stem = usual.hasSuffix(suffix) ? String(usual.dropLast(suffix.count)) : usual
        return "\(stem)-\(String(hash.value, radix: 16))\(suffix)"
    }

    /// The process that listens at `path`.
    private static func process(serving path: String) -> Int32? {
        guard case .success(let connection) = Connection.open(path) else { return nil }
        return PeerCredentials(of: connection.descriptor)?.process
    }
}
