/// Makes one segment of several, without what is deleted in them.
struct SegmentMerge {
    private let segments: [LiveSegment]
    private var writer = SegmentWriter()
    /// For each segment, the number that each of its documents has in the new one, or -1.
    private var numbers: [[Int32]]

    private struct FilePlace: Hashable {
        let segment: Int
        let file: Int
    }

    /// - Parameter cache: where the new one is kept, if anywhere.
    static func merged(_ segments: [LiveSegment], in cache: CorpusCache? = nil) -> Segment {
        var merge = SegmentMerge(segments)
        merge.copyDocuments()
        merge.copyKeys()
        return merge.writer.finish(in: cache)
    }

    private init(_ segments: [LiveSegment]) {
        self.segments = segments
        numbers = segments.map { [Int32](repeating: -1, count: $0.segment.documentCount) }
    }

    /// A file's record, or one of its documents.
    private struct Item {
        let file: FilePlace
        /// `nil` for a file that has no documents left and still has something to tell.
        let document: Int?
    }

    private mutating func copyDocuments() {
        var begun: FilePlace?
        var records: [FilePlace: Int] = [:]
        for item in items() {
            let segment = segments[item.file.segment].segment
            if begun != item.file {
                // What was wrong with a file is told once, however often its documents lie between those of others.
                let earlier = records[item.file]
                let isSupplement = segment.isSupplement(item.file.file) || earlier != nil
                writer.beginFile(item.file.file, of: segment, isSupplement: isSupplement, withLinesOf: earlier)
                if earlier == nil { records[item.file] = writer.fileCount - 1 }
                begun = item.file
            }
            guard let document = item.document else { continue }
            numbers[item.file.segment][document] = Int32(writer.documentCount)
            writer.add(document, of: segment)
        }
    }

    /// In the order of documents.
    private func items() -> [Item] {
        var items: [Item] = []
        for (index, live) in segments.enumerated() {
            for file in live.files {
                let documents = live.segment.documents(ofFile: file).filter { !live.deleted.contains($0) }
                let place = FilePlace(segment: index, file: file)
                if documents.isEmpty, !live.segment.isSupplement(file) {
                    items.append(Item(file: place, document: nil))
                }
                for document in documents { items.append(Item(file: place, document: document)) }
            }
        }
        guard segments.count > 1 else { return items }
        return items.sorted { left, right in
            let (one, other) = (segments[left.file.segment].segment, segments[right.file.segment].segment)
            let order = Segment.order(one.filePath(left.file.file), other.filePath(right.file.file))
            guard order == 0 else { return order < 0 }
            return left.document.map { one.place(of: $0) } ?? -1 < right.document.map { other.place(of: $0) } ?? -1
        }
    }

    private mutating func copyKeys() {
        for (index, live) in segments.enumerated() {
            let column = live.segment.columns.copyKeys
            for place in 0..<column.count {
                guard let old = live.segment.copyDocument(at: place), numbers[index][old] >= 0 else { continue }
                let document = UInt32(numbers[index][old])
                writer.copies.append(NumberedKey(key: column.double(place, 0), number: document))
            }
        }
    }
}
