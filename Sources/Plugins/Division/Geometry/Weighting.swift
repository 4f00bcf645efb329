/// What is compared to find whose water a point is: distances themselves, less a weight, or divided by one.
enum Weighting: Sendable, Hashable {
    case none
    /// Metres that are taken off each state's distance.
    case additive([Double])
    /// What each state's distance is divided by.
    case multiplicative([Double])

    var isNone: Bool {
        if case .none = self { true } else { false }
    }
}
