/// Finds the name that was probably meant.
public enum Suggestion {
    /// The nearest of `names`, if it is near: a typing mistake or two, by the optimal string alignment distance (which
    /// counts two letters swapped as one mistake), or the only one that begins so.
    ///
    /// - Parameter changes: so many mistakes at most, whatever the length of the name.
    public static func nearest(to name: String, among names: [String], changes: Int = 3) -> String? {
        let wanted = Array(name.lowercased().unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        let allowed = min(changes, wanted.count <= 3 ? 1 : wanted.count <= 8 ? 2 : 3)
        var best: (name: String, distance: Int)?
        for candidate in names {
            let letters = Array(candidate.lowercased().unicodeScalars)
            guard abs(letters.count - wanted.count) <= allowed else { continue }
            let distance = distance(wanted, letters)
            guard distance <= allowed, distance < Swift.max(letters.count, wanted.count) else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
        }
        if let best { return best.name }
        let prefixed = wanted.count < 3 ? [] : names.filter { $0.lowercased().hasPrefix(name.lowercased()) }
        return prefixed.count == 1 ? prefixed[0] : nil
    }

    /// ` (did you mean 'workers'?)`, to follow what was found; nothing when there is nothing to suggest.
    public static func hint(_ suggestion: String?) -> String {
        suggestion.map { " (did you mean '\($0)'?)" } ?? ""
    }

    private static func distance(_ left: [UnicodeScalar], _ right: [UnicodeScalar]) -> Int {
        var before: [Int] = []
        var above = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = Swift.min(above[column + 1], current[column]) + 1
                cost = Swift.min(cost, above[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = Swift.min(cost, before[column - 1] + 1)
                }
                current.append(cost)
            }
            before = above
            above = current
        }
        return above[right.count]
    }
}
