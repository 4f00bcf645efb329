import JSON
import Logging
import NIOCore
import NIOPosix
import PluginKit
import Synchronization
import Wire

/// One client: cuts its bytes into lines, answers what is cheap right there, hands the rest to the workers, and holds
/// back reading while the client does not read its answers.
///
/// Everything in it happens on the connection's event loop.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = Never
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Answers are sent when so many bytes have come together, or when the lines that have arrived are all read.
    private static let batch = 1 << 16
    /// A client that has let a full buffer stand for so long is gone.
    private static let stallLimit = TimeAmount.seconds(60)

    struct LastMask {
        let route: Route
        let fields: [String]
        let mask: FieldMask
    }

    let services: Services
    let encoder: Encoder
    private let limits: Limits
    private(set) var lines: LineBuffer
    var output = OutputBytes()
    private(set) var context: ChannelHandlerContext?
    private(set) var port: ConnectionPort?
    var running: [RequestID: RunningCall] = [:]
    var serial = 0
    /// Whether the client has used a method of the Model Context Protocol.
    var speaksMCP = false
    /// The generation that answered the line before.
    var generation: Generation
    /// What was called last, and what was wanted of its result: most clients ask for the same again and again.
    var lastRoute: Route?
    var lastMask: LastMask?
    /// When the line before was answered, while lines are read.
    var lastAnswer: NIODeadline?
    /// As the channel says when it changes: to ask it for each line would take a reference count.
    private var isWritable = true
    private var isReadHeldBack = false
    private var isInputClosed = false
    private(set) var isDraining = false
    private var isFlushScheduled = false
    private var isReading = false
    private var closeActions: [@Sendable () -> Void] = []
    private var stallCheck: Scheduled<Void>?
    /// A running mean of the bytes of a worker's answer, to know what the answers under way will take.
    var typicalAnswer = 512

    init(services: Services) {
        self.services = services
        limits = services.limits
        encoder = Encoder(limits: services.limits)
        generation = services.generations.current
        lines = LineBuffer(limit: services.limits.line)
    }

    // MARK: Channel events

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) {
        let port = ConnectionPort(
            number: services.connections.nextNumber(),
            handler: NIOLoopBound(self, eventLoop: context.eventLoop),
            loop: context.eventLoop
        )
        self.port = port
        services.connections.add(port)
        services.metrics.connectionsTotal.wrappingAdd(1, ordering: .relaxed)
        services.metrics.connectionsOpen.wrappingAdd(1, ordering: .relaxed)
        if let failure = Admission.refusal(of: context.channel, services) {
            services.metrics.connectionsRefused.wrappingAdd(1, ordering: .relaxed)
            Response(id: nil, outcome: .failure(failure)).write(into: &output)
            isInputClosed = true
            send()
            context.close(mode: .all, promise: nil)
        } else if services.isStopping {
            drain()
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        for call in running.values {
            release(call)
            call.control.end(.cancelled)
        }
        running = [:]
        stallCheck?.cancel()
        services.metrics.connectionsOpen.wrappingSubtract(1, ordering: .relaxed)
        if let port { services.connections.remove(port.number) }
        // The port holds this handler, and would keep it and its buffers for ever.
        port = nil
        for action in closeActions { action() }
        closeActions = []
    }

    func read(context: ChannelHandlerContext) {
        if isFull {
            isReadHeldBack = true
        } else {
            context.read()
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isInputClosed else { return }
        unwrapInboundIn(data).withUnsafeReadableBytes { lines.append($0) }
        readLines()
    }

    func channelReadComplete(context: ChannelHandlerContext) { send() }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        if isWritable {
            stallCheck?.cancel()
            stallCheck = nil
            goOn()
        } else if stallCheck == nil {
            watchForStall(context: context, unsentBefore: Int.max)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed? = event as? ChannelEvent else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        // A last line without its line feed is a request all the same: `printf '{…}' | nc -U` sends such.
        if lines.hasPartialLine {
            let lineFeed: [UInt8] = [0x0A]
            lineFeed.withUnsafeBytes { lines.append($0) }
        }
        isInputClosed = true
        readLines()
        send()
        closeIfDone()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        services.logger.debug("a connection failed", metadata: ["error": "\(error)"])
        context.close(promise: nil)
    }

    // MARK: Lines

    /// Whether this client must read or wait before more of it is read.
    private var isFull: Bool {
        guard context != nil, isWritable else { return true }
        guard !running.isEmpty else { return false }
        return running.count >= limits.inFlight || running.count * typicalAnswer > limits.unsent
    }

    private func readLines() {
        guard !isReading else { return }
        isReading = true
        defer {
            isReading = false
            lastAnswer = nil
        }
        while !isFull {
            switch lines.next() {
            case .line(let line): lines.withBytes(of: line) { receive($0) }
            case .tooLong: refuseLongLine()
            case .incomplete: return
            }
            if output.count >= Self.batch { send() }
        }
    }

    private func refuseLongLine() {
        services.metrics.linesRefused.wrappingAdd(1, ordering: .relaxed)
        let failure = Failure(
            .tooLarge,
            "a line has more than \(limits.line) bytes",
            hint: "put a large text into a file of the corpus, or raise 'limits.line' in the configuration",
            details: ["limit": .integer(limits.line)]
        )
        refuseLine(failure, id: nil)
    }

    private func refuseLine(_ failure: Failure, id: RequestID?) {
        if speaksMCP, id == nil {
            MCPEncoder.write(refusal: failure, into: &output)
        } else {
            Response(id: id, outcome: .failure(failure)).write(into: &output)
        }
    }

    private func receive(_ line: UnsafeBufferPointer<UInt8>) {
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
        // Where lines come one behind the other, the end of one answer is the start of the next request.
        let start = lastAnswer ?? NIODeadline.now()
        lastAnswer = nil
        do throws(MessageError) {
            switch try Message(line: line, limits: limits) {
            case .request(let request): handle(request, start: start)
            case .response: services.metrics.linesRefused.wrappingAdd(1, ordering: .relaxed)
            }
        } catch {
            services.metrics.linesRefused.wrappingAdd(1, ordering: .relaxed)
            refuseLine(error.failure, id: error.id)
        }
    }

    /// Takes up what was left standing while the client was full.
    func goOn() {
        readLines()
        send()
        if isReadHeldBack, !isFull {
            isReadHeldBack = false
            context?.read()
        }
        closeIfDone()
    }

    // MARK: Answers

    /// Sends everything that is written, in one go.
    func send() {
        guard output.count > 0, let context else { return }
        var buffer = context.channel.allocator.buffer(capacity: output.count)
        buffer.writeBytes(UnsafeRawBufferPointer(output.bytes))
        output.removeAll(keepingAtMost: Self.batch * 2)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    /// Sends once the event loop has run what is ready, so that answers which come together leave together.
    func sendSoon() {
        guard !isFlushScheduled, let context else { return }
        isFlushScheduled = true
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.execute {
            this.value.isFlushScheduled = false
            this.value.goOn()
        }
    }

    func deliver(_ line: [UInt8]) {
        output.append(line)
        sendSoon()
    }

    func notify(_ line: [UInt8]) {
        guard context != nil, isWritable, !isDraining else { return }
        output.append(line)
        sendSoon()
    }

    func whenClosed(_ action: @escaping @Sendable () -> Void) {
        guard let context, context.channel.isActive else { return action() }
        closeActions.append(action)
    }

    // MARK: The end

    func drain() {
        isDraining = true
        readLines()
        endStreams()
        send()
        closeIfDone()
    }

    /// Answers the requests that would never end by themselves.
    private func endStreams() {
        for call in running.values where call.route.mcp?.isEndless == true {
            call.control.end(.shuttingDown)
            finish(call, with: .success([:]))
        }
    }

    func abandon() {
        for call in running.values {
            call.control.end(.shuttingDown)
            finish(call, with: .failure(Failure(.shuttingDown, "the daemon stops and could not finish this in time")))
        }
        isDraining = true
        send()
        closeIfDone()
    }

    private func closeIfDone() {
        guard isInputClosed || isDraining, running.isEmpty, let context else { return }
        guard !isFull, output.count == 0 else { return }
        // Writes are in order, so this one is through when all answers are.
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in channel.close(promise: nil) }
    }

    private func watchForStall(context: ChannelHandlerContext, unsentBefore: Int) {
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        stallCheck = context.eventLoop.scheduleTask(in: Self.stallLimit) {
            guard let context = this.value.context else { return }
            let unsent = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
            guard unsent >= unsentBefore else {
                return this.value.watchForStall(context: context, unsentBefore: unsent)
            }
            this.value.services.metrics.slowConsumersClosed.wrappingAdd(1, ordering: .relaxed)
            this.value.services.logger.warning(
                "closed a connection: slowConsumer",
                metadata: ["connection": "\(this.value.port?.number ?? 0)", "unsentBytes": "\(unsent)"]
            )
            context.close(promise: nil)
        }
    }
}
