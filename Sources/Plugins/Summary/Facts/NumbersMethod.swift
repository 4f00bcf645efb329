import JSON
import PluginKit
import Schema
import Wire

/// summary.numbers: amounts with their units.
enum NumbersMethod {
    static let description = FactMethod.description(
        "summary.numbers",
        "Lists the amounts that texts name, with their units; years are in summary.timeline.",
        list: "numbers",
        of: [
            Property("value", .number),
            Property("unit", .string.described("As it is commonly written, such as km, %, USD, barrel; may be empty.")),
            Property("written", .string.described("As it stands.")),
        ],
        summaryOfList: "In the order of the texts, each with its sentence.",
        examples: [
            .init(
                "in a text of one's own",
                ["text": "The sea covers 378,667 km² and holds 1.2 million barrels; $5bn was spent, 12% of it here."],
                result: [
                    "numbers": [
                        ["value": 378667, "unit": "km²"], ["value": 1_200_000, "unit": "barrel"],
                        ["value": 5_000_000_000, "unit": "USD"], ["value": 12, "unit": "%"],
                    ]
                ]
            )
        ]
    )
}

extension SummaryPlugin {
    func numbers(_ call: Call) throws(Failure) -> JSON {
        let reading = try reading(call)
        var rows = FactRows(call)
        for sentence in reading.sentences {
            for amount in Amount.amounts(in: sentence.tokens) {
                rows.add(
                    reading.row(
                        [
                            "value": amount.value.rounded() == amount.value && abs(amount.value) < 1e15
                                ? .integer(Int(amount.value)) : .number(amount.value), "unit": .string(amount.unit),
                            "written": .string(reading.text(sentence, amount.tokens)),
                        ],
                        sentence
                    )
                )
            }
        }
        return FactMethod.answer("numbers", rows)
    }
}

/// A number in a sentence with what it counts.
struct Amount {
    let value: Double
    let unit: String
    let tokens: Range<Int>

    static func amounts(in tokens: [Token]) -> [Amount] {
        let dated = FoundDate.dates(in: tokens).map(\.tokens)
        var amounts: [Amount] = []
        for index in tokens.indices where tokens[index].kind == .number {
            guard !dated.contains(where: { $0.contains(index) }), !isLabel(tokens, index),
                let amount = amount(in: tokens, at: index)
            else { continue }
            // "10–15 per cent": the unit of a range stands behind its end.
            if let last = amounts.indices.last, amounts[last].unit.isEmpty, !amount.unit.isEmpty,
                amounts[last].tokens.upperBound + 1 == amount.tokens.lowerBound,
                ["–", "-", "to"].contains(tokens[amount.tokens.lowerBound - 1].lower)
            {
                let first = amounts[last]
                amounts[last] = Amount(value: first.value, unit: amount.unit, tokens: first.tokens)
            }
            amounts.append(amount)
        }
        return amounts
    }

    /// Whether a number only names something: a section, a reference, an issue, or one that is written with a zero before
    /// it.
    private static func isLabel(_ tokens: [Token], _ index: Int) -> Bool {
        let text = tokens[index].text
        if text.utf8.first == 0x30, text.utf8.count > 1, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return true
        }
        if index == 0 { return tokens.count > 1 && [".", ")"].contains(tokens[1].text) }
        let before = tokens[index - 1].text
        if before == "#" || before == "№" { return true }
        // "[4]", "[13,14]"
        guard let opening = tokens[..<index].lastIndex(where: { $0.text == "[" }) else { return false }
        let behind = tokens[opening + 1..<min(opening + 20, tokens.count)]
        let inside = behind.prefix { $0.kind == .number || [",", "-", "–", ";"].contains($0.text) }
        return inside.indices.contains(index) && inside.endIndex < tokens.count && tokens[inside.endIndex].text == "]"
    }

    private static func amount(in tokens: [Token], at index: Int) -> Amount? {
        // "7 p.m." is no amount.
        if index + 1 < tokens.count, ["a.m", "p.m", "a.m.", "p.m.", "o'clock"].contains(tokens[index + 1].lower) {
            return nil
        }
        let (digits, ending) = divided(tokens[index].text.withPlainDigits())
        let currency = index > 0 ? Units.currencies[tokens[index - 1].text] : nil
        guard var value = number(digits) else { return nil }
        var (start, end) = (index, index + 1)
        var unit = ""
        if !ending.isEmpty {
            if let scale = Units.scale(ending) ?? (currency == nil ? nil : Units.moneyScale(ending)) {
                value *= scale
            } else if let known = Units.unit(ending) {
                unit = known
            } else {
                return nil
            }
        }
        // "6½"
        if end < tokens.count, let fraction = Units.fractions[tokens[end].text],
            tokens[end].range.lowerBound == tokens[index].range.upperBound
        {
            value += fraction
            end += 1
        }
        if end < tokens.count, let scale = Units.scale(tokens[end].lower) ?? thousand(tokens, at: end) {
            value *= scale
            end += 1
            // "371 тыс. км²"
            if end + 1 < tokens.count, tokens[end].text == ".", tokens[end - 1].lower.utf8.count <= 6,
                Units.unit(tokens[end + 1].lower) != nil
            {
                end += 1
            }
        }
        if isNegative(tokens, index) { (value, start) = (-value, index - 1) }
        let isPercent = index > 0 && tokens[index - 1].text == "%" && isGluedPercent(tokens, index)
        if isPercent || index > 0 && tokens[index - 1].lower == "yüzde" {
            (unit, start) = ("%", index - 1)
        } else if let currency {
            (unit, start) = (currency, index - 1)
        } else if unit.isEmpty, end + 1 < tokens.count, tokens[end].text == "°",
            ["c", "f"].contains(tokens[end + 1].lower)
        {
            (unit, end) = ("°" + tokens[end + 1].text.uppercased(), end + 2)
        } else if unit.isEmpty, end < tokens.count {
            let joined = end + 1 < tokens.count ? tokens[end].lower + " " + tokens[end + 1].lower : ""
            if let known = Units.unit(joined) {
                (unit, end) = (known, end + 2)
            } else if let known = Units.unit(tokens[end].lower) ?? Units.currencies[tokens[end].text] {
                (unit, end) = (known, end + 1)
                if end < tokens.count, tokens[end].text == "²" || tokens[end].text == "³" {
                    (unit, end) = (unit + tokens[end].text, end + 1)
                }
            }
        }
        // "0.6 g/dL", "30 km/h"
        if !unit.isEmpty, end + 1 < tokens.count, tokens[end].text == "/", tokens[end + 1].kind == .word {
            (unit, end) = (unit + "/" + (Units.unit(tokens[end + 1].lower) ?? tokens[end + 1].text), end + 2)
        }
        return Amount(value: value, unit: unit, tokens: start..<end)
    }

    /// "5 min manat" is five thousand in Azerbaijani, where "5 min" may be minutes; so is "5 bin lira" in Turkish.
    private static func thousand(_ tokens: [Token], at index: Int) -> Double? {
        guard ["min", "bin"].contains(tokens[index].lower), index + 1 < tokens.count else { return nil }
        let next = tokens[index + 1].lower
        let joined = index + 2 < tokens.count ? next + " " + tokens[index + 2].lower : next
        return Units.unit(next) ?? Units.unit(joined) ?? Units.currencies[tokens[index + 1].text] != nil ? 1e3 : nil
    }

    /// Whether a percent sign belongs to the number behind it, as in Turkish: "%12", but not "5%12".
    private static func isGluedPercent(_ tokens: [Token], _ index: Int) -> Bool {
        guard tokens[index - 1].range.upperBound == tokens[index].range.lowerBound else { return false }
        return index == 1 || tokens[index - 2].range.upperBound < tokens[index - 1].range.lowerBound
    }

    /// Whether a minus belongs to the number: "−5 °C", but not the hyphen of "10-15".
    private static func isNegative(_ tokens: [Token], _ index: Int) -> Bool {
        guard index > 0, ["−", "-"].contains(tokens[index - 1].text),
            tokens[index - 1].range.upperBound == tokens[index].range.lowerBound
        else { return false }
        return index == 1 || tokens[index - 2].range.upperBound < tokens[index - 1].range.lowerBound
            || tokens[index - 2].text == "("
    }

    /// "5bn" as 5 and bn.
    private static func divided(_ text: String) -> (digits: String, ending: String) {
        let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "," }
        return (String(digits), text.dropFirst(digits.count).lowercased())
    }

    /// "378,667.5"; a comma that three digits don't follow is a decimal one.
    private static func number(_ text: String) -> Double? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped = parts.dropFirst().allSatisfy { $0.prefix { $0 != "." }.count == 3 }
        let plain = isGrouped ? parts.joined() : parts.joined(separator: ".")
        guard plain.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) else { return nil }
        return Double(plain)
    }
}

/// Words for units and for powers of ten.
enum Units {
    static let currencies = [
        "$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "¥": "JPY", "₸": "KZT", "₼": "AZN", "USD": "USD", "EUR": "EUR",
    ]

    static let fractions = ["½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1.0 / 3, "⅔": 2.0 / 3, "⅛": 0.125]

    static func scale(_ word: String) -> Double? { scales[word] }
    static func unit(_ word: String) -> String? { units[word] }
    /// What a letter behind an amount of money means, which behind others is a unit: "€900m".
    static func moneyScale(_ letter: String) -> Double? { ["m": 1e6, "b": 1e9][letter] }

    private static let scales: [String: Double] = [
        "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "k": 1e3, "mn": 1e6, "bn": 1e9, "tn": 1e12,
        "тыс": 1e3, "тысяч": 1e3, "тысячи": 1e3, "млн": 1e6, "миллион": 1e6, "миллиона": 1e6, "миллионов": 1e6,
        "млрд": 1e9, "миллиард": 1e9, "миллиарда": 1e9, "миллиардов": 1e9, "трлн": 1e12, "هزار": 1e3,
        "میلیون": 1e6, "میلیارد": 1e9, "تریلیون": 1e12, "milyon": 1e6, "milyar": 1e9, "milyard": 1e9, "mlrd": 1e9,
        "mln": 1e6, "trilyon": 1e12,
        "мың": 1e3,
    ]

    private static let units: [String: String] = {
        var units: [String: String] = [:]
        let lists: [(String, String)] = [
            (
                "km",
                "km kilometre kilometres kilometer kilometers км километр километра километров کیلومتر kilometr kilometre шақырым"
            ),
            ("m", "m metre metres meter meters м метр метра метров متر metr metre"),
            ("cm", "cm centimetre centimetres см сантиметров سانتی‌متر"), ("mm", "mm millimetre millimetres"),
            ("mi", "mile miles"),
            ("nmi", "nmi"), ("ft", "ft feet foot"), ("km²", "km2 km² sqkm"), ("m²", "m2 m²"), ("m³", "m3 m³"),
            ("km³", "km3 km³"), ("ha", "ha hectare hectares га гектар гектара гектаров هکتار hektar"),
            ("kg", "kg kilogram kilograms кг килограмм килограмма килограммов کیلوگرم کیلو kiloqram kilogram"),
            ("g", "g gram grams граммов گرم"),
            ("t", "t tonne tonnes ton tons тонн тонна тонны تن tona"),
            ("l", "litre litres liter liters литров литра لیتر"),
            ("barrel", "barrel barrels bbl баррель барреля баррелей بشکه barel barrel varil"),
            ("%", "% percent per-cent pct процент процента процентов درصد ٪ faiz faizi пайыз пайызы"),
            ("°C", "°c celsius"), ("h", "h hour hours час часа часов ساعت saat сағат"),
            ("min", "minute minutes минута минуты минут دقیقه dəqiqə dakika"),
            ("s", "second seconds секунда секунды секунд ثانیه saniyə saniye"),
            ("day", "day days день дня дней روز gün күн"), ("week", "week weeks неделя недели недель هفته həftə hafta"),
            ("month", "month months месяц месяца месяцев ماه"), ("year", "year years года лет سال il yıl жыл"),
            ("USD", "dollar dollars usd доллар доллара долларов دلار dolar"), ("EUR", "euro euros eur евро یورو avro"),
            ("GBP", "pounds"),
            ("RUB", "rouble roubles ruble rubles rub рубль рубля рублей"), ("KZT", "tenge тенге теңге"),
            // Azerbaijan and Turkmenistan have one each: which, the word doesn't say.
            ("manat", "manat manats маната манатов"), ("AZN", "azn"), ("TMT", "tmt"),
            ("IRR", "rial rials ريال ریال риалов"), ("toman", "toman tomans تومان"), ("MW", "mw megawatt megawatts"),
            ("GW", "gw"),
            ("kWh", "kwh"), ("TWh", "twh"), ("kW", "kw kilowatt kilowatts"), ("mg", "mg milligram milligrams"),
            ("µg", "µg μg mcg microgram micrograms"), ("ml", "ml millilitre millilitres milliliter milliliters"),
            ("dL", "dl"), ("mmol", "mmol"), ("mmHg", "mmhg"), ("Hz", "hz hertz"), ("kHz", "khz"), ("MHz", "mhz"),
            ("GHz", "ghz"), ("kB", "kb"), ("MB", "mb"), ("GB", "gb"), ("TB", "tb"), ("ms", "ms"), ("kcal", "kcal"),
            ("people", "people человек человека نفر nəfər kişi адам"),
        ]
        for (unit, words) in lists { for word in words.split(separator: " ") { units[String(word)] = unit } }
        for (words, unit) in [
            ("square kilometres", "km²"), ("square kilometers", "km²"), ("sq mi", "mi²"), ("square feet", "ft²"),
            ("sq ft", "ft²"), ("sq m", "m²"), ("sq km", "km²"), ("square metres", "m²"),
            ("cubic metres", "m³"), ("cubic meters", "m³"), ("cubic kilometres", "km³"), ("nautical miles", "nmi"),
            ("nautical mile", "nmi"), ("per cent", "%"), ("mm hg", "mmHg"), ("percentage points", "pp"),
            ("degrees celsius", "°C"),
            ("square miles", "mi²"), ("кв км", "km²"), ("квадратных километров", "km²"), ("квадратных метров", "m²"),
            ("кубических метров", "m³"), ("кубических километров", "km³"), ("کیلومتر مربع", "km²"), ("متر مربع", "m²"),
            ("متر مکعب", "m³"), ("کیلومتر مکعب", "km³"), ("kvadrat kilometr", "km²"), ("kvadrat metr", "m²"),
            ("kub metr", "m³"), ("kub kilometr", "km³"), ("kilometre kare", "km²"), ("metre kare", "m²"),
            ("шаршы километр", "km²"), ("шаршы шақырым", "km²"), ("текше метр", "m³"), ("текше километр", "km³"),
        ] { units[words] = unit }
        return units
    }()
}
