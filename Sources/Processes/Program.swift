/// A program to start: what it is called with and what it may use.
public struct Program: Sendable, Hashable {
    /// The program and its arguments, as they are; no shell sees them. A name without a slash is looked up in `PATH`.
    public var arguments: [String]
    /// All of its environment.
    public var environment: [String: String]
    /// Its working directory; `nil` for ours.
    public var directory: String?
    public var limits: Limits
    /// Whether it is killed when the thread that started it ends, and so with this process.
    ///
    /// Linux ties this to the thread, not to the process: start long-lived programs from a thread that stays.
    public var diesWithThread: Bool

    /// What it may use; `nil` leaves the limit that this process has.
    public struct Limits: Sendable, Hashable {
        /// Of address space (RLIMIT_AS), for each process of its group.
        public var memoryBytes: Int?
        /// Of processor time (RLIMIT_CPU), for each process of its group.
        public var processorSeconds: Int?
        public var openFiles: Int?

        public init(memoryBytes: Int? = nil, processorSeconds: Int? = nil, openFiles: Int? = nil) {
            self.memoryBytes = memoryBytes
            self.processorSeconds = processorSeconds
            self.openFiles = openFiles
        }
    }

    public init(
        arguments: [String],
        environment: [String: String] = [:],
        directory: String? = nil,
        limits: Limits = Limits(),
        diesWithThread: Bool = true
    ) {
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.limits = limits
        self.diesWithThread = diesWithThread
    }
}
