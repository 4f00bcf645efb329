import Analysis
import Glibc
import Wire

/// Reads a file of synonyms.
///
/// ```
/// # a group: each of these finds all the others too
/// car, automobile, motor car
/// # one way: the left ones find the right ones too
/// oil => petroleum, crude oil
/// ```
enum SynonymReader {
    /// Phrases and what each of them finds besides itself.
    struct Rule: Hashable {
        let phrases: [String]
        let meanings: [String]
    }

    /// A larger file is refused.
    static let mostBytes = 16 << 20

    /// - Parameter path: absolute.
    /// - Throws: `configInvalid` with `path:line:column` in the message.
    static func read(_ path: String) throws(Failure) -> [Rule] {
        guard let bytes = contents(path) else {
            let isMissing = access(path, F_OK) != 0
            throw Failure(
                .configInvalid,
                "\(path): "
                    + (isMissing
                        ? "there is no such file" : "can't be read as a file of at most \(mostBytes >> 20) MiB")
            )
        }
        return try rules(in: bytes, of: path)
    }

    static func rules(in bytes: [UInt8], of path: String) throws(Failure) -> [Rule] {
        var rules: [Rule] = []
        for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            do throws(Mistake) {
                if let rule = try rule(in: line) { rules.append(rule) }
            } catch {
                throw Failure(.configInvalid, "\(path):\(number + 1):\(error.column): \(error.message)")
            }
        }
        return rules
    }

    private struct Mistake: Error {
        /// In bytes, from 1.
        let column: Int
        let message: String
    }

    private static func rule(in line: ArraySlice<UInt8>) throws(Mistake) -> Rule? {
        guard let first = line.first(where: { $0 > 0x20 }), first != UInt8(ascii: "#") else { return nil }
        if let place = firstInvalid(line) {
            throw Mistake(column: place - line.startIndex + 1, message: "is no UTF-8")
        }
        let arrows = line.indices.filter {
            line[$0] == UInt8(ascii: "=") && $0 + 1 < line.endIndex && line[$0 + 1] == UInt8(ascii: ">")
        }
        if arrows.count > 1 {
            throw Mistake(column: arrows[1] - line.startIndex + 1, message: "a second '=>'; write two lines")
        }
        guard let arrow = arrows.first else {
            let phrases = try phrases(in: line, of: line)
            guard phrases.count > 1 else {
                throw Mistake(
                    column: 1,
                    message: "a synonym alone means nothing; write 'a, b' for words of one meaning or 'a => b'"
                )
            }
            return Rule(phrases: phrases, meanings: phrases)
        }
        return Rule(
            phrases: try phrases(in: line[..<arrow], of: line),
            meanings: try phrases(in: line[(arrow + 2)...], of: line)
        )
    }

    private static func phrases(
        in part: ArraySlice<UInt8>,
        of line: ArraySlice<UInt8>
    ) throws(Mistake) -> [String] {
        var phrases: [String] = []
        for piece in part.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let isWord = piece.withUnsafeBufferPointer { bytes in
                var scanner = SurfaceScanner(bytes, in: 0..<bytes.count, folding: Folding(isTurkic: false))
                return scanner.next() != nil
            }
            guard isWord else {
                throw Mistake(column: piece.startIndex - line.startIndex + 1, message: "a word is missing here")
            }
            let start = piece.firstIndex { $0 > 0x20 } ?? piece.startIndex
            let end = piece.lastIndex { $0 > 0x20 } ?? start
            phrases.append(String(decoding: piece[start...end], as: UTF8.self))
        }
        return phrases
    }

    /// Where a line stops being UTF-8.
    private static func firstInvalid(_ line: ArraySlice<UInt8>) -> Int? {
        if String(validating: line, as: UTF8.self) != nil { return nil }
        var length = 0
        while String(validating: line.prefix(length), as: UTF8.self) != nil || isCut(line, length) { length += 1 }
        return line.startIndex + max(length - 1, 0)
    }

    /// Whether `length` cuts a character that is whole when a few more bytes are read.
    private static func isCut(_ line: ArraySlice<UInt8>, _ length: Int) -> Bool {
        (length + 1...length + 3).contains { more in
            more <= line.count && String(validating: line.prefix(more), as: UTF8.self) != nil
        }
    }

    private static func contents(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= mostBytes
        else { return nil }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= mostBytes {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            guard count > 0 || errno == EINTR else { return nil }
            bytes.append(contentsOf: chunk.prefix(max(count, 0)))
        }
        return nil
    }
}
