/// Which rule of division a text names, in English, Russian or Persian. Only names are shared with the plugin that knows the
/// rules.
enum FormulaCue {
    static func rule(in text: String) -> String? {
        let text = " " + text.lowercased()
        if has(text, treatyYears), has(text, treaties) { return "treaties-1921-1940" }
        if isJoint(text) { return "joint-development" }
        if has(text, medians) { return "median" }
        if has(text, conventions) { return "aktau-2018" }
        guard has(text, divisions) else { return nil }
        if has(text, coasts) { return "coast" }
        return has(text, equals) ? "equal" : nil
    }

    private static let treatyYears = ["1921", "1940", "۱۹۲۱", "۱۹۴۰"]
    private static let treaties = ["treat", "agreement", "договор", "соглаш", "قرارداد", "پیمان", "عهدنامه", "معاهده"]
    private static let medians = [
        "median line", "equidistan", "срединной линии", "срединная линия", "срединную линию", "خط میانی", "خط میانه",
        "خط منصف",
    ]
    private static let conventions = [
        "aktau", "convention of 2018", "актауск", "конвенции 2018", "конвенция 2018", "конвенцию 2018", "آکتائو",
        "کنوانسیون ۲۰۱۸",
    ]
    /// "отделить" divides nothing.
    private static let divisions = [
        "divid", "division", "shar", "split", "apportion", "delimit", "раздел", " делить", " делят", " делени",
        " поделить", "تقسیم", "سهم",
    ]
    private static let coasts = [
        "coast", "береговой лини", "береговой черт", "длине берег", "длины берег", "خط ساحل", "خطوط ساحل", "طول ساحل",
        "نوار ساحل",
    ]
    private static let equals = [
        "equal share", "equal part", "equally", "one fifth", "20 percent", "20 per cent", "равные част", "равных част",
        "равные дол", "равных дол", "поровну", "равный раздел", "равного раздел",
        "مساوی", "برابر", "یکسان", "یک پنجم", "۲۰ درصد",
    ]

    private static func has(_ text: String, _ parts: [String]) -> Bool { parts.contains { text.contains($0) } }

    private static func isJoint(_ text: String) -> Bool {
        let isEnglish = ["joint", "common", "shared"].contains { adjective in
            ["exploitation", "development", "use"].contains { text.contains(adjective + " " + $0) }
        }
        return isEnglish || text.contains("совместн") && has(text, ["использован", "освоен", "разработ", "эксплуатац"])
            || text.contains("مشترک") && has(text, ["بهره‌برداری", "بهره برداری", "استفاده", "توسعه"])
    }
}
