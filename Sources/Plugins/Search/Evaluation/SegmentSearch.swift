/// Finds the best passages of one segment.
///
/// Windows are visited in the order of their bounds, highest first, until the rest can't add to the best hits: ranges of
/// documents with bounds for each term, as in Ding & Suel, "Faster Top-k Document Retrieval Using Block-Max Indexes"
/// (2011), and Mackenzie, Petri & Moffat, "Anytime Ranking on Document-Ordered Indexes" (2021).
struct SegmentSearch {
    let segment: IndexSegment
    /// Its number in the corpus.
    let number: Int
    /// The units that still exist, four words for each window; `nil` if all do.
    let live: UnsafePointer<UInt64>?
    let source: any Source
    let memory: QueryMemory

    /// Offers whatever matches and may be among the best.
    ///
    /// - Parameter checkpoint: called now and then; what it throws ends the search.
    func find<Failure>(into top: inout TopHits, checkpoint: () throws(Failure) -> Void) throws(Failure) {
        let windowCount = Window.count(unitCount: segment.unitCount)
        // Where all that matches scores the same, the first segment has the best.
        let start = Hit(segment: number, unit: 0, score: 0).place
        guard windowCount > 0, top.mayTake(source.mostScore, from: start) else { return }
        if let naming = source.naming, naming.isListable(from: top.threshold) {
            return offer(naming.listed(from: top.threshold), &top, OwnDocument(self))
        }
        let bounds = memory.take(windowCount + WindowOrder.group, of: Float.self)
        source.writeBounds(to: bounds)
        var sums = WindowScores(memory)
        var candidates = Candidates(memory)
        let own = OwnDocument(self)
        let threshold = max(top.threshold, 0)
        let least = top.mayTake(threshold, from: start) ? threshold : threshold.nextUp
        let order = WindowOrder(bounds, count: windowCount, from: least, memory: memory)
        // Decided once: in the loop it would take a reference count at each step.
        if let naming = source.naming {
            try visit(order, bounds, &top, checkpoint) { window, top in
                candidates.removeAll()
                naming.collect(in: window, from: top.threshold, into: &candidates)
                offer(candidates, &top, own)
            }
        } else {
            try visit(order, bounds, &top, checkpoint) { window, top in offer(window, &sums, &top, own) }
        }
    }

    /// Calls `body` with the windows that may have one of the best hits.
    @inline(__always)
    private func visit<Failure>(
        _ order: WindowOrder,
        _ bounds: UnsafeMutablePointer<Float>,
        _ top: inout TopHits,
        _ checkpoint: () throws(Failure) -> Void,
        _ body: (_ window: Int, _ top: inout TopHits) -> Void
    ) throws(Failure) {
        var visited = 0
        for place in 0..<order.count {
            let window = Int(order.windows[place])
            let first = Hit(segment: number, unit: window << Window.shift, score: 0).place
            guard top.mayTake(bounds[window], from: first) else {
                // Those with the largest bound come first, in their order: where it would be too late for them, it is for all.
                let isOver = order.boundOfRest(at: place) < top.threshold || !top.mayTake(order.largest, from: first)
                if isOver { return }
                continue
            }
            visited += 1
            top.exchange()
            if visited & 63 == 0 { try checkpoint() }
            body(window, &top)
        }
    }

    private func offer(_ candidates: Candidates, _ top: inout TopHits, _ own: OwnDocument) {
        for index in 0..<candidates.count where candidates.scores[index] >= top.threshold {
            let unit = Int(candidates.units[index])
            guard isLive(unit) else { continue }
            let hit = Hit(segment: number, unit: unit, score: candidates.scores[index])
            offer(hit, candidates.inText(index).value, &top, own)
        }
    }

    @inline(__always)
    private func isLive(_ unit: Int) -> Bool { live.map { $0[unit >> 6] & (1 << UInt64(unit & 63)) != 0 } ?? true }

    /// - Parameter isInText: whether it matches by its own text, as far as that is known.
    private func offer(_ hit: Hit, _ isInText: Bool?, _ top: inout TopHits, _ own: OwnDocument) {
        // Where a title matches, all passages of many documents score the same, and each document would be looked through.
        guard top.mayTake(hit.score, from: hit.place), own.isShown(hit.unit, isInText, top.threshold) else { return }
        top.offer(hit)
    }

    private func offer(_ window: Int, _ sums: inout WindowScores, _ top: inout TopHits, _ own: OwnDocument) {
        sums.clear()
        // What scores the same as the worst of enough hits, and stands behind it, is none of the best: where a title
        // matches, all passages of many documents do.
        let first = Hit(segment: number, unit: window << Window.shift, score: 0).place
        let takesEqual = top.threshold < 0 || top.mayTake(top.threshold, from: first)
        sums.threshold = takesEqual ? top.threshold : top.threshold.nextUp
        var found = source.evaluate(window, sums)
        if let live { found = found & UnitMask(live, window: window) }
        if found.isEmpty { return }
        let scores = sums.scores
        let threshold = top.threshold
        var candidates = UnitMask.empty
        for slot in found where scores[slot] >= threshold { candidates.insert(slot) }
        for slot in candidates where scores[slot] >= top.threshold {
            offer(Hit(segment: number, unit: window << Window.shift + slot, score: scores[slot]), nil, &top, own)
        }
    }

    /// Calls `body` with every match, in the order of the units.
    func forEach<Failure>(
        checkpoint: () throws(Failure) -> Void,
        body: (_ unit: Int, _ score: Float) -> Void
    ) throws(Failure) {
        let windowCount = Window.count(unitCount: segment.unitCount)
        guard windowCount > 0 else { return }
        var shown = ShownInOrder(segment)
        if let naming = source.naming, naming.isListable(from: -1) {
            show(naming.listed(from: -1), &shown, body)
            return shown.finish(body)
        }
        let bounds = memory.take(windowCount + WindowOrder.group, of: Float.self)
        source.writeBounds(to: bounds)
        let sums = WindowScores(memory)
        var candidates = Candidates(memory)
        let naming = source.naming.flatMap { $0.tellsText ? $0 : nil }
        let windows = MatchingWindows(bounds, count: windowCount, memory)
        if let naming {
            for place in 0..<windows.count {
                if place & 63 == 0 { try checkpoint() }
                candidates.removeAll()
                naming.collect(in: Int(windows.windows[place]), from: -1, into: &candidates)
                show(candidates, &shown, body)
            }
        } else {
            for place in 0..<windows.count {
                if place & 63 == 0 { try checkpoint() }
                let window = Int(windows.windows[place])
                sums.clear()
                var found = source.evaluate(window, sums)
                if let live { found = found & UnitMask(live, window: window) }
                if found.isEmpty { continue }
                let own = shown.isTrivial ? found : source.inText(found, window)
                for slot in found {
                    let unit = window << Window.shift + slot
                    shown.add(unit, sums.scores[slot], isInText: own.has(slot), body)
                }
            }
        }
        shown.finish(body)
    }

    @inline(__always)
    private func show(
        _ candidates: Candidates,
        _ shown: inout ShownInOrder,
        _ body: (_ unit: Int, _ score: Float) -> Void
    ) {
        for index in 0..<candidates.count where isLive(Int(candidates.units[index])) {
            let isInText = candidates.inText(index).value ?? false
            shown.add(Int(candidates.units[index]), candidates.scores[index], isInText: isInText, body)
        }
    }
}

/// Decides the same as `OwnDocument` where all matches come in their order.
private struct ShownInOrder {
    private let segment: IndexSegment
    let isTrivial: Bool
    /// The units of the document of which something was found last that only its title makes match.
    private var document = 0..<0
    /// Its first passage, unless one matches by its own text.
    private var waiting: (unit: Int, score: Float)?
    private var lastInText = -1

    init(_ segment: IndexSegment) {
        self.segment = segment
        isTrivial = segment.unitCount == segment.documentCount
    }

    @inline(__always)
    mutating func add(_ unit: Int, _ score: Float, isInText: Bool, _ body: (_ unit: Int, _ score: Float) -> Void) {
        if isInText || isTrivial {
            if waiting != nil {
                if document.contains(unit) { waiting = nil } else { finish(body) }
            }
            lastInText = unit
            body(unit, score)
        } else if !document.contains(unit) {
            finish(body)
            document = segment.units(ofDocument: segment.document(ofUnit: unit))
            waiting = lastInText >= document.lowerBound ? nil : (unit, score)
        }
    }

    mutating func finish(_ body: (_ unit: Int, _ score: Float) -> Void) {
        guard let (unit, score) = waiting else { return }
        body(unit, score)
        waiting = nil
    }
}

/// Decides whether a passage is shown that only its document's title or its heading, or a field, makes match: if it is the
/// first one of its document that matches and no other one matches by its own text. Else a word of the title would be found in every
/// passage.
private final class OwnDocument {
    private let search: SegmentSearch
    private let sums: WindowScores
    /// Where every passage is a document, each is the first one.
    private let isTrivial: Bool
    /// The document that was looked through last: a long one is asked for again and again.
    private var document = -1
    /// Its first passage that matches, unless one matches by its own text.
    private var shown: Int?

    init(_ search: SegmentSearch) {
        self.search = search
        sums = WindowScores(search.memory)
        isTrivial = search.segment.unitCount == search.segment.documentCount
    }

    /// - Precondition: the unit matches, and its window was evaluated last.
    /// - Parameters:
    ///   - isInText: whether by its own text, if that is known.
    ///   - threshold: units that score less are not asked for any more.
    @inline(__always)
    func isShown(_ unit: Int, _ isInText: Bool?, _ threshold: Float) -> Bool {
        isTrivial || isInText ?? search.source.isInText(UInt32(unit)) || isShownAmongOthers(unit, threshold)
    }

    private func isShownAmongOthers(_ unit: Int, _ threshold: Float) -> Bool {
        let number = search.segment.document(ofUnit: unit)
        if number != document {
            let units = search.segment.units(ofDocument: number)
            if units.count == 1 { return true }
            document = number
            shown = firstMatch(in: units)
            // Whoever asks goes on with this window.
            sums.clear()
            var sums = sums
            // A little less, for sums in another order.
            sums.threshold = threshold * 0.999_9
            _ = search.source.evaluate(unit >> Window.shift, sums)
        }
        return shown == unit
    }

    private func firstMatch(in units: Range<Int>) -> Int? {
        var found: Int?
        var sums = sums
        for window in units.lowerBound >> Window.shift...(units.upperBound - 1) >> Window.shift {
            sums.clear()
            sums.wanted = UnitMask(units, inWindow: window)
            for slot in search.source.evaluate(window, sums) {
                let unit = window << Window.shift + slot
                guard units.contains(unit) else { continue }
                if search.source.isInText(UInt32(unit)) { return nil }
                if found == nil { found = unit }
            }
        }
        return found
    }
}
