/// Lengths in words as one byte each: exact up to 64, and from there on in steps of four per cent.
enum LengthCode {
    /// The longest text of each code.
    static let lengths: [UInt32] = {
        var lengths = (0...64).map { UInt32($0) }
        while lengths.count < 256 {
            lengths.append(max(lengths[lengths.count - 1] + 1, lengths[lengths.count - 1] * 26 / 25))
        }
        return lengths
    }()

    /// The code of the longest length that is not above `length`.
    static func code(_ length: Int) -> UInt8 {
        if length <= 64 { return UInt8(max(length, 0)) }
        var low = 64
        var high = 256
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(lengths[middle]) <= length { low = middle } else { high = middle }
        }
        return UInt8(low)
    }

    /// One over the normalised length, for each code.
    ///
    /// - Parameters: as of ``Ranking/lengthWeight(_:mean:saturation:)``.
    static func weights(mean: Float, saturation: Float) -> [Float] {
        lengths.map { Ranking.lengthWeight(Int($0), mean: mean, saturation: saturation) }
    }
}
