import Synchronization

/// Finds the documents whose copies change when others come or go.
///
/// For each run of sentences only the first document that has it keeps it. So a change moves at most two documents that did
/// not change themselves: the one that was first and the one that is now.
struct CopyUpdate {
    /// The documents that get other passages, with these.
    private(set) var changes: [(place: DocumentPlace, kept: KeptPassages)] = []

    private let after: [LiveSegment]
    private let deletedBefore: [Bitmap]
    /// Segments from here on are new.
    private let firstNew: Int

    /// Is told, by any thread, that so much more of a stage is done, where there is much to do.
    typealias Advance = @Sendable (_ count: Int, _ total: Int, CorpusBuilder.Progress.Stage) -> Void

    /// - Parameters:
    ///   - after: the segments with all deletions; the first ones are those of before.
    ///   - deletedBefore: what was deleted in those of before.
    /// - Complexity: O(n log m) for n runs in what came and went and m in all segments.
    init(after: [LiveSegment], deletedBefore: [Bitmap], _ advance: Advance) {
        self.after = after
        self.deletedBefore = deletedBefore
        firstNew = deletedBefore.count
        changes = found(advance)
    }

    /// What one part of the keys gives.
    private struct Found {
        var affected: Set<DocumentPlace> = []
        /// The first document of each key that several have.
        var firsts: [UInt64: DocumentPlace] = [:]
    }

    private func found(_ advance: Advance) -> [(place: DocumentPlace, kept: KeptPassages)] {
        let gone = goneKeys()
        let comeCount = after[firstNew...].reduce(0) { $0 + $1.segment.columns.copyKeys.count }
        guard !gone.isEmpty || comeCount > 0 else { return [] }
        let parts = gone.count + comeCount < 1 << 16 ? 1 : 64
        let isLarge = parts > 1
        let found = Parallel.map(parts) { part in
            defer { if isLarge { advance(1, parts, .findingCopies) } }
            return find(part: part, of: parts, gone)
        }
        let affected = found.reduce(into: Set<DocumentPlace>()) { $0.formUnion($1.affected) }
        let ordered = affected.sorted { ($0.segment, $0.number) < ($1.segment, $1.number) }
        let batch = 256
        return Parallel.map((ordered.count + batch - 1) / batch) { number in
            let places = ordered[(number * batch)..<min((number + 1) * batch, ordered.count)]
            defer { if isLarge { advance(places.count, ordered.count, .removingCopies) } }
            return places.compactMap { place in
                change(of: place) { key in found[Self.part(of: key, parts)].firsts[key] }
            }
        }.flatMap { $0 }
    }

    /// The keys of the documents that are deleted now and were not before; ascending, each once.
    private func goneKeys() -> [UInt64] {
        var keys: Set<UInt64> = []
        for (index, before) in deletedBefore.enumerated() {
            let (segment, deleted) = (after[index].segment, after[index].deleted)
            let count = deleted.count - before.count
            guard count > 0 else { continue }
            if count * 4 > segment.documentCount {
                for place in 0..<segment.columns.copyKeys.count {
                    guard let number = segment.copyDocument(at: place) else { continue }
                    if deleted.contains(number), !before.contains(number) {
                        keys.insert(segment.columns.copyKeys.double(place, 0))
                    }
                }
            } else {
                for word in deleted.words.indices {
                    var bits = deleted.words[word] & ~before.words[word]
                    while bits != 0 {
                        keys.formUnion(CopyWindows(segment[word * 64 + bits.trailingZeroBitCount]).windows.map(\.key))
                        bits &= bits - 1
                    }
                }
            }
        }
        return keys.sorted()
    }

    private static func part(of key: UInt64, _ parts: Int) -> Int { parts == 1 ? 0 : Int(key >> 58) }

    /// Looks at the keys of one part of 1 or 64.
    private func find(part: Int, of parts: Int, _ gone: [UInt64]) -> Found {
        let lowest = parts == 1 ? 0 : UInt64(part) << 58
        let highest = parts == 1 ? UInt64.max : lowest | (1 << 58 - 1)
        var keys = gone.filter { $0 >= lowest && $0 <= highest }
        for live in after[firstNew...] {
            let column = live.segment.columns.copyKeys
            var place = live.segment.copyPlace(of: lowest)
            while place < column.count, case let key = column.double(place, 0), key <= highest {
                keys.append(key)
                place += 1
            }
        }
        keys.sort()
        var found = Found()
        var holders = KeyHolders(after, firstNew: firstNew, from: lowest)
        var previous: UInt64?
        for key in keys where key != previous {
            previous = key
            if !holders.isOneNewDocuments(key) { look(at: key, holders, &found) }
        }
        return found
    }

    private func look(at key: UInt64, _ holders: KeyHolders, _ found: inout Found) {
        var firstBefore: DocumentPlace?
        var firstAfter: DocumentPlace?
        var holderCount = 0
        var come: [DocumentPlace] = []
        for (index, live) in after.enumerated() {
            let segment = live.segment
            var place = holders.place(in: index)
            while place < segment.columns.copyKeys.count, segment.columns.copyKeys.double(place, 0) == key {
                defer { place += 1 }
                guard let number = segment.copyDocument(at: place) else { continue }
                let holder = DocumentPlace(segment: index, number: number)
                if index < firstNew, !deletedBefore[index].contains(number) { take(holder, as: &firstBefore) }
                guard !live.deleted.contains(number) else { continue }
                holderCount += 1
                take(holder, as: &firstAfter)
                if index >= firstNew { come.append(holder) }
            }
        }
        for holder in come where holder != firstAfter { found.affected.insert(holder) }
        if firstBefore != firstAfter {
            if let firstBefore, !after[firstBefore.segment].deleted.contains(firstBefore.number) {
                found.affected.insert(firstBefore)
            }
            if let firstAfter, firstAfter.segment < firstNew { found.affected.insert(firstAfter) }
        }
        if holderCount > 1, let firstAfter { found.firsts[key] = firstAfter }
    }

    private func take(_ holder: DocumentPlace, as first: inout DocumentPlace?) {
        if let known = first, !after.precedes(holder, known) { return }
        first = holder
    }

    private func change(
        of place: DocumentPlace,
        _ known: (UInt64) -> DocumentPlace?
    ) -> (place: DocumentPlace, kept: KeptPassages)? {
        let document = after[place.segment].segment[place.number]
        var isRemoved = [Bool](repeating: false, count: document.ownSentences.count)
        for window in CopyWindows(document).windows {
            // All keys of a new document were looked at; those that others don't have are not known.
            let first = known(window.key) ?? (place.segment < firstNew ? after.earliest(withCopyKey: window.key) : nil)
            guard let first, first != place, after.precedes(first, place) else { continue }
            for sentence in window.sentences { isRemoved[sentence] = true }
        }
        let kept = KeptPassages(of: document, isRemoved: isRemoved)
        return kept == KeptPassages(current: document) ? nil : (place, kept)
    }
}
