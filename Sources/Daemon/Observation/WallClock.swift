import Glibc

/// Time for people, in UTC (RFC 3339).
enum WallClock {
    static func now() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return text(seconds: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000)
    }

    /// - Parameter seconds: since 1970; a clock that was never set may stand before it.
    static func text(seconds: Int, milliseconds: Int) -> String {
        let days = (seconds - (seconds < 0 ? 86_399 : 0)) / 86_400
        let (year, month, day) = date(ofDay: days)
        let second = seconds - days * 86_400
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let clock = "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
        return "\(date)T\(clock).\(padded(milliseconds, 3))Z"
    }

    /// The date in the Gregorian calendar of a day since 1970.
    ///
    /// By eras of 400 years whose years begin in March, so that the leap day is the last one. `gmtime_r` would read the
    /// files of the local time zone first.
    private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        let daysOfEra = 146_097
        let sinceMarch0 = day + 719_468
        let era = sinceMarch0 / daysOfEra
        let dayOfEra = sinceMarch0 % daysOfEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth)
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
