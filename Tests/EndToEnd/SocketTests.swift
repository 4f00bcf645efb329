import Glibc
import JSON
import Processes
import TestSupport
import Testing

/// Who serves at a path, and what is never touched there.
@Suite("Socket")
struct SocketTests {
    /// Starts a daemon that must refuse to start, and returns its end and the reason that it gave.
    private func refusal(in folder: TestFolder) throws -> (status: Int32, reason: String) {
        let daemon = try RunningDaemon(starting: RunningDaemon.configuration(), in: folder)
        let reason = try daemon.readySaid()
        let ended = try daemon.program.wait()
        #expect(ended.errors.contains(reason.dropLast()), "what it told its starter stands on standard error, too")
        return (ended.status, reason)
    }

    private func inode(_ path: String) -> ino_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_ino : 0
    }

    private func isSocket(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
    }

    @Test("a second daemon ends with 75 and names the first, which goes on")
    func second() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        let client = try daemon.client()
        let socket = inode(daemon.socket)
        let (status, reason) = try refusal(in: daemon.folder)
        #expect(status == 75)
        #expect(reason.contains("pid \(daemon.pid)"))
        #expect(inode(daemon.socket) == socket)
        #expect(try client.result("ping") == [:])
        #expect(try Client(daemon.socket).result("ping") == [:])
    }

    @Test("a socket that a killed daemon left behind is taken over")
    func stale() throws {
        let folder = try TestFolder()
        let first = try RunningDaemon(RunningDaemon.configuration(), in: folder)
        first.program.signal(SIGKILL)
        #expect(try first.program.wait().exit == .signal(SIGKILL))
        #expect(inode(first.socket) != 0)
        let second = try RunningDaemon(RunningDaemon.configuration(), in: folder)
        #expect(try second.client().result("status")["pid"]?.integer == Int(second.pid))
    }

    /// One that was killed while it started left whoever had just connected without an answer.
    @Test(
        "a question to a daemon that is killed is answered by the next one, whoever starts it",
        arguments: [true, false]
    )
    func successor(isStarted: Bool) throws {
        let folder = try TestFolder()
        let first = try RunningDaemon(RunningDaemon.configuration(), in: folder)
        first.program.signal(SIGSTOP)
        let asking = try RunningProgram(
            [Programs.client, "search", "littoral", "--format", "json", "--socket", first.socket]
                + (isStarted ? ["--no-spawn"] : []),
            in: folder,
            name: "ctl",
            environment: ["CASPIAND": Programs.daemon, "CASPIAN_CONFIG": first.configuration]
        )
        // It has a socket and sleeps, as it does for an answer.
        _ = try Deadline.eventually("the question") {
            let state = String(decoding: TemporaryFolder.bytes(of: "/proc/\(asking.pid)/stat"), as: UTF8.self)
            let isWaiting = state.contains(") S ")
            return isWaiting && (3..<16).contains { isSocket("/proc/\(asking.pid)/fd/\($0)") } ? true : nil
        }
        first.program.signal(SIGKILL)
        #expect(try first.program.wait().exit == .signal(SIGKILL))
        let second = isStarted ? try RunningDaemon(starting: RunningDaemon.configuration(), in: folder) : nil
        let ended = try asking.wait()
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(try JSON(parsing: ended.output)["total"] == 3)
        _ = try Client(first.socket).result("shutdown")
        #expect(try second?.program.wait().status ?? 0 == 0)
    }

    @Test("a file at the path is left untouched")
    func file() throws {
        let folder = try TestFolder()
        try folder.write("s", "precious")
        let (status, reason) = try refusal(in: folder)
        #expect(status == 73)
        #expect(reason.contains("is no socket; it is left untouched"))
        #expect(TemporaryFolder.bytes(of: folder.path + "/s") == Array("precious".utf8))
    }

    @Test("a socket on which something else answers is left untouched")
    func foreign() throws {
        let folder = try TestFolder()
        let path = folder.path + "/s"
        let descriptor = try Self.listen(at: path)
        defer { close(descriptor) }
        let before = inode(path)
        let (status, reason) = try refusal(in: folder)
        #expect(status == 73)
        #expect(reason.contains("something else answers"))
        #expect(inode(path) == before)
        close(try Client.connect(path))
    }

    @Test("a folder in which others may write is refused")
    func sharedFolder() throws {
        let folder = try TestFolder()
        chmod(folder.path, 0o777)
        let (status, reason) = try refusal(in: folder)
        #expect(status == 73)
        #expect(reason.contains("others may write in \(folder.path)"))
    }

    @Test("the socket is for its user alone, and gone after the end; the lock stays")
    func mode() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        var status = stat()
        #expect(lstat(daemon.socket, &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFSOCK)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(try daemon.stop().status == 0)
        #expect(inode(daemon.socket) == 0)
        #expect(inode(daemon.socket + ".lock") != 0)
    }

    @Test("folders that are missing are made, for us alone")
    func folders() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration(), socket: "a/b/s")
        #expect(try daemon.client().result("ping") == [:])
        for folder in ["/a", "/a/b"] {
            var status = stat()
            #expect(lstat(daemon.folder.path + folder, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700)
        }
    }

    /// A listening socket of our own.
    static func listen(at path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0, Client.withAddress(path, { bind(descriptor, $0, $1) }) == 0,
            Glibc.listen(descriptor, 16) == 0
        else { throw TestError("can't listen at \(path)") }
        return descriptor
    }
}
