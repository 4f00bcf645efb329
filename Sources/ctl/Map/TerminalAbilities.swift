import Glibc

/// What a terminal says that it can show.
struct TerminalAbilities: Equatable {
    var showsKitty = false
    var showsSixel = false
    /// Of a cell, in pixels, if it says so.
    var cellWidth: Int?
    var cellHeight: Int?

    /// Asks for an image of one pixel in kitty's protocol, for the size of a cell, and last for the primary device
    /// attributes, which every terminal since the VT100 answers: whatever has not come by then won't come.
    private static let question = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[16t\u{1B}[c"

    /// Asks the terminal behind `descriptor`, which is open for reading and writing, and waits for at most so long. Nothing
    /// of the answer is echoed, and what it was set to it is set to again.
    static func ask(_ descriptor: Int32, timeoutMilliseconds: Int) -> TerminalAbilities {
        var before = termios()
        guard isatty(descriptor) == 1, tcgetattr(descriptor, &before) == 0 else { return TerminalAbilities() }
        var quiet = before
        quiet.c_lflag &= ~tcflag_t(ICANON | ECHO)
        guard tcsetattr(descriptor, TCSAFLUSH, &quiet) == 0 else { return TerminalAbilities() }
        defer { tcsetattr(descriptor, TCSAFLUSH, &before) }
        let question = Array(Self.question.utf8)
        guard write(descriptor, question, question.count) == question.count else { return TerminalAbilities() }
        return TerminalAbilities(answer: read(descriptor, timeoutMilliseconds))
    }

    /// Bytes until the device attributes are there, or time is over.
    private static func read(_ descriptor: Int32, _ timeoutMilliseconds: Int) -> [UInt8] {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 256)
        let end = milliseconds() + timeoutMilliseconds
        while answer.count < 4096, attributes(in: answer) == nil {
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = end - milliseconds()
            guard left > 0, poll(&wait, 1, Int32(left)) > 0 else { break }
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            answer += buffer[..<count]
        }
        return answer
    }

    init() {}

    /// Reads `ESC _Gi=31;OK ESC \`, `ESC [6;HEIGHT;WIDTHt` and `ESC [?62;4;…c`.
    init(answer: [UInt8]) {
        let text = String(decoding: answer, as: UTF8.self)
        showsKitty = text.contains("\u{1B}_Gi=31;OK")
        showsSixel = Self.attributes(in: answer)?.contains(4) ?? false
        if let size = Self.parameters(in: answer, behind: "\u{1B}[6;", before: "t"), size.count == 2,
            size.allSatisfy({ (1...500).contains($0) })
        {
            (cellHeight, cellWidth) = (size[0], size[1])
        }
    }

    private static func attributes(in answer: [UInt8]) -> [Int]? {
        parameters(in: answer, behind: "\u{1B}[?", before: "c")
    }

    private static func parameters(in answer: [UInt8], behind start: String, before end: Character) -> [Int]? {
        let (start, end) = (Array(start.utf8), end.asciiValue ?? 0)
        guard answer.count >= start.count else { return nil }
        for place in 0...(answer.count - start.count) where answer[place...].starts(with: start) {
            let rest = answer[(place + start.count)...]
            guard let stop = rest.firstIndex(where: { !(0x30...0x39).contains($0) && $0 != 0x3B }), rest[stop] == end
            else { continue }
            return rest[..<stop].split(separator: 0x3B).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        }
        return nil
    }

    private static func milliseconds() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
    }
}
