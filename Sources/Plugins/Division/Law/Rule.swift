import Wire

/// A way to share a body of water among its states.
enum Rule: String, Sendable, CaseIterable {
    /// As much for each.
    case equal
    /// As much as its part of the coast.
    case coast

    /// To follow "by".
    var title: String {
        switch self {
        case .equal: "equal parts"
        case .coast: "coast length"
        }
    }

    /// What it takes from where.
    var convention: String {
        switch self {
        case .equal: "each of the states gets the same"
        case .coast: "each state gets its part of the sum of the coast lengths in the configuration"
        }
    }

    /// What each state counts for, in their order.
    ///
    /// - Throws: `invalidParams` when the configuration lacks what the rule is about.
    func claims(in body: Body) throws(Failure) -> [Rational] {
        switch self {
        case .equal: return body.states.map { _ in Rational.one }
        case .coast:
            let lacking = body.states.filter { $0.coastLength == nil }.map(\.name)
            guard lacking.isEmpty else {
                throw Failure(
                    .invalidParams,
                    "the coast length of \(lacking.joined(separator: ", ")) is not known",
                    hint: "add 'coast-km' to each state of '\(body.name)' in the configuration"
                )
            }
            return body.states.compactMap(\.coastLength)
        }
    }

    /// Where the figure that a state counts for is from.
    func source(of state: Body.State) -> String? {
        switch self {
        case .equal: nil
        case .coast: state.coastSource
        }
    }
}

extension Rule {
    /// Whether all figures that it needs are known.
    func isApplicable(to body: Body) -> Bool {
        switch self {
        case .equal: true
        case .coast: body.states.allSatisfy { $0.coastLength != nil }
        }
    }
}
