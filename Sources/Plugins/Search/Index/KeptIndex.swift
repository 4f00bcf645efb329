import Corpus

/// The indexes of segments as they are kept beside the files of these.
enum KeptIndex {
    /// A smaller one is made anew as fast as it is read.
    private static let smallestKept = 1 << 20

    /// The index of a segment: the one that was kept, if it is intact, or a new one.
    static func segment(of segment: Segment, language: String) -> IndexSegment {
        let name = "search-" + String(language.utf8.map { Character(Unicode.Scalar(isPlain($0) ? $0 : 0x2D)) })
        let version = UInt32(IndexSegment.version)
        // What is read while searching is not checked for being in bounds, so all of it is compared with its checksum first.
        if let blob = segment.store?.blob(named: name, version: version), blob.verify(),
            let kept = IndexSegment(SegmentBytes(blob.bytes, owner: blob)),
            kept.documentCount == segment.documentCount
        {
            return kept
        }
        let made = SegmentIndexer.index(segment, language: language)
        if made.byteCount >= smallestKept, let store = segment.store {
            // Without room on the disk the next start takes longer, and nothing else happens.
            try? store.write(made.allBytes, named: name, version: version)
        }
        return made
    }

    private static func isPlain(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte &- 0x30 < 10 }
}
