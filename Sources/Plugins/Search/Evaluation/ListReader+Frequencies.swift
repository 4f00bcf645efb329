extension ListReader {
    /// Calls `body` with each posting of a list that is unpacked as a whole whose unit has at least `wanted` of the term,
    /// and with how much that is.
    ///
    /// Of most postings it is seen at once, sixteen at a time, that they have too little whatever the lengths of their units
    /// are: these aren't looked up.
    @inline(__always)
    func forEachFrequency(
        from wanted: Float,
        _ scoring: Scoring,
        _ body: (_ posting: Int, _ frequency: Float) -> Void
    ) {
        let (units, text, title) = (units, text, title)
        func sixteen(_ numbers: UnsafeMutablePointer<UInt32>, _ start: Int) -> SIMD16<UInt32> {
            UnsafeRawPointer(numbers + start).loadUnaligned(as: SIMD16<UInt32>.self)
        }
        let isSelective = wanted > scoring.mostOfOne
        for start in stride(from: 0, to: count, by: 16) {
            if isSelective {
                let most = scoring.mostFrequency(title: sixteen(title, start), text: sixteen(text, start))
                if !(most .>= wanted).hasAny { continue }
            }
            for posting in start..<min(start + 16, count) {
                let frequency = scoring.frequency(title: title[posting], text: text[posting], unit: units[posting])
                if frequency >= wanted { body(posting, frequency) }
            }
        }
    }
}
