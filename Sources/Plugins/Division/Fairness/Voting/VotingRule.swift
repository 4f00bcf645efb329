/// A way to choose from rankings. C. List's and E. Pacuit's articles in the Stanford Encyclopedia of Philosophy compare
/// most of them.
enum VotingRule: String, Sendable, CaseIterable {
    case plurality, antiplurality, runoff
    case instantRunoff = "instant-runoff"
    case borda, condorcet, copeland, minimax, median, bucklin, approval
    case fallback = "fallback-unanimity"
    case fallbackMajority = "fallback"

    var rule: FairnessRule {
        switch self {
        case .plurality:
            FairnessRule(rawValue, "plurality", "the most first places", "simple vote; Brams & Fishburn 2002")
        case .antiplurality:
            FairnessRule(rawValue, "antiplurality", "the fewest last places", "veto vote; Brams & Fishburn 2002")
        case .runoff:
            FairnessRule(
                rawValue,
                "runoff",
                "between the two with the most first places, whom more prefer",
                "two-round vote; Brams & Fishburn 2002"
            )
        case .instantRunoff:
            FairnessRule(
                rawValue,
                "instant runoff",
                "who has the fewest first places drops out, again and again",
                "Hare 1859, Ware 1871",
                aliases: ["irv", "hare"]
            )
        case .borda:
            FairnessRule(
                rawValue,
                "Borda",
                "the most candidates ranked below, over all ballots; a tie counts half",
                "Borda, Histoire de l'Académie royale des sciences, 1781"
            )
        case .condorcet:
            FairnessRule(
                rawValue,
                "Condorcet",
                "who beats each other candidate; there may be none",
                "Condorcet, Essai sur l'application de l'analyse, 1785"
            )
        case .copeland:
            FairnessRule(
                rawValue,
                "Copeland",
                "the most duels won; a tie counts half",
                "Copeland 1951; Llull 1299"
            )
        case .minimax:
            FairnessRule(
                rawValue,
                "minimax",
                "whose worst defeat is the smallest",
                "Simpson 1969, Kramer 1977"
            )
        case .median:
            FairnessRule(
                rawValue,
                "median voting",
                "ranked as high as can be by more than half",
                "Bassett & Persky, Public Choice 99, 1999"
            )
        case .bucklin:
            FairnessRule(
                rawValue,
                "majoritarian compromise",
                "of those whom more than half rank as high as can be, the one whom most do",
                "Bucklin 1909; Sertel & Yilmaz, Social Choice and Welfare 16, 1999",
                aliases: ["bucklin", "majoritarian-compromise"]
            )
        case .approval:
            FairnessRule(
                rawValue,
                "approval",
                "good enough for the most",
                "Brams & Fishburn, American Political Science Review 72, 1978"
            )
        case .fallback:
            FairnessRule(
                rawValue,
                "unanimity fallback bargaining",
                "all fall back from their first choices until one suits everybody",
                "Brams & Kilgour, Group Decision and Negotiation 10, 2001",
                aliases: ["unanimity"]
            )
        case .fallbackMajority:
            FairnessRule(
                rawValue,
                "fallback bargaining",
                "all fall back from their first choices until one suits as many as the quota says",
                "Brams & Kilgour, Group Decision and Negotiation 10, 2001",
                aliases: ["fallback-bargaining"]
            )
        }
    }
}

/// Who wins, and by what.
struct VotingResult: Sendable {
    /// The best; several when they tie, none when the rule chooses none.
    let winners: [Int]
    /// What the rule counts, by candidate, if it counts anything.
    var scores: [Rational]?
    /// How far down all had to fall back, from 1.
    var depth: Int?
}
