import CProcesses
import Glibc
import Processes
import TestSupport

/// A program that a test has started; it is killed with its group when the test forgets it.
final class RunningProgram {
    /// How it ended, and what it wrote.
    struct Ended {
        let exit: ChildProcess.Exit
        let output: String
        let errors: String

        /// As a shell shows it.
        var status: Int32 {
            switch exit {
            case .code(let code): code
            case .signal(let signal): 128 + signal
            }
        }
    }

    let process: ChildProcess
    private let outputFile: String
    private let errorFile: String
    private var exit: ChildProcess.Exit?

    var pid: Int32 { process.pid }

    /// - Parameters:
    ///   - name: tells the files of its output from those of other programs in the folder.
    ///   - input: a descriptor that stays the caller's; none stands for an empty input.
    ///   - output: a descriptor that stays the caller's; none stands for a file.
    init(
        _ arguments: [String],
        in folder: TestFolder,
        name: String,
        environment: [String: String] = [:],
        input: Int32? = nil,
        output: Int32? = nil
    ) throws {
        outputFile = "\(folder.path)/\(name).out"
        errorFile = "\(folder.path)/\(name).err"
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
        let outputDescriptor = try output ?? Self.open(outputFile, flags)
        defer { if output == nil { close(outputDescriptor) } }
        let errorDescriptor = try Self.open(errorFile, flags)
        defer { close(errorDescriptor) }
        process = try ChildProcess.start(
            Program(
                arguments: arguments,
                // Nothing is left behind in the home folder of whoever runs the tests.
                environment: Programs.environment(
                    ["XDG_CACHE_HOME": folder.path + "/cache"].merging(environment) { $1 }
                ),
                directory: folder.path,
                diesWithThread: false
            ),
            input: input,
            output: outputDescriptor,
            error: errorDescriptor
        )
    }

    deinit {
        guard exit == nil else { return }
        process.signalGroup(SIGKILL)
        _ = process.wait()
    }

    var errors: String { String(decoding: TemporaryFolder.bytes(of: errorFile), as: UTF8.self) }

    func signal(_ number: Int32) {
        if exit == nil { _ = kill(pid, number) }
    }

    /// Waits for its end. Throws when it goes on for too long.
    @discardableResult
    func wait(seconds: Int = 30) throws -> Ended {
        if exit == nil {
            let descriptor = try process.endDescriptor()
            defer { close(descriptor) }
            _ = try Deadline(seconds: seconds).wait(descriptor, for: POLLIN, "the end of \(outputFile)")
        }
        let exit = exit ?? process.wait()
        self.exit = exit
        let output = String(decoding: TemporaryFolder.bytes(of: outputFile), as: UTF8.self)
        return Ended(exit: exit, output: output, errors: errors)
    }

    private static func open(_ path: String, _ flags: Int32) throws -> Int32 {
        let descriptor = Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { throw TestError("can't open \(path)") }
        return descriptor
    }
}

extension RunningProgram {
    /// What Tests/Fixtures/faulty.py is for, listening.
    static func faultyDaemon(_ how: String, at socket: String, in folder: TestFolder) throws -> RunningProgram {
        let script = Programs.root + "/Tests/Fixtures/faulty.py"
        let daemon = try RunningProgram(["python3", script, socket, how], in: folder, name: "faulty")
        _ = try Deadline.eventually("the faulty daemon") { (try? Client(socket)).map { _ in true } }
        return daemon
    }
}

/// Some process, perhaps a child of a child: what a test wants to see the end of.
final class OtherProcess {
    private let descriptor: Int32

    init(_ pid: Int) throws {
        descriptor = caspian_open_pid(pid_t(pid))
        guard descriptor >= 0 else { throw TestError("there is no process \(pid)") }
    }

    deinit { close(descriptor) }

    var hasEnded: Bool {
        var descriptors = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        return poll(&descriptors, 1, 0) > 0
    }

    func waitForEnd() throws { _ = try Deadline().wait(descriptor, for: POLLIN, "the end of a process") }
}
