import Glibc

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

extension Program {
    /// Why it could not be started now, as far as that can be told without starting it: it is not there, or its folder.
    ///
    /// - Precondition: `arguments` is not empty.
    public var obstacle: ChildProcess.StartError? {
        let name = arguments[0]
        if let directory, access(directory, X_OK) != 0 {
            return ChildProcess.StartError(stage: .directory, program: name, number: errno)
        }
        var number = ENOENT
        for path in places {
            if let denial = Self.denial(of: path) {
                if denial != ENOENT, denial != ENOTDIR { number = denial }
            } else {
                return nil
            }
        }
        return ChildProcess.StartError(stage: .exec, program: name, number: number)
    }

    /// The paths at which the program may stand.
    private var places: [String] {
        let name = arguments[0]
        if name.utf8.first == UInt8(ascii: "/") { return [name] }
        if name.utf8.contains(UInt8(ascii: "/")) { return [(directory ?? ".") + "/" + name] }
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        let folders = (path.isEmpty ? "/usr/local/bin:/usr/bin:/bin" : path).split(separator: ":")
        return name.isEmpty ? [] : folders.map { $0 + "/" + name }
    }

    private static func denial(of path: String) -> Int32? {
        var status = stat()
        guard stat(path, &status) == 0, access(path, X_OK) == 0 else { return errno }
        return status.st_mode & S_IFMT == S_IFREG ? nil : EACCES
    }
}
