import Corpus

/// The indexes of segments as they are kept beside the files of these.
enum KeptIndex {
    /// A smaller one is made anew within some milliseconds: that of a hundred kilobytes of text.
    private static let smallestKept = 1 << 16

    /// The index of a segment: the one that was kept, if it is intact, or a new one.
    ///
    /// - Parameter advance: called with the bytes that are done, of as many as the segment has.
    static func segment(of segment: Segment, language: String, _ advance: (Int) -> Void) -> IndexSegment {
        if let blob = segment.store?.blob(named: name(language), version: version),
            let kept = IndexSegment(SegmentBytes(blob)),
            kept.documentCount == segment.documentCount
        {
            advance(segment.byteCount)
            return kept
        }
        return make(of: segment, language: language, advance)
    }

    /// A new index of a segment, which is kept in place of one that may be there.
    ///
    /// - Parameters: as of ``segment(of:language:_:)``.
    static func make(of segment: Segment, language: String, _ advance: (Int) -> Void) -> IndexSegment {
        let made = SegmentIndexer.content(of: segment, language: language, advance)
        guard made.byteCount >= smallestKept, let store = segment.store else { return .inMemory(made) }
        segment.releaseMemory()
        // Without room on the disk the next start takes longer, and the index is in memory until then.
        let name = name(language)
        guard let blob = try? store.write(named: name, version: version, { sink in made.forEachPart { sink.put($0) } }),
            let kept = IndexSegment(SegmentBytes(blob))
        else { return .inMemory(made) }
        return kept
    }

    private static let version = UInt32(IndexSegment.version)

    private static func name(_ language: String) -> String {
        "search-" + String(language.utf8.map { Character(Unicode.Scalar(isPlain($0) ? $0 : 0x2D)) })
    }

    private static func isPlain(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte &- 0x30 < 10 }
}
