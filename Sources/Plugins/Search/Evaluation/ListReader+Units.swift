extension ListReader {
    /// Writes the units of all postings, ascending.
    func writeUnits(to output: UnsafeMutablePointer<UInt32>) {
        if isWhole { return output.update(from: units, count: count) }
        var written = 0
        for range in 0..<rangeCount where maxima[range] > 0 {
            find(range: range)
            if unpacked == 0 { continue }
            if !hasUnits { unpackUnits() }
            (output + written).update(from: units, count: unpacked)
            written += unpacked
        }
    }

    /// The same, and the place of each posting in its range, or in the whole list.
    func writeUnits(to output: UnsafeMutablePointer<UInt32>, places: UnsafeMutablePointer<UInt32>) {
        writeUnits(to: output)
        if isWhole {
            for index in 0..<count { places[index] = UInt32(truncatingIfNeeded: index) }
            return
        }
        var (place, next) = (UInt32(0), 0)
        for index in 0..<count {
            if Int(output[index]) >= next { (place, next) = (0, (Int(output[index]) >> shift + 1) << shift) }
            places[index] = place
            place &+= 1
        }
    }

    /// Calls `body` with the place of each of some units, which ascend, that has a posting, and with the place of that in
    /// its range, or in the whole list.
    ///
    /// What was looked up is read no more when `body` is called: it may move units to the front.
    @inline(__always)
    func forEachHit(
        of units: UnsafeMutablePointer<UInt32>,
        _ count: Int,
        _ hits: PostingHits,
        _ body: (_ place: Int, _ posting: UInt32) -> Void
    ) {
        var next = 0
        while next < count {
            for hit in 0..<findHits(of: units, from: &next, count, hits) {
                body(Int(hits.places[hit]), hits.postings[hit])
            }
        }
    }

    /// Calls `body` with the place of each of some units, which ascend, that has a posting, and with its frequencies.
    ///
    /// What was looked up is read no more when `body` is called: it may move units to the front.
    @inline(__always)
    func forEachPosting(
        of units: UnsafeMutablePointer<UInt32>,
        _ count: Int,
        _ hits: PostingHits,
        _ body: (_ place: Int, _ text: UInt32, _ title: UInt32) -> Void
    ) {
        var next = 0
        while next < count {
            let found = findHits(of: units, from: &next, count, hits)
            if found == 0 { continue }
            if isWhole {
                let (text, title) = (text, title)
                for hit in 0..<found {
                    let posting = Int(hits.postings[hit])
                    body(Int(hits.places[hit]), text[posting], title[posting])
                }
            } else {
                let block = PostingBlock(block)
                let text = block.textFrequencies
                let titles = block.titleFrequencies
                for hit in 0..<found {
                    let posting = Int(hits.postings[hit])
                    body(Int(hits.places[hit]), text.frequency(at: posting, of: block), titles?[posting] ?? 0)
                }
            }
        }
    }

    /// Finds those of some units that have postings in the range of the next one of them.
    ///
    /// - Returns: how many `hits` there are.
    private func findHits(
        of units: UnsafeMutablePointer<UInt32>,
        from next: inout Int,
        _ count: Int,
        _ hits: PostingHits
    ) -> Int {
        let end = min(count, next + PostingHits.capacity)
        if isWhole {
            let first = self.units.firstIndex(from: units[next], count: unpacked)
            return hits.find(units, &next, end, among: self.units, from: first, unpacked)
        }
        let wanted = Int(units[next]) >> shift
        if range != wanted { find(range: wanted) }
        let behind = (wanted + 1) << shift
        var last = end
        if Int(units[end - 1]) >= behind {
            last = next + 1
            while Int(units[last]) < behind { last += 1 }
        }
        if unpacked == 0 {
            next = last
            return 0
        }
        if !hasUnits {
            let packed = PostingBlock(block)
            if let bitmap = packed.bitmap { return hits.find(units, &next, last, in: bitmap) }
            unpackUnits()
        }
        return hits.find(units, &next, last, among: self.units, from: 0, unpacked)
    }
}

/// Which of some units have postings, and which ones those are.
struct PostingHits {
    /// Where the units stand among those that were looked up.
    let places: UnsafeMutablePointer<UInt32>
    /// Where their postings stand in the list, or in the range that is open.
    let postings: UnsafeMutablePointer<UInt32>

    /// So many are found at once.
    static let capacity = Window.size

    init(_ memory: QueryMemory) {
        places = memory.take(Self.capacity)
        postings = memory.take(Self.capacity)
    }

    /// Writes a hit behind those that were found, 0 or 1 times; a branch would be missed at every second.
    @inline(__always)
    private func write(_ place: Int, _ posting: UInt32, times hits: Int, _ found: inout Int) {
        places[found] = UInt32(truncatingIfNeeded: place)
        postings[found] = posting
        found &+= hits
    }

    /// Among units that are unpacked.
    @inline(__always)
    fileprivate func find(
        _ wanted: UnsafeMutablePointer<UInt32>,
        _ next: inout Int,
        _ end: Int,
        among units: UnsafeMutablePointer<UInt32>,
        from first: Int,
        _ count: Int
    ) -> Int {
        var (found, index) = (0, first)
        for place in next..<end {
            let unit = wanted[place]
            while index < count, units[index] < unit { index &+= 1 }
            if index == count { break }
            write(place, UInt32(truncatingIfNeeded: index), times: units[index] == unit ? 1 : 0, &found)
        }
        next = end
        return found
    }

    /// In a window that is packed as bits.
    @inline(__always)
    fileprivate func find(
        _ wanted: UnsafeMutablePointer<UInt32>,
        _ next: inout Int,
        _ end: Int,
        in bitmap: UnsafeRawPointer
    ) -> Int {
        let ranks = SlotRanks(bitmap)
        var found = 0
        for place in next..<end {
            let slot = Int(wanted[place]) & (Window.size - 1)
            let byte = bitmap.load(fromByteOffset: slot >> 3, as: UInt8.self)
            write(place, ranks.rank(of: slot), times: Int(byte &>> UInt8(slot & 7) & 1), &found)
        }
        next = end
        return found
    }
}
