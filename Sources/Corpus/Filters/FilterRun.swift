import Glibc
import Processes

/// One run of a filter program over one file.
///
/// It gets /dev/null as its input, an almost empty environment and a process group of its own, which is ended when the
/// time is over, when it writes too much, and in any case behind the program's own end.
struct FilterRun {
    private let filter: Filter
    private var output: [UInt8] = []
    /// The beginning of what it says on its standard error.
    private var complaint: [UInt8] = []

    static let complaintLimit = 4096
    /// Between SIGTERM and SIGKILL.
    static let grace = Duration.milliseconds(300)

    /// What the program wrote.
    ///
    /// - Parameter isCancelled: asked about ten times a second.
    static func text(
        of path: String,
        by filter: Filter,
        isCancelled: () -> Bool
    ) throws(FileReader.Refusal) -> [UInt8] {
        var run = FilterRun(filter: filter)
        return try run.run(path, isCancelled)
    }

    private init(filter: Filter) { self.filter = filter }

    private mutating func run(_ path: String, _ isCancelled: () -> Bool) throws(FileReader.Refusal) -> [UInt8] {
        guard !filter.arguments.isEmpty else { throw refusal("has no program") }
        let outputPipe = try pipe()
        defer { outputPipe.closeReading() }
        let errorPipe: Pipe
        do throws(FileReader.Refusal) { errorPipe = try pipe() } catch {
            outputPipe.closeWriting()
            throw error
        }
        defer { errorPipe.closeReading() }
        let child: ChildProcess
        do throws(ChildProcess.StartError) {
            defer {
                outputPipe.closeWriting()
                errorPipe.closeWriting()
            }
            child = try ChildProcess.start(
                program(for: path),
                output: outputPipe.writingEnd,
                error: errorPipe.writingEnd
            )
        } catch {
            throw FileReader.Refusal(message: filter.advice(error))
        }
        let stop = collect(child, outputPipe.readingEnd, errorPipe.readingEnd, isCancelled)
        if stop != nil { end(child) }
        let exit = child.wait()
        if let stop { throw refusal(stop.message(filter)) }
        guard exit == .code(0) else { throw refusal(describe(exit)) }
        return output
    }

    private func program(for path: String) -> Program {
        let arguments = filter.arguments.prefix(1) + filter.arguments.dropFirst().map { $0.replacing("{}", with: path) }
        var environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"]
        if let path = getenv("PATH") { environment["PATH"] = String(cString: path) }
        let seconds = Int(filter.timeout.components.seconds)
        return Program(
            arguments: Array(arguments),
            environment: environment,
            directory: "/",
            limits: Program.Limits(
                memoryBytes: filter.memoryBytes > 0 ? filter.memoryBytes : nil,
                processorSeconds: seconds + 1,
                openFiles: 256
            )
        )
    }

    private enum Stop {
        case timeout, tooMuch, cancelled

        func message(_ filter: Filter) -> String {
            switch self {
            case .timeout: "took longer than its limit of \(filter.timeout.text)"
            case .tooMuch: "wrote more than its limit of \(filter.outputBytes) bytes"
            case .cancelled: "was stopped because the reading was"
            }
        }
    }

    /// Reads both pipes until the program has closed them or ended, or has to be stopped.
    private mutating func collect(
        _ child: ChildProcess,
        _ outputEnd: Int32,
        _ errorEnd: Int32,
        _ isCancelled: () -> Bool
    ) -> Stop? {
        let deadline = ContinuousClock.now + filter.timeout
        let ended = (try? child.endDescriptor()) ?? -1
        defer { if ended >= 0 { close(ended) } }
        var polls = [outputEnd, errorEnd, ended].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while true {
            guard ContinuousClock.now < deadline else { return .timeout }
            if isCancelled() { return .cancelled }
            let rest = (deadline - ContinuousClock.now).milliseconds
            _ = poll(&polls, nfds_t(polls.count), Int32(clamping: min(max(rest, 1), 100)))
            // What it started may hold the pipes open behind its end: only what is in them by then counts.
            let isOver = ended >= 0 ? polls[2].revents != 0 : child.hasEnded
            if polls[0].fd >= 0, !drain(outputEnd, into: &output, limit: filter.outputBytes + 1) { polls[0].fd = -1 }
            if polls[1].fd >= 0, !drain(errorEnd, into: &complaint, limit: Self.complaintLimit) { polls[1].fd = -1 }
            if output.count > filter.outputBytes { return .tooMuch }
            if isOver || (polls[0].fd < 0 && polls[1].fd < 0 && child.hasEnded) { return nil }
        }
    }

    /// Reads all that is there, keeping no more than `limit` bytes; answers whether more can come.
    private func drain(_ descriptor: Int32, into bytes: inout [UInt8], limit: Int) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count > 0 {
                    bytes.append(contentsOf: buffer[..<min(count, max(0, limit - bytes.count))])
                    if bytes.count >= limit, limit != Self.complaintLimit { return true }
                } else if count == 0 {
                    return false
                } else if errno != EINTR {
                    return errno == EAGAIN
                }
            }
        }
    }

    /// Asks the group to end, and kills it if it has not by the end of the grace.
    private func end(_ child: ChildProcess) {
        child.signalGroup(SIGTERM)
        defer { child.signalGroup(SIGKILL) }
        guard let ended = try? child.endDescriptor() else { return }
        var one = pollfd(fd: ended, events: Int16(POLLIN), revents: 0)
        _ = poll(&one, 1, Int32(clamping: Self.grace.milliseconds))
        close(ended)
    }

    private func pipe() throws(FileReader.Refusal) -> Pipe {
        do throws(SystemError) {
            let pipe = try Pipe()
            pipe.makeReadingNonBlocking()
            return pipe
        } catch {
            var refusal = refusal("cannot be started: \(error.description)")
            refusal.isShortage = FileReader.isShortage(error.number)
            throw refusal
        }
    }

    private func refusal(_ message: String) -> FileReader.Refusal {
        FileReader.Refusal(message: "filter '\(filter.name)' \(message)" + quotedComplaint)
    }

    private func describe(_ exit: ChildProcess.Exit) -> String {
        switch exit {
        case .code(let code): "ended with exit code \(code)"
        case .signal(SIGXCPU): "used more processor time than its limit"
        case .signal(let signal): "was killed by signal \(signal)"
        }
    }

    private var quotedComplaint: String {
        let text = String(decoding: complaint, as: UTF8.self).split(whereSeparator: \.isNewline).joined(
            separator: " / "
        )
        return text.isEmpty ? "" : ": " + text
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }

    /// As in `30 s` or `250 ms`.
    var text: String { milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms" }
}
