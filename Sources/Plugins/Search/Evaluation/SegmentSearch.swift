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
        guard windowCount > 0 else { return }
        if live == nil, segment.unitCount == segment.documentCount, let terms = fewTerms {
            return SparseTerms(terms, memory).find(segment: number, into: &top)
        }
        let bounds = memory.take(windowCount + WindowOrder.group, of: Float.self)
        source.writeBounds(to: bounds)
        var sums = WindowScores(memory)
        var candidates = Candidates(memory)
        let naming = source.naming
        let own = OwnDocument(self)
        var visited = 0
        let order = WindowOrder(bounds, count: windowCount, from: max(top.threshold, 0), memory: memory)
        for place in 0..<order.count {
            let window = Int(order.windows[place])
            let first = Hit(segment: number, unit: window << Window.shift, score: 0).place
            guard top.mayTake(bounds[window], from: first) else {
                if order.boundOfRest(at: place) < top.threshold { return }
                continue
            }
            visited += 1
            top.exchange()
            if visited & 63 == 0 { try checkpoint() }
            if let naming {
                candidates.removeAll()
                naming.collect(in: window, from: top.threshold, into: &candidates)
                offer(candidates, &top, own)
            } else {
                offer(window, &sums, &top, own)
            }
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
        if top.mayTake(hit.score, from: hit.place), own.isShown(hit.unit, isInText) { top.offer(hit) }
    }

    /// The terms of a query that are so rare that all their postings are read sooner than bounds are worked out.
    private var fewTerms: [TermSource]? {
        guard source.cost <= SparseTerms.mostPostings else { return nil }
        let terms = (source as? AnySource)?.onlyTerms ?? (source as? TermSource).map { [$0] }
        return terms.flatMap { $0.allSatisfy { $0.isAnywhere && $0.isScored } ? $0 : nil }
    }

    private func offer(_ window: Int, _ sums: inout WindowScores, _ top: inout TopHits, _ own: OwnDocument) {
        sums.clear()
        sums.threshold = top.threshold
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
        let bounds = memory.take(windowCount, of: Float.self)
        source.writeBounds(to: bounds)
        let sums = WindowScores(memory)
        var candidates = Candidates(memory)
        var shown = ShownInOrder(segment)
        let naming = source.naming.flatMap { $0.tellsText ? $0 : nil }
        for window in 0..<windowCount where bounds[window] >= 0 {
            if window & 63 == 0 { try checkpoint() }
            if let naming {
                candidates.removeAll()
                naming.collect(in: window, from: -1, into: &candidates)
                for index in 0..<candidates.count where isLive(Int(candidates.units[index])) {
                    let isInText = candidates.inText(index).value ?? false
                    shown.add(Int(candidates.units[index]), candidates.scores[index], isInText: isInText, body)
                }
                continue
            }
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
        shown.finish(body)
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
    /// - Parameter isInText: whether by its own text, if that is known.
    @inline(__always)
    func isShown(_ unit: Int, _ isInText: Bool?) -> Bool {
        isTrivial || isInText ?? search.source.isInText(UInt32(unit)) || isShownAmongOthers(unit)
    }

    private func isShownAmongOthers(_ unit: Int) -> Bool {
        let number = search.segment.document(ofUnit: unit)
        if number != document {
            document = number
            shown = firstMatch(in: search.segment.units(ofDocument: number))
            // Whoever asks goes on with this window.
            sums.clear()
            _ = search.source.evaluate(unit >> Window.shift, sums)
        }
        return shown == unit
    }

    private func firstMatch(in units: Range<Int>) -> Int? {
        var found: Int?
        for window in units.lowerBound >> Window.shift...(units.upperBound - 1) >> Window.shift {
            sums.clear()
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

/// The windows where something can match, by their bounds, highest first and in their order where those are about equal.
private struct WindowOrder {
    private(set) var count = 0
    let windows: UnsafeMutablePointer<UInt32>
    private let bounds: UnsafeMutablePointer<Float>
    private let scale: Float
    private let largest: Float

    private static let bucketCount = 8

    /// Sorts by counting, into buckets of bounds.
    ///
    /// - Parameters:
    ///   - bounds: with room for `group` more.
    ///   - least: windows with a lower bound are left out.
    init(_ bounds: UnsafeMutablePointer<Float>, count windowCount: Int, from least: Float, memory: QueryMemory) {
        self.bounds = bounds
        let groupCount = (windowCount + Self.group - 1) / Self.group
        for window in windowCount..<groupCount * Self.group { bounds[window] = -1 }
        var lanes = SIMD16<Float>(repeating: -1)
        for group in 0..<groupCount {
            let next = Self.lanes(bounds, group)
            lanes.replace(with: next, where: next .> lanes)
        }
        let largest = lanes.max()
        self.largest = largest
        scale = largest > 0 ? Float(Self.bucketCount - 1) / largest : 0
        guard largest >= least else {
            windows = memory.take(0)
            return
        }
        // Behind the first segments, hardly any window is left.
        let kept = memory.take(windowCount + Self.group, of: UInt32.self)
        for group in 0..<groupCount {
            let next = Self.lanes(bounds, group)
            if !(next .>= least).hasAny { continue }
            for window in group * Self.group..<(group + 1) * Self.group {
                kept[count] = UInt32(window)
                count += bounds[window] >= least ? 1 : 0
            }
        }
        windows = memory.take(count)
        let starts = memory.take(Self.bucketCount + 1, repeating: Int32(0))
        for place in 0..<count { starts[bucket(bounds[Int(kept[place])]) + 1] += 1 }
        for bucket in 0..<Self.bucketCount { starts[bucket + 1] += starts[bucket] }
        for place in 0..<count {
            let bucket = bucket(bounds[Int(kept[place])])
            windows[Int(starts[bucket])] = kept[place]
            starts[bucket] += 1
        }
    }

    /// So many bounds are looked at at once.
    static let group = 16

    @inline(__always)
    private static func lanes(_ bounds: UnsafeMutablePointer<Float>, _ group: Int) -> SIMD16<Float> {
        UnsafeRawPointer(bounds + group * Self.group).loadUnaligned(as: SIMD16<Float>.self)
    }

    @inline(__always)
    private func bucket(_ bound: Float) -> Int { Self.bucketCount - 1 - Int(bound * scale) }

    /// No window from `place` on has a bound above it.
    func boundOfRest(at place: Int) -> Float {
        guard scale > 0 else { return largest }
        return Float(Int(bounds[Int(windows[place])] * scale) + 1) / scale
    }
}
