import Testing

@testable import Division

/// Random numbers that are the same in every run: Knuth's linear congruential generator (MMIX), by a seed.
struct SeededNumbers {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) &* 2_862_933_555_777_941_757 &+ 1 }

    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    /// Small claims, so that ties and zeros come up, over thirds, and an estate anywhere up to their sum.
    mutating func claimsProblem(count: Int) throws -> ClaimsProblem {
        let claims = (0..<count).map { _ in Rational(whole: next(below: 12)) / 3 }
        let estate = claims.sum() * Rational(whole: next(below: 25)) / 24
        return try ClaimsProblem(estate: estate, claims: claims)
    }

    mutating func game(players: Int) -> CoalitionGame {
        let worths = (0..<1 << players).map { coalition in
            coalition.nonzeroBitCount > 1 ? Rational(whole: next(below: 20)) : .zero
        }
        return CoalitionGame(playerCount: players, worths: worths)
    }
}
