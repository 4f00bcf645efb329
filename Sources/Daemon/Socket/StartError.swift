import Glibc

/// Why the daemon can't start, with the exit status that says so (sysexits.h).
struct StartError: Error, CustomStringConvertible {
    enum Status: Int32 {
        case usage = 64
        /// Something stands at the socket's path that is not ours to touch.
        case cannotCreate = 73
        case inputOutput = 74
        /// Another daemon serves already.
        case alreadyRunning = 75
        case configuration = 78
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
