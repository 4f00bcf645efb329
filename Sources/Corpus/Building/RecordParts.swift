import Glibc
import JSON

/// Reads a large file of records in parts, on all processors at once, each part into a segment of its own.
///
/// It takes files that are UTF-8 throughout and whose records have different ids; others are read from one end to the
/// other, which gives the same documents.
struct RecordParts {
    /// Smaller files are not worth it.
    static let leastBytes = 16 << 20

    private let parser: FileParser
    private let bytes: UnsafeBufferPointer<UInt8>
    private let ranges: [Range<Int>]
    private let lines: [LineIndex]

    /// What is read of a part.
    private struct Part: Sendable {
        let segment: Segment
        let ids: [UInt64]
        let faults: [RecordReader.Fault]
        let faultCount: Int
    }

    /// `nil` when `bytes` are not to be read so.
    ///
    /// - Parameters:
    ///   - parser: of this file, that has read nothing yet.
    ///   - count: about how many parts there should be.
    init?(_ parser: FileParser, _ bytes: UnsafeBufferPointer<UInt8>, count: Int) {
        let options = parser.options
        guard options.format == .jsonl, options.filter == nil, options.encoding == nil, !Self.hasMark(bytes) else {
            return nil
        }
        self.parser = parser
        self.bytes = bytes
        let ranges = Self.ranges(bytes, count)
        self.ranges = ranges
        // Safe to share: the bytes stay as they are until the parts are read.
        nonisolated(unsafe) let shared = bytes
        let lines = Parallel.map(ranges.count) { Self.lines(shared, ranges[$0]) }
        self.lines = lines.compactMap { $0 }
        guard self.lines.count == ranges.count else { return nil }
    }

    private static func hasMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first else { return false }
        return first >= 0xEF || first == 0
    }

    /// Ranges of whole lines.
    private static func ranges(_ bytes: UnsafeBufferPointer<UInt8>, _ count: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        for number in 1...count where start < bytes.count {
            let wanted = max(start, bytes.count / count * number)
            let end = number == count ? bytes.count : RecordReader.endOfLine(bytes, min(wanted, bytes.count - 1)) + 1
            ranges.append(start..<min(end, bytes.count))
            start = min(end, bytes.count)
        }
        return ranges
    }

    /// The starts of the lines in a part; `nil` when it isn't all UTF-8 text.
    private static func lines(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> LineIndex? {
        let part = UnsafeBufferPointer(rebasing: bytes[range])
        guard UTF8Check.validPrefix(of: part) == part.count, BinaryCheck.isPlain(part) else { return nil }
        var starts: [UInt32] = []
        starts.reserveCapacity(part.count / 512)
        var start = range.lowerBound
        while start < range.upperBound {
            starts.append(UInt32(truncatingIfNeeded: start))
            start = RecordReader.endOfLine(bytes, start) + 1
        }
        return LineIndex(starts: starts)
    }

    /// What all parts give; `nil` when two records have one id.
    ///
    /// - Parameter begin: begins the file of a part in a writer: with this head.
    /// - Returns: the segments, and a file without documents that tells what was wrong.
    func read(
        findsCopies: Bool,
        cache: CorpusCache?,
        begin: @Sendable (ParsedFile.Head, inout SegmentWriter) -> Void
    ) -> (file: ParsedFile, segments: [Segment])? {
        let reading = Reading(
            encoding: Encoding.utf8.name,
            evidence: EncodingChoice.Evidence.validUTF8.rawValue,
            byteCount: bytes.count
        )
        var heads: [ParsedFile.Head] = []
        var firstLine = 0
        for lines in lines {
            var head = parser.parsed.head
            head.lines = lines
            head.firstLine = firstLine
            head.reading = reading
            head.isSupplement = true
            heads.append(head)
            firstLine += lines.starts.count
        }
        // Safe to share: see `init`; parsers and heads are values.
        nonisolated(unsafe) let shared = bytes
        let (parser, ranges, finished) = (parser, ranges, heads)
        let parts = Parallel.map(ranges.count) { number in
            var writer = SegmentWriter(textByteCount: ranges[number].count)
            begin(finished[number], &writer)
            return Self.read(
                UnsafeBufferPointer(rebasing: shared[ranges[number]]),
                at: ranges[number].lowerBound,
                line: finished[number].firstLine + 1,
                parser,
                &writer,
                findsCopies: findsCopies,
                cache
            )
        }
        guard !Self.hasDoubles(parts.flatMap(\.ids)) else { return nil }
        var file = parser
        file.note(parts.flatMap(\.faults), count: parts.reduce(0) { $0 + $1.faultCount }, reading: reading)
        return (file.parsed, parts.map(\.segment))
    }

    private static func hasDoubles(_ ids: [UInt64]) -> Bool {
        let sorted = ids.sorted()
        return zip(sorted, sorted.dropFirst()).contains { $0 == $1 }
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        at offset: Int,
        line: Int,
        _ parser: FileParser,
        _ writer: inout SegmentWriter,
        findsCopies: Bool,
        _ cache: CorpusCache?
    ) -> Part {
        var reader = RecordReader(bytes, fields: parser.options.fields, firstLine: line)
        let map = SourceMap.verbatim(from: offset)
        var ids: [UInt64] = []
        var faults: [RecordReader.Fault] = []
        var faultCount = 0
        while let item = reader.next() {
            switch item {
            case .record(let record):
                var id = record.id ?? "L\(record.line)"
                ids.append(id.withUTF8 { XXH64.hash(UnsafeRawBufferPointer($0)) })
                let document = parser.document(record.extract, map, id: .record(id))
                writer.add(document, place: record.line, findsCopies: findsCopies)
            case .fault(let fault):
                faultCount += 1
                if faults.count < FileParser.noteLimit { faults.append(fault) }
            }
        }
        return Part(segment: writer.finish(in: cache), ids: ids, faults: faults, faultCount: faultCount)
    }
}
