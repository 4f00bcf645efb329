/// A year, a month, a day or a moment, from its first second to that behind its last one, in seconds since 1970 UTC.
struct DateSpan: Hashable, Sendable {
    let start: Int
    let end: Int

    /// Reads ISO 8601 from the year down: `1996`, `1996-05`, `1996-05-03`, `1996-05-03T12:30`, with seconds, fractions
    /// of them and an offset from UTC where wanted; `1996-5-3` as people write it, too. `nil` for anything else, and
    /// for days that no calendar has.
    init?(_ text: String) {
        guard text.utf8.count <= 40 else { return nil }
        var reader = Reader(bytes: Array(text.utf8))
        guard let year = reader.number(digits: 4) else { return nil }
        guard reader.skip("-") else {
            guard reader.isAtEnd else { return nil }
            self = Self.span(from: Self.dayNumber(year, 1, 1), to: Self.dayNumber(year + 1, 1, 1))
            return
        }
        guard let month = reader.shortNumber(), (1...12).contains(month) else { return nil }
        guard reader.skip("-") else {
            guard reader.isAtEnd else { return nil }
            self = Self.span(
                from: Self.dayNumber(year, month, 1),
                to: Self.dayNumber(year + month / 12, month % 12 + 1, 1)
            )
            return
        }
        let first = Self.dayNumber(year, month, 1)
        let length = Self.dayNumber(year + month / 12, month % 12 + 1, 1) - first
        guard let day = reader.shortNumber(), (1...length).contains(day) else { return nil }
        if reader.isAtEnd {
            self = Self.span(from: first + day - 1, to: first + day)
            return
        }
        guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let time = reader.time() else { return nil }
        let second = (first + day - 1) * 86_400 + time.second
        self.init(start: second, end: second + time.length)
    }

    private init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    private static func span(from start: Int, to end: Int) -> DateSpan {
        DateSpan(start: start * 86_400, end: end * 86_400)
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms", days_from_civil).
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private struct Reader {
        let bytes: [UInt8]
        var index = 0

        var isAtEnd: Bool { index == bytes.count }

        mutating func skip(_ sign: Unicode.Scalar) -> Bool {
            guard index < bytes.count, bytes[index] == UInt8(ascii: sign) else { return false }
            index += 1
            return true
        }

        mutating func number(digits: Int) -> Int? {
            guard index + digits <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[index..<index + digits] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            index += digits
            return value
        }

        /// One digit or two.
        mutating func shortNumber() -> Int? { number(digits: 2) ?? number(digits: 1) }

        /// `hh:mm`, `hh:mm:ss`, and what may follow: the second of the day in UTC, and how many seconds are meant.
        mutating func time() -> (second: Int, length: Int)? {
            guard let hour = number(digits: 2), hour <= 24, skip(":"), let minute = number(digits: 2), minute < 60
            else { return nil }
            var second = hour * 3600 + minute * 60
            var length = 60
            if skip(":") {
                guard let seconds = number(digits: 2), seconds <= 60 else { return nil }
                second += seconds
                length = 1
                if skip(".") {
                    guard number(digits: 1) != nil else { return nil }
                    while number(digits: 1) != nil {}
                }
            }
            if isAtEnd || skip("Z") || skip("z") { return isAtEnd ? (second, length) : nil }
            let isWest = skip("-")
            guard isWest || skip("+"), let hours = number(digits: 2) else { return nil }
            _ = skip(":")
            guard isAtEnd || index + 2 == bytes.count else { return nil }
            let minutes = isAtEnd ? 0 : number(digits: 2)
            guard let minutes, hours <= 14, minutes < 60 else { return nil }
            let offset = hours * 3600 + minutes * 60
            return (second + (isWest ? offset : -offset), length)
        }
    }
}
