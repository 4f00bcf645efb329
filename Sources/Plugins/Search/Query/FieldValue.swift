/// A value of a document's field, or the bound of a range: its text, and what it is if it is more.
struct FieldValue: Hashable, Sendable {
    let text: String
    let number: Double?
    /// The time that it names, such as all of 1996.
    let date: DateSpan?

    init(_ text: String) {
        self.text = text
        number = Self.number(text)
        date = DateSpan(text)
    }

    /// Negative before `bound`, 0 at it, positive after it; `nil` where the two can't be compared. A bound that names a
    /// span of time reaches from its start to its end, and a value counts from its start.
    func order(to bound: FieldValue) -> Int? {
        if let mine = number, let other = bound.number { return mine < other ? -1 : mine > other ? 1 : 0 }
        if let mine = date, let other = bound.date {
            return mine.start < other.start ? -1 : mine.start < other.end ? 0 : 1
        }
        guard bound.number == nil, bound.date == nil else { return nil }
        let mine = text.lowercased()
        let other = bound.text.lowercased()
        return mine < other ? -1 : mine > other ? 1 : 0
    }

    /// Decimal digits with a sign, a point and an exponent where wanted; neither `nan` nor `0x10`.
    private static func number(_ text: String) -> Double? {
        guard let first = text.utf8.first, first <= 0x39, text.utf8.count <= 40,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) })
        else { return nil }
        return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }
}
