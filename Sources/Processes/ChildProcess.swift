import CProcesses
import Glibc

/// A program that was started by us, in a process group of its own.
///
/// Whoever started it reaps it with `wait` exactly once; until then its number belongs to it alone.
public struct ChildProcess: Sendable, Hashable {
    /// Its process, and the number of its group.
    public let pid: Int32

    /// How a program ended.
    public enum Exit: Sendable, Hashable {
        case code(Int32)
        case signal(Int32)
    }

    /// Why a program could not be started.
    public struct StartError: Error, Sendable, Hashable, CustomStringConvertible {
        public enum Stage: Sendable, Hashable { case fork, descriptors, directory, limits, exec }

        public let stage: Stage
        public let program: String
        public let number: Int32

        /// Whether the program is not there, so that installing it would help.
        public var isMissing: Bool { stage == .exec && number == ENOENT }

        public var description: String {
            let reason = SystemError.reason(of: number)
            return switch stage {
            case .fork: "cannot start '\(program)': fork: \(reason)"
            case .descriptors: "cannot start '\(program)': descriptors: \(reason)"
            case .directory: "cannot start '\(program)' in its directory: \(reason)"
            case .limits: "cannot start '\(program)' with its limits: \(reason)"
            case .exec: execDescription ?? "cannot start '\(program)': \(reason)"
            }
        }

        /// What the system's own words leave out.
        private var execDescription: String? {
            switch number {
            case ENOENT where !program.utf8.contains(UInt8(ascii: "/")): "program '\(program)' is not installed"
            case ENOENT where access(program, F_OK) == 0:
                "cannot start '\(program)': what its first line names is not there"
            case ENOENT: "there is no program '\(program)'"
            case EACCES where access(program, R_OK) == 0:
                "cannot start '\(program)': it is not executable; try chmod +x"
            case ENOEXEC: "cannot start '\(program)': it is no program; a script begins with a line such as #!/bin/sh"
            default: nil
            }
        }
    }

    /// Starts `program` and returns once it runs.
    ///
    /// `input`, `output` and `error` become its descriptors 0, 1 and 2, and stay open here; `nil` stands for /dev/null.
    /// It gets no other descriptor, standard signal handling and no core dumps.
    ///
    /// - Precondition: `program.arguments` is not empty.
    public static func start(
        _ program: Program,
        input: Int32? = nil,
        output: Int32? = nil,
        error: Int32? = nil
    ) throws(StartError) -> ChildProcess {
        precondition(!program.arguments.isEmpty, "a program needs a name")
        var stage: Int32 = 0
        let variables = program.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let pid = withCStrings(program.arguments) { arguments in
            withCStrings(variables) { environment in
                let directory = program.directory.flatMap { strdup($0) }
                defer { free(directory) }
                var description = caspian_program()
                description.arguments = arguments
                description.environment = environment
                description.directory = UnsafePointer(directory)
                description.input = input ?? -1
                description.output = output ?? -1
                description.error = error ?? -1
                description.memory = UInt64(max(0, program.limits.memoryBytes ?? 0))
                description.processor_seconds = UInt64(max(0, program.limits.processorSeconds ?? 0))
                description.open_files = UInt64(max(0, program.limits.openFiles ?? 0))
                description.dies_with_thread = program.diesWithThread
                return caspian_spawn(&description, &stage)
            }
        }
        guard pid > 0 else {
            throw StartError(stage: Self.stage(of: stage), program: program.arguments[0], number: -pid)
        }
        return ChildProcess(pid: pid)
    }

    /// A descriptor that becomes readable when the program has ended; the caller closes it.
    public func endDescriptor() throws(SystemError) -> Int32 {
        let descriptor = caspian_open_pid(pid)
        guard descriptor >= 0 else { throw SystemError("pidfd_open", -descriptor) }
        return descriptor
    }

    /// Whether it has ended; it still has to be reaped.
    public var hasEnded: Bool { caspian_await_end(pid, false) != 0 }

    /// Sends a signal to the program and to everything that it has started in its group. Nothing happens when all of
    /// them have ended.
    ///
    /// - Precondition: not reaped yet.
    public func signalGroup(_ signal: Int32) { _ = kill(-pid, signal) }

    /// Waits for the end, kills what is left of the group, and reaps the program.
    public func wait() -> Exit {
        _ = caspian_await_end(pid, true)
        signalGroup(SIGKILL)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { return .code(-1) }
        }
        let signal = status & 0x7F
        return signal == 0 ? .code((status >> 8) & 0xFF) : .signal(signal)
    }

    private static func stage(of number: Int32) -> StartError.Stage {
        switch UInt32(bitPattern: number) {
        case CASPIAN_STAGE_DESCRIPTORS.rawValue: .descriptors
        case CASPIAN_STAGE_DIRECTORY.rawValue: .directory
        case CASPIAN_STAGE_LIMITS.rawValue: .limits
        case CASPIAN_STAGE_EXEC.rawValue: .exec
        default: .fork
        }
    }
}

/// Hands `strings` over as C has them: a list of null-terminated strings that ends with a null.
private func withCStrings<Result>(
    _ strings: [String],
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
) -> Result {
    var copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
    copies.append(nil)
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { body($0.baseAddress) }
}
