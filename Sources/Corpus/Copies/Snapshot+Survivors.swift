extension Snapshot {
    /// Where the words of a `copy` are kept: the document and the range of its text.
    ///
    /// - Complexity: O(bytes of both documents).
    public func survivor(of removal: Removal, in document: Document) -> (document: Document, range: Range<Int>)? {
        guard removal.reason == Removal.copyReason else { return nil }
        let own = document.ownSentences
        let removed = own.indices.filter { removal.range.contains(own[$0].lowerBound) }
        guard let first = removed.first, let last = removed.last else { return nil }
        var best: (place: DocumentPlace, window: CopyWindows.Window)?
        for window in CopyWindows(document).windows where window.sentences.contains(first) {
            guard let place = segments.earliest(withCopyKey: window.key) else { continue }
            let home = segments[place.segment].segment
            guard home.precedes(place.number, document.segment, document.number) else { continue }
            if let best, !segments.precedes(place, best.place) { continue }
            best = (place, window)
        }
        guard let best else { return nil }
        let home = segments[best.place.segment].segment[best.place.number]
        let same = CopyWindows(home).windows.first { $0.key == best.window.key }
        guard let same else { return nil }
        let start = same.sentences.lowerBound + first - best.window.sentences.lowerBound
        let sentences = home.ownSentences
        let end = min(start + last - first + 1, sentences.count)
        guard start < end else { return nil }
        return (home, KeptPassages.extent(of: sentences[start..<end]))
    }
}
