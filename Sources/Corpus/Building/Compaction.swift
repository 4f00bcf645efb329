/// Decides which segments are merged, so that there are few however many changes there were.
///
/// Segments of about the same size are merged when eight of them have come together; a document is so copied once for each
/// power of eight. A segment most of whose documents are deleted is written anew.
struct Compaction {
    /// Segments of one size that are left apart.
    static let width = 8
    /// Up to this a segment is of the smallest size.
    private static let smallest = 64 << 10
    /// Bytes that are merged at once, on the way of a change; more waits until nobody does.
    static let immediateBytes = 4 << 20

    /// The segments to be merged: each group into one. None of more bytes than `limit` together.
    static func groups(_ segments: [LiveSegment], limit: Int) -> [[Int]] {
        var tiers: [Int: [Int]] = [:]
        for (index, live) in segments.enumerated() where live.liveByteCount < SegmentBatch.byteLimit / 2 {
            tiers[tier(live.liveByteCount), default: []].append(index)
        }
        var groups: [[Int]] = []
        for group in tiers.values where group.count >= width {
            var part: [Int] = []
            var size = 0
            for index in group {
                guard size + segments[index].liveByteCount <= min(limit, SegmentBatch.byteLimit) else { break }
                size += segments[index].liveByteCount
                part.append(index)
            }
            if part.count >= width / 2 { groups.append(part) }
        }
        let taken = Set(groups.joined())
        for (index, live) in segments.enumerated() where !taken.contains(index) {
            let isHollow = live.deleted.count * 2 > live.segment.documentCount
            if isHollow, live.liveByteCount <= limit { groups.append([index]) }
        }
        return groups
    }

    private static func tier(_ byteCount: Int) -> Int {
        var tier = 0
        var size = smallest
        while size < byteCount {
            tier += 1
            size *= width
        }
        return tier
    }

    /// The segments with those of each group merged into one, which stands in the place of the first.
    static func merged(_ segments: [LiveSegment], _ groups: [[Int]], in cache: CorpusCache?) -> [LiveSegment] {
        guard !groups.isEmpty else { return segments }
        let merged = Parallel.map(groups.count) { number in
            LiveSegment(SegmentMerge.merged(groups[number].map { segments[$0] }, in: cache))
        }
        var result: [LiveSegment?] = segments
        for (group, segment) in zip(groups, merged) {
            for index in group { result[index] = nil }
            result[group[0]] = segment
        }
        return result.compactMap { $0 }
    }
}

extension LiveSegment {
    /// About how many bytes its documents take that are left.
    fileprivate var liveByteCount: Int {
        segment.byteCount / max(1, segment.documentCount) * documentCount
    }
}
