extension Index {
    /// How a leaf occurs in one passage; `nil` where it doesn't, and for fields of documents.
    func occurrence(of resolved: ResolvedLeaf, in passage: UInt32) -> Occurrence? {
        if case .named = resolved.leaf.field { return nil }
        var title: UInt32 = 0
        var text: UInt32 = 0
        let textStart = textStarts[Int(passage)]
        for reading in resolved.readings {
            for range in passages.ranges(of: reading, resolved.leaf, in: passage, textStart: textStart) {
                if range.lowerBound < Int(textStart) { title += 1 } else { text += 1 }
            }
        }
        if resolved.leaf.field == .text { title = 0 }
        if resolved.leaf.field == .title { text = 0 }
        guard title > 0 || text > 0 else { return nil }
        return Occurrence(unit: passage, titleFrequency: title, textFrequency: text)
    }
}
