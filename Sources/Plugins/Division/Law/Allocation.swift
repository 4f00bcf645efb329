/// How much of a body of water each state gets under a formula.
struct Allocation: Sendable, Hashable {
    /// In km², in the order of the body's states.
    let squareKilometres: [Double]
    /// Water that a formula leaves to all together, in km².
    let common: Double
    /// In the order of the body's states; with the common water together 100.
    let percents: [Double]
    let commonPercent: Double

    /// As areas were measured.
    init(squareKilometres: [Double], common: Double) {
        let total = squareKilometres.reduce(common, +)
        self.squareKilometres = squareKilometres
        self.common = common
        percents = squareKilometres.map { 100 * $0 / total }
        commonPercent = 100 * common / total
    }

    /// As a formula gives them: a fifth is 20 percent, whatever the fifth parts of the area add up to.
    ///
    /// - Parameter shares: together 1.
    init(shares: [Double], of squareKilometres: Double) {
        self.squareKilometres = shares.map { $0 * squareKilometres }
        common = 0
        percents = shares.map { 100 * $0 }
        commonPercent = 0
    }

    /// In km².
    var total: Double { squareKilometres.reduce(common, +) }
}
