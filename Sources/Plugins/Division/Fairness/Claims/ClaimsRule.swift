/// A way to divide an estate that is not enough for all claims. W. Thomson's survey (Mathematical Social Sciences 45,
/// 2003, and 74, 2015) describes and compares them.
enum ClaimsRule: String, Sendable, CaseIterable {
    case proportional, cea, cel, talmud
    case reverseTalmud = "reverse-talmud"
    case piniles
    case constrainedEgalitarian = "constrained-egalitarian"
    case adjustedProportional = "adjusted-proportional"
    case randomArrival = "random-arrival"
    case minimalOverlap = "minimal-overlap"
    case concedeAndDivide = "concede-and-divide"
    case nucleolus, shapley

    var rule: FairnessRule {
        switch self {
        case .proportional:
            FairnessRule(rawValue, "proportional", "the same part of every claim", "Aristotle, Nicomachean Ethics V")
        case .cea:
            FairnessRule(
                rawValue,
                "constrained equal awards",
                "the same for all, but for nobody more than is claimed",
                "Maimonides, 12th century; Aumann & Maschler 1985",
                aliases: ["constrained-equal-awards"]
            )
        case .cel:
            FairnessRule(
                rawValue,
                "constrained equal losses",
                "the same loss for all, but for nobody more than is claimed",
                "Maimonides, 12th century; Aumann & Maschler 1985",
                aliases: ["constrained-equal-losses"]
            )
        case .talmud:
            FairnessRule(
                rawValue,
                "Talmud",
                "equal awards up to half of every claim, then equal losses",
                "Aumann & Maschler, Journal of Economic Theory 36, 1985"
            )
        case .reverseTalmud:
            FairnessRule(
                rawValue,
                "reverse Talmud",
                "equal losses up to half of every claim, then equal awards",
                "Chun, Schummer & Thomson, Seoul Journal of Economics 14, 2001"
            )
        case .piniles:
            FairnessRule(
                rawValue,
                "Piniles",
                "equal awards up to half of every claim, and equal awards again for the rest",
                "Piniles 1861; Thomson 2003"
            )
        case .constrainedEgalitarian:
            FairnessRule(
                rawValue,
                "constrained egalitarian",
                "as equal as can be, between half of every claim and the claim",
                "Chun, Schummer & Thomson, Seoul Journal of Economics 14, 2001"
            )
        case .adjustedProportional:
            FairnessRule(
                rawValue,
                "adjusted proportional",
                "what the others concede to each, and the rest in proportion to what is still claimed",
                "Curiel, Maschler & Tijs, Zeitschrift für Operations Research 31, 1987"
            )
        case .randomArrival:
            FairnessRule(
                rawValue,
                "random arrival",
                "first come first served, averaged over every order in which they may come",
                "O'Neill, Mathematical Social Sciences 2, 1982"
            )
        case .minimalOverlap:
            FairnessRule(
                rawValue,
                "minimal overlap",
                "claims are laid so that they overlap least, and each part is shared by those who claim it",
                "O'Neill, Mathematical Social Sciences 2, 1982, after Ibn Ezra"
            )
        case .concedeAndDivide:
            FairnessRule(
                rawValue,
                "concede and divide",
                "what each of two concedes to the other, and half of the rest",
                "Talmud, Bava Metzia 2a; Aumann & Maschler 1985"
            )
        case .nucleolus:
            FairnessRule(
                rawValue,
                "nucleolus",
                "the coalition that fares worst fares as well as can be; here it is the Talmud rule",
                "Schmeidler 1969; Aumann & Maschler 1985"
            )
        case .shapley:
            FairnessRule(
                rawValue,
                "Shapley value",
                "what each adds on average to those before; here it is random arrival",
                "Shapley 1953; O'Neill 1982"
            )
        }
    }

    /// Whether it is left out where all rules are compared, because another one always says the same.
    var isRepetition: Bool { self == .nucleolus || self == .shapley }

    /// Whether it can answer for so many claims.
    func isApplicable(to count: Int) -> Bool {
        switch self {
        case .concedeAndDivide: count == 2
        case .randomArrival, .shapley: count <= CoalitionGame.mostPlayers
        default: true
        }
    }
}
