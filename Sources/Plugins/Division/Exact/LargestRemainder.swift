/// Rounds parts so that they add up to the rounded whole, by the method of the largest remainder (Hamilton 1792, Hare
/// 1857, Niemeyer): every part gets its whole units, and what is left over goes, one unit each, to the parts with the
/// largest fractions.
enum LargestRemainder {
    /// So many units for each of `parts`, together `total`.
    ///
    /// Of equal fractions the larger part comes first, and of equal parts the one that stands first.
    ///
    /// - Parameter parts: not negative, and adding up to more than 0.
    static func units(_ parts: [Rational], total: Int128) throws(Rational.Overflow) -> [Int128] {
        var sum = Rational.zero
        for part in parts { sum = try sum + part }
        var units: [Int128] = []
        var fractions: [Rational] = []
        var left = total
        let whole = try Rational(total, 1)
        for part in parts {
            let exact = try part / sum * whole
            units.append(exact.floor)
            fractions.append(try exact - (try Rational(exact.floor, 1)))
            left -= exact.floor
        }
        let order = parts.indices.sorted { left, right in
            if fractions[left] != fractions[right] { return fractions[left] > fractions[right] }
            if parts[left] != parts[right] { return parts[left] > parts[right] }
            return left < right
        }
        for index in order.prefix(Int(left)) { units[index] += 1 }
        return units
    }
}
