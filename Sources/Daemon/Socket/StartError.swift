import Glibc

/// Why the daemon can't start, with the exit status that says so (sysexits.h).
struct StartError: Error, CustomStringConvertible {
    enum Status: Int32, CaseIterable {
        case usage = 64
        /// Something stands at the socket's path that is not ours to touch.
        case cannotCreate = 73
        case inputOutput = 74
        /// Another daemon serves already.
        case alreadyRunning = 75
        case configuration = 78

        /// A sentence for the manual.
        var meaning: String {
            switch self {
            case .usage: "A mistake on the command line."
            case .cannotCreate: "Something stands at the socket's path that is not the daemon's to touch."
            case .inputOutput: "The system refused something."
            case .alreadyRunning: "Another daemon serves at the socket."
            case .configuration: "A mistake in the configuration."
            }
        }
    }

    let status: Status
    let message: String

    init(_ status: Status, _ message: String) {
        self.status = status
        self.message = message
    }

    /// A system call that failed; `errno` must be untouched since.
    static func system(_ what: String, _ status: Status = .inputOutput) -> StartError {
        StartError(status, "\(what): \(String(cString: strerror(errno)))")
    }

    var description: String { message }
}
