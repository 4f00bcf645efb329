import Glibc
import JSON
import Synchronization

/// Listens on a socket of its own and does with each line what the test says.
final class FakeDaemon: Sendable {
    enum Step: Sendable {
        /// A line, without its line feed.
        case line(String)
        case raw(String)
        case close
    }

    let path: String
    private let folder: String
    private let listener: Int32
    private let received = Mutex<[JSON]>([])
    private let answer: @Sendable (JSON) -> [Step]

    init(_ answer: @escaping @Sendable (JSON) -> [Step]) throws {
        self.answer = answer
        folder = try temporaryFolder()
        path = folder + "/d.sock"
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        self.listener = listener
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            for (index, byte) in path.utf8.enumerated() { place[index] = byte }
        }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(listener, 16) == 0 else { throw TestError("can't listen at \(path)") }
        startThread { [weak self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else {
                    // Closed here and not where it is shut down: its number could be another socket's before `accept`.
                    close(listener)
                    return
                }
                startThread { [weak self] in
                    self?.serve(client)
                    close(client)
                }
            }
        }
    }

    /// A daemon that answers every request with one result.
    convenience init(result: String) throws {
        try self.init { [.result(result, to: $0)] }
    }

    /// A daemon that answers every request with one error.
    convenience init(error: String) throws {
        try self.init { [.line(#"{"jsonrpc":"2.0","id":\#($0["id"] ?? .null),"error":\#(error)}"#)] }
    }

    deinit {
        Glibc.shutdown(listener, Int32(SHUT_RDWR))
        unlink(path)
        rmdir(folder)
    }

    /// What clients have sent so far.
    var requests: [JSON] { received.withLock { $0 } }

    private func serve(_ client: Int32) {
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(client, &buffer, buffer.count)
            guard count > 0 else { return }
            pending += buffer[..<count]
            let lines = pending.split(separator: 0x0A, omittingEmptySubsequences: false)
            pending = Array(lines.last ?? [])
            for line in lines.dropLast() {
                guard let request = try? JSON(parsing: Array(line)) else { continue }
                received.withLock { $0.append(request) }
                for step in answer(request) {
                    switch step {
                    case .line(let text): send(text + "\n", to: client)
                    case .raw(let text): send(text, to: client)
                    case .close: return
                    }
                }
            }
        }
    }

    private func send(_ text: String, to client: Int32) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(client, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }
}

extension FakeDaemon.Step {
    static func result(_ result: String, to request: JSON) -> FakeDaemon.Step {
        .line(#"{"jsonrpc":"2.0","id":\#(request["id"] ?? .null),"result":\#(result)}"#)
    }
}

/// Runs `body` on a thread of its own: what blocks must not take one of a pool that other tests wait for.
func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let started = pthread_create(
        &thread,
        nil,
        { pointer in
            if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body() }
            return nil
        },
        Unmanaged.passRetained(Box(body)).toOpaque()
    )
    if started == 0 { pthread_detach(thread) }
}

struct TestError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

func temporaryFolder() throws -> String {
    var template = Array("/tmp/caspianctl-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TestError("can't make a folder in /tmp") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
