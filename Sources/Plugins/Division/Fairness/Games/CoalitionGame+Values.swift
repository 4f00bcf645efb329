import BigInt

extension CoalitionGame {
    /// What each player adds, on average over every order in which they may come (Shapley 1953). Together what everybody
    /// reaches.
    ///
    /// Complexity: O(n · 2ⁿ).
    func shapleyValue() -> [Rational] {
        // Σ over coalitions S with the player of (s-1)!(n-s)! v(S), less Σ over those without of s!(n-s-1)! v(S), over n!.
        let count = playerCount
        let bits = (worths.map(\.magnitude.bitWidth).max() ?? 0) + count
        let sums = bits < 127 ? sumsBySize(worths.map { Int128($0) }).map { BigInt($0) } : sumsBySize(worths)
        var factorials: [BigInt] = [1]
        for number in 1...count { factorials.append(factorials[number - 1] * BigInt(number)) }
        return (0..<count).map { player in
            var sum: BigInt = 0
            for size in 1...count {
                let with = sums[player * (count + 1) + size]
                sum += factorials[size - 1] * factorials[count - size] * with
                guard size < count else { continue }
                sum -= factorials[size] * factorials[count - size - 1] * (sums[count * (count + 1) + size] - with)
            }
            return Rational(sum, factorials[count] * scale)
        }
    }

    /// For each player, and behind the last one for nobody in particular, the sums of the worths of the coalitions with
    /// that player, by the coalitions' sizes from 0 on.
    private func sumsBySize<Number: SignedInteger>(_ worths: [Number]) -> [Number] {
        let width = playerCount + 1
        var sums = [Number](repeating: 0, count: width * width)
        for coalition in coalitions where worths[coalition] != 0 {
            let size = coalition.nonzeroBitCount
            sums[playerCount * width + size] += worths[coalition]
            var rest = coalition
            while rest != 0 {
                sums[rest.trailingZeroBitCount * width + size] += worths[coalition]
                rest &= rest - 1
            }
        }
        return sums
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
