import JSON

/// Reads subtitles as what is said: lines and cues are joined to sentences, and counters, times and marks are no text.
///
/// A paragraph ends with a sentence behind which there is a pause, or with whoever speaks.
struct SubtitleReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var text = MappedText()
    private var blocks: [TextBlock] = []
    /// Where the paragraph under way begins.
    private var start = 0
    private var speaker: String?
    /// When the cue ended that was read last, and its last line.
    private var end: Int?
    private var lastLine: [UInt8] = []

    /// A pause of so many milliseconds behind a sentence ends a paragraph, and one of so many anywhere.
    private static let pause = (behindSentence: 2_000, anywhere: 5_000)
    /// A paragraph of so many bytes ends with the next sentence, and one of so many with the next cue.
    private static let longest = (sentences: 800, cues: 1_600)

    /// `bytes` as plain text where there are no cues.
    static func read(_ bytes: [UInt8]) -> Extract {
        bytes.withUnsafeBufferPointer { buffer in
            var reader = SubtitleReader(bytes: buffer)
            return reader.read() ?? PlainTextReader.read(bytes)
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func read() -> Extract? {
        var cues = SubtitleCues(bytes)
        var hasCues = false
        while let cue = cues.nextCue() {
            hasCues = true
            add(cue)
        }
        guard hasCues else { return nil }
        endParagraph()
        var extract = Extract(text: text.bytes, map: text.map)
        extract.blocks = blocks
        extract.language = cues.isWebVTT ? language() : nil
        return extract
    }

    /// What the header of WebVTT says: "Language: en".
    private func language() -> String? {
        var lines = SourceLines(bytes, 0..<bytes.count)
        while let line = lines.next(), !line.isEmpty {
            let name = Array("Language:".utf8)
            guard bytes[line].starts(with: name) else { continue }
            let value = String(decoding: bytes[line].dropFirst(name.count), as: UTF8.self).trimmed { $0.isWhitespace }
            return value.isEmpty ? nil : value
        }
        return nil
    }

    private mutating func add(_ cue: SubtitleCues.Cue) {
        let gap = end.map { cue.time.lowerBound - $0 } ?? 0
        let byteCount = text.count - start
        if gap >= Self.pause.anywhere || byteCount >= Self.longest.cues
            || (gap >= Self.pause.behindSentence || byteCount >= Self.longest.sentences) && endsSentence
        {
            endParagraph()
        }
        // What rolls up on the screen is written again.
        var lines = cue.lines[...]
        if end != nil, gap <= 10 {
            while let line = lines.first, !lastLine.isEmpty, SubtitleLine(bytes, line).plain == lastLine {
                lines.removeFirst()
            }
        }
        for line in lines { add(SubtitleLine(bytes, line)) }
        end = cue.time.upperBound
    }

    private mutating func add(_ line: SubtitleLine) {
        let plain = line.plain
        guard !plain.isEmpty else { return }
        lastLine = plain
        if let name = line.speaker, let range = line.speakerRange, name != speaker {
            endParagraph()
            speaker = name
            separate(before: range.lowerBound)
            text.append(bytes, range)
            // The mark behind the name stands for what people write there.
            text.append(unit: ": ".utf8, width: 2, at: range.upperBound, sourceWidth: 1)
        } else if line.isTurn && !endsSentence || line.isSound {
            endParagraph()
        }
        if let first = line.pieces.first { separate(before: first.place) }
        for piece in line.pieces { piece.append(to: &text, from: bytes) }
        if line.isSound { endParagraph() }
    }

    /// Puts a space, or behind a paragraph the end of a line, for the byte before `place`, which is none of the text.
    private mutating func separate(before place: Int) {
        if text.count == start, start > 0 {
            text.append(0x0A, at: place - 1)
            start = text.count
        } else if let last = text.bytes.last, last > 0x20 {
            text.append(0x20, at: place - 1)
        }
    }

    private mutating func endParagraph() {
        if text.count > start { blocks.append(TextBlock(range: start..<text.count, kind: .paragraph)) }
        start = text.count
    }

    private var endsSentence: Bool {
        let closers = Set("\"'”’»)]".unicodeScalars)
        let last = String(decoding: text.bytes[start...].suffix(12), as: UTF8.self).unicodeScalars
            .last { !closers.contains($0) }
        return last.map { ".!?…。！？؟۔।♪".unicodeScalars.contains($0) } ?? true
    }
}
