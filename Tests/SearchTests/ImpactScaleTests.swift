import Testing

@testable import Search

@Suite("Bounds of impacts")
struct ImpactScaleTests {
    /// The third column is c·i / (1 + (c − 1)·i), worked out by hand.
    @Test(
        "raise an impact as a larger frequency does",
        arguments: [(0, 3, 0), (51, 1, 0.2), (204, 2, 8 / 9), (204, 1.25, 5.0 / 6), (255, 7, 1)]
            as [(UInt8, Float, Float)]
    )
    func raise(impact: UInt8, growth: Float, expected: Float) {
        let bound = ImpactScale(weight: 10, growth: growth).bound(impact)
        #expect(bound >= 10 * expected && bound <= 10.002 * expected)
    }

    @Test("are never below a score, and near to it", arguments: [1, 1.001, 1.17, 2, 40] as [Float])
    func holds(growth: Float) {
        let k = Ranking.frequencySaturation
        let scale = ImpactScale(weight: 3.7, growth: growth)
        for step in 1...4000 {
            let frequency = Float(step) * Float(step) * 1e-4
            let impact = UInt8((frequency / (frequency + k) * 255).rounded(.up))
            let grown = frequency * growth
            let score = 3.7 * grown / (grown + k)
            #expect(scale.bound(impact) >= score)
            #expect(scale.bound(impact) <= score + 3.7 * growth * 1.001 / 255 + 0.001)
        }
    }
}
