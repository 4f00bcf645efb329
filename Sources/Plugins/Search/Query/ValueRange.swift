/// The values of a field between two bounds.
struct ValueRange: Hashable, Sendable {
    /// `nil` is an open end; when both are open, any value will do.
    let lower: Bound?
    let upper: Bound?

    struct Bound: Hashable, Sendable {
        let value: FieldValue
        let isIncluded: Bool
    }

    /// Whether a value lies inside. Numbers are compared with numbers, dates with dates, and a bound that is neither
    /// with the text; what can't be compared is outside.
    func contains(_ value: FieldValue) -> Bool {
        if let lower {
            guard let order = value.order(to: lower.value) else { return false }
            guard order > 0 || lower.isIncluded && order == 0 else { return false }
        }
        if let upper {
            guard let order = value.order(to: upper.value) else { return false }
            guard order < 0 || upper.isIncluded && order == 0 else { return false }
        }
        return true
    }
}
