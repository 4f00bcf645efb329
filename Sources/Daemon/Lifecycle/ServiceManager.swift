import Glibc

/// Tells a service manager how the daemon is (sd_notify(3)); does nothing where there is none.
struct ServiceManager: Sendable {
    private let path: String?
    /// How often the manager wants to hear from us, in microseconds: half of what it allows.
    let watchdogInterval: Int?

    init(_ environment: (String) -> String?) {
        let name = environment("NOTIFY_SOCKET")
        path = name?.hasPrefix("/") == true || name?.hasPrefix("@") == true ? name : nil
        let isForUs = environment("WATCHDOG_PID").map { Int32($0) == getpid() } ?? true
        watchdogInterval = isForUs ? environment("WATCHDOG_USEC").flatMap(Int.init).map { $0 / 2 } : nil
    }

    func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }

    func reloading() { send("RELOADING=1\nMONOTONIC_USEC=\(MonotonicClock.nanoseconds() / 1000)") }

    func stopping() { send("STOPPING=1") }

    func watchdog() { send("WATCHDOG=1") }

    private func send(_ text: String) {
        guard let path else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        var name = Array(path.utf8)
        guard name.count < capacity else { return }
        let isAbstract = name[0] == UInt8(ascii: "@")
        if isAbstract { name[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = MemoryLayout<sockaddr_un>.size - capacity + name.count + (isAbstract ? 0 : 1)
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, socklen_t(length))
            }
        }
    }
}
