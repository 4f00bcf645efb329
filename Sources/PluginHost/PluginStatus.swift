import Glibc
import JSON
import NIOCore

/// What is known about a plugin from outside, as `status` shows it.
struct PluginStatus: Sendable {
    var state = ExternalPlugin.State.stopped
    var pid: Int32?
    var readySince: NIODeadline?
    var restarts = 0
    var lastError: String?
    /// Calls accepted, and those that did not bring a result.
    var calls = 0
    var failures = 0
    var underWay = 0
    var waiting = 0
    var nonsense = 0

    var json: JSON {
        var members: Members = ["state": .string(state.rawValue)]
        members.append("pid", pid.map { .integer(Int($0)) } ?? .null)
        members.append("restarts", .integer(restarts))
        members.append("lastError", lastError.map { .string($0) } ?? .null)
        members.append("calls", .integer(calls))
        members.append("failures", .integer(failures))
        members.append("underWay", .integer(underWay))
        members.append("waiting", .integer(waiting))
        members.append("nonsense", .integer(nonsense))
        let uptime = readySince.map { Int((NIODeadline.now() - $0).nanoseconds / 1_000_000) }
        members.append("uptimeMs", uptime.map { .integer($0) } ?? .null)
        members.append("memoryBytes", pid.flatMap(Self.memory).map { .integer($0) } ?? .null)
        return .object(members)
    }

    /// Resident bytes of a process: the second number of /proc/PID/statm, in pages (proc(5)).
    private static func memory(of pid: Int32) -> Int? {
        let descriptor = open("/proc/\(pid)/statm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let text = withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * Int(getpagesize())
    }
}
