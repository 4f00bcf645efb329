/// The bounds of the protocol, announced by `discover`.
public struct Limits: Sendable, Hashable {
    /// Bytes of one line that the daemon reads, without its line feed.
    public var line = 1 << 20
    /// Bytes that may wait for one client before the daemon stops reading from it.
    public var unsent = 8 << 20
    /// Bytes of one line that the daemon sends of a streamed result; many clients read no line over 64 KiB.
    public var chunk = 60_000
    /// Lists and objects inside each other.
    public var depth = 128
    public var connections = 1024
    /// Requests of one connection that may be under way at once.
    public var inFlight = 1024
    /// Requests that may wait for a worker.
    public var queue = 4096
    /// Milliseconds that a request gets when it names none.
    public var timeoutMilliseconds = 30_000

    public init() {}
}
