import BigInt

/// Rounds parts so that they add up to the rounded whole, by the method of the largest remainder (Hamilton 1792, Hare
/// 1857, Niemeyer): every part gets its whole units, and what is left over goes, one unit each, to the parts with the
/// largest fractions.
enum LargestRemainder {
    /// So many units for each of `parts`, together `total`.
    ///
    /// Of equal fractions the larger part comes first, and of equal parts the one that stands first.
    ///
    /// - Parameter parts: not negative, and adding up to more than 0.
    static func units(_ parts: [Rational], total: BigInt) -> [BigInt] {
        let unit = Rational(total) / parts.sum()
        let exact = parts.map { $0 * unit }
        var units = exact.map(\.floor)
        let fractions = exact.map { $0 - Rational($0.floor) }
        let left = total - units.reduce(0, +)
        let order = parts.indices.sorted { left, right in
            if fractions[left] != fractions[right] { return fractions[left] > fractions[right] }
            if parts[left] != parts[right] { return parts[left] > parts[right] }
            return left < right
        }
        for index in order.prefix(Int(left)) { units[index] += 1 }
        return units
    }
}
