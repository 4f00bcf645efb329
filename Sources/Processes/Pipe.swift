import CProcesses
import Glibc

/// The two ends of a pipe, neither of which any program inherits by accident.
public struct Pipe: Sendable, Hashable {
    public let readingEnd: Int32
    public let writingEnd: Int32

    /// Makes a pipe; whoever made it closes both ends.
    public init() throws(SystemError) {
        var ends: (Int32, Int32) = (-1, -1)
        let result = withUnsafeMutablePointer(to: &ends) { pointer in
            pointer.withMemoryRebound(to: Int32.self, capacity: 2) { caspian_pipe($0) }
        }
        guard result == 0 else { throw SystemError("pipe", -result) }
        (readingEnd, writingEnd) = ends
    }

    public func closeReading() { close(readingEnd) }

    public func closeWriting() { close(writingEnd) }

    /// Lets reading return at once when there is nothing to read.
    public func makeReadingNonBlocking() { _ = fcntl(readingEnd, F_SETFL, O_NONBLOCK) }
}
