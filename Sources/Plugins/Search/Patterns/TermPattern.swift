import Analysis

/// The shape of a whole term: a regular expression, or what wildcards say, as a tree.
indirect enum TermPattern: Hashable, Sendable {
    /// The empty string.
    case nothing
    case character(Unicode.Scalar)
    /// One character out of these ranges, which ascend and are apart.
    case set([ClosedRange<UInt32>])
    /// One character out of none of these, which ascend and are apart.
    case others([ClosedRange<UInt32>])
    case sequence([TermPattern])
    case choice([TermPattern])
    /// `most` is `nil` for as often as one likes.
    case repeated(TermPattern, least: Int, most: Int?)

    /// Any one character.
    static let any = TermPattern.set([0...0x10FFFF])
    /// Any characters, or none.
    static let anything = TermPattern.repeated(.any, least: 0, most: nil)
}

extension TermPattern {
    /// The pattern for terms as they are indexed: what the folding makes of each character, and for sets what it makes
    /// of their members besides. Of sets with thousands of characters only the members themselves are kept.
    func folded(_ folding: Folding) -> TermPattern {
        switch self {
        case .nothing: return self
        case .character(let scalar):
            let scalars = folding.folded(scalar).map { TermPattern.character($0) }
            return scalars.count == 1 ? scalars[0] : .sequence(scalars)
        case .set(let ranges): return .set(Self.members(of: ranges, folding))
        case .others(let ranges): return .others(Self.members(of: ranges, folding))
        case .sequence(let parts): return .sequence(parts.map { $0.folded(folding) })
        case .choice(let parts): return .choice(parts.map { $0.folded(folding) })
        case .repeated(let part, let least, let most): return .repeated(part.folded(folding), least: least, most: most)
        }
    }

    private static func members(of ranges: [ClosedRange<UInt32>], _ folding: Folding) -> [ClosedRange<UInt32>] {
        var members = ranges
        for range in ranges where range.count <= largestFoldedRange {
            for value in range {
                guard let scalar = Unicode.Scalar(value) else { continue }
                let folded = folding.folded(scalar)
                if folded.count == 1, folded[0] != scalar { members.append(folded[0].value...folded[0].value) }
            }
        }
        return merged(members)
    }

    private static let largestFoldedRange = 2048

    /// The ranges in ascending order, those that touch made one.
    static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound <= last.upperBound &+ 1 {
                result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }

    /// The characters that are in none of the ranges, which ascend and are apart.
    static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { result.append(next...0x10FFFF) }
        return result
    }
}

extension Folding {
    /// What becomes of one character by itself.
    fileprivate func folded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        var output: [UInt8] = []
        Array(String(Character(scalar)).utf8).withUnsafeBufferPointer { fold($0, 0..<$0.count, into: &output) }
        return Array(String(decoding: output, as: UTF8.self).unicodeScalars)
    }
}
