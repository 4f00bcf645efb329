/// Lengths of time as people write them: `250ms`, `5s`, `2m`, `1h`.
public enum DurationText {
    private static let units: [(suffix: String, milliseconds: Int)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000),
    ]

    /// Milliseconds; `nil` unless the text is a whole number and a unit.
    public static func milliseconds(_ text: String) -> Int? {
        QuantityText.value(text, units: units.map { ($0.suffix, $0.milliseconds) })
    }
}

/// Sizes as people write them: `512`, `64KiB`, `1MiB`, `2GiB`.
public enum ByteCountText {
    private static let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("", 1)]

    /// Bytes; `nil` unless the text is a whole number, alone or with a unit.
    public static func bytes(_ text: String) -> Int? { QuantityText.value(text, units: units) }
}

private enum QuantityText {
    static func value(_ text: String, units: [(suffix: String, factor: Int)]) -> Int? {
        for unit in units where text.hasSuffix(unit.suffix) {
            let digits = text.dropLast(unit.suffix.count)
            guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
            guard let number = Int(digits) else { return nil }
            let (value, overflows) = number.multipliedReportingOverflow(by: unit.factor)
            return overflows ? nil : value
        }
        return nil
    }
}

extension Schema.Format {
    func accepts(_ text: String) -> Bool {
        switch self {
        case .duration: DurationText.milliseconds(text) != nil
        case .byteCount: ByteCountText.bytes(text) != nil
        case .path: !text.utf8.contains(0)
        case .language: LanguageTag.accepts(text)
        }
    }

    var expectation: String {
        switch self {
        case .duration: "a duration such as 250ms, 5s, 2m or 1h"
        case .byteCount: "a size such as 512, 64KiB or 1MiB"
        case .path: "a path"
        case .language: "a language by its code, such as en, ru or pt-BR"
        }
    }
}
