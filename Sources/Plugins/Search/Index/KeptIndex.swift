import Corpus

/// The indexes of segments as they are kept beside the files of these.
enum KeptIndex {
    /// A smaller one is made anew within some milliseconds: that of a hundred kilobytes of text.
    private static let smallestKept = 1 << 16

    /// The index of a segment: the one that was kept, if it is intact, or a new one.
    ///
    /// - Parameter advance: called with the bytes that are done, of as many as the segment has.
    static func segment(of segment: Segment, language: String, _ advance: (Int) -> Void) -> IndexSegment {
        let name = "search-" + String(language.utf8.map { Character(Unicode.Scalar(isPlain($0) ? $0 : 0x2D)) })
        let version = UInt32(IndexSegment.version)
        // What is read while searching is not checked for being in bounds, so all of it is compared with its checksum first.
        if let blob = segment.store?.blob(named: name, version: version), blob.verify(),
            let kept = IndexSegment(SegmentBytes(blob.bytes, owner: blob)),
            kept.documentCount == segment.documentCount
        {
            advance(segment.byteCount)
            return kept
        }
        let made = SegmentIndexer.content(of: segment, language: language, advance)
        guard made.byteCount >= smallestKept, let store = segment.store else { return .inMemory(made) }
        segment.releaseMemory()
        // Without room on the disk the next start takes longer, and the index is in memory until then. What was written a
        // moment ago is not compared with its checksum: the system gives what it was given.
        guard let blob = try? store.write(named: name, version: version, { sink in made.forEachPart { sink.put($0) } }),
            let kept = IndexSegment(SegmentBytes(blob.bytes, owner: blob))
        else { return .inMemory(made) }
        return kept
    }

    private static func isPlain(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte &- 0x30 < 10 }
}
