import Glibc
import JSON

/// Reads a large file of records in parts, on all processors at once, each part into a segment of its own.
///
/// Of the file only some megabytes for each processor are in memory at a time: it may be larger than the memory.
///
/// It takes files that are UTF-8 throughout and whose records have different ids; others are read from one end to the
/// other, which gives the same documents.
struct RecordParts {
    /// Smaller files are not worth it.
    static let leastBytes = 16 << 20

    private let parser: FileParser
    private let source: LineWindows.Source
    private let windowBytes: Int
    private let parts: [Part]

    private struct Part: Sendable {
        let range: Range<Int>
        /// How many lines stand before it.
        let firstLine: Int
    }

    /// What is read of a part.
    private struct Content: Sendable {
        let segment: Segment
        let ids: [UInt64]
        let faults: [RecordReader.Fault]
        let faultCount: Int
    }

    /// Whether a file is one to be read so.
    static func areUseful(for options: ReadOptions, byteCount: Int) -> Bool {
        byteCount >= leastBytes && options.format == .jsonl && options.filter == nil && options.encoding == nil
    }

    /// `nil` when the file is not to be read so.
    ///
    /// - Parameters:
    ///   - parser: of this file, that has read nothing yet.
    ///   - count: about how many parts there should be.
    init?(
        _ parser: FileParser,
        _ source: LineWindows.Source,
        count: Int,
        windowBytes: Int = LineWindows.windowBytes
    ) {
        guard source.byteCount > 0, Self.hasNoMark(source) else { return nil }
        self.parser = parser
        self.source = source
        self.windowBytes = windowBytes
        guard let ranges = Self.ranges(source, count) else { return nil }
        let lineCounts = Parallel.map(ranges.count) { Self.lineCount(source, ranges[$0], windowBytes) }
        var parts: [Part] = []
        var firstLine = 0
        for (range, count) in zip(ranges, lineCounts) {
            parts.append(Part(range: range, firstLine: firstLine))
            firstLine += count
        }
        self.parts = parts
    }

    private static func hasNoMark(_ source: LineWindows.Source) -> Bool {
        var first: UInt8 = 0
        return withUnsafeMutableBytes(of: &first) { source.read(0, $0) } && first < 0xEF && first > 0
    }

    /// Ranges of whole lines.
    private static func ranges(_ source: LineWindows.Source, _ count: Int) -> [Range<Int>]? {
        var ranges: [Range<Int>] = []
        var start = 0
        for number in 1...count where start < source.byteCount {
            var end: Int? = source.byteCount
            if number < count {
                end = LineWindows.lineStart(behind: max(start, source.byteCount / count * number), in: source)
            }
            guard let end else { return nil }
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }

    /// How many lines begin in a part.
    private static func lineCount(_ source: LineWindows.Source, _ range: Range<Int>, _ windowBytes: Int) -> Int {
        var windows = LineWindows(source, range, windowBytes: windowBytes)
        var count = 0
        while windows.next() { count += windows.withBytes { lineStarts($0) { _ in } } }
        return count
    }

    /// Calls `body` with the place of each line, and answers how many there are.
    private static func lineStarts(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) -> Int {
        var count = 0
        var start = 0
        while start < bytes.count {
            body(start)
            count += 1
            start = RecordReader.endOfLine(bytes, start) + 1
        }
        return count
    }

    /// What all parts give; `nil` when two records have one id, or something is no text in UTF-8 or can't be read.
    ///
    /// - Parameters:
    ///   - goesOn: told how many more bytes were read; answers whether the rest is still wanted.
    ///   - begin: begins the file of a part in a writer: with this head.
    /// - Returns: the segments, and a file without documents that tells what was wrong.
    func read(
        findsCopies: Bool,
        cache: CorpusCache?,
        goesOn: @Sendable (Int) -> Bool = { _ in true },
        begin: @Sendable (ParsedFile.Head, inout SegmentWriter) -> Void
    ) -> (file: ParsedFile, segments: [Segment])? {
        let reading = Reading(
            encoding: Encoding.utf8.name,
            evidence: EncodingChoice.Evidence.validUTF8.rawValue,
            byteCount: source.byteCount
        )
        let contents = Parallel.map(parts.count) { number -> Content? in
            var head = parser.parsed.head
            head.lines = LineIndex(starts: [])
            head.firstLine = parts[number].firstLine
            head.reading = reading
            head.isSupplement = true
            var writer = SegmentWriter(textByteCount: parts[number].range.count)
            begin(head, &writer)
            return read(parts[number], &writer, findsCopies: findsCopies, cache, goesOn)
        }
        let whole = contents.compactMap(\.self)
        guard whole.count == contents.count, !Self.hasDoubles(whole.flatMap(\.ids)) else { return nil }
        var file = parser
        file.note(whole.flatMap(\.faults), count: whole.reduce(0) { $0 + $1.faultCount }, reading: reading)
        return (file.parsed, whole.map(\.segment))
    }

    private static func hasDoubles(_ ids: [UInt64]) -> Bool {
        let sorted = ids.sorted()
        return zip(sorted, sorted.dropFirst()).contains { $0 == $1 }
    }

    private func read(
        _ part: Part,
        _ writer: inout SegmentWriter,
        findsCopies: Bool,
        _ cache: CorpusCache?,
        _ goesOn: (Int) -> Bool
    ) -> Content? {
        var ids: [UInt64] = []
        var faults: [RecordReader.Fault] = []
        var faultCount = 0
        var line = part.firstLine + 1
        var windows = LineWindows(source, part.range, windowBytes: windowBytes)
        while windows.next() {
            let offset = windows.offset
            let isText = windows.withBytes { bytes in
                guard UTF8Check.validPrefix(of: bytes) == bytes.count, BinaryCheck.isPlain(bytes) else { return false }
                var reader = RecordReader(bytes, fields: parser.options.fields, firstLine: line)
                let map = SourceMap.verbatim(from: offset)
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
                line += Self.lineStarts(bytes) { writer.add(lineStart: offset + $0) }
                return true
            }
            guard isText, goesOn(windows.count) else { return nil }
        }
        guard !windows.isBroken else { return nil }
        return Content(segment: writer.finish(in: cache), ids: ids, faults: faults, faultCount: faultCount)
    }
}
