extension Index {
    /// How a term occurs in one passage; `nil` where it doesn't, and for fields of documents.
    func occurrence(of resolved: ResolvedTerm, in passage: UInt32) -> Occurrence? {
        if case .named = resolved.term.field { return nil }
        var title: UInt32 = 0
        var text: UInt32 = 0
        for reading in resolved.readings {
            passages.forEachStart(of: reading, in: passage) { position in
                if position < textStarts[Int(passage)] { title += 1 } else { text += 1 }
            }
        }
        if resolved.term.field == .text { title = 0 }
        if resolved.term.field == .title { text = 0 }
        guard title > 0 || text > 0 else { return nil }
        return Occurrence(unit: passage, titleFrequency: title, textFrequency: text)
    }
}
