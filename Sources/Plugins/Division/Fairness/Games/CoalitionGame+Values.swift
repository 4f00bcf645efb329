import BigInt

extension CoalitionGame {
    /// What each player adds, on average over every order in which they may come (Shapley 1953). Together what everybody
    /// reaches.
    ///
    /// Complexity: O(n · 2ⁿ).
    func shapleyValue() -> [Rational] {
        // Σ over coalitions S with the player of (s-1)!(n-s)! v(S), less Σ over those without of s!(n-s-1)! v(S), over n!.
        let count = playerCount
        var with = [[BigInt]](repeating: [BigInt](repeating: 0, count: count + 1), count: count)
        var total = [BigInt](repeating: 0, count: count + 1)
        for coalition in coalitions where !worths[coalition].isZero {
            let size = coalition.nonzeroBitCount
            total[size] += worths[coalition]
            for player in 0..<count where coalition >> player & 1 == 1 { with[player][size] += worths[coalition] }
        }
        var factorials: [BigInt] = [1]
        for number in 1...count { factorials.append(factorials[number - 1] * BigInt(number)) }
        return (0..<count).map { player in
            var sum: BigInt = 0
            for size in 1...count {
                sum += factorials[size - 1] * factorials[count - size] * with[player][size]
                guard size < count else { continue }
                sum -= factorials[size] * factorials[count - size - 1] * (total[size] - with[player][size])
            }
            return Rational(sum, factorials[count] * scale)
        }
    }

    /// What each player adds, on average over all coalitions of the others (Penrose 1946, Banzhaf 1965).
    ///
    /// Complexity: O(n · 2ⁿ).
    func banzhafValue() -> [Rational] {
        (0..<playerCount).map { player in
            var sum: BigInt = 0
            for coalition in coalitions {
                if coalition >> player & 1 == 1 { sum += worths[coalition] } else { sum -= worths[coalition] }
            }
            return Rational(sum, scale * BigInt(1) << (playerCount - 1))
        }
    }

    /// Banzhaf's values as parts of what everybody reaches together; zeros where nobody ever adds anything.
    func banzhafIndex() -> [Rational] {
        let values = banzhafValue()
        let sum = values.sum()
        guard !sum.isZero else { return values }
        let all = worth(of: everybody)
        return values.map { $0 / sum * all }
    }

    /// By how much the coalition that fares worst misses what it could reach by itself; at most 0 in the core.
    func greatestExcess(of payoff: [Rational]) -> Rational {
        let sums = Self.sums(over: payoff)
        return coalitions.dropLast().map { worth(of: $0) - sums[$0] }.max() ?? .zero
    }
}
