import JSON
import PluginKit
import Schema
import Wire

/// summary.timeline: what is dated, in the order of time.
enum TimelineMethod {
    static let description = FactMethod.description(
        "summary.timeline",
        "Lists what texts date, in the order of time.",
        list: "dates",
        of: [
            Property(
                "date",
                .string.described(
                    "As ISO 8601 has it, as far as it is known: 1996, 1996-05, 1996-05-30. A day without a year is of the "
                        + "year that the text named last."
                )
            ),
            Property("precision", .choice("century", "decade", "year", "month", "day")),
            Property("written", .string.described("As it stands.")),
            Property("relation", .string.described("The word before it, such as since, until, by; may be empty.")),
        ],
        summaryOfList: "Each with its sentence; of one date in the order of the texts.",
        examples: [
            .init(
                "which years does the article name?",
                result: ["dates": [["date": "1921"], ["date": "1940"], ["date": "1996", "relation": "since"]]]
            )
        ]
    )
}

extension SummaryPlugin {
    func timeline(_ call: Call) throws(Failure) -> JSON {
        let reading = try reading(call)
        var found: [(date: FoundDate, sentence: Int)] = []
        var year: (text: Int, value: String)?
        for (index, sentence) in reading.sentences.enumerated() {
            for date in FoundDate.dates(in: sentence.tokens) {
                if date.isYearKnown {
                    year = (sentence.text, String(date.iso.prefix(4)))
                    found.append((date, index))
                } else if let year, year.text == sentence.text {
                    found.append((date.inYear(year.value), index))
                }
            }
        }
        found.sort { ($0.date.iso, $0.sentence) < ($1.date.iso, $1.sentence) }
        return FactMethod.answer("dates", found, call) { date, index in
            let sentence = reading.sentences[index]
            return reading.row(
                [
                    "date": .string(date.iso), "precision": .string(date.precision),
                    "written": .string(reading.text(sentence, date.tokens)), "relation": .string(date.relation),
                ],
                sentence
            )
        }
    }
}

/// A date in a sentence.
struct FoundDate {
    /// Without its first four digits where the year isn't known.
    let iso: String
    let precision: String
    let tokens: Range<Int>
    let relation: String

    var isYearKnown: Bool { !iso.hasPrefix("-") }

    func inYear(_ year: String) -> FoundDate {
        FoundDate(iso: year + iso, precision: precision, tokens: tokens, relation: relation)
    }

    static func dates(in tokens: [Token]) -> [FoundDate] {
        var dates: [FoundDate] = []
        var index = 0
        while index < tokens.count {
            guard tokens[index].kind == .number || tokens[index].has(.month), let date = date(in: tokens, at: index)
            else {
                index += 1
                continue
            }
            dates.append(date)
            index = date.tokens.upperBound
        }
        return dates
    }

    private static func date(in tokens: [Token], at index: Int) -> FoundDate? {
        let token = tokens[index]
        if token.kind == .number {
            if let iso = isoDate(token.text) { return made(iso, "day", tokens, index, index + 1) }
            if let day = day(token.text), let month = month(tokens, index + 1) {
                let year = year(tokens, month.next)
                return made(year?.value, month.number, day, tokens, index, year?.next ?? month.next)
            }
            if let decade = decade(token.text) { return made(decade, "decade", tokens, index, index + 1) }
            guard let year = year(tokens, index), isPlainYear(tokens, index) else { return nil }
            return made(padded(year.value, 4), "year", tokens, index, year.next)
        }
        guard let month = month(tokens, index), token.isCapitalised || token.lower.utf8.first ?? 0 >= 0x80 else {
            return nil
        }
        if month.next < tokens.count, tokens[month.next].kind == .number, let day = day(tokens[month.next].text) {
            var next = month.next + 1
            if next < tokens.count, tokens[next].text == "," { next += 1 }
            let year = year(tokens, next)
            return made(year?.value, month.number, day, tokens, index, year?.next ?? month.next + 1)
        }
        guard let year = year(tokens, month.next) else { return nil }
        return made(year.value, month.number, nil, tokens, index, year.next)
    }

    /// A date whose year may be unknown.
    private static func made(
        _ year: Int?,
        _ month: Int,
        _ day: Int?,
        _ tokens: [Token],
        _ start: Int,
        _ end: Int
    ) -> FoundDate {
        let text = (year.map { padded($0, 4) } ?? "") + "-" + padded(month, 2) + (day.map { "-" + padded($0, 2) } ?? "")
        return made(text, day == nil ? "month" : "day", tokens, start, end)
    }

    private static func made(_ iso: String, _ precision: String, _ tokens: [Token], _ start: Int, _ end: Int)
        -> FoundDate
    {
        var before = start - 1
        if before >= 0, ["the", "early", "late", "about", "around"].contains(tokens[before].lower) { before -= 1 }
        let word = before >= 0 ? tokens[before].lower : ""
        return FoundDate(
            iso: iso,
            precision: precision,
            tokens: start..<end,
            // "on the 1921 treaty" is no relation in time.
            relation: relations.contains(word) && (word != "on" || precision == "day") ? word : ""
        )
    }

    private static let relations: Set<String> = [
        "since", "until", "till", "by", "before", "after", "from", "in", "on", "between", "during", "to", "с", "до",
        "в",
        "после",
    ]

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func isoDate(_ text: String) -> String? {
        guard text.utf8.count == 10, text.contains("-"), PlainDate(text) != nil else { return nil }
        return text
    }

    private static func day(_ text: String) -> Int? {
        var digits = text.withPlainDigits()
        for ending in ["st", "nd", "rd", "th"] where digits.hasSuffix(ending) { digits.removeLast(2) }
        guard digits.utf8.count <= 2, let day = Int(digits), (1...31).contains(day) else { return nil }
        return day
    }

    /// "1990s"
    private static func decade(_ text: String) -> String? {
        guard text.utf8.count == 5, text.hasSuffix("0s"), let year = Int(text.dropLast()), (1000...2090).contains(year)
        else {
            return nil
        }
        return String(year / 10) + "0s"
    }

    private static func year(_ tokens: [Token], _ index: Int) -> (value: Int, next: Int)? {
        guard index < tokens.count, tokens[index].kind == .number else { return nil }
        let digits = tokens[index].text.withPlainDigits()
        guard digits.utf8.count == 4, let year = Int(digits), (1000...2100).contains(year) else { return nil }
        return (year, index + 1)
    }

    /// Whether the four digits are no amount: "1500 tonnes", "$1900", "No. 1234".
    private static func isPlainYear(_ tokens: [Token], _ index: Int) -> Bool {
        let before = index > 0 ? tokens[index - 1].lower : ""
        let after = index + 1 < tokens.count ? tokens[index + 1] : nil
        if notBeforeYears.contains(before) { return false }
        if let after, after.text == "%" || Units.unit(after.lower) != nil || Units.scale(after.lower) != nil {
            return false
        }
        guard let year = Int(tokens[index].text.withPlainDigits()) else { return false }
        // "Defaults to 1000", "divided by 1024"
        let isEarlyYear = relations.contains(before) && before != "to" && before != "by" || before == "year"
        return (1500...2100).contains(year) || isEarlyYear
    }

    private static let notBeforeYears: Set<String> = [
        "$", "€", "£", "no", "no.", "№", "#", "page", "p", "isbn", "than", "least", "most", "exactly", "nearly", "=",
        "<",
        ">", "×", "+",
    ]

    private static func month(_ tokens: [Token], _ index: Int) -> (number: Int, next: Int)? {
        guard index < tokens.count, tokens[index].has(.month), tokens[index].kind == .word,
            let number = months[tokens[index].lower]
        else {
            return nil
        }
        let isShort = index + 1 < tokens.count && tokens[index + 1].text == "." && tokens[index].lower.count <= 4
        return (number, index + (isShort ? 2 : 1))
    }

    static let months: [String: Int] = {
        var months: [String: Int] = [:]
        let names = [
            "january february march april may june july august september october november december",
            "jan feb mar apr may jun jul aug sep oct nov dec", "x x x x x x x x sept",
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
            "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
            "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
            "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
        ]
        for list in names {
            for (index, name) in list.split(separator: " ").enumerated() where name != "x" {
                months[String(name)] = index + 1
            }
        }
        return months
    }()
}
