import Glibc
import Testing

@testable import Processes

@Suite("Child processes")
struct ChildProcessTests {
    /// Runs a shell script and answers what it wrote and how it ended.
    private func run(
        _ script: String,
        change: (inout Program) -> Void = { _ in }
    ) throws -> (output: String, exit: ChildProcess.Exit) {
        var program = Program(arguments: ["/bin/sh", "-c", script])
        change(&program)
        let pipe = try Pipe()
        defer { pipe.closeReading() }
        let child: ChildProcess
        do {
            defer { pipe.closeWriting() }
            child = try ChildProcess.start(program, output: pipe.writingEnd)
        }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = read(pipe.readingEnd, &buffer, buffer.count), count > 0 { output += buffer[..<count] }
        return (String(decoding: output, as: UTF8.self), child.wait())
    }

    @Test(
        "end with a code or by a signal",
        arguments: [
            ("exit 0", .code(0)), ("exit 3", .code(3)), ("kill -9 $$", .signal(SIGKILL)),
            ("kill -15 $$", .signal(SIGTERM)),
        ] as [(String, ChildProcess.Exit)]
    )
    func exits(script: String, expected: ChildProcess.Exit) throws {
        #expect(try run(script).exit == expected)
    }

    @Test("have the environment, the folder and the limits that they are given, and nothing else")
    func surroundings() throws {
        let result = try run("pwd; env -i /bin/true; echo \"$A\"; ulimit -n; ulimit -c; ulimit -v; ulimit -t; cat") {
            $0.environment = ["A": "b c"]
            $0.directory = "/usr"
            $0.limits = Program.Limits(memoryBytes: 512 << 20, processorSeconds: 7, openFiles: 32)
        }
        #expect(result.output == "/usr\nb c\n32\n0\n524288\n7\n")
        #expect(result.exit == .code(0))
    }

    @Test("lead a group of their own, in which they can be reached by one signal")
    func group() throws {
        let pipe = try Pipe()
        defer { pipe.closeReading() }
        let script = "sleep 600 & echo ready; wait"
        let child = try ChildProcess.start(Program(arguments: ["/bin/sh", "-c", script]), output: pipe.writingEnd)
        pipe.closeWriting()
        var buffer = [UInt8](repeating: 0, count: 16)
        #expect(read(pipe.readingEnd, &buffer, buffer.count) == 6)
        #expect(getpgid(child.pid) == child.pid)
        #expect(!child.hasEnded)
        let descriptor = try child.endDescriptor()
        defer { close(descriptor) }
        child.signalGroup(SIGTERM)
        var one = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        #expect(poll(&one, 1, 10_000) == 1)
        #expect(child.hasEnded)
        #expect(child.wait() == .signal(SIGTERM))
        // The other one held the pipe too: it is at its end, so both are gone.
        #expect(read(pipe.readingEnd, &buffer, buffer.count) == 0)
    }

    @Test("that cannot be started say why")
    func errors() {
        let missing = ChildProcess.StartError(stage: .exec, program: "caspian-no-such-program", number: ENOENT)
        #expect(missing.description == "program 'caspian-no-such-program' is not installed")
        #expect(throws: missing) { try ChildProcess.start(Program(arguments: ["caspian-no-such-program"])) }
        #expect(throws: ChildProcess.StartError(stage: .exec, program: "/etc/passwd", number: EACCES)) {
            try ChildProcess.start(Program(arguments: ["/etc/passwd"]))
        }
        #expect(throws: ChildProcess.StartError(stage: .directory, program: "true", number: ENOENT)) {
            try ChildProcess.start(Program(arguments: ["true"], directory: "/nowhere"))
        }
        #expect(throws: ChildProcess.StartError(stage: .exec, program: "", number: ENOENT)) {
            try ChildProcess.start(Program(arguments: [""]))
        }
    }

    /// The system says the same of a script that is not there and of one whose interpreter is not.
    @Test("that are there and can't be started say what they lack")
    func unfit() throws {
        var template = Array("/tmp/caspian-unfit-XXXXXX".utf8CString)
        let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer { rmdir(folder) }
        func reason(_ name: String, _ text: String, _ mode: mode_t) throws -> String? {
            let path = folder + "/" + name
            let file = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, mode)
            #expect(write(file, text, text.utf8.count) == text.utf8.count)
            close(file)
            defer { unlink(path) }
            do throws(ChildProcess.StartError) {
                _ = try ChildProcess.start(Program(arguments: [path])).wait()
                return nil
            } catch {
                return error.description.replacing(path, with: "X")
            }
        }
        #expect(
            try reason("a", "#!/no/such/shell\n", 0o700) == "cannot start 'X': what its first line names is not there"
        )
        #expect(try reason("b", "#!/bin/sh\n", 0o600) == "cannot start 'X': it is not executable; try chmod +x")
        #expect(
            try reason("c", "echo\n", 0o700)
                == "cannot start 'X': it is no program; a script begins with a line such as #!/bin/sh"
        )
        #expect(try reason("d", "#!/bin/sh\n", 0o700) == nil)
        let gone = ChildProcess.StartError(stage: .exec, program: "/nowhere/x", number: ENOENT)
        #expect(gone.description == "there is no program '/nowhere/x'")
    }

    @Test("start with signals as they are by default, whatever is blocked or ignored here")
    func signals() throws {
        var blocked = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGUSR1)
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, &blocked, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        #expect(try run("kill -USR1 $$; echo alive").exit == .signal(SIGUSR1))
    }

    @Test("get their descriptors wherever ours stand")
    func descriptors() throws {
        let input = try Pipe()
        let output = try Pipe()
        defer { output.closeReading() }
        _ = "in".withCString { write(input.writingEnd, $0, 2) }
        input.closeWriting()
        // The same descriptor for both outputs, and one that is below the other.
        let child = try ChildProcess.start(
            Program(arguments: ["/bin/sh", "-c", "cat; echo err >&2"]),
            input: input.readingEnd,
            output: output.writingEnd,
            error: output.writingEnd
        )
        input.closeReading()
        output.closeWriting()
        #expect(child.wait() == .code(0))
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = read(output.readingEnd, &buffer, buffer.count)
        #expect(String(decoding: buffer[..<max(0, count)], as: UTF8.self) == "inerr\n")
    }
}
