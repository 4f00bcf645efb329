/// How an editor counts inside a line.
enum PositionEncoding: String, Sendable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"
    case utf32 = "utf-32"

    /// What a byte of UTF-8 adds to the count of its character.
    func units(_ byte: UInt8) -> Int {
        switch self {
        case .utf8: 1
        case .utf16: byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
        case .utf32: byte & 0xC0 == 0x80 ? 0 : 1
        }
    }
}

/// A place as editors count: line and character from 0.
struct EditorPosition: Hashable, Comparable {
    let line: Int
    let character: Int

    static func < (left: Self, right: Self) -> Bool {
        (left.line, left.character) < (right.line, right.character)
    }
}

/// Turns bytes of a text into places of an editor and back, quickly also in a line of a megabyte.
struct TextPositions {
    /// Bytes between two places whose count is known.
    private static let step = 512

    private let bytes: [UInt8]
    private let encoding: PositionEncoding
    private var lineStarts = [0]
    /// The units before every `step`-th byte.
    private var counts: [Int] = []

    /// - Complexity: O(n).
    init(_ bytes: [UInt8], _ encoding: PositionEncoding) {
        self.bytes = bytes
        self.encoding = encoding
        var count = 0
        counts.reserveCapacity(bytes.count / Self.step + 1)
        bytes.withUnsafeBufferPointer { bytes in
            for (index, byte) in bytes.enumerated() {
                if index % Self.step == 0 { counts.append(count) }
                count += encoding.units(byte)
                if byte == 0x0A || byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A) {
                    lineStarts.append(index + 1)
                }
            }
        }
        if bytes.count % Self.step == 0 { counts.append(count) }
    }

    var lineCount: Int { lineStarts.count }

    /// The line that a byte stands in, from 0.
    func line(of offset: Int) -> Int {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The bytes of a line without its line break.
    func line(_ line: Int) -> Range<Int> {
        let start = lineStarts[line]
        var end = line + 1 < lineStarts.count ? lineStarts[line + 1] : bytes.count
        if end > start, bytes[end - 1] == 0x0A { end -= 1 }
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// - Complexity: O(log n).
    func position(of offset: Int) -> EditorPosition {
        let offset = min(max(offset, 0), bytes.count)
        let line = line(of: offset)
        return EditorPosition(line: line, character: count(before: offset) - count(before: lineStarts[line]))
    }

    /// The byte at a place. A place behind the end of its line is the line's end, one behind the last line the text's,
    /// and one inside a character the character's start, as the protocol wants it.
    func offset(of position: EditorPosition) -> Int {
        guard position.line >= 0 else { return 0 }
        guard position.line < lineStarts.count else { return bytes.count }
        let line = line(position.line)
        let wanted = count(before: line.lowerBound) + max(0, position.character)
        guard wanted < count(before: line.upperBound) else { return line.upperBound }
        var (low, high) = (0, counts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if counts[middle] <= wanted { low = middle } else { high = middle }
        }
        var offset = low * Self.step
        var count = counts[low]
        while offset < line.upperBound, count + encoding.units(bytes[offset]) <= wanted {
            count += encoding.units(bytes[offset])
            offset += 1
        }
        while offset > 0, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        return offset
    }

    private func count(before offset: Int) -> Int {
        let place = min(offset / Self.step, counts.count - 1)
        return bytes[place * Self.step..<offset].reduce(counts[place]) { $0 + encoding.units($1) }
    }
}
