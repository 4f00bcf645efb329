import Glibc
import JSON
import Processes
import TestSupport

/// A caspiand of one test, in its own folder.
final class RunningDaemon {
    let folder: TestFolder
    let configuration: String
    let socket: String
    let program: RunningProgram
    private let readyEnd: Int32
    private var said: [UInt8] = []

    /// Starts a daemon and waits until it says READY. Throws with its own reason when it does not.
    convenience init(
        _ configuration: String,
        in folder: TestFolder? = nil,
        environment: [String: String] = [:],
        socket: String = "s"
    ) throws {
        try self.init(starting: configuration, in: folder, environment: environment, socket: socket)
        let said = try readySaid()
        guard said == "READY\n" else { throw TestError("caspiand did not start: \(said)\n\(log)") }
    }

    /// A daemon on the seed article, configured as it is shipped.
    static func onSeeds() throws -> RunningDaemon {
        let folder = try TestFolder()
        return try RunningDaemon(file: Programs.shippedConfiguration, in: folder)
    }

    convenience init(file: String, in folder: TestFolder) throws {
        try self.init(startingWith: file, in: folder, environment: [:], input: nil, prelude: "", socket: "s")
        let said = try readySaid()
        guard said == "READY\n" else { throw TestError("caspiand did not start: \(said)\n\(log)") }
    }

    /// Starts a daemon and does not wait.
    convenience init(
        starting configuration: String,
        in folder: TestFolder? = nil,
        environment: [String: String] = [:],
        input: Int32? = nil,
        prelude: String = "",
        socket: String = "s"
    ) throws {
        let folder = try folder ?? TestFolder()
        try self.init(
            startingWith: try folder.write("caspian.yaml", configuration),
            in: folder,
            environment: environment,
            input: input,
            prelude: prelude,
            socket: socket
        )
    }

    /// A shell moves descriptors to where a service manager or caspianctl would have put them, and becomes the daemon.
    private init(
        startingWith file: String,
        in folder: TestFolder,
        environment: [String: String],
        input: Int32?,
        prelude: String,
        socket: String
    ) throws {
        self.folder = folder
        configuration = file
        self.socket = folder.path + "/" + socket
        let pipe = try Pipe()
        defer { pipe.closeWriting() }
        readyEnd = pipe.readingEnd
        program = try RunningProgram(
            [
                "/bin/sh", "-c", prelude + #"exec 9>&1 >/dev/null; exec "$0" "$@""#, Programs.daemon,
                "--config", file, "--socket", self.socket, "--ready-fd", "9",
            ],
            in: folder,
            name: "caspiand-\(readyEnd)",
            environment: environment,
            input: input,
            output: pipe.writingEnd
        )
    }

    deinit { close(readyEnd) }

    var pid: Int32 { program.pid }

    /// Everything that it logged or complained of.
    var log: String { program.errors }

    /// What it told whoever started it: `READY`, or why not.
    func readySaid() throws -> String {
        let deadline = Deadline()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            _ = try deadline.wait(readyEnd, for: POLLIN, "READY; \(log)")
            let count = read(readyEnd, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: said, as: UTF8.self) }
            said += buffer[..<count]
        }
    }

    /// A connection that keeps the daemon running.
    func client() throws -> Client { try Client(socket, of: self) }

    /// Drains it and waits for its end.
    @discardableResult
    func stop() throws -> RunningProgram.Ended {
        program.signal(SIGTERM)
        return try program.wait()
    }

    /// A number of bytes from /proc/PID/status, such as `VmHWM`.
    func memory(_ name: String) throws -> Int {
        let status = String(decoding: TemporaryFolder.bytes(of: "/proc/\(pid)/status"), as: UTF8.self)
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name + ":") }),
            let kilobytes = Int(line.filter(\.isNumber))
        else { throw TestError("no \(name) of process \(pid)") }
        return kilobytes * 1024
    }

    /// Which part of the program's own machine code is in its memory.
    func residentCodeShare() throws -> Double {
        let file = TemporaryFolder.bytes(of: "/proc/\(pid)/smaps")
        let mappings = String(decoding: file, as: UTF8.self).split(separator: "\n")
        guard let code = mappings.firstIndex(where: { $0.contains(" r-xp ") && $0.hasSuffix("/caspiand") }) else {
            throw TestError("process \(pid) has no code")
        }
        func kilobytes(_ key: String) -> Double? {
            mappings[code...].first { $0.hasPrefix(key) }.flatMap { Double($0.filter(\.isNumber)) }
        }
        guard let resident = kilobytes("Rss:"), let size = kilobytes("Size:") else {
            throw TestError("the sizes of process \(pid)'s code are missing")
        }
        return resident / size
    }

    /// A configuration for one folder of files and some plugins, each a YAML block.
    static func configuration(corpus: String = Programs.seeds, plugins: String = "search: {}", more: String = "")
        -> String
    {
        let blocks = plugins.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
        return """
            log: {level: debug}
            corpus:
              sources:
                - path: \(corpus)
                  exclude: [README.md]
            plugins:
            \(blocks.joined(separator: "\n"))
            \(more)

            """
    }

    /// The block of the plugin that does wrong.
    static func misbehaving(_ start: String = "well", _ more: String = "") -> String {
        "misbehaving:\n  command: [python3, \(Programs.plugin("misbehaving.py")), \(start)]\(more)"
    }

    static let wordcount = "wordcount:\n  command: [python3, \(Programs.plugin("wordcount.py"))]"
}
