import BigInt
import Testing

@testable import Division

@Suite("Largest remainder")
struct LargestRemainderTests {
    private func units(_ parts: [Int], _ total: Int) -> [Int] {
        LargestRemainder.units(parts.map { Rational(whole: $0) }, total: BigInt(total)).map { Int($0) }
    }

    /// Cases of the literature on apportionment: the usual example of Hare's quota with ten seats, and the Alabama
    /// paradox of states with 6, 6 and 2 parts, where the smallest loses a seat when the house grows.
    @Test(
        "shares out what is left by the largest fractions",
        arguments: [
            ([47_000, 16_000, 15_900, 12_000, 6_000, 3_100], 10, [5, 2, 1, 1, 1, 0]),
            ([6, 6, 2], 10, [4, 4, 2]),
            ([6, 6, 2], 11, [5, 5, 1]),
            ([1, 1, 1], 100, [34, 33, 33]),
            ([1, 1, 1, 1, 1], 10_000, [2000, 2000, 2000, 2000, 2000]),
            ([5, 0, 5], 1, [1, 0, 0]),
            ([7], 100, [100]),
            ([3, 1], 0, [0, 0]),
        ]
    )
    func apportions(parts: [Int], total: Int, expected: [Int]) {
        #expect(units(parts, total) == expected)
    }

    @Test("gives of equal fractions to the larger part, and of equal parts to the first")
    func ties() {
        #expect(units([1, 3], 2) == [0, 2])
        #expect(units([2, 2], 1) == [1, 0])
    }

    /// The quota rule: everybody gets the exact share, rounded down or up (Balinski & Young 1982).
    @Test("adds up, keeps the quota and the order, for random parts")
    func random() {
        var state: UInt64 = 17
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<300 {
            let parts = (0...next(9)).map { _ in 1 + next(100_000) }
            let total = next(1_000_000)
            let result = units(parts, total)
            let sum = parts.reduce(0, +)
            #expect(result.reduce(0, +) == total)
            for (part, units) in zip(parts, result) {
                #expect(units == part * total / sum || units == part * total / sum + 1)
            }
            for left in parts.indices {
                for right in parts.indices where parts[left] > parts[right] { #expect(result[left] >= result[right]) }
            }
        }
    }
}
