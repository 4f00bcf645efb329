/// Where the text of a segment's documents stands in the files, what was taken out of it, and how it was read.
extension Segment {
    /// The source map of a document, where it lies.
    func runs(of document: Int) -> MappedRuns {
        let range = range(document, SegmentLayout.DocumentWord.runsRange, of: columns.documents, in: columns.runs)
        return MappedRuns(column: columns.runs, range: range)
    }

    struct MappedRuns: SourceRuns {
        let column: Column
        let range: Range<Int>

        func run(at offset: Int) -> SourceMap.Run? {
            let place = SourceMap.place(of: offset, in: range.count) { column.word(range.lowerBound + $0, 0) }
            return place.map { run(range.lowerBound + $0, at: offset) }
        }

        /// What a record says of `offset`: it is one run, or one of so many units with a plain one behind it.
        private func run(_ record: Int, at offset: Int) -> SourceMap.Run {
            let (start, source) = (column.word(record, 0), column.word(record, 1))
            let widths = column.word(record, 2)
            // No unit is of no width; a damaged one is taken for the usual one.
            let width = max(1, UInt8(truncatingIfNeeded: widths))
            let sourceWidth = UInt8(truncatingIfNeeded: widths >> 8)
            let units = widths >> 16
            let end = start + units * Int(width)
            if units > 0, offset >= end {
                return SourceMap.Run(textStart: end, sourceStart: source + units * Int(sourceWidth))
            }
            return SourceMap.Run(textStart: start, sourceStart: source, textWidth: width, sourceWidth: sourceWidth)
        }
    }

    /// The place in the file of a document that a byte of the file is.
    func position(of offset: Int, inFileOf document: Int) -> Position {
        let file = file(of: document)
        guard file < columns.files.count else { return Position(line: 1, column: 1, offset: offset) }
        typealias Word = SegmentLayout.FileWord
        let lines = range(file, Word.linesRange, of: columns.files, in: columns.lines)
        let before = LineIndex.line(of: offset, in: lines.count) { columns.lines.word(lines.lowerBound + $0, 0) }
        let start = lines.isEmpty ? 0 : columns.lines.word(lines.lowerBound + before - 1, 0)
        return Position(
            line: columns.files.word(file, Word.firstLine) + before,
            column: offset - start + 1,
            offset: offset
        )
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
