/// How much of a body of water each state gets under a formula.
struct Allocation: Sendable, Hashable {
    /// In km², in the order of the body's states.
    let squareKilometres: [Double]
    /// Water that a formula leaves to all together, in km².
    let common: Double

    /// In km².
    var total: Double { squareKilometres.reduce(common, +) }

    /// In the order of the body's states; with the common water together 100.
    var percents: [Double] { squareKilometres.map { 100 * $0 / total } }

    var commonPercent: Double { 100 * common / total }
}
