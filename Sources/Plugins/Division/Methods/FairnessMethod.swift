import JSON
import PluginKit
import Schema
import Wire

/// What `division.fairness` takes and returns.
enum FairnessMethod {
    static let rule = Parameter<String?>(
        "rule",
        .string(length: 1...64),
        "One rule by name; without, every one that answers such a question."
    )
    static let estate = Parameter<JSON?>("estate", number, "What there is to divide, with 'claims'.")
    static let claims = Parameter<JSON?>(
        "claims",
        numbers,
        "What each claims: a list, numbers by name, or a text such as A=100, B=200."
    )
    static let game = Parameter<JSON?>("game", .object(gameProperties), "What every coalition of players can reach.")
    static let bargain = Parameter<JSON?>(
        "bargain",
        .object(bargainProperties),
        "What parties can agree on, and what each has without agreement."
    )
    static let ballots = Parameter<JSON?>(
        "ballots",
        .either(.string, .list(of: .any), .map(of: .any)),
        "Rankings with how many voters: 18 A>D>E; 12 B>E=D. A bar stands below what is good enough: A>B|C."
    )
    static let candidates = Parameter<[String]>(
        "candidates",
        .list(of: .string),
        "Who can be voted for; without, all that are ranked.",
        fallback: []
    )
    static let quota = Parameter<JSON?>("quota", number, "The weight of votes that fallback bargaining needs.")
    static let goods = Parameter<JSON?>(
        "goods",
        .object(goodsProperties),
        "Goods and what they are worth to each, to divide, or to check how they were divided."
    )
    static let formulas = Parameter<JSON?>(
        "formulas",
        .map(of: numbers),
        "What each party gets under each formula, to find the mixture with the least regret."
    )

    private static let number: Schema = .either(.number, .string(length: 1...1000))
    private static let numbers: Schema = .either(.list(of: number), .map(of: number), .string, .number)

    private static let gameProperties: [Property] = [
        Property("values", .map(of: number).described("By coalition: A,B; what is left out is 0."), isRequired: false),
        Property("players", .list(of: .string).described("Their names, if not all in 'values'."), isRequired: false),
        Property("isCost", .boolean.described("Whether 'values' are costs."), isRequired: false),
        Property("weights", numbers.described("Votes of each, with 'quota'."), isRequired: false),
        Property("quota", number.described("The votes that win."), isRequired: false),
        Property("claims", numbers.described("For the game of a claims problem, with 'estate'."), isRequired: false),
        Property("estate", number.described("What there is to divide."), isRequired: false),
        Property("costs", numbers.described("For the airport game: what each needs alone."), isRequired: false),
    ]

    private static let bargainProperties: [Property] = [
        Property("pie", number.described("A sum to share in any way."), isRequired: false),
        Property("disagreement", numbers.described("What each has without agreement; 0 without."), isRequired: false),
        Property("weights", numbers.described("Bargaining power."), isRequired: false),
        Property("utopia", numbers.described("The most that each can hope for."), isRequired: false),
        Property(
            "frontier",
            .list(of: .list(of: number, count: 2...2)).described(
                "Points that two parties can reach: [[0,50],[100,0]]."
            ),
            isRequired: false
        ),
        Property(
            "goods",
            .list(
                of: .object([
                    Property("name", .string),
                    Property("owner", .string.described("Who has it now.")),
                    Property("worth", numbers.described("To each party.")),
                ])
            ).described("Goods that can change hands whole."),
            isRequired: false
        ),
        Property("parties", .list(of: .string).described("The order of numbers without names."), isRequired: false),
    ]

    private static let goodsProperties: [Property] = [
        Property("items", .list(of: .string).described("What the goods are called."), isRequired: false),
        Property(
            "points",
            .map(of: .list(of: number)).described("Of two parties, of equal sum: for adjusted winner."),
            isRequired: false
        ),
        Property("bids", .map(of: .list(of: number)).described("In money: for Knaster's bids."), isRequired: false),
        Property("worths", .map(of: .list(of: number)).described("To check 'allocation' by."), isRequired: false),
        Property(
            "allocation",
            .map(of: .list(of: number)).described("Which part of each good each party got: 0 to 1."),
            isRequired: false
        ),
    ]

    static let description = MethodDescription(
        "division.fairness",
        "Divides what is claimed, agreed, voted or valued, by every rule of the literature and exactly.",
        parameters: [
            rule.property, CalculateMethod.body.property, estate.property, claims.property, game.property,
            bargain.property, ballots.property, candidates.property, quota.property, goods.property,
            formulas.property, reference.property,
        ],
        result: .object(resultProperties, others: .any),
        errors: [.invalidParams, .notFound, .tooLarge],
        examples: examples
    )

    private static let resultProperties: [Property] = [
        Property(
            "kind",
            .choice("claims", "game", "bargain", "vote", "goods", "check", "compromise", "body")
                .described("What was asked.")
        ),
        Property("rules", .list(of: .object(ruleProperties, others: .any)).described("Those that answered.")),
        Property("rows", .list(of: .object(rowProperties, others: .any)).described("One for each party or candidate.")),
        Property("unavailable", .list(of: .object(unavailable)).described("Rules that can't answer this, and why.")),
    ]

    private static let ruleProperties: [Property] = [
        Property("rule", .string.described("By name.")),
        Property("title", .string.described("For people.")),
        Property("meaning", .string.described("What it does.")),
        Property("source", .string.described("Who proposed it where.")),
        Property("winners", .list(of: .string).described("Of a vote; several when they tie."), isRequired: false),
    ]

    private static let rowProperties: [Property] = [
        Property("name", .string.described("The party, player or candidate.")),
        Property("awards", .map(of: .either(.number, .string)).described("What it gets, by rule."), isRequired: false),
        Property("exact", .map(of: .string).described("The same as exact fractions."), isRequired: false),
        Property("scores", .map(of: .number).described("What a voting rule counts for it."), isRequired: false),
    ]

    private static let unavailable: [Property] = [
        Property("rule", .string.described("By name.")),
        Property("reason", .string.described("Why it has no answer.")),
    ]
}
