import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Wire

/// Accepts clients until the daemon is asked to stop, then lets them finish.
struct Server: Sendable {
    private let services: Services
    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel
    private let socket: ListeningSocket
    private let manager: ServiceManager
    private let grace: TimeAmount

    /// - Parameter channel: what `accept` has made.
    init(
        services: Services,
        group: MultiThreadedEventLoopGroup,
        channel: any Channel,
        socket: ListeningSocket,
        manager: ServiceManager,
        grace: TimeAmount
    ) {
        self.services = services
        self.group = group
        self.channel = channel
        self.socket = socket
        self.manager = manager
        self.grace = grace
    }

    /// Begins to accept clients.
    static func accept(on socket: ListeningSocket, _ group: MultiThreadedEventLoopGroup, _ services: Services)
        -> EventLoopFuture<any Channel>
    {
        let unsent = services.limits.unsent
        return ServerBootstrap(group: group)
            // It calls listen(2) again, and would shorten the queue.
            .serverChannelOption(.backlog, value: ListeningSocket.backlog)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ConnectionHandler(services: services))
                }
            }
            // A client may say that it has no more questions and still wait for answers.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // One read a wake-up: a second one would only learn that nothing more is there.
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(.writeBufferWaterMark, value: .init(low: unsent / 2, high: unsent))
            .childChannelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 2048, initial: 2048, maximum: 1 << 16)
            )
            .withBoundSocket(socket.descriptor)
    }

    func run() async throws {
        try await gracefulShutdown()
        services.logger.notice("stopping", metadata: ["connections": "\(services.connections.count)"])
        manager.stopping()
        services.beginStopping()
        socket.removeName()
        try? await channel.close()
        await drain()
    }

    /// Within the grace period clients get their answers; after it, a refusal for each that is still open.
    private func drain() async {
        for connection in services.connections.all { connection.drain() }
        if await isEmpty(within: grace) { return }
        for connection in services.connections.all { connection.abandon() }
        _ = await isEmpty(within: .seconds(1))
    }

    private func isEmpty(within time: TimeAmount) async -> Bool {
        let loop = group.next()
        let outcome = loop.makePromise(of: Bool.self)
        let timer = loop.scheduleTask(in: time) { outcome.succeed(false) }
        services.connections.whenEmpty(on: loop).whenSuccess {
            timer.cancel()
            outcome.succeed(true)
        }
        return (try? await outcome.futureResult.get()) ?? false
    }
}
