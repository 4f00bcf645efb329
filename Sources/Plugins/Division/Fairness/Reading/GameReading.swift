import JSON
import Wire

/// A game of coalitions, as a request writes it.
struct GameReading: Sendable {
    let players: [String]
    let game: CoalitionGame
    /// Whether what coalitions have is a cost, which players want to be small.
    let isCost: Bool

    /// Reads `{"values": {"A,B": 1}}`, `{"weights": …, "quota": …}`, `{"estate": …, "claims": …}` and `{"costs": …}`.
    init(_ json: JSON) throws(Failure) {
        if let weights = json["weights"] {
            let weights = try NamedNumbers(weights, at: "/game/weights")
            players = weights.names
            isCost = false
            game = try .voting(weights: weights.values, quota: try .read(json["quota"], at: "/game/quota"))
        } else if let claims = json["claims"] {
            let claims = try NamedNumbers(claims, at: "/game/claims")
            players = claims.names
            isCost = false
            let estate = try Rational.read(json["estate"], at: "/game/estate")
            game = try ClaimsProblem(estate: estate, claims: claims.values).game()
        } else if let costs = json["costs"] {
            let costs = try NamedNumbers(costs, at: "/game/costs")
            if let index = costs.values.firstIndex(where: \.isNegative) {
                throw .wrong("a cost must not be below 0", at: "/game/costs/\(index)")
            }
            players = costs.names
            isCost = true
            game = try .airport(costs: costs.values)
        } else if let values = json["values"]?.object {
            players =
                try json["players"].map { (list) throws(Failure) in
                    list.array?.compactMap(\.string) ?? []
                } ?? Self.players(in: values)
            isCost = json["isCost"] == true
            game = try Self.game(values, players)
        } else {
            throw .wrong(
                "'game' must have values of coalitions, or weights and quota, or claims and estate, or costs",
                at: "/game",
                hint: "such as {\"values\": {\"A,B\": 1, \"A,C\": 1, \"A,B,C\": 1}} or "
                    + "{\"weights\": [50, 49, 1], \"quota\": 51}"
            )
        }
    }

    private static func game(_ values: Members, _ players: [String]) throws(Failure) -> CoalitionGame {
        try CoalitionGame.check(players.count)
        var worths = [Rational](repeating: .zero, count: 1 << players.count)
        var known: Set<Int> = []
        for (key, value) in values {
            let pointer = "/game/values/\(key)"
            var coalition = 0
            for name in members(of: key, among: players) {
                guard let player = players.firstIndex(of: name) else {
                    throw .wrong("'\(name)' is no player; they are \(players.joined(separator: ", "))", at: pointer)
                }
                coalition |= 1 << player
            }
            guard known.insert(coalition).inserted else {
                throw .wrong("this coalition stands there twice, in another order", at: pointer)
            }
            let worth = try Rational.read(value, at: pointer)
            guard coalition != 0 || worth.isZero else { throw .wrong("nobody has nothing", at: pointer) }
            worths[coalition] = worth
        }
        guard known.contains(worths.count - 1) else {
            throw .wrong(
                "'values' says nothing about all players together: \(players.joined(separator: ","))",
                at: "/game/values",
                hint: "what all have together is what is divided; a coalition that is left out has 0"
            )
        }
        return CoalitionGame(playerCount: players.count, worths: worths)
    }

    /// Everybody who stands in a coalition, in the order of the letters.
    private static func players(in values: Members) -> [String] {
        let hasCommas = values.contains { $0.key.contains(",") }
        let names = values.flatMap { member in
            hasCommas ? member.key.split(separator: ",").map(\.trimmed) : member.key.map(String.init)
        }
        return Set(names).sorted()
    }

    /// The members of `A,B`, of `AB` where all names have one letter, or of a single name.
    private static func members(of key: String, among players: [String]) -> [String] {
        if players.contains(key) { return [key] }
        if !key.contains(","), players.allSatisfy({ $0.count == 1 }) { return key.map(String.init) }
        return key.split(separator: ",").map(\.trimmed)
    }
}
