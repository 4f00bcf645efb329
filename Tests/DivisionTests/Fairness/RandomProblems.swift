import TestSupport
import Testing

@testable import Division

extension SeededNumbers {
    /// Small claims, so that ties and zeros come up, over thirds, and an estate anywhere up to their sum.
    mutating func claimsProblem(count: Int) throws -> ClaimsProblem {
        let claims = (0..<count).map { _ in Rational(whole: below(12)) / 3 }
        let estate = claims.sum() * Rational(whole: below(25)) / 24
        return try ClaimsProblem(estate: estate, claims: claims)
    }

    mutating func game(players: Int) -> CoalitionGame {
        let worths = (0..<1 << players).map { coalition in
            coalition.nonzeroBitCount > 1 ? Rational(whole: below(20)) : .zero
        }
        return CoalitionGame(playerCount: players, worths: worths)
    }
}
