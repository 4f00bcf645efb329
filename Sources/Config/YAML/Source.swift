import JSON

/// The bytes of a configuration file and where its lines begin.
struct Source: Sendable {
    /// As the user named the file.
    let name: String
    let bytes: [UInt8]
    /// Behind the byte order mark, if there is one.
    let start: Int
    private let lineStarts: [Int]

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var lineStarts = [start]
        for index in start..<bytes.count where bytes[index] == 0x0A { lineStarts.append(index + 1) }
        self.lineStarts = lineStarts
    }

    /// Line and column of a byte, both from 1; the column in bytes.
    func place(of offset: Int) -> (line: Int, column: Int) {
        let offset = min(max(offset, start), bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return (low + 1, offset - lineStarts[low] + 1)
    }

    /// The bytes of a line, from 1, without its line break.
    func line(_ number: Int) -> Range<Int> {
        let begin = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        if end > begin, bytes[end - 1] == 0x0D { end -= 1 }
        return begin..<end
    }

    /// A mistake that stands at `range`; what is marked ends with the line.
    func mistake(_ message: String, at range: Range<Int>, suggestion: String? = nil, hint: String? = nil) -> Mistake {
        let (number, column) = place(of: range.lowerBound)
        let line = line(number)
        let begin = min(max(range.lowerBound, start), bytes.count)
        let length = max(1, min(range.upperBound, line.upperBound) - begin)
        return Mistake(
            file: name,
            line: number,
            column: column,
            length: length,
            message: message,
            suggestion: suggestion,
            hint: hint,
            excerpt: Excerpt(bytes[line], marking: begin - line.lowerBound, length: length)
        )
    }

    /// A mistake of the file as a whole.
    func mistake(_ message: String, hint: String? = nil) -> Mistake {
        Mistake(file: name, message: message, hint: hint)
    }

    /// Where `text` first occurs in `range`.
    func find(_ text: String, in range: Range<Int>) -> Range<Int>? {
        let wanted = Array(text.utf8)
        guard let first = wanted.first, range.count >= wanted.count else { return nil }
        for index in range.lowerBound...(range.upperBound - wanted.count) where bytes[index] == first {
            if bytes[index..<index + wanted.count].elementsEqual(wanted) { return index..<index + wanted.count }
        }
        return nil
    }
}
