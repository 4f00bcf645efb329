import Glibc
import JSON
import Wire

/// What the program says to the shell.
enum ShellStatus: Int32, Sendable, CaseIterable {
    case answered = 0
    case nothingFound = 1
    /// The command line or the configuration is wrong.
    case usage = 2
    /// The daemon answered with an error.
    case failed = 3
    case noDaemon = 4
    case deadline = 5
    case denied = 7
    /// Some of what was asked for could not be had.
    case partial = 8
    /// By Ctrl-C, as shells report it: 128 + SIGINT.
    case interrupted = 130
    /// By a reader that has gone, as shells report it: 128 + SIGPIPE.
    case closedPipe = 141

    /// In a word or two, lower case.
    var meaning: String {
        switch self {
        case .answered: "answered"
        case .nothingFound: "nothing found"
        case .usage: "usage or configuration"
        case .failed: "the daemon answered with an error"
        case .noDaemon: "no daemon"
        case .deadline: "deadline"
        case .denied: "denied"
        case .partial: "partial"
        case .interrupted: "interrupted"
        case .closedPipe: "nobody reads the answer"
        }
    }
}

/// Why the program ends without its answer, or without all of it.
struct Exit: Error, Hashable {
    let status: ShellStatus
    /// Lower case, no full stop; empty when nothing is to be said.
    let message: String
    let hint: String?
    /// What the daemon said, when it was the daemon.
    let failure: Failure?
    /// What was asked, where a mistake in it can be pointed at.
    var question: String?

    init(_ status: ShellStatus, _ message: String, hint: String? = nil, failure: Failure? = nil) {
        self.status = status
        self.message = message
        self.hint = hint
        self.failure = failure
    }

    init(_ failure: Failure) {
        let status: ShellStatus =
            switch failure.code {
            case .deadlineExceeded: .deadline
            case .permissionDenied: .denied
            case .configInvalid: .usage
            default: .failed
            }
        // Mistakes in a configuration come as the daemon prints them itself: all of them, with their lines and carets.
        if failure.code == .configInvalid, let text = failure.details["text"]?.string {
            self.init(status, text, failure: failure)
        } else {
            self.init(status, failure.message, hint: failure.hint, failure: failure)
        }
    }

    static let interrupted = Exit(.interrupted, "")

    static func usage(_ message: String, hint: String? = nil) -> Exit { Exit(.usage, message, hint: hint) }
}

/// The words of the system for an error number.
func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }
