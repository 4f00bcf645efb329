/// Finds the units of a window that several lists all have, and where their postings stand in each of them.
///
/// The rarest list is unpacked; of the others it is looked up which of its units they have, without unpacking what takes
/// longer than that. Frequencies are left alone: most units lack one of the words.
struct SharedUnits {
    /// Ascending.
    let units: UnsafeMutablePointer<UInt32>
    /// For each list its postings of `units`.
    let postings: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>>
    /// For each slot one more than its place in a packed list, or 0.
    private let places: UnsafeMutablePointer<UInt16>
    private let hits: PostingHits

    /// - Parameter capacity: how many units there may be, at least those of a window.
    init(listCount: Int, capacity: Int, _ memory: QueryMemory) {
        units = memory.take(capacity)
        postings = memory.take(listCount) { _ in memory.take(capacity) }
        places = memory.take(Window.size)
        hits = PostingHits(memory)
    }

    /// Makes `units` those that all lists have, whatever windows they are in, and returns how many they are; `postings`
    /// are the places in the range of each unit.
    ///
    /// - Precondition: there is room for the postings of the first list.
    func findAll(_ lists: UnsafeMutablePointer<Borrowed<ListReader>>, _ listCount: Int) -> Int {
        var count = lists[0].use { rarest in
            rarest.writeUnits(to: units, places: postings[0])
            return rarest.count
        }
        for done in 1..<max(listCount, 1) where count > 0 {
            var kept = 0
            let own = postings[done]
            lists[done].use { list in
                list.forEachHit(of: units, count, hits) { index, posting in
                    move(index, to: kept, done)
                    own[kept] = posting
                    kept &+= 1
                }
            }
            count = kept
        }
        return count
    }

    /// Makes `units` those that all lists have, and returns how many they are.
    ///
    /// - Parameters:
    ///   - lists: that with fewest postings first; at least one.
    ///   - wanted: other units may be left out.
    func find(
        _ lists: UnsafeMutablePointer<Borrowed<ListReader>>,
        _ listCount: Int,
        in window: Int,
        _ wanted: UnitMask = .all
    ) -> Int {
        var done = 1
        var count = lists[0].use { rarest in
            rarest.open(window)
            if let bitmap = rarest.bitmap {
                // Dense lists: what they share is found for all units at once.
                var shared = UnitMask(unaligned: bitmap) & wanted
                while done < listCount, let next = lists[done].use({ $0.openBitmap(window) }) {
                    shared = shared & UnitMask(unaligned: next)
                    done += 1
                }
                return fill(shared, in: window, lists, done)
            }
            return fill(from: rarest, in: window, wanted)
        }
        while done < listCount, count > 0 {
            count = lists[done].use { keep(count, in: $0, window, done) }
            done += 1
        }
        return count
    }

    private func fill(
        _ shared: UnitMask,
        in window: Int,
        _ lists: UnsafeMutablePointer<Borrowed<ListReader>>,
        _ listCount: Int
    ) -> Int {
        var count = 0
        let (units, first) = (units, UInt32(window << Window.shift))
        for slot in shared {
            units[count] = first | UInt32(slot)
            count &+= 1
        }
        if count == 0 { return 0 }
        for number in 0..<listCount {
            guard let bitmap = lists[number].use({ $0.bitmap }) else { continue }
            let (ranks, postings) = (SlotRanks(bitmap), postings[number])
            for index in 0..<count { postings[index] = ranks.rank(of: Int(units[index]) & (Window.size - 1)) }
        }
        return count
    }

    private func fill(from list: ListReader, in window: Int, _ wanted: UnitMask) -> Int {
        let (units, postings, all) = (units, postings[0], list.postings(in: window))
        let own = list.units
        if wanted.isAll {
            for (index, posting) in all.enumerated() {
                units[index] = own[posting]
                postings[index] = UInt32(truncatingIfNeeded: posting)
            }
            return all.count
        }
        var count = 0
        for posting in all {
            units[count] = own[posting]
            postings[count] = UInt32(truncatingIfNeeded: posting)
            count += wanted.has(Int(own[posting]) & (Window.size - 1)) ? 1 : 0
        }
        return count
    }

    /// Keeps those of `count` units that one more list has.
    private func keep(_ count: Int, in list: ListReader, _ window: Int, _ done: Int) -> Int {
        let postings = postings[done]
        if let bitmap = list.openBitmap(window) {
            let kept = keep(count, done) { index, slot in
                bitmap.load(fromByteOffset: slot >> 3, as: UInt8.self) & (1 &<< UInt8(slot & 7)) != 0
            }
            if kept == 0 { return 0 }
            let ranks = SlotRanks(bitmap)
            for index in 0..<kept { postings[index] = ranks.rank(of: Int(units[index]) & (Window.size - 1)) }
            return kept
        }
        if let packed = list.packedNarrowBlock {
            let places = places
            places.update(repeating: 0, count: Window.size)
            packed.writePlaces(to: places)
            return keep(count, done) { kept, slot in
                let place = places[slot]
                postings[kept] = UInt32(place) &- 1
                return place != 0
            }
        }
        var cursor = PostingCursor(list, in: window)
        let units = units
        var kept = 0
        for index in 0..<count {
            guard let posting = cursor.posting(of: units[index]) else { continue }
            move(index, to: kept, done)
            postings[kept] = UInt32(truncatingIfNeeded: posting)
            kept += 1
        }
        return kept
    }

    /// Keeps the units of which `body` says that the list has them; it is told where one goes then.
    @inline(__always)
    private func keep(_ count: Int, _ done: Int, _ body: (_ kept: Int, _ slot: Int) -> Bool) -> Int {
        let (units, first) = (units, postings[0])
        var kept = 0
        if done == 1 {
            for index in 0..<count {
                let unit = units[index]
                let stays = body(kept, Int(unit) & (Window.size - 1))
                units[kept] = unit
                first[kept] = first[index]
                kept &+= stays ? 1 : 0
            }
            return kept
        }
        for index in 0..<count where body(kept, Int(units[index]) & (Window.size - 1)) {
            move(index, to: kept, done)
            kept &+= 1
        }
        return kept
    }

    /// As long as no unit is dropped, nothing moves: a phrase may have thousands of words.
    @inline(__always)
    private func move(_ index: Int, to kept: Int, _ done: Int) {
        if kept == index { return }
        units[kept] = units[index]
        for number in 0..<done { postings[number][kept] = postings[number][index] }
    }
}

/// Tells how many units of a bitmap of a window lie before one of them.
struct SlotRanks {
    private let bitmap: UnsafeRawPointer
    /// How many lie before each word, in 16 bits each.
    private let before: UInt64

    @inline(__always)
    init(_ bitmap: UnsafeRawPointer) {
        self.bitmap = bitmap
        func ones(_ word: Int) -> UInt64 {
            UInt64(bitmap.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self).nonzeroBitCount)
        }
        let (first, second, third) = (ones(0), ones(1), ones(2))
        before = first &<< 16 | (first &+ second) &<< 32 | (first &+ second &+ third) &<< 48
    }

    @inline(__always)
    func rank(of slot: Int) -> UInt32 {
        let word = bitmap.loadUnaligned(fromByteOffset: slot >> 6 &* 8, as: UInt64.self)
        let below = word & (1 &<< UInt64(slot & 63) &- 1)
        return UInt32(truncatingIfNeeded: before &>> UInt64(slot >> 6 &* 16)) & 0xFFFF &+ UInt32(below.nonzeroBitCount)
    }
}
