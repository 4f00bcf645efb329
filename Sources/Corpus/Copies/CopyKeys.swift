extension Column {
    /// The first place of a key that is not below `key`, at or behind `start`, in a column of ascending keys.
    @inline(__always)
    func place(of key: UInt64, from start: Int) -> Int {
        // The next key is mostly near: the steps double until it is passed.
        var low = start
        var step = 1
        while low + step < count, double(low + step, 0) < key {
            low += step
            step *= 2
        }
        var high = min(low + step, count)
        while low < high {
            let middle = (low + high) / 2
            if double(middle, 0) < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The keys of a segment's documents, by which those are found that have a run of sentences in common.
extension Segment {
    /// The first place of a key that is not below `key`.
    func copyPlace(of key: UInt64) -> Int { columns.copyKeys.place(of: key, from: 0) }

    /// The document at a place of the keys; `nil` when there is none.
    func copyDocument(at place: Int) -> Int? {
        let number = columns.copyDocuments.word(place, 0)
        guard number < documentCount else {
            noteDamage()
            return nil
        }
        return number
    }

    /// The first document that has `key` and is not deleted.
    func firstDocument(withCopyKey key: UInt64, notIn deleted: Bitmap) -> Int? {
        var place = copyPlace(of: key)
        while place < columns.copyKeys.count, columns.copyKeys.double(place, 0) == key {
            if let number = copyDocument(at: place), !deleted.contains(number) { return number }
            place += 1
        }
        return nil
    }

    /// All documents that have `key` and are not deleted.
    func documents(withCopyKey key: UInt64, notIn deleted: Bitmap) -> [Int] {
        var found: [Int] = []
        var place = copyPlace(of: key)
        while place < columns.copyKeys.count, columns.copyKeys.double(place, 0) == key {
            if let number = copyDocument(at: place), !deleted.contains(number) { found.append(number) }
            place += 1
        }
        return found
    }
}

extension [LiveSegment] {
    /// The first document of all that has a run of sentences with this key.
    func earliest(withCopyKey key: UInt64) -> DocumentPlace? {
        var earliest: DocumentPlace?
        for (index, live) in enumerated() {
            guard let number = live.segment.firstDocument(withCopyKey: key, notIn: live.deleted) else { continue }
            let place = DocumentPlace(segment: index, number: number)
            if let known = earliest, !precedes(place, known) { continue }
            earliest = place
        }
        return earliest
    }

    func precedes(_ left: DocumentPlace, _ right: DocumentPlace) -> Bool {
        self[left.segment].segment.precedes(left.number, self[right.segment].segment, right.number)
    }
}
