/// A way to agree on one of many outcomes when without agreement everybody falls back on a known one (Nash 1950).
enum BargainingRule: String, Sendable, CaseIterable {
    case nash
    case kalaiSmorodinsky = "kalai-smorodinsky"
    case egalitarian
    case equalArea = "equal-area"

    var rule: FairnessRule {
        switch self {
        case .nash:
            FairnessRule(
                rawValue,
                "Nash",
                "the greatest product of gains; with weights, of gains to these powers",
                "Nash, Econometrica 18, 1950; weighted: Kalai, International Journal of Game Theory 6, 1977",
                aliases: ["nash-weighted", "nash-weighted-tu", "nash-discrete"]
            )
        case .kalaiSmorodinsky:
            FairnessRule(
                rawValue,
                "Kalai–Smorodinsky",
                "everybody gains the same part of the most that could be hoped for",
                "Kalai & Smorodinsky, Econometrica 43, 1975",
                aliases: ["ks", "kalai-smorodinsky-tu"]
            )
        case .egalitarian:
            FairnessRule(
                rawValue,
                "egalitarian",
                "everybody gains the same",
                "Kalai, Econometrica 45, 1977",
                aliases: ["equal-gains"]
            )
        case .equalArea:
            FairnessRule(
                rawValue,
                "equal area",
                "the line from the disagreement cuts what both could gain into two equal areas",
                "Anbarci, International Journal of Game Theory 22, 1993"
            )
        }
    }
}
