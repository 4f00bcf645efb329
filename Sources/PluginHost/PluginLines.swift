import NIOCore
internal import Wire

/// Cuts what a plugin writes into lines and reads them as messages.
final class PluginLines: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var lines: LineBuffer
    private let limits: Limits
    private let onEvent: (PluginProcess.Event) -> Void
    /// Bytes of a line that is too long, since that was last said; `nil` while no such line comes.
    private var dropped: Int?

    /// - Parameter limit: the most bytes of a line.
    init(limit: Int, onEvent: @escaping (PluginProcess.Event) -> Void) {
        lines = LineBuffer(limit: limit)
        var limits = Limits()
        limits.line = limit
        self.limits = limits
        self.onEvent = onEvent
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        buffer.withUnsafeReadableBytes { lines.append($0) }
        while true {
            switch lines.next() {
            case .incomplete: return countDropped(buffer.readableBytes)
            case .tooLong:
                dropped = 0
                onEvent(.longLine(LineHead(lines.droppedStart), limit: limits.line))
            case .line(let range):
                dropped = nil
                guard !range.isEmpty else { continue }
                onEvent(lines.withBytes(of: range, read))
            }
        }
    }

    /// The rest of a line without end is dropped as it comes; each mebibyte of it is nonsense once more.
    private func countDropped(_ count: Int) {
        guard let before = dropped else { return }
        dropped = before + count
        guard before + count >= 1 << 20 else { return }
        dropped = 0
        onEvent(.nonsense("a line without end", id: nil, start: ""))
    }

    private func read(_ line: UnsafeBufferPointer<UInt8>) -> PluginProcess.Event {
        do throws(MessageError) {
            return .message(try Message(line: line, limits: limits))
        } catch {
            return .nonsense(error.failure.message, id: error.id, start: LastWords.text(line.prefix(120)))
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { onEvent(.writable) }
    }

    func channelInactive(context: ChannelHandlerContext) { onEvent(.closed) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// Hands over what a plugin writes to its standard error.
final class ErrorReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let onBytes: (ByteBuffer) -> Void
    private let onClose: () -> Void

    init(onBytes: @escaping (ByteBuffer) -> Void, onClose: @escaping () -> Void) {
        self.onBytes = onBytes
        self.onClose = onClose
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { onBytes(unwrapInboundIn(data)) }

    func channelInactive(context: ChannelHandlerContext) { onClose() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
