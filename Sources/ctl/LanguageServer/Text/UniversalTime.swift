import Glibc

/// Moments as the daemon writes them: `2026-11-26T03:11:57.186Z`.
enum UniversalTime {
    /// Whole seconds since 1970; `nil` for anything else.
    static func seconds(_ text: String) -> Int? {
        guard text.hasSuffix("Z") else { return nil }
        let numbers = text.split(whereSeparator: { !$0.isNumber }).compactMap { Int32($0) }
        guard numbers.count >= 6 else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (numbers[0] - 1900, numbers[1] - 1, numbers[2])
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[3], numbers[4], numbers[5])
        return timegm(&parts)
    }
}
