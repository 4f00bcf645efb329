import Glibc
import JSON
import Testing

@testable import ctl

@Suite("The program as a process")
struct ProcessTests {
    @Test("ends with 130 on Ctrl-C and tells the daemon not to go on")
    func interrupted() throws {
        var asked: [Int32] = [-1, -1]
        var cancelled: [Int32] = [-1, -1]
        try #require(pipe(&asked) == 0 && pipe(&cancelled) == 0)
        let (askedEnd, cancelledEnd) = (asked[1], cancelled[1])
        let daemon = try FakeDaemon { request in
            _ = write(request["method"] == "search" ? askedEnd : cancelledEnd, "x", 1)
            return []
        }
        let started = try Started(["search", "x", "--socket", daemon.path, "--no-spawn"])
        try #require(hasByte(asked[0]))
        kill(started.process, SIGINT)
        let ended = started.wait()
        #expect(ended.status == 130)
        #expect(ended.errors == "")
        try #require(hasByte(cancelled[0]))
        #expect(daemon.requests.last?["method"] == "notifications/cancelled")
        #expect(daemon.requests.last?["params"]?["requestId"] == daemon.requests.first?["id"])
        for end in asked + cancelled { close(end) }
    }

    @Test("says when the disk is full")
    func fullDisk() throws {
        let daemon = try FakeDaemon(result: #"{"text":"x"}"#)
        let ended = try Started(["metrics", "--socket", daemon.path, "--no-spawn"], device: "/dev/full").wait()
        #expect(ended.status == 8)
        #expect(ended.errors == "caspianctl: can't write the answer: No space left on device\n")
    }

    /// Whether something comes within ten seconds.
    private func hasByte(_ descriptor: Int32) -> Bool {
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wait, 1, 10_000) == 1
    }

    @Test("is silent when nobody reads its answer any more")
    func closedPipe() throws {
        let daemon = try FakeDaemon(result: #"{"text":"\#(String(repeating: "x", count: 1 << 18))"}"#)
        let ended = try Started(["metrics", "--socket", daemon.path, "--no-spawn"], hasReader: false).wait()
        #expect(ended.status == 141)
        #expect(ended.errors == "")
    }
}

@Suite("Starting a daemon", .serialized)
struct StartingTests {
    /// A `caspiand` that keeps to what is agreed: a lock, READY, answers until it is told to stop.
    private static let served = """
        import fcntl, os, socket, sys, time
        words = sys.argv
        path, ready = words[words.index("--socket") + 1], int(words[words.index("--ready-fd") + 1])
        lock = open(path + ".lock", "w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.write(ready, b"another caspiand serves\\n")
            sys.exit(75)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        listener.listen(16)
        os.write(ready, b"READY\\n")
        os.close(ready)
        while True:
            client, _ = listener.accept()
            with client, client.makefile("rb") as lines:
                for line in lines:
                    import json
                    request = json.loads(line)
                    client.sendall(b'{"jsonrpc":"2.0","id":%d,"result":{"session":%d}}\\n' % (request["id"], os.getsid(0)))
                    if request["method"] == "shutdown":
                        os.unlink(path)
                        os._exit(0)
        """

    @Test("two that start one at once both get their answer, from the same daemon")
    func race() throws {
        let place = try Place(script: Self.served)
        let both = [try place.start(["ping", "-f", "json"]), try place.start(["ping", "-f", "json"])]
        let ended = both.map { $0.wait() }
        #expect(ended.map(\.status) == [0, 0], "\(ended.map(\.errors))")
        #expect(ended[0].output == ended[1].output)
        let session = try #require(try JSON(parsing: ended[0].output)["session"]?.integer)
        #expect(session != Int(getsid(0)), "the daemon must outlive the terminal")
        #expect(try place.start(["shutdown"]).wait().status == 0)
        #expect(try place.start(["ping", "--no-spawn"]).wait().status == 4)
    }

    @Test("says the reason when it can't start")
    func reason() throws {
        let place = try Place(
            script: """
                import os, sys
                os.write(3, b"caspian.yaml:2:1: unknown key 'workrs'\\ncaspian.yaml:4:3: unknown key 'x'\\n")
                sys.exit(78)
                """
        )
        let ended = try place.start(["ping"]).wait()
        #expect(ended.status == 4)
        #expect(
            ended.errors.hasPrefix(
                """
                caspianctl: caspiand could not start:
                  caspian.yaml:2:1: unknown key 'workrs'
                  caspian.yaml:4:3: unknown key 'x'
                  hint: its log is
                """
            ),
            "\(ended.errors)"
        )
    }

    @Test("shows what it wrote on standard error when it says nothing else")
    func standardError() throws {
        let place = try Place(script: "import sys; sys.exit('no such library')")
        let ended = try place.start(["ping"]).wait()
        #expect(ended.status == 4)
        #expect(ended.errors.hasPrefix("caspianctl: caspiand could not start: no such library\n"), "\(ended.errors)")
    }

    @Test("does not ask for a daemon that is not installed")
    func missing() throws {
        let place = try Place(script: "")
        let ended = try place.start(["ping"], environment: ["CASPIAND": "/nowhere/caspiand"]).wait()
        #expect(ended.status == 4)
        #expect(ended.errors.hasPrefix("caspianctl: can't start /nowhere/caspiand: No such file or directory\n"))
    }

    // A cleaner of /tmp took the socket of a daemon that ran: caspianctl started one after the other for a minute.
    @Test("says which daemon has lost its socket")
    func lostSocket() throws {
        let place = try Place(script: "import sys; sys.exit(75)")
        let lock = open(place.socket + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX | LOCK_NB) == 0 && write(lock, "4711\n", 5) == 5)
        let companion = Companion(environment: { ["CASPIAND": place.program][$0] }, folder: nil)
        let connector = Connector(
            path: place.socket,
            starter: Starter(config: "caspian.yaml", companion: companion),
            report: { _ in },
            deadline: Deadline(milliseconds: 20_000),
            socketPatience: 50
        )
        let exit = #expect(throws: Exit.self) { try connector.connect() }
        #expect(exit?.status == .noDaemon)
        #expect(exit?.message.hasPrefix("caspiand (pid 4711) runs, but serves no socket at \(place.socket)") == true)
        #expect(exit?.hint?.contains("kill 4711") == true)
    }

    /// A folder with a socket's path in it and a Python script that is run as `caspiand`.
    private final class Place {
        private let folder: String
        private let names = ["caspiand", "d.sock", "d.sock.lock", "caspiand.log"]

        var program: String { folder + "/caspiand" }
        var socket: String { folder + "/d.sock" }

        init(script: String) throws {
            folder = try temporaryFolder()
            let text = "#!/usr/bin/env python3\n" + script + "\n"
            let descriptor = open(folder + "/caspiand", O_WRONLY | O_CREAT | O_CLOEXEC, 0o700)
            guard descriptor >= 0, write(descriptor, text, text.utf8.count) == text.utf8.count else {
                throw TestError("can't write \(folder)/caspiand")
            }
            close(descriptor)
        }

        func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Started {
            let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
            let own = [
                "CASPIAND": folder + "/caspiand", "CASPIAN_CONFIG": "caspian.yaml",
                "CASPIAN_SOCKET": folder + "/d.sock",
                "PATH": path,
            ]
            return try Started(arguments, environment: own.merging(environment) { $1 })
        }

        deinit {
            for name in names { unlink(folder + "/" + name) }
            rmdir(folder)
        }
    }
}
