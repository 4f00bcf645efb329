/// Goes through the keys of several segments at once, in ascending order.
///
/// It holds none of the segments: in the loop over all keys that would be a reference counted for each segment and key,
/// which several threads do at once.
struct KeyHolders {
    private struct Cursor {
        let keys: Column
        var place: Int
    }

    private var cursors: ContiguousArray<Cursor>
    private let firstNew: Int

    /// - Parameter segments: they must outlive this.
    init(_ segments: [LiveSegment], firstNew: Int, from lowest: UInt64) {
        cursors = ContiguousArray(
            segments.map { Cursor(keys: $0.segment.columns.copyKeys, place: $0.segment.copyPlace(of: lowest)) }
        )
        self.firstNew = firstNew
    }

    /// Goes on to a key, and answers whether one document alone has it, which is in a new segment.
    mutating func isOneNewDocuments(_ key: UInt64) -> Bool {
        var count = 0
        for index in cursors.indices {
            let keys = cursors[index].keys
            let place = keys.place(of: key, from: cursors[index].place)
            cursors[index].place = place
            guard place < keys.count, keys.double(place, 0) == key else { continue }
            let isRepeated = place + 1 < keys.count && keys.double(place + 1, 0) == key
            count += isRepeated || index < firstNew ? 2 : 1
        }
        return count == 1
    }

    /// Where the first holder of the key stands in a segment, or would.
    func place(in segment: Int) -> Int { cursors[segment].place }
}
