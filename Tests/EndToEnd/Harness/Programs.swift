import Glibc

/// Where the two programs and the files of the repository are.
enum Programs {
    static let daemon = built("caspiand")
    static let client = built("caspianctl")

    /// The folder of `Package.swift`.
    static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(4).joined(separator: "/")
    }()

    static let seeds = root + "/seeds"
    static let shippedConfiguration = root + "/config/caspian.yaml"

    static func plugin(_ name: String) -> String { "\(root)/Tests/Fixtures/plugins/\(name)" }

    /// Programs stand beside the tests that were built with them.
    private static func built(_ name: String) -> String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.bindMemory(to: CChar.self).baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? -1
        }
        let own = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
        let beside =
            own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/" + name
        return access(beside, X_OK) == 0 ? beside : "\(root)/.build/debug/\(name)"
    }

    /// The environment that programs get: ours, without what would lead them to another daemon.
    static func environment(_ more: [String: String]) -> [String: String] {
        let ours = ["NOTIFY_SOCKET", "XDG_RUNTIME_DIR", "NO_COLOR", "CLICOLOR_FORCE", "WATCHDOG_USEC"]
        var variables: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if let sign = text.firstIndex(of: "=") {
                variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
            }
            next += 1
        }
        variables = variables.filter { key, _ in
            !ours.contains(key) && !key.hasPrefix("CASPIAN") && !key.hasPrefix("LISTEN_")
        }
        return variables.merging(more) { $1 }
    }
}

/// Why a test can't go on.
struct TestError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A time limit. What is waited for comes much sooner, unless something is wrong.
struct Deadline {
    private let end: Int

    init(seconds: Int = 30) { end = Self.now() + seconds * 1000 }

    /// For poll(2).
    var milliseconds: Int32 { Int32(clamping: max(0, end - Self.now())) }

    /// Waits until `descriptor` is ready for one of `events`, and returns those that it is ready for.
    func wait(_ descriptor: Int32, for events: Int32, _ what: String) throws -> Int32 {
        while true {
            var descriptors = [pollfd(fd: descriptor, events: Int16(events), revents: 0)]
            let count = poll(&descriptors, 1, milliseconds)
            if count > 0 { return Int32(descriptors[0].revents) }
            if count == 0 { throw TestError("waited too long for \(what)") }
            guard errno == EINTR else { throw TestError("poll failed with \(errno)") }
        }
    }

    /// What `body` finds, asked again and again until it finds something: for what only shows in an answer.
    static func eventually<Value>(_ what: String, _ body: () throws -> Value?) throws -> Value {
        let deadline = Deadline()
        while deadline.milliseconds > 0 {
            if let value = try body() { return value }
        }
        throw TestError("waited too long for \(what)")
    }

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
