/// The cues of subtitles, one after the other: SubRip's, and those of WebVTT.
struct SubtitleCues {
    struct Cue {
        /// In milliseconds.
        let time: Range<Int>
        /// Its lines that hold anything, without what ends them.
        var lines: [Range<Int>] = []
    }

    /// Whether it begins as WebVTT does, where a blank line ends a cue and what follows without a time is a note.
    let isWebVTT: Bool
    private let bytes: UnsafeBufferPointer<UInt8>
    private var lines: SourceLines
    /// A time that was read already.
    private var next: Range<Int>?

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        isWebVTT = Self.headers.contains { bytes.starts(with: $0.utf8) }
        lines = SourceLines(bytes, 0..<bytes.count)
    }

    private static let headers = ["WEBVTT", "\u{FEFF}WEBVTT"]

    /// Whether a text begins as subtitles do, and as nothing else would: with WebVTT's header, or a counter and its time.
    static func begin(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var cues = SubtitleCues(bytes)
        func next() -> Range<Int>? {
            while let line = cues.lines.next() {
                if bytes[line].contains(where: { $0 > 0x20 }) { return line }
            }
            return nil
        }
        guard let first = next() else { return false }
        if cues.isWebVTT { return cues.nextCue() != nil }
        let counter = bytes[first].drop { [0xEF, 0xBB, 0xBF].contains($0) }
        guard counter.allSatisfy({ $0 &- 0x30 < 10 || $0 <= 0x20 }) else { return cues.time(first) != nil }
        return next().map { cues.time($0) != nil } ?? false
    }

    mutating func nextCue() -> Cue? {
        while next == nil {
            guard let line = lines.next() else { return nil }
            next = time(line)
        }
        guard let time = next else { return nil }
        next = nil
        var cue = Cue(time: time)
        var isOver = false
        while let line = lines.next() {
            next = self.time(line)
            guard next == nil else {
                // Its counter, which may stand without a blank line before it.
                let isCounted = !isOver && cue.lines.last.map { bytes[$0].allSatisfy { $0 &- 0x30 < 10 } } ?? false
                if isCounted { cue.lines.removeLast() }
                break
            }
            if bytes[line].allSatisfy({ $0 <= 0x20 }) {
                isOver = isWebVTT
            } else if !isOver {
                cue.lines.append(line)
            }
        }
        return cue
    }

    /// "00:00:01,000 --> 00:00:02,500", "00:01.000 --> 00:02.500 align:start"
    private func time(_ line: Range<Int>) -> Range<Int>? {
        var index = line.lowerBound
        func skipSpace() {
            while index < line.upperBound, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        }
        /// Hours may be left out; behind the seconds stand thousandths of one.
        func milliseconds() -> Int? {
            skipSpace()
            var (value, part, digits, colons) = (0, 0, 0, 0)
            while index < line.upperBound {
                let byte = bytes[index]
                if byte &- 0x30 < 10, digits < 4 {
                    (part, digits) = (part * 10 + Int(byte - 0x30), digits + 1)
                } else if byte == UInt8(ascii: ":"), digits > 0, colons < 2 {
                    (value, part, digits, colons) = ((value + part) * 60, 0, 0, colons + 1)
                } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "."), digits > 0, colons > 0 {
                    index += 1
                    var thousandths = 0
                    for place in 0..<3 {
                        guard index < line.upperBound, bytes[index] &- 0x30 < 10 else { return place > 0 ? value : nil }
                        thousandths = thousandths * 10 + Int(bytes[index] - 0x30)
                        index += 1
                    }
                    return (value + part) * 1000 + thousandths
                } else {
                    return nil
                }
                index += 1
            }
            return nil
        }
        guard let start = milliseconds() else { return nil }
        skipSpace()
        guard bytes[index..<line.upperBound].starts(with: "-->".utf8) else { return nil }
        index += 3
        guard let end = milliseconds() else { return nil }
        return start..<max(start, end)
    }
}
