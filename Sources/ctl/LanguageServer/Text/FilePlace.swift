import Glibc
import JSON

/// A place in a file as the daemon tells it: lines and columns in bytes, from 1, with the bytes of the file.
///
/// It becomes a place as editors count by the file's lines up to it alone, so that hits in large files cost nothing more.
struct FilePlace {
    let bytes: Range<Int>
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int

    /// Bytes of a line before the place; with more of them the whole file is looked at once and kept.
    private static let longest = 1 << 16

    init?(_ row: JSON, bytes: Range<Int>) {
        guard let line = row["line"]?.integer, let column = row["column"]?.integer,
            let endLine = row["endLine"]?.integer, let endColumn = row["endColumn"]?.integer,
            line > 0, column > 0, endLine >= line, endColumn > 0
        else { return nil }
        self.bytes = bytes
        self.line = line
        self.column = column
        self.endLine = endLine
        self.endColumn = endColumn
    }

    /// As LSP's `Range`; `nil` where the lines can't be read, or are long.
    func json(in path: String, _ encoding: PositionEncoding) -> JSON? {
        guard let (start, end) = characters(in: path, encoding) else { return nil }
        return [
            "start": EditorPosition(line: line - 1, character: start).json,
            "end": EditorPosition(line: endLine - 1, character: end).json,
        ]
    }

    private func characters(in path: String, _ encoding: PositionEncoding) -> (start: Int, end: Int)? {
        if encoding == .utf8 { return (column - 1, endColumn - 1) }
        guard column <= Self.longest, endColumn <= Self.longest else { return nil }
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard let start = Self.units(column - 1, before: bytes.lowerBound, of: descriptor, encoding),
            let end = Self.units(endColumn - 1, before: bytes.upperBound, of: descriptor, encoding)
        else { return nil }
        return (start, end)
    }

    /// What `count` bytes in front of `offset` are for an editor.
    private static func units(_ count: Int, before offset: Int, of file: Int32, _ encoding: PositionEncoding) -> Int? {
        guard count <= offset else { return nil }
        return withUnsafeTemporaryAllocation(byteCount: count + 1, alignment: 1) { buffer in
            guard pread(file, buffer.baseAddress, count, off_t(offset - count)) == count else { return nil }
            // Where the daemon has read the file in another encoding, bytes of its lines are none of the file's.
            guard !buffer.prefix(count).contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return nil }
            return buffer.prefix(count).reduce(0) { $0 + encoding.units($1) }
        }
    }
}
