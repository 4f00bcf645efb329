import Glibc
import Logging
import NIOCore
import NIOPosix
internal import Processes
internal import Wire

/// One life of a plugin's process, from fork to reaping. It belongs to the event loop that started it.
final class PluginProcess {
    enum Event {
        /// It can be written to.
        case opened
        case message(Message)
        /// It wrote a line that is no message; `id` if that much could be read.
        case nonsense(String, id: RequestID?, start: String)
        /// It began a line of more bytes than the limit.
        case longLine(LineHead, limit: Int)
        /// What waited to be written has gone.
        case writable
        /// It closed its standard output, or a pipe broke; nothing more comes from it.
        case closed
        /// It is dead and reaped, its group is dead, and everything it wrote has been handed over. The last event.
        case ended(Ending)
    }

    struct Ending {
        let exit: ChildProcess.Exit
        let lastWords: [String]
    }

    private let child: ChildProcess
    private let eventLoop: any EventLoop
    private let logger: Logger
    private let onEvent: (Event) -> Void
    private var channel: (any Channel)?
    private var errorChannel: (any Channel)?
    private var openPipes = 2
    private var exit: ChildProcess.Exit?
    private var hasReported = false
    private var killing: Scheduled<Void>?
    private var lastWords = LastWords()
    private var errorLog = RateLimit(50, inMilliseconds: 1000)
    private var errorBytes = RateLimit(1 << 20, inMilliseconds: 1000)

    var pid: Int32 { child.pid }
    var isWritable: Bool { channel?.isWritable ?? false }
    var hasExited: Bool { exit != nil }

    /// Forks; throws a message that says what could not be done.
    init(
        _ settings: ExternalPluginSettings,
        eventLoop: any EventLoop,
        logger: Logger,
        onEvent: @escaping (Event) -> Void
    ) throws(StartError) {
        let pipes = try Pipes()
        do throws(ChildProcess.StartError) {
            child = try ChildProcess.start(
                settings.program,
                input: pipes.input.read,
                output: pipes.output.write,
                error: pipes.error.write
            )
        } catch {
            pipes.closeAll()
            throw StartError(message: error.description)
        }
        self.eventLoop = eventLoop
        self.logger = logger
        self.onEvent = onEvent
        for descriptor in [pipes.input.read, pipes.output.write, pipes.error.write] { close(descriptor) }
        do throws(SystemError) {
            try watchExit()
        } catch {
            for descriptor in [pipes.input.write, pipes.output.read, pipes.error.read] { close(descriptor) }
            child.signalGroup(SIGKILL)
            _ = child.wait()
            throw StartError(message: error.description)
        }
        open(pipes, lineLimit: settings.lineLimit)
    }

    struct StartError: Error {
        let message: String
    }

    /// Writes one whole line, with its line feed.
    func write(_ line: [UInt8]) {
        guard let channel else { return }
        channel.writeAndFlush(ByteBuffer(bytes: line), promise: nil)
    }

    /// Ends its standard input, which asks it to finish.
    func closeInput() { channel?.close(mode: .output, promise: nil) }

    /// Asks the group to end, and kills it after `graceMilliseconds`.
    func terminate(graceMilliseconds: Int) {
        guard exit == nil, killing == nil else { return }
        child.signalGroup(SIGTERM)
        killing = eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Int64(graceMilliseconds))) { self.kill() }
    }

    /// Kills the group.
    func kill() {
        guard exit == nil else { return }
        child.signalGroup(SIGKILL)
    }

    private func watchExit() throws(SystemError) {
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        let loop = eventLoop
        let descriptor = try child.endDescriptor()
        do throws(SystemError) {
            try ExitWatch.start(descriptor) { loop.execute { bound.value.reap() } }
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// The process has ended but is not reaped, so its number and its group's are still its own: what is left of the
    /// group is killed here, and nothing signals it afterwards.
    private func reap() {
        killing?.cancel()
        exit = child.wait()
        // A grandchild that left the group can hold the pipes open; it is not waited for.
        eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) {
            self.channel?.close(promise: nil)
            self.errorChannel?.close(promise: nil)
        }
        errorChannel?.setOption(.autoRead, value: true).whenFailure { _ in }
        reportEnd()
    }

    private func reportEnd() {
        guard let exit, openPipes == 0, !hasReported else { return }
        hasReported = true
        onEvent(.ended(Ending(exit: exit, lastWords: lastWords.lines)))
    }
}

extension PluginProcess {
    private func open(_ pipes: Pipes, lineLimit: Int) {
        let lines = NIOLoopBound(
            PluginLines(limit: lineLimit, onEvent: { [weak self] in self?.received($0) }),
            eventLoop: eventLoop
        )
        let words = NIOLoopBound(
            ErrorReader(
                onBytes: { [weak self] in self?.receivedError($0) },
                onClose: { [weak self] in self?.closed() }
            ),
            eventLoop: eventLoop
        )
        NIOPipeBootstrap(group: eventLoop)
            .channelOption(.writeBufferWaterMark, value: .init(low: 64 << 10, high: 1 << 20))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(lines.value) }
            }
            .takingOwnershipOfDescriptors(input: pipes.output.read, output: pipes.input.write)
            .assumeIsolated()
            .whenComplete { result in
                switch result {
                case .success(let channel):
                    self.channel = channel
                    // Later, because this may run before `init` has returned to whoever handles events.
                    self.eventLoop.assumeIsolated().execute { self.onEvent(.opened) }
                case .failure(let error):
                    for descriptor in [pipes.output.read, pipes.input.write] { close(descriptor) }
                    self.notOpened(error)
                }
            }
        NIOPipeBootstrap(group: eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(words.value) }
            }
            .takingOwnershipOfDescriptor(input: pipes.error.read)
            .assumeIsolated()
            .whenComplete { result in
                switch result {
                case .success(let channel): self.errorChannel = channel
                case .failure(let error):
                    close(pipes.error.read)
                    self.notOpened(error)
                }
            }
    }

    private func notOpened(_ error: any Error) {
        logger.error("a pipe to the plugin can't be used", metadata: ["error": "\(error)"])
        kill()
        closed()
    }

    private func received(_ event: Event) {
        if case .closed = event {
            onEvent(event)
            closed()
        } else {
            onEvent(event)
        }
    }

    private func closed() {
        openPipes -= 1
        reportEnd()
    }

    /// Reads at most a mebibyte a second of standard error; a plugin that writes more waits for us, not we for it.
    private func receivedError(_ buffer: ByteBuffer) {
        let now = Int(NIODeadline.now().uptimeNanoseconds / 1_000_000)
        for line in lastWords.append(buffer.readableBytesView) where !line.isEmpty && errorLog.allows(at: now) {
            let suppressed = errorLog.takeSuppressed()
            logger.info(
                "plugin wrote to standard error",
                metadata: suppressed == 0
                    ? ["line": "\(line)"] : ["line": "\(line)", "linesNotLogged": "\(suppressed)"]
            )
        }
        guard exit == nil, !errorBytes.allows(at: now, weight: buffer.readableBytes), let errorChannel else { return }
        errorChannel.setOption(.autoRead, value: false).whenFailure { _ in }
        eventLoop.scheduleTask(in: .seconds(1)) { errorChannel.setOption(.autoRead, value: true).whenFailure { _ in } }
    }
}

/// The three pipes of a process that is about to start.
private struct Pipes {
    struct Pipe {
        let read: Int32
        let write: Int32

        init() throws(PluginProcess.StartError) {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else {
                throw PluginProcess.StartError(message: SystemError("pipe", errno).description)
            }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            (read, write) = (ends[0], ends[1])
        }

        func closeBoth() {
            close(read)
            close(write)
        }
    }

    let input: Pipe
    let output: Pipe
    let error: Pipe

    init() throws(PluginProcess.StartError) {
        input = try Pipe()
        do throws(PluginProcess.StartError) {
            output = try Pipe()
        } catch {
            input.closeBoth()
            throw error
        }
        do throws(PluginProcess.StartError) {
            error = try Pipe()
        } catch let failure {
            input.closeBoth()
            output.closeBoth()
            throw failure
        }
    }

    func closeAll() {
        for pipe in [input, output, error] { pipe.closeBoth() }
    }
}
