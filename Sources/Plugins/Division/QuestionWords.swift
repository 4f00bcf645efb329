/// What is said of shares and formulas in English, Russian and Persian, in small letters.
enum QuestionWords {
    static let share: Set<String> = [
        "share", "shares", "sharing", "shared", "divide", "divides", "divided", "dividing", "division", "split",
        "splits", "splitting", "partition", "partitioned", "apportion", "apportioned", "allot", "allotted", "percent",
        "percentage", "percentages", "%", "portion", "portions", "fraction", "fractions",
        "доля", "доли", "долю", "долей", "делить", "делят", "поделить", "поделят", "разделить", "разделят", "разделе",
        "раздела", "разделу", "процент", "процента", "процентов", "سهم", "تقسیم", "درصد",
    ]
    static let get: Set<String> = [
        "get", "gets", "receive", "receives", "obtain", "obtains", "allocated", "получит", "получат", "получает",
        "получают", "получил", "получила", "получили", "достанется", "достаётся", "достается", "отойдёт", "отойдет",
        "میرسد", "رسد", "میگیرد", "گیرد",
    ]
    static let quantity: [[String]] = [
        ["how", "much"], ["how", "large"], ["how", "big"], ["how", "many"], ["how", "long"], ["km2"], ["km²"], ["km"],
        ["square"], ["calculate"], ["compute"], ["compare"], ["сколько"], ["چقدر"], ["چند"],
    ]
    static let equal: Set<String> = [
        "equal", "equally", "equals", "fifth", "fifths", "evenly", "even", "поровну", "равные", "равных", "равными",
        "برابر", "مساوی",
    ]
    static let coast: Set<String> = [
        "coast", "coasts", "coastal", "coastline", "coastlines", "shore", "shores", "shoreline", "shorelines",
        "побережье", "побережья", "побережью", "берег", "берега", "берегу", "береговой", "ساحل", "ساحلی", "سواحل",
    ]

    /// The other formulas that are built in, by what names them; the first one counts.
    static let formulas: [(name: String, cues: [[String]])] = [
        ("seabed-1998-2003", [["seabed", "agreements"], ["seabed", "agreement"], ["2003"]]),
        ("soviet-1970", [["soviet", "sectors"], ["1970"]]),
        (
            "median",
            [
                ["median"], ["equidistance"], ["equidistant"], ["equal", "distance"], ["срединной"], ["срединная"],
                ["срединную"], ["срединные"], ["срединным"], ["медианной"], ["خط", "میانه"], ["خط", "منصف"],
            ]
        ),
        ("treaties-1921-1940", [["1921"], ["1940"]]),
        ("astara-hasan-kuli", [["astara"], ["астара"], ["آستارا"]]),
        ("aktau-2018", [["aktau"], ["актау"], ["آکتائو"]]),
        ("joint-development", [["joint", "development"]]),
    ]
}
