/// Where the text of a segment's documents stands in the files, what was taken out of it, and how it was read.
extension Segment {
    /// The source map of a document, where it lies.
    func runs(of document: Int) -> MappedRuns {
        typealias Word = SegmentLayout.DocumentWord
        let range = range(document, Word.runsRange, of: columns.documents, in: columns.runs)
        let isShort = columns.documents.word(document, Word.flags) & Word.hasShortRuns != 0
        return MappedRuns(columns.runs, range, isShort: isShort)
    }

    struct MappedRuns: SourceRuns {
        private typealias Half = SegmentLayout.RunHalf
        private let column: Column
        private let isShort: Bool
        /// Where the first run is written.
        private let first: Int
        private let count: Int
        /// What is added to places in the source.
        private let source: Int

        init(_ column: Column, _ range: Range<Int>, isShort: Bool) {
            self.column = column
            // A short map without its head is damaged, and taken for an empty one.
            self.isShort = isShort && range.count >= Half.shortHead
            first = range.lowerBound + (self.isShort ? Half.shortHead : 0)
            count = (range.upperBound - first) / (self.isShort ? Half.shortCount : Half.longCount)
            source = self.isShort ? column.halves(range.lowerBound) : 0
        }

        func run(at offset: Int) -> SourceMap.Run? {
            let place = SourceMap.place(of: offset, in: count) {
                isShort ? column.half(first + $0 * Half.shortCount) : column.halves(first + $0 * Half.longCount)
            }
            return place.map { isShort ? shortRun($0, at: offset) : longRun($0, at: offset) }
        }

        private func shortRun(_ number: Int, at offset: Int) -> SourceMap.Run {
            let place = first + number * Half.shortCount
            let form = column.half(place + 2)
            let (text, source) = (Half.shortWidths.text, Half.shortWidths.source)
            return run(
                from: column.half(place),
                self.source + column.half(place + 1),
                width: UInt8(form & (1 << text - 1)),
                sourceWidth: UInt8(form >> text & (1 << source - 1)),
                units: form >> (text + source),
                at: offset
            )
        }

        private func longRun(_ number: Int, at offset: Int) -> SourceMap.Run {
            let place = first + number * Half.longCount
            let widths = column.half(place + 4)
            return run(
                from: column.halves(place),
                column.halves(place + 2),
                width: UInt8(truncatingIfNeeded: widths),
                sourceWidth: UInt8(truncatingIfNeeded: widths >> 8),
                units: column.half(place + 5),
                at: offset
            )
        }

        /// What is written of `offset` is one run, or one of so many units with a plain one behind it.
        private func run(
            from start: Int,
            _ source: Int,
            width: UInt8,
            sourceWidth: UInt8,
            units: Int,
            at offset: Int
        ) -> SourceMap.Run {
            // No unit is of no width; a damaged one is taken for the usual one.
            let width = max(1, width)
            let end = start + units * Int(width)
            if units > 0, offset >= end {
                return SourceMap.Run(textStart: end, sourceStart: source + units * Int(sourceWidth))
            }
            return SourceMap.Run(textStart: start, sourceStart: source, textWidth: width, sourceWidth: sourceWidth)
        }
    }

    /// The place in the file of a document that a byte of the file is.
    func position(of offset: Int, inFileOf document: Int) -> Position {
        positions(of: offset..<offset, inFileOf: document).start
    }

    /// The places in the file of a document where a range of the file begins and ends.
    func positions(of range: Range<Int>, inFileOf document: Int) -> (start: Position, end: Position) {
        let file = file(of: document)
        guard file < columns.files.count else {
            return (
                Position(line: 1, column: 1, offset: range.lowerBound),
                Position(line: 1, column: 1, offset: range.upperBound)
            )
        }
        typealias Word = SegmentLayout.FileWord
        let lines = self.range(file, Word.linesRange, of: columns.files, in: columns.lines)
        let first = columns.files.word(file, Word.firstLine)
        func start(_ number: Int) -> Int { columns.lines.word(lines.lowerBound + number, 0) }
        func position(_ offset: Int, _ line: Int) -> Position {
            Position(line: first + line, column: offset - (lines.isEmpty ? 0 : start(line - 1)) + 1, offset: offset)
        }
        let line = LineIndex.line(of: range.lowerBound, in: lines.count, start)
        // Most ranges end in the line that they begin in.
        let last =
            line >= lines.count || start(line) > range.upperBound
            ? line : line + LineIndex.line(of: range.upperBound, in: lines.count - line) { start(line + $0) }
        return (position(range.lowerBound, line), position(range.upperBound, last))
    }

    /// The lines that a document stands in, of those that its file has here.
    func lines(of document: Document) -> Range<Int> {
        let file = file(of: document.number)
        let lines = range(file, SegmentLayout.FileWord.linesRange, of: columns.files, in: columns.lines)
        let source = document.sourceRange(of: 0..<document.text.count)
        func line(_ offset: Int) -> Int {
            LineIndex.line(of: offset, in: lines.count) { columns.lines.word(lines.lowerBound + $0, 0) }
        }
        guard !lines.isEmpty else { return 0..<0 }
        return (line(source.lowerBound) - 1)..<line(source.upperBound)
    }

    func removals(of document: Int) -> [Removal] {
        typealias Word = SegmentLayout.RemovalWord
        let textCount = textRange(of: document).count
        let column = columns.removals
        return range(document, SegmentLayout.DocumentWord.removalsRange, of: columns.documents, in: column).map {
            record in
            let (start, end) = (column.word(record, Word.start), column.word(record, Word.end))
            let (first, last) = (column.word(record, Word.survivorStart), column.word(record, Word.survivorEnd))
            let hasSurvivor = first != Int(UInt32.max)
            guard start <= end, end <= textCount, !hasSurvivor || (first <= last && last <= textCount) else {
                noteDamage()
                return Removal(range: 0..<0, reason: "", survivor: nil)
            }
            return Removal(
                range: start..<end,
                reason: string(range(record, Word.reasonRange, of: column, in: columns.strings)),
                survivor: hasSurvivor ? first..<last : nil
            )
        }
    }

    func reading(of document: Int) -> Reading {
        let file = file(of: document)
        guard file < columns.files.count else { return Reading() }
        typealias Word = SegmentLayout.FileWord
        let pages = range(document, SegmentLayout.DocumentWord.pagesRange, of: columns.documents, in: columns.pages)
        return Reading(
            encoding: fileString(file, Word.encodingRange),
            evidence: fileString(file, Word.evidenceRange),
            byteCount: Int(truncatingIfNeeded: columns.files.double(file, Word.byteCount)),
            isFiltered: columns.files.word(file, Word.flags) & Word.isFiltered != 0,
            pageStarts: pages.map { columns.pages.word($0, 0) }
        )
    }
}
