import Glibc

/// Where text goes: standard output, standard error, or memory.
final class Output {
    private let descriptor: Int32?
    /// Whether a person's terminal shows what is written, which then must not be able to command it.
    let isTerminal: Bool
    /// The width to lay out for, in columns.
    let columns: Int
    /// The height of the terminal, in lines.
    let rows: Int
    private var pending: [UInt8] = []
    /// The error number of the first write that failed; nothing is written after it.
    private(set) var failure: Int32?
    /// Whether a line can be taken back from the screen; a terminal that is dumb would show how.
    private let canErase: Bool
    private var statusIsShown = false
    /// Shows everything in the end if it is longer than the screen; until then all is kept.
    private var pager: Pager?

    init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        canErase = isTerminal && getenv("TERM").map { $0.pointee != 0 && strcmp($0, "dumb") != 0 } ?? false
        var size = winsize()
        let isKnown = isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        columns = isKnown ? Int(size.ws_col) : 80
        rows = isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24
    }

    /// Keeps what is written, as if to a terminal or not.
    init(inMemory isTerminal: Bool, columns: Int = 80) {
        descriptor = nil
        self.isTerminal = isTerminal
        canErase = false
        self.columns = columns
        rows = 24
    }

    /// The same place, looked at anew: a terminal may have another size by now.
    var again: Output { descriptor.map { Output(descriptor: $0) } ?? self }

    /// Where it goes; -1 for memory.
    var destination: Int32 { descriptor ?? -1 }

    /// The terminal that shows what is written, if one does.
    var terminal: Int32? { isTerminal ? descriptor : nil }

    /// Where it goes, if it goes anywhere.
    var pipe: Int32? { descriptor }

    /// What was kept in memory, or waits to be written.
    var text: String { String(decoding: pending, as: UTF8.self) }

    func write(_ text: String) { write(text.utf8) }

    func write(_ bytes: some Sequence<UInt8>) {
        pending.append(contentsOf: bytes)
        if pager == nil, pending.count >= 1 << 16 { flush() }
    }

    /// Keeps what is written from now on for `pager`, which only makes sense on a terminal.
    func keep(for pager: Pager?) {
        if isTerminal, descriptor != nil { self.pager = pager }
    }

    /// Writes everything, through the pager if it is longer than the screen.
    func finish() {
        let pager = pager
        self.pager = nil
        if let pager, failure == nil, Pager.isNeeded(for: pending, rows: rows, columns: columns) {
            clearStatus()
            if pager.show(pending) { pending.removeAll() }
        }
        flush()
    }

    /// Writes what is pending; blocks as long as the reader does.
    ///
    /// Ctrl-C ends the waiting; `failure` is `EINTR` then.
    func flush() {
        guard let descriptor, pager == nil else { return }
        defer { pending.removeAll(keepingCapacity: true) }
        guard failure == nil else { return }
        clearStatus()
        pending.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                let number = errno
                if count > 0 { written += count }
                if written < buffer.count, Interruption.isPending {
                    failure = EINTR
                    return
                }
                if count > 0 { continue }
                if number == EAGAIN {
                    var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&wait, 1, -1)
                } else if number != EINTR {
                    failure = number
                    return
                }
            }
        }
    }

    /// Shows a passing line on a terminal, in place of the one before; nothing elsewhere.
    func showStatus(_ text: String) {
        guard canErase, let descriptor else { return }
        let line = Array(("\r\u{1B}[K" + DisplayWidth.prefix(of: Neutral.text(text), columns: columns - 1)).utf8)
        _ = Glibc.write(descriptor, line, line.count)
        statusIsShown = true
    }

    func clearStatus() {
        guard statusIsShown, let descriptor else { return }
        _ = Glibc.write(descriptor, "\r\u{1B}[K", 4)
        statusIsShown = false
    }
}
